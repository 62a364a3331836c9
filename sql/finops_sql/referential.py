"""Bring families, products and product aliases to what data files say: all of it, or nothing."""

import json
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg import Connection
from psycopg.rows import DictRow, dict_row

from finops_sql.referential_file import Refused, read_rows

_MOST_KEPT = 1_000
"""Changes that the audit log lists; beyond that it holds their number."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file of the referential: what its rows are called, its columns, and what follows from a row left out.

    `prepared` are statements before its rows are checked, `placed` those after they are merged.
    """

    name: str
    columns: tuple[str, ...]
    retires: bool
    prepared: tuple[str, ...] = ()
    placed: tuple[str, ...] = ()


FAMILIES: Final = Table("families", ("family_id", "domain_id", "family_label"), retires=True)
PRODUCTS: Final = Table(
    "products",
    ("product_id", "family_id", "product_label"),
    retires=True,
    prepared=("create_incoming_moves",),
    placed=("keep_first_families", "write_moves", "place_products"),
)
ALIASES: Final = Table("aliases", ("source_system", "foreign_key", "product_id"), retires=False)
TABLES: Final = (FAMILIES, PRODUCTS, ALIASES)
"""In the order in which they are taken: each refers to the one before."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row that becomes another. `change`: new, back, moved, renamed or retired."""

    table: str
    change: str
    id: str
    label_before: str | None
    label_after: str | None
    parent_before: str | None
    parent_after: str | None

    def __str__(self) -> str:
        label = " -> ".join(filter(None, (self.label_before, self.label_after)))
        parent = " -> ".join(dict.fromkeys(filter(None, (self.parent_before, self.parent_after))))
        return f"{self.change:<8} {self.table:<9} {self.id}" + "".join(f"  {text}" for text in (label, parent) if text)


@dataclass(frozen=True, slots=True)
class Request:
    """Who wants which files taken, and why. `force`: although more than half would be retired.

    Products that a file has in another family move there from `first_month` on, the first day of a month.
    """

    files: dict[str, Path]
    entity_id: str
    actor: str
    reason: str
    first_month: date
    force: bool = False
    dry_run: bool = False


def load_referential(database_url: str, request: Request) -> list[Change]:
    """Take the files in one transaction, under the publication's lock; returns what changed, or would.

    Rows that a file leaves out are retired, never removed; aliases left out stay. Moves that touch published months
    are pending until refresh_mvs has classified those again. Raises Refused, and then nothing was written.
    `database_url` must name a login that may write the referential, as for migrations.
    """
    rows = {
        table: read_rows(request.files[table.name], table.columns) for table in TABLES if table.name in request.files
    }
    with psycopg.connect(database_url, row_factory=dict_row) as connection:
        connection.execute("SET LOCAL lock_timeout = '5s'")
        connection.execute(_sql("lock_publication"))
        changes = [change for table, found in rows.items() for change in _take(connection, table, found, request)]
        _refuse(connection.execute(_sql("orphaned_products")).fetchall())
        if changes and not request.dry_run:
            connection.execute(_sql("write_audit"), _audit(request, changes))
            if any(change.table != ALIASES.name for change in changes):
                connection.execute(_sql("raise_generation"))
        if request.dry_run:
            connection.rollback()
    return changes


def _take(
    connection: Connection[DictRow], table: Table, rows: list[tuple[int, *tuple[str, ...]]], request: Request
) -> list[Change]:
    connection.execute(_sql(f"create_incoming_{table.name}"))
    with connection.cursor().copy(_sql(f"copy_incoming_{table.name}")) as copy:
        for row in rows:
            copy.write_row(row)
    values = {
        "entity_id": request.entity_id,
        "actor": request.actor,
        "reason": request.reason,
        "first_month": request.first_month,
        "force": request.force,
    }
    for statement in table.prepared:
        connection.execute(_sql(statement), values)
    problems = connection.execute(_sql(f"refused_{table.name}"), values).fetchall()
    _refuse(problems, request.files[table.name].name)
    changes = connection.execute(_sql(f"changes_of_{table.name}")).fetchall()
    connection.execute(_sql(f"merge_{table.name}"))
    if table.retires:
        connection.execute(_sql(f"retire_{table.name}"))
    for statement in table.placed:
        connection.execute(_sql(statement), values)
    return [Change(table=table.name, **change) for change in changes]


def _refuse(problems: list[DictRow], file: str | None = None) -> None:
    if problems:
        raise Refused([_sentence(row["line"], row["problem"], file) for row in problems])


def _sentence(line: int | None, problem: str, file: str | None) -> str:
    place = " row ".join(str(part) for part in (file, line) if part is not None)
    return f"{place}: {problem}" if place else problem


def _audit(request: Request, changes: list[Change]) -> dict[str, Any]:
    listed = [[change.table, change.change, change.id] for change in changes[:_MOST_KEPT]]
    return {
        "entity_id": request.entity_id,
        "actor": request.actor,
        "target": ", ".join(sorted(request.files)),
        "reason": request.reason,
        "details": json.dumps({"changes": listed, "count": len(changes), "force": request.force}),
    }


def _sql(name: str) -> bytes:
    return files("finops_sql").joinpath("sql", f"{name}.sql").read_bytes()
