"""What an entity sends its group: a manifest of one month, and the rows in pieces.

Rows are CSV (RFC 4180, UTF-8, a header line, an empty field for null), gzip-compressed, at most `MOST_PIECE_ROWS` a
piece. What is sent for a month replaces everything that the group had of the entity and month. The contract is
additive: a reader ignores fields and columns that it does not know.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Annotated, Final, Literal
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, PositiveInt, StringConstraints, model_validator

from finops_contract.events import NAMESPACE
from finops_contract.period import Period
from finops_contract.quantity import Quantity

CONTRACT_VERSION: Final = 1
"""Raised when a reader of the version before would take the rows for something else."""
MOST_PIECE_ROWS: Final = 50_000
MOST_PIECE_BYTES: Final = 32 << 20
"""Of one piece, compressed; unpacked it may be `MOST_UNPACKED` times as large."""
MOST_UNPACKED: Final = 64
MOST_MANIFEST_BYTES: Final = 4 << 20

Dataset = Literal["facts", "prices", "keys"]
COLUMNS: Final[Mapping[Dataset, tuple[str, ...]]] = {
    "facts": (
        "domain_id",
        "family_id",
        "product_id",
        "application_id",
        "environment",
        "consumption_type",
        "consumption_metric",
        "quantity",
        "source",
    ),
    "prices": ("pricing_view_id", "metric", "priced_by", "priced_key", "unit_price"),
    "keys": ("kind", "key_id", "label", "parent_id", "mode", "detail", "version", "is_retired"),
}
"""The columns of each dataset, in order.

facts: at the grain of the mart's. prices: of each pricing view and each line that it values, empty where it has none.
keys: the referential as it is for the month. `kind` is domain, family, product, application, metric or pricing_view;
`parent_id` the domain of a family, the family of a product; `mode` a domain's; `detail` a domain's label of its
indirect method, an application's owner, a metric's unit, a pricing view's currency; `version` a pricing view's.
"""

Checksum = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Key = Annotated[str, StringConstraints(min_length=1, max_length=512, pattern=r"^[^\x00]*$")]
Cost = Annotated[str, StringConstraints(pattern=r"^-?\d{1,48}(\.\d{1,36})?$")]


class Piece(BaseModel):
    """One file of rows; `checksum` is the SHA-256 of its compressed bytes."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    dataset: Dataset
    number: PositiveInt = Field(le=100_000, description="1, 2, 3 ... within its dataset")
    rows: NonNegativeInt = Field(le=MOST_PIECE_ROWS)
    bytes: PositiveInt = Field(le=MOST_PIECE_BYTES)
    checksum: Checksum


class MissingDomain(BaseModel):
    """A domain that the entity itself lacks in the month; its rows, if any, are older ones."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    domain_id: Key
    reason: str = Field(default="", max_length=2000)


class Manifest(BaseModel):
    """What the rows must come to; whatever does not is refused."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    contract_version: PositiveInt
    entity_id: Key
    period: Period
    run_id: UUID = Field(description="the latest run of the entity that brought figures of the month")
    generation: PositiveInt = Field(description="of the entity, when the rows were read; a lower one is older")
    release_version: PositiveInt | None = Field(description="of the official referential that it was compared with")
    is_closed: bool = Field(default=False, description="the entity has closed the month")
    missing: tuple[MissingDomain, ...] = Field(default=(), max_length=1000)
    totals: dict[Key, Quantity] = Field(max_length=1000, description="metric -> sum of quantities")
    costs: dict[Key, Cost | None] = Field(
        max_length=100, description="pricing view -> the month's cost as the entity shows it; null: nothing is priced"
    )
    pieces: tuple[Piece, ...] = Field(max_length=10_000)

    @model_validator(mode="after")
    def _pieces_are_numbered(self) -> "Manifest":
        for dataset in COLUMNS:
            numbers = [piece.number for piece in self.pieces if piece.dataset == dataset]
            if numbers != list(range(1, len(numbers) + 1)):
                raise ValueError(f"pieces of {dataset} must be numbered 1, 2, 3 ..., in order")
        return self

    def rows_of(self, dataset: Dataset) -> int:
        """How many rows of a dataset the pieces hold."""
        return sum(piece.rows for piece in self.pieces if piece.dataset == dataset)

    @property
    def exchange_id(self) -> UUID:
        """Follows from everything it says: the same figures sent again are the same exchange, others are another."""
        said = json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return uuid5(NAMESPACE, f"exchange\n{hashlib.sha256(said.encode()).hexdigest()}")


def group_run_id(exchange_id: UUID, attempt: int) -> UUID:
    """The run of the group that publishes an exchange; another attempt, after a failed one, is another run."""
    return uuid5(NAMESPACE, f"exchange\n{exchange_id}\n{attempt}")
