"""What readers see, to be compared with what they would see had nothing happened."""

import json
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from psycopg.sql import SQL, Identifier

from finops_contract.quantity import EXACT
from finops_runtime.database import load_sql
from tests.faults.world import World

_CHANCE = [
    "run_id",
    "generation",
    "computed_at",
    "published_at",
    "missing_since",
    "first_seen",
    "last_seen",
    "version_id",
    "changed_at",
    "changed_by",
    "reason",
    "move_id",
    "moved_at",
    "applied_at",
]
"""Columns that say who did it when."""

Shown = Mapping[str, Counter[str]]
Slices = Mapping[tuple[str, str], str]
"""Domain and month -> a checksum of its facts."""


def shown(world: World) -> Shown:
    """Every row that readers see, by table."""
    with world.db() as db:
        tables = [row["table_name"] for row in db.execute(load_sql("tests.faults", "shown_tables"))]
        statement = "SELECT (to_jsonb(t) - %s::text[])::text AS line FROM {} t"
        return {
            table: Counter(_row(row["line"]) for row in db.execute(SQL(statement).format(Identifier(table)), [_CHANCE]))
            for table in tables
        }


def _row(line: str) -> str:
    """The row, its numbers as they are and not as they are written: 96.4 is 96.40, whichever publication came first."""
    row = json.loads(line, parse_float=_plain, parse_int=_plain)
    return str(sorted(row.items()))


def _plain(number: str) -> Decimal:
    return EXACT.normalize(Decimal(number))


def slices(world: World) -> Slices:
    """What each slice says."""
    with world.db() as db:
        rows = db.execute(load_sql("tests.faults", "slices")).fetchall()
    return {(row["domain_id"], row["period"]): row["content"] for row in rows}


def differences(found: Shown, expected: Shown) -> list[str]:
    """How they differ, the first rows of each table."""
    wrong = []
    for table, rows in expected.items():
        more, less = found[table] - rows, rows - found[table]
        if more or less:
            wrong.append(
                f"{table}: {more.total()} too many, {less.total()} missing: {[*more][:2]} {[*less][:2]}"[:1500]
            )
    return wrong
