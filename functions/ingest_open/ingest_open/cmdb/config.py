"""The settings of the `cmdb` connector: which CI gives how much of which product to which application."""

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from finops_contract.quantity import Quantity
from finops_contract.releve import Key
from finops_runtime.ingest.conversion import Conversion
from finops_runtime.ingest.settings import ConnectorSettings, Environments
from finops_runtime.settings import TimeZone

ADMIN = "admin"
"""Who maps aliases by hand: no source may bear this name."""

Collection = Annotated[str, Field(pattern=r"^cmdb_[A-Za-z0-9_]+$", max_length=100)]
"""Only the CMDB's own collections can be named: the rest of the raw zone is not a source."""
FieldPath = Annotated[str, Field(min_length=1, max_length=200)]
"""A field of the document; `field.display_value`, `field.value` or `field.link` for a part of a reference."""


class Constant(ConnectorSettings):
    """A text that does not depend on the document."""

    constant: Key


class FromField(ConnectorSettings):
    """The text of one field."""

    field: FieldPath


class FromFields(ConnectorSettings):
    """The texts of several fields, joined; nothing when one of them is empty."""

    fields: tuple[FieldPath, ...] = Field(min_length=2)
    joined_by: str = Field(default="/", max_length=20)


def _constant_text(value: object) -> object:
    return {"constant": value} if isinstance(value, str) else value


def _field_text(value: object) -> object:
    return {"field": value} if isinstance(value, str) else value


Product = Annotated[
    Constant | FromField | FromFields,
    BeforeValidator(_constant_text, json_schema_input_type=str | Constant | FromField | FromFields),
]
"""A plain text stands for `{"constant": text}`."""
FieldText = Annotated[
    FromField | FromFields | Constant,
    BeforeValidator(_field_text, json_schema_input_type=str | FromField | FromFields | Constant),
]
"""A plain text stands for `{"field": text}`."""


class Amount(Conversion):
    """How much one CI counts for: `constant`, or the number in `field`, times and divided by exact factors."""

    constant: Quantity | None = None
    field: FieldPath | None = None

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if (self.constant is None) == (self.field is None):
            raise ValueError("give either a constant or a field")
        return self


def _constant_amount(value: object) -> object:
    return {"constant": value} if isinstance(value, str | int) else value


class ListSplit(ConnectorSettings):
    """Shared CIs whose own document lists the applications: comma-separated texts or arrays.

    `weights` is a list of as many numbers; without it the shares are even.
    """

    applications: FieldPath
    weights: FieldPath | None = None


class RelationSplit(ConnectorSettings):
    """Shared CIs whose applications stand in a collection of relations, one document per relation."""

    relations: Collection
    ci: FieldPath = "child"
    application: FieldPath = "parent"
    weight: FieldPath | None = None
    where: dict[FieldPath, "Accepted"] = Field(default_factory=dict)


def _accepted(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Accepted = Annotated[
    tuple[str, ...], BeforeValidator(_accepted, json_schema_input_type=str | tuple[str, ...]), Field(min_length=1)
]
"""The texts that a field may have: one, or any of a list."""


class Days(ConnectorSettings):
    """From which day on (that day counts) until which (that day does not) a CI existed; empty: since ever, still."""

    from_: FieldPath | None = Field(default=None, alias="from")
    to: FieldPath | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if self.from_ is None and self.to is None:
            raise ValueError("give from, to or both")
        return self


class Rule(ConnectorSettings):
    """What the CIs of one collection count for. A CI counts once for every rule that it satisfies."""

    collection: Collection
    where: dict[FieldPath, Accepted] = Field(default_factory=dict)
    metric: Key
    quantity: Annotated[Amount, BeforeValidator(_constant_amount, json_schema_input_type=str | int | Amount)]
    product: Product
    application: FieldText | None = None
    environment: FieldText | None = None
    split: ListSplit | RelationSplit | None = None
    days: Days | None = None


class AliasField(ConnectorSettings):
    """Another key of the application: a text or an array of them, looked up in `source` (default: the CMDB's own)."""

    field: FieldPath
    source: Key | None = None


class Applications(ConnectorSettings):
    """Which documents are the company's applications, and where their key, name, owner and other keys stand.

    `retired_where`: the application is retired; without it none is. An application without a name bears its key.
    """

    collection: Collection
    where: dict[FieldPath, Accepted] = Field(default_factory=dict)
    id: FieldPath = "sys_id"
    label: FieldPath = "name"
    owner: FieldPath | None = None
    retired_where: dict[FieldPath, Accepted] = Field(default_factory=dict)
    aliases: tuple[AliasField, ...] = Field(default=(), max_length=20)


class CmdbConfig(ConnectorSettings):
    """`dim_domain.connector_config` of a domain on the `cmdb` connector."""

    source: Key
    rules: tuple[Rule, ...] = Field(min_length=1, max_length=1000)
    environments: Environments = Field(default_factory=dict)
    applications: Applications | None = None
    time_zone: TimeZone = "UTC"

    @model_validator(mode="after")
    def _not_an_admin(self) -> Self:
        if self.applications is not None and self.source == ADMIN:
            raise ValueError(f"source: {ADMIN!r} stands for aliases mapped by hand")
        return self

    @property
    def relations(self) -> frozenset[str]:
        """The collections of relations that the rules split by."""
        return frozenset(r.split.relations for r in self.rules if isinstance(r.split, RelationSplit))

    @property
    def collections(self) -> tuple[str, ...]:
        """Every collection to land, in a fixed order."""
        feed = set() if self.applications is None else {self.applications.collection}
        return tuple(sorted({rule.collection for rule in self.rules} | self.relations | feed))
