"""Versions of budgets, as admins list, read and publish them. By the login of admins."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from flask import Response
from psycopg import Connection, IsolationLevel
from psycopg.rows import DictRow

from finops_runtime.database import load_sql
from finops_runtime.logs import get_logger
from finops_runtime.problem import Fault, Problem, bad_parameter
from query_api.budgets.lines import COLUMNS, ImportedLine, read_lines
from query_api.budgets.parameters import BudgetImportParameters
from query_api.reading import represent
from query_api.route import Call
from query_api.service import Service
from query_api.tables import bad_lines, table_answer, wants_table
from query_api.writing import author, changing, raise_generation

log = get_logger(__name__)
_MOST_CHANGES = 1000
_NUMBER = re.compile(r"[1-9]\d{0,8}", re.ASCII)


def answer_versions(service: Service, call: Call) -> Response:
    """Every version of every pricing view's budgets."""
    return represent(call, service.ask(service.admin, call.route.statement, {}))


def answer_version(service: Service, call: Call) -> Response:
    """One version as JSON, CSV or XLSX; raises Problem 404."""
    view, number = call.path["view"], call.path["version"]
    if not _NUMBER.fullmatch(number):
        raise _no_version()
    values = {"entity": service.settings.finops_entity_id, "view": view, "version": int(number)}
    as_table = wants_table(call)
    with service.admin.transaction(IsolationLevel.REPEATABLE_READ) as connection:
        row = connection.execute(_sql("version"), values).fetchone()
        if row is None:
            raise _no_version()
        lines = connection.execute(_sql("lines"), values).fetchall() if as_table else []
    if not as_table:
        return represent(call, row)
    cells = ([line["scope"], line["scope_id"], line["month"], line["amount"]] for line in lines)
    return table_answer(call, f"budgets-{_safe(view)}-{number}", COLUMNS, cells)


def answer_import(service: Service, call: Call) -> Response:
    """Publish a version of budgets, or say what it would change.

    Raises Problem: 404 for a pricing view that is not there, 400 that names each bad line, 409 with what would change
    in closed months (I10).
    """
    parameters = call.parameters
    assert isinstance(parameters, BudgetImportParameters)  # as the route declares
    entity = service.settings.finops_entity_id
    lines, reason = read_lines(call.request, entity)
    if parameters.reason and reason:
        raise bad_parameter(Fault(at="reason", message="given twice: as a parameter or in the body"))
    reason = parameters.reason or reason
    if reason is None and not parameters.dry_run:
        raise bad_parameter(Fault(at="reason", message="say why the budgets change: ?reason=..."))
    values: dict[str, Any] = {
        **author(service, call),
        **_columns(lines),
        "view": call.path["view"],
        "dry_run": parameters.dry_run,
        "year_start": service.settings.finops_fiscal_year_start,
        "reason": reason,
        "most": _MOST_CHANGES,
    }
    with _looking(service) if parameters.dry_run else changing(service) as connection:
        changes = _checked_changes(connection, lines, values)
        if changes["is_new"] and not parameters.dry_run:
            _publish(connection, {**values, "version": changes["next_version"]}, changes["details"])
            log.info("budgets published", pricing_view=call.path["view"], version=changes["next_version"])
    return represent(call, changes)


@contextmanager
def _looking(service: Service) -> Iterator[Connection[DictRow]]:
    with service.admin.transaction(IsolationLevel.REPEATABLE_READ) as connection:
        yield connection


def _columns(lines: Sequence[ImportedLine]) -> dict[str, list[object]]:
    return {
        "scopes": [line.scope for line in lines],
        "ids": [line.scope_id for line in lines],
        "months": [line.month.first_day for line in lines],
        "amounts": [line.amount for line in lines],
    }


def _checked_changes(connection: Connection[DictRow], lines: Sequence[ImportedLine], values: dict[str, Any]) -> DictRow:
    if connection.execute(_sql("view_known"), values).fetchone() is None:
        raise Problem(404, "unknown-pricing-view", "there is no such pricing view")
    unknown = connection.execute(_sql("unknown_scopes"), values).fetchall()
    if unknown:
        named = [lines[row["place"] - 1] for row in unknown]
        raise bad_lines([Fault(at=f"{line.at}, scopeId", message=f"there is no such {line.scope}") for line in named])
    changes = connection.execute(_sql("changes"), values).fetchone()
    assert changes is not None  # the statement always gives one row
    if changes["closed"]:
        raise Problem(
            409,
            "closed-months",
            "budgets of closed months do not change: leave them as they are, or reopen the months",
            errors=[
                Fault(at=f"{month}, {scope} {key[:100]}", message=f"{before or 'no budget'} -> {after or 'no budget'}")
                for month, scope, key, before, after in changes["closed"]
            ],
        )
    return changes


def _publish(connection: Connection[DictRow], values: dict[str, Any], details: str) -> None:
    made = connection.execute(_sql("insert_version"), values).fetchone()
    assert made is not None  # an insert returns its row
    whole = {**values, **made}
    connection.execute(_sql("insert_lines"), whole)
    connection.execute(_sql("keep_crossings"), whole)
    entry = {**values, "action": "budgets.published", "target": values["view"], "details": details}
    connection.execute(load_sql("query_api", "write_audit"), entry)
    raise_generation(connection)


def _no_version() -> Problem:
    return Problem(404, "not-found", "there is no such version of budgets")


def _safe(view: str) -> str:
    """A key as part of a file's name."""
    return re.sub(r"[^A-Za-z0-9_.-]", "_", view)[:40]


def _sql(name: str) -> bytes:
    return load_sql("query_api", f"budgets/{name}")
