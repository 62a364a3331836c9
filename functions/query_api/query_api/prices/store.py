"""What the routes of prices have in common in the data mart: a view locked, its draft, its report, its audit entry."""

from psycopg import Connection
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from finops_runtime.database import load_sql
from finops_runtime.problem import Problem
from query_api.route import Call
from query_api.service import Service
from query_api.writing import author

_MILLISECONDS = 120_000


def locked_view(connection: Connection[DictRow], view: str) -> DictRow:
    """The view, locked against whoever else writes its draft; raises Problem 404, or 409 when it is retired."""
    known = connection.execute(sql("lock_view"), {"view": view}).fetchone()
    if known is None:
        raise Problem(404, "not-found", "there is no such pricing view")
    if known["is_retired"]:
        raise Problem(409, "retired-view", "this view is retired: make another view")
    return known


def delete_draft(connection: Connection[DictRow], view: str) -> DictRow | None:
    """The version number of the draft that there was."""
    connection.execute(sql("delete_draft_prices"), {"view": view})
    connection.execute(sql("delete_draft_metrics"), {"view": view})
    return connection.execute(sql("delete_draft"), {"view": view}).fetchone()


def report(service: Service, connection: Connection[DictRow], view: str) -> DictRow:
    """The answer about one view."""
    row = connection.execute(sql("views"), {"entity": service.settings.finops_entity_id, "view": view}).fetchone()
    assert row is not None  # the statement always gives one row
    return row


def audit(
    connection: Connection[DictRow],
    service: Service,
    call: Call,
    action: str,
    reason: str | None,
    details: dict[str, object],
) -> None:
    """Keep what was done to the view of the call."""
    entry = {"action": action, "target": call.path["view"], "reason": reason, "details": Jsonb(details)}
    connection.execute(load_sql("query_api", "write_audit"), {**author(service, call), **entry})


def sql(name: str) -> bytes:
    """The statement in `sql/prices/`."""
    return load_sql("query_api", f"prices/{name}")


def allow_time(connection: Connection[DictRow]) -> None:
    """A list of a hundred thousand prices, or the facts of years, take longer than an answer to readers may."""
    connection.execute(sql("allow_time"), {"milliseconds": _MILLISECONDS})
