"""Answers about exchanges and releases. Those that a clock or an exchange changes are never kept."""

from datetime import UTC, datetime

from flask import Response

from finops_contract.period import Period
from finops_runtime.problem import Problem
from query_api.cursor import KeyCursor, RunCursor
from query_api.group.parameters import CompletenessParameters, ConformityParameters, IngestionRunsParameters
from query_api.reading import represent
from query_api.route import Call
from query_api.service import Service

_CALENDAR_MONTHS = 13
_FINDING_KEYS = 7
_MOST_VERSION_DIGITS = 9


def answer_completeness(service: Service, call: Call) -> Response:
    """The calendar, as it is now."""
    parameters = call.parameters
    assert isinstance(parameters, CompletenessParameters)  # as the route declares
    now = datetime.now(UTC)
    values = {**parameters.values(), "now": now}
    if parameters.to is None:
        current = Period.of(now.astimezone(service.settings.timezone))
        values |= {"first": current.plus(1 - _CALENDAR_MONTHS).first_day, "last": current.first_day}
    return represent(call, service.ask(service.reader, call.route.statement, values))


def answer_conformity(service: Service, call: Call) -> Response:
    """A page of findings; raises Problem 400 for what is no cursor."""
    parameters = call.parameters
    assert isinstance(parameters, ConformityParameters)  # as the route declares
    after = list(KeyCursor.parse(parameters.cursor, _FINDING_KEYS).keys) if parameters.cursor else None
    return represent(call, service.ask(service.reader, call.route.statement, {**parameters.values(), "after": after}))


def answer_ingestion_runs(service: Service, call: Call) -> Response:
    """A page of exchanges; raises Problem 400 for what is no cursor."""
    parameters = call.parameters
    assert isinstance(parameters, IngestionRunsParameters)  # as the route declares
    cursor = RunCursor.parse(parameters.cursor) if parameters.cursor else None
    place = {"before": cursor and cursor.started_at, "before_id": cursor and cursor.run_id}
    return represent(call, service.ask(service.reader, call.route.statement, {**parameters.values(), **place}))


def answer_release(service: Service, call: Call) -> Response:
    """One release with its document; raises Problem 404."""
    version = call.path["version"]
    if not (version.isascii() and version.isdigit() and len(version) <= _MOST_VERSION_DIGITS):
        raise _no_release()
    row = service.ask(service.admin, call.route.statement, {"version": int(version)})
    if not row["known"]:
        raise _no_release()
    return represent(call, row)


def _no_release() -> Problem:
    return Problem(404, "not-found", "there is no such release")
