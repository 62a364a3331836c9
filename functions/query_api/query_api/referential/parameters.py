"""What the lists of the referential may be asked."""

from typing import ClassVar, Literal

from pydantic import Field

from query_api.parameters import Count, LongText, NoParameters, Text


class KeyedParameters(NoParameters):
    """A paged list that is ordered by its keys."""

    keys: ClassVar[int] = 1
    q: Text | None = Field(default=None, description="part of a key or label")
    limit: Count = Field(default=50, ge=1, le=1000)
    cursor: LongText | None = Field(default=None, description="`meta.page.next` of the page before")

    def values(self) -> dict[str, object]:
        """All but the cursor."""
        return {"q": self.q, "limit": self.limit}


class AliasParameters(KeyedParameters):
    """What sources call applications."""

    keys: ClassVar[int] = 2
    source_system: Text | None = None
    application: Text | None = Field(default=None, description="only the aliases of this one")

    def values(self) -> dict[str, object]:
        """With the filters."""
        return {**super().values(), "source_system": self.source_system, "application": self.application}


class ProductAliasParameters(KeyedParameters):
    """What sources call products."""

    keys: ClassVar[int] = 2
    source_system: Text | None = None
    product: Text | None = Field(default=None, description="only the aliases of this one")

    def values(self) -> dict[str, object]:
        """With the filters."""
        return {**super().values(), "source_system": self.source_system, "product": self.product}


class EntryParameters(KeyedParameters):
    """Things that are retired, never removed."""

    state: Literal["inUse", "retired", "all"] = "inUse"

    def values(self) -> dict[str, object]:
        """With the state."""
        return {**super().values(), "state": self.state}


class FamilyParameters(EntryParameters):
    """Families."""

    domain: Text | None = Field(default=None, description="only those of this domain")

    def values(self) -> dict[str, object]:
        """With the filter."""
        return {**super().values(), "domain": self.domain}


class ProductParameters(FamilyParameters):
    """Products, in the family that they are in last."""

    family: Text | None = Field(default=None, description="only those of this family")

    def values(self) -> dict[str, object]:
        """With the filter."""
        return {**super().values(), "family": self.family}
