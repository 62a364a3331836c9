"""The settings of the `cmdb` connector: which CI gives how much of which product to which application."""

from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from finops_contract.quantity import Quantity
from finops_contract.releve import Key

Collection = Annotated[str, Field(pattern=r"^cmdb_[A-Za-z0-9_]+$", max_length=100)]
"""Only the CMDB's own collections can be named: the rest of the raw zone is not a source."""
FieldPath = Annotated[str, Field(min_length=1, max_length=200)]
"""A field of the document; `field.display_value`, `field.value` or `field.link` for a part of a reference."""


class Settings(BaseModel):
    """Base of the models below: immutable, and a wrong key is an error that names it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Constant(Settings):
    """A text that does not depend on the document."""

    constant: Key


class FromField(Settings):
    """The text of one field."""

    field: FieldPath


class FromFields(Settings):
    """The texts of several fields, joined; nothing when one of them is empty."""

    fields: tuple[FieldPath, ...] = Field(min_length=2)
    joined_by: str = Field(default="/", max_length=20)


def _constant_text(value: object) -> object:
    return {"constant": value} if isinstance(value, str) else value


def _field_text(value: object) -> object:
    return {"field": value} if isinstance(value, str) else value


Product = Annotated[Constant | FromField | FromFields, BeforeValidator(_constant_text)]
"""A plain text stands for `{"constant": text}`."""
FieldText = Annotated[FromField | FromFields | Constant, BeforeValidator(_field_text)]
"""A plain text stands for `{"field": text}`."""


class Amount(Settings):
    """How much one CI counts for: `constant`, or the number in `field`, times and divided by exact factors.

    What does not end within 18 decimals is rounded there, half to even, once per CI and before anything adds up.
    """

    constant: Quantity | None = None
    field: FieldPath | None = None
    multiply_by: Quantity = Decimal(1)
    divide_by: Quantity = Decimal(1)

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if (self.constant is None) == (self.field is None):
            raise ValueError("give either a constant or a field")
        if not self.divide_by:
            raise ValueError("divide_by must not be 0")
        return self


def _constant_amount(value: object) -> object:
    return {"constant": value} if isinstance(value, str | int) else value


class ListSplit(Settings):
    """Shared CIs whose own document lists the applications: comma-separated texts or arrays.

    `weights` is a list of as many numbers; without it the shares are even.
    """

    applications: FieldPath
    weights: FieldPath | None = None


class RelationSplit(Settings):
    """Shared CIs whose applications stand in a collection of relations, one document per relation."""

    relations: Collection
    ci: FieldPath = "child"
    application: FieldPath = "parent"
    weight: FieldPath | None = None
    where: dict[FieldPath, "Accepted"] = Field(default_factory=dict)


def _accepted(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Accepted = Annotated[tuple[str, ...], BeforeValidator(_accepted), Field(min_length=1)]
"""The texts that a field may have: one, or any of a list."""


class Rule(Settings):
    """What the CIs of one collection count for. A CI counts once for every rule that it satisfies."""

    collection: Collection
    where: dict[FieldPath, Accepted] = Field(default_factory=dict)
    metric: Key
    quantity: Annotated[Amount, BeforeValidator(_constant_amount)]
    product: Product
    application: FieldText | None = None
    environment: FieldText | None = None
    split: ListSplit | RelationSplit | None = None


SourceEnvironment = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True)]


class CmdbConfig(Settings):
    """`dim_domain.connector_config` of a domain on the `cmdb` connector."""

    source: Key
    rules: tuple[Rule, ...] = Field(min_length=1, max_length=1000)
    environments: dict[SourceEnvironment, Key] = Field(default_factory=dict)

    @property
    def relations(self) -> frozenset[str]:
        """The collections of relations that the rules split by."""
        return frozenset(r.split.relations for r in self.rules if isinstance(r.split, RelationSplit))

    @property
    def collections(self) -> tuple[str, ...]:
        """Every collection to land, in a fixed order."""
        return tuple(sorted({rule.collection for rule in self.rules} | self.relations))
