"""Another entity in the same tables: all that `acme` has, in every table that has an entity, with other values.

Keys of the shared referential stay; figures grow by a number that nobody else has, texts that people write carry a
mark, and everything is there once more a month later, so that whatever is "the latest" would be the neighbour's.
"""

from pathlib import Path

import psycopg
from psycopg.rows import DictRow
from psycopg.sql import SQL, Composed, Identifier, Literal

TABLES = Path(__file__).with_name("entity_tables.sql")
NEIGHBOUR = "other"
MARK = "OF-THE-NEIGHBOUR"
FIGURE = 777_123_456
VERSIONS = 1_000
"""What is added to the version_id of the neighbour's budgets."""
_WRITTEN = {
    *(
        "requested_by",
        "reason",
        "error_summary",
        "author",
        "comment",
        "acknowledged_by",
        "message",
        "location",
        "record",
    ),
    *("actor", "target", "changed_by", "landing_id", "missing_reason", "foreign_key", "event_id", "checksum", "error"),
    *("event_source", "source", "explained_by", "git_sha", "version_text"),
}


def tables_with_entity(connection: psycopg.Connection[DictRow]) -> list[str]:
    """Every table that has `entity_id`, each partitioned one once."""
    found = connection.execute(
        "SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid"
        " WHERE attname = 'entity_id' AND relkind IN ('r', 'p') AND NOT relispartition"
        " AND relnamespace = 'public'::regnamespace ORDER BY relname"
    )
    return [row["relname"] for row in found]


def columns_of(connection: psycopg.Connection[DictRow], table: str) -> dict[str, str]:
    """Name -> base type, without those that the database fills by itself."""
    found = connection.execute(
        "SELECT column_name, coalesce(data_type, '') AS kind, is_identity FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
        (table,),
    )
    return {
        row["column_name"]: row["kind"]
        for row in found
        if row["is_identity"] == "NO" or row["column_name"] == "version_id"
    }


def empty_neighbour(connection: psycopg.Connection[DictRow]) -> None:
    """Take the neighbour out, and give `acme` something in every table."""
    with connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        for table in tables_with_entity(connection):
            connection.execute(SQL("DELETE FROM {} WHERE entity_id <> 'acme'").format(Identifier(table)))
        connection.execute(TABLES.read_bytes())


def move_in(connection: psycopg.Connection[DictRow]) -> None:
    """The neighbour's rows, of the same months and of the month after."""
    with connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        for table in tables_with_entity(connection):
            columns = columns_of(connection, table)
            monthly = "period_month" in columns
            for months in (0, 1) if monthly else (0,):
                connection.execute(_copy(table, columns, months))
        connection.execute(
            SQL(
                "INSERT INTO budget_line"
                " SELECT version_id + {versions}, scope, scope_id, period_month, amount + {figure} FROM budget_line"
            ).format(versions=Literal(VERSIONS), figure=Literal(FIGURE))
        )


def _copy(table: str, columns: dict[str, str], months: int) -> Composed:
    values = [_value(name, kind, months) for name, kind in columns.items()]
    return SQL("INSERT INTO {} ({}) {}SELECT {} FROM {} WHERE entity_id = 'acme' ON CONFLICT DO NOTHING").format(
        Identifier(table),
        SQL(", ").join(map(Identifier, columns)),
        SQL("OVERRIDING SYSTEM VALUE " if "version_id" in columns and table == "budget_version" else ""),
        SQL(", ").join(values),
        Identifier(table),
    )


def _value(name: str, kind: str, months: int) -> Composed:
    """What stands in a column of the neighbour's rows."""
    column = Identifier(name)
    if name == "entity_id":
        return SQL("{}").format(Literal(NEIGHBOUR))
    if name in ("version_id", "generation"):
        return SQL("{} + {}").format(column, Literal(VERSIONS))
    if name in ("period_month", "span_start"):
        return SQL("({} + make_interval(months => {}))::date").format(column, Literal(months))
    if kind == "uuid":
        return SQL("md5({}::text || {})::uuid").format(
            column, Literal(f"{NEIGHBOUR}{months if name == 'anomaly_id' else ''}")
        )
    if (kind == "numeric" and name != "weight") or (kind == "text" and name in _WRITTEN):
        added = SQL("{} + {}") if kind == "numeric" else SQL("{} || {}")
        return added.format(column, Literal(FIGURE if kind == "numeric" else f" {MARK}"))
    return SQL("{}").format(column)


def rows_of(connection: psycopg.Connection[DictRow], entity: str) -> dict[str, str]:
    """A fingerprint of all that an entity has, by table."""
    found = {}
    for table in tables_with_entity(connection):
        row = connection.execute(
            SQL(
                "SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) AS digest FROM {} t"
                " WHERE entity_id = %s"
            ).format(Identifier(table)),
            (entity,),
        ).fetchone()
        assert row is not None
        found[table] = row["digest"]
    return found
