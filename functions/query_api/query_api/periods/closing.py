"""Months as admins see, close and reopen them (I10). By the login of admins."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from flask import Response
from psycopg import Connection
from psycopg.rows import DictRow

from finops_contract.errors import BadPeriod
from finops_contract.period import Period
from finops_runtime.database import load_sql
from finops_runtime.logs import get_logger
from finops_runtime.problem import Fault, Problem
from query_api.body import read_body
from query_api.cursor import KeyCursor
from query_api.periods.answers import ClosureRequest, LateDataParameters, ReopeningRequest
from query_api.reading import represent
from query_api.route import Call
from query_api.service import Service
from query_api.writing import author, raise_generation

log = get_logger(__name__)
_LATE_DATA_KEYS = 2


def answer_periods(service: Service, call: Call) -> Response:
    """A page of months, the newest first."""
    return represent(call, service.ask(service.admin, call.route.statement, call.parameters.values()))


def answer_period(service: Service, call: Call) -> Response:
    """One month with its checklist; raises Problem 404."""
    row = service.ask(service.admin, "periods/one", _asked(service, _period_of(call)))
    return represent(call, _known(row))


def answer_late_data(service: Service, call: Call) -> Response:
    """A page of what came late for a month; raises Problem 404 for what is no month."""
    parameters = call.parameters
    assert isinstance(parameters, LateDataParameters)  # as the route declares
    after = list(KeyCursor.parse(parameters.cursor, _LATE_DATA_KEYS).keys) if parameters.cursor else None
    values = {**parameters.values(), "month": _period_of(call).first_day, "after": after}
    return represent(call, service.ask(service.admin, call.route.statement, values))


def answer_closure(service: Service, call: Call) -> Response:
    """Close a month; raises Problem 409 with what stands against it, where no reason may or does outweigh it."""
    period, reason = _period_of(call), read_body(ClosureRequest, call.request).reason
    with _holding(service, period) as (connection, held):
        report = _report(service, connection, period)
        if held["status"] == "OPEN":
            _refuse_closure(period, report, reason)
            _change(service, call, connection, period, "close", reason, report["checklist"])
            report = _report(service, connection, period)
    return represent(call, report)


def answer_reopening(service: Service, call: Call) -> Response:
    """Reopen the last closed month; raises Problem 409 that names it when this is another one, 404."""
    period, reason = _period_of(call), read_body(ReopeningRequest, call.request).reason
    _known(service.ask(service.admin, "periods/one", _asked(service, period)))
    with _holding(service, period) as (connection, held):
        report = _report(service, connection, period)
        if held["status"] == "CLOSED":
            last = Period.of(held["last_closed"])
            if last != period:
                raise Problem(409, "later-month-closed", f"months are reopened in order: reopen {last} first")
            _change(service, call, connection, period, "reopen", reason, report["checklist"])
            report = _report(service, connection, period)
    return represent(call, report)


def _period_of(call: Call) -> Period:
    try:
        return Period.parse(call.path["period"])
    except BadPeriod as error:
        raise Problem(404, "not-found", "there is no such month: YYYY-MM is expected") from error


@contextmanager
def _holding(service: Service, period: Period) -> Iterator[tuple[Connection[DictRow], DictRow]]:
    """A transaction that holds the month, with its status.

    READ COMMITTED, unlike other changes: what is looked at after the wait for the month's row must be newer than the
    wait, or a run that was planned meanwhile would not be seen. The lock of publications keeps the rest still.
    """
    with service.admin.transaction() as connection:
        connection.execute(load_sql("query_api", "lock_publication"))
        values = {"entity": service.settings.finops_entity_id, "month": period.first_day}
        held = connection.execute(_sql("hold"), values).fetchone()
        assert held is not None  # an upsert returns its row
        yield connection, held


def _report(service: Service, connection: Connection[DictRow], period: Period) -> DictRow:
    row = connection.execute(_sql("one"), _asked(service, period)).fetchone()
    assert row is not None  # the statement always gives one row
    return row


def _asked(service: Service, period: Period) -> dict[str, object]:
    current = Period.of(datetime.now(service.settings.timezone))
    return {
        "entity": service.settings.finops_entity_id,
        "month": period.first_day,
        "current": current.first_day,
    }


def _known(row: DictRow) -> DictRow:
    if not row["known"]:
        raise Problem(404, "not-found", "nothing was ever run of this month")
    return row


def _refuse_closure(period: Period, report: DictRow, reason: str | None) -> None:
    faults = [Fault(at=key, message=message) for key, _, message in (item.partition("\n") for item in report["failed"])]
    if report["forbidden"]:
        raise Problem(409, "period-cannot-close", f"{period} cannot be closed now: see errors", errors=faults)
    if faults and reason is None:
        detail = "not everything is ready: see to it, or give a reason to close the month as it is"
        raise Problem(409, "checklist-not-met", detail, errors=faults)


def _change(
    service: Service,
    call: Call,
    connection: Connection[DictRow],
    period: Period,
    how: str,
    reason: str | None,
    checklist: str,
) -> None:
    """Write the month's new status and the audit log; readers see another answer from now on."""
    who = author(service, call)
    connection.execute(_sql(how), {**who, "month": period.first_day, "reason": reason})
    action = {"close": "period.closed", "reopen": "period.reopened"}[how]
    entry = {**who, "action": action, "target": str(period), "reason": reason, "details": checklist}
    connection.execute(load_sql("query_api", "write_audit"), entry)
    raise_generation(connection)
    log.info("period changed", period=str(period), action=action)


def _sql(name: str) -> bytes:
    return load_sql("query_api", f"periods/{name}")
