"""The referential as it would be sent for a month, read to be compared here."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field

from psycopg import IsolationLevel

from export_group.month import rows_of
from finops_contract.exchange import COLUMNS
from finops_contract.period import Period
from finops_runtime.database import Database, load_sql


@dataclass(frozen=True, slots=True)
class SentKey:
    """A key of ours; `parent`, `mode` and `detail` as in the dataset `keys`."""

    kind: str
    key_id: str
    label: str
    parent: str | None = None
    mode: str | None = None
    detail: str | None = None
    is_retired: bool = False


@dataclass(frozen=True, slots=True)
class Referential:
    """Our keys, how many facts of the month name each, and how many lines of a metric each pricing view values."""

    keys: tuple[SentKey, ...]
    facts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    valued: Mapping[tuple[str, str], int] = field(default_factory=dict)


def latest_month(database: Database, entity_id: str) -> Period | None:
    """The latest published month; None when nothing is published."""
    with database.transaction() as connection:
        row = connection.execute(load_sql("export_group", "latest_month"), {"entity_id": entity_id}).fetchone()
    assert row is not None  # an aggregate without GROUP BY has one row
    return None if row["period_month"] is None else Period.of(row["period_month"])


def read_referential(database: Database, entity_id: str, period: Period) -> Referential:
    """What would be sent for the month, from one moment of the mart."""
    scope = {"entity_id": entity_id, "period_month": period.first_day}
    with database.transaction(IsolationLevel.REPEATABLE_READ) as connection:
        connection.execute("SET TRANSACTION READ ONLY")
        keys = b"".join(rows_of(connection, "keys", scope)).decode()
        usage = connection.execute(load_sql("export_group", "key_usage"), scope).fetchall()
        valued = connection.execute(load_sql("export_group", "valued_metrics"), scope).fetchall()
    rows = csv.DictReader(io.StringIO(keys, newline=""), fieldnames=COLUMNS["keys"])
    return Referential(
        tuple(_key(row) for row in rows),
        {(row["kind"], row["key_id"]): row["facts"] for row in usage},
        {(row["pricing_view_id"], row["metric"]): row["lines"] for row in valued},
    )


def _key(row: Mapping[str, str]) -> SentKey:
    return SentKey(
        row["kind"],
        row["key_id"],
        row["label"],
        row["parent_id"] or None,
        row["mode"] or None,
        row["detail"] or None,
        row["is_retired"] == "t",
    )
