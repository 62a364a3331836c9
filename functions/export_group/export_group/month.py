"""One published month, read at one moment of the mart: its manifest, and its rows in pieces."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from psycopg import Connection, IsolationLevel
from psycopg.rows import DictRow
from pydantic import ValidationError

from export_group.pieces import PackedPiece, packed
from finops_contract.errors import MonthUnreadable
from finops_contract.exchange import COLUMNS, CONTRACT_VERSION, MOST_MANIFEST_BYTES, Dataset, Manifest
from finops_contract.period import Period
from finops_runtime.database import Database, load_sql


@dataclass(frozen=True, slots=True)
class Month:
    """What is sent of a month."""

    manifest: Manifest
    pieces: tuple[PackedPiece, ...]

    def path_of(self, dataset: Dataset, number: int) -> Path | None:
        """The file of one piece; None where there is no such piece."""
        for each in self.pieces:
            if (each.piece.dataset, each.piece.number) == (dataset, number):
                return each.path
        return None


def read_month(
    database: Database, entity_id: str, period: Period, release_version: int | None, folder: Path
) -> Month | None:
    """Read a month into `folder`; None when nothing of it is published.

    Rows, totals, costs and generation are of one publication: whatever is published meanwhile is not seen.
    Raises MonthUnreadable when it is beyond what the contract allows, and the errors of the database.
    """
    scope = {"entity_id": entity_id, "period_month": period.first_day}
    with database.transaction(IsolationLevel.REPEATABLE_READ) as connection:
        connection.execute("SET TRANSACTION READ ONLY")
        head = connection.execute(_sql("month_head"), scope).fetchone()
        if head is None:
            return None
        totals = connection.execute(_sql("month_totals"), scope).fetchall()
        costs = connection.execute(_sql("month_costs"), scope).fetchall()
        missing = connection.execute(_sql("month_missing"), scope).fetchall()
        pieces = tuple(
            piece for dataset in COLUMNS for piece in packed(dataset, rows_of(connection, dataset, scope), folder)
        )
    try:
        manifest = Manifest.model_validate(
            {
                "contract_version": CONTRACT_VERSION,
                "entity_id": entity_id,
                "period": str(period),
                "run_id": head["run_id"],
                "generation": head["generation"],
                "release_version": release_version,
                "is_closed": head["is_closed"],
                "missing": missing,
                "totals": {row["metric"]: row["quantity"] for row in totals},
                "costs": {row["pricing_view_id"]: _as_cost(row["cost"]) for row in costs},
                "pieces": [each.piece for each in pieces],
            }
        )
    except ValidationError as error:
        raise MonthUnreadable(f"{period} is beyond what can be sent: {_what_is_wrong(error)}") from error
    if len(manifest.model_dump_json().encode()) > MOST_MANIFEST_BYTES:
        raise MonthUnreadable(f"the manifest of {period} is larger than {MOST_MANIFEST_BYTES} bytes")
    return Month(manifest, pieces)


def rows_of(connection: Connection[DictRow], dataset: Dataset, scope: dict[str, object]) -> Iterator[bytes]:
    """The rows of a dataset as the server writes them, one by one: libpq gives each whole."""
    with connection.cursor().copy(_sql(f"copy_{dataset}"), scope) as copy:
        for row in copy:
            yield bytes(row)


def _as_cost(cost: Decimal | None) -> str | None:
    return None if cost is None else format(cost, "f")


def _what_is_wrong(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    return f"{'.'.join(str(part) for part in first['loc'])[:200]}: {first['msg'][:200]}"


def _sql(name: str) -> bytes:
    return load_sql("export_group", name)
