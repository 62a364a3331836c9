"""What the stub group received, checked the way docs/group.md says: bytes, rows, totals and costs."""

import csv
import gzip
import hashlib
import io
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from typing import Any

from finops_contract.exchange import COLUMNS, Dataset, Manifest

Row = dict[str, str]


@dataclass
class Received:
    """One exchange and its pieces."""

    manifest: Manifest
    status: str = "RECEIVING"
    pieces: dict[tuple[str, int], bytes] = field(default_factory=dict)
    error_code: str | None = None
    looks: int = 0

    @property
    def period(self) -> str:
        return str(self.manifest.period)

    def missing(self) -> list[dict[str, Any]]:
        return [
            {"dataset": piece.dataset, "number": piece.number}
            for piece in self.manifest.pieces
            if (piece.dataset, piece.number) not in self.pieces
        ]

    def rows(self, dataset: Dataset) -> list[Row]:
        """Every row of a dataset, in order."""
        return [row for (of, _), body in sorted(self.pieces.items()) if of == dataset for row in rows_of(body)]


def rows_of(body: bytes) -> list[Row]:
    return list(csv.DictReader(io.StringIO(gzip.decompress(body).decode(), newline="")))


def refused_piece(manifest: Manifest, dataset: str, number: int, body: bytes) -> str | None:
    """What is wrong with a piece."""
    piece = next((p for p in manifest.pieces if (p.dataset, p.number) == (dataset, number)), None)
    if piece is None:
        return "not in the manifest"
    if len(body) != piece.bytes or hashlib.sha256(body).hexdigest() != piece.checksum:
        return "bytes or checksum"
    text = gzip.decompress(body).decode()
    header = text.partition("\n")[0]
    if header != ",".join(COLUMNS[piece.dataset]):
        return "header"
    return None if len(rows_of(body)) == piece.rows else "rows"


def lies_of(received: Received) -> list[str]:
    """Where the rows do not come to what the manifest says, as exchange_lie() has it."""
    with localcontext() as context:
        context.prec = 200
        totals: dict[str, Decimal] = {}
        lines: dict[tuple[str, str, str], Decimal] = {}
        for fact in received.rows("facts"):
            metric, quantity = fact["consumption_metric"], Decimal(fact["quantity"])
            by, key = ("product", fact["product_id"]) if fact["product_id"] else ("domain", fact["domain_id"])
            totals[metric] = totals.get(metric, Decimal(0)) + quantity
            lines[metric, by, key] = lines.get((metric, by, key), Decimal(0)) + quantity
        costs: dict[str, Decimal | None] = dict.fromkeys(received.manifest.costs)
        for price in received.rows("prices"):
            line = (price["metric"], price["priced_by"], price["priced_key"])
            if price["unit_price"]:
                view = price["pricing_view_id"]
                costs[view] = (costs[view] or Decimal(0)) + Decimal(price["unit_price"]) * lines[line]
        said = {view: None if cost is None else Decimal(cost) for view, cost in received.manifest.costs.items()}
    lies = [] if totals == received.manifest.totals else ["totals_differ"]
    return lies if costs == said else [*lies, "costs_differ"]
