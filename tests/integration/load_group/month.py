"""A month as an entity would push it: rows as data, and the manifest that follows from them."""

import csv
import gzip
import hashlib
import io
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext
from typing import Any
from uuid import UUID

from finops_contract.exchange import COLUMNS, Dataset, Manifest

Row = tuple[str | None, ...]
RUN = UUID("33333333-3333-5333-8333-333333333333")


def rows_of(text: str) -> list[Row]:
    """A table as one writes it: `-` for null, `~` for a blank in a text."""
    return [
        tuple(None if word == "-" else word.replace("~", " ") for word in line.split())
        for line in text.strip().splitlines()
    ]


FACTS = rows_of("""
open    compute vm   a1          production DIRECT   VCPU   100.5                 cmdb
open    compute vm   a2          production DIRECT   VCPU   40.000000000000000001 cmdb
open    compute vm   a3          staging    DIRECT   VCPU   7.25                  cmdb
open    storage disk a1          production DIRECT   GB     500                   cmdb
open    unmapped unmapped a1     production DIRECT   VCPU   1                     cmdb
open    compute vm   unallocated production DIRECT   VCPU   -3                    cmdb
weights -       -    a1          shared     INDIRECT WEIGHT 0.75                  file
weights -       -    a3          shared     INDIRECT WEIGHT 0.25                  file
""")
PRICES = rows_of("""
actual VCPU   product vm       0.0500001
actual GB     product disk     0.1
actual VCPU   product unmapped -
actual WEIGHT domain  weights  1000
market VCPU   product vm       0.07
""")
KEYS = rows_of("""
domain       open      Open~cloud   -       DIRECT   -        - false
domain       weights   Weights      -       INDIRECT Shared   - false
family       compute   Compute      open    -        -        - false
family       storage   Storage      open    -        -        - false
product      vm        Machines     compute -        -        - false
product      disk      Disks        storage -        -        - false
application  a1        Shop~front   -       -        olivia   - false
application  a2        Shop~back    -       -        -        - false
application  a3        Payments     -       -        -        - false
metric       VCPU      vCPU         -       -        vCPU     - false
metric       GB        GB           -       -        GB       - false
metric       WEIGHT    Weight       -       -        share    - false
pricing_view actual    Actual       -       -        EUR      3 false
pricing_view market    Market       -       -        USD      1 false
""")


def compressed(dataset: Dataset, rows: Sequence[Sequence[str | None]], header: Sequence[str] | None = None) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header or COLUMNS[dataset])
    writer.writerows(rows)
    return gzip.compress(text.getvalue().encode(), mtime=0)


def said_of(number: int, dataset: Dataset, rows: int, body: bytes) -> dict[str, Any]:
    return {
        "dataset": dataset,
        "number": number,
        "rows": rows,
        "bytes": len(body),
        "checksum": hashlib.sha256(body).hexdigest(),
    }


@dataclass(frozen=True)
class Month:
    """What an entity has of a month; everything else follows from it."""

    entity: str = "alpha"
    period: str = "2026-10"
    facts: list[Row] = field(default_factory=lambda: FACTS)
    prices: list[Row] = field(default_factory=lambda: PRICES)
    keys: list[Row] = field(default_factory=lambda: KEYS)
    generation: int = 5
    release: int | None = 1
    run: UUID = RUN
    is_closed: bool = False
    missing: tuple[dict[str, str], ...] = ()
    most_rows: int = 5
    said: dict[str, Any] = field(default_factory=dict)
    """What the manifest says instead of what is so."""
    bodies: dict[tuple[str, int], bytes] = field(default_factory=dict)
    """Pieces that are other than their rows; the manifest tells of these."""

    def but(self, **changed: Any) -> "Month":
        return replace(self, **changed)

    @property
    def pieces(self) -> dict[tuple[Dataset, int], tuple[int, bytes]]:
        """(dataset, number) -> how many rows, and the body."""
        found: dict[tuple[Dataset, int], tuple[int, bytes]] = {}
        tables: dict[Dataset, list[Row]] = {"facts": self.facts, "prices": self.prices, "keys": self.keys}
        for dataset, rows in tables.items():
            for number, first in enumerate(range(0, len(rows), self.most_rows), start=1):
                part = rows[first : first + self.most_rows]
                body = self.bodies.get((dataset, number)) or compressed(dataset, part)
                found[dataset, number] = (len(part), body)
        return found

    @property
    def totals(self) -> dict[str, str]:
        sums: dict[str, Decimal] = defaultdict(Decimal)
        with localcontext(prec=100):
            for row in self.facts:
                sums[str(row[6])] += Decimal(str(row[7]))
        return {metric: format(quantity, "f") for metric, quantity in sums.items()}

    @property
    def costs(self) -> dict[str, str | None]:
        """Of each pricing view, line by line as a person would: exact, null where nothing is priced."""
        prices = {row[:4]: row[4] for row in self.prices}
        found: dict[str, Decimal | None] = {str(row[0]): None for row in self.prices}
        with localcontext(prec=100):
            for row in self.facts:
                for view, cost in found.items():
                    key = ("product", row[2]) if row[2] is not None else ("domain", row[0])
                    price = prices.get((view, row[6], *key))
                    if price is not None:
                        found[view] = (cost or Decimal(0)) + Decimal(str(row[7])) * Decimal(price)
        return {view: None if cost is None else format(cost, "f") for view, cost in found.items()}

    @property
    def document(self) -> dict[str, Any]:
        """The manifest, as JSON."""
        return {
            "contract_version": 1,
            "entity_id": self.entity,
            "period": self.period,
            "run_id": str(self.run),
            "generation": self.generation,
            "release_version": self.release,
            "is_closed": self.is_closed,
            "missing": list(self.missing),
            "totals": self.totals,
            "costs": self.costs,
            "pieces": [said_of(number, dataset, rows, body) for (dataset, number), (rows, body) in self.pieces.items()],
            **self.said,
        }

    @property
    def exchange_id(self) -> UUID:
        return Manifest.model_validate(self.document).exchange_id

    def saying(self, dataset: str, number: int, **said: Any) -> "Month":
        """With a manifest that says this of a piece."""
        pieces = [
            {**piece, **said} if (piece["dataset"], piece["number"]) == (dataset, number) else piece
            for piece in self.document["pieces"]
        ]
        return self.but(said={**self.said, "pieces": pieces})

    @property
    def path(self) -> str:
        return f"/v1/exchange/{self.entity}/{self.period}/{self.exchange_id}"


Changed = Callable[[Month], Month]
