"""Runs: what they did, and asking for one. By the login of admins."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Response
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from finops_contract.errors import BrokerUnavailable
from finops_contract.events import RunRequested, run_id_of
from finops_contract.period import Period
from finops_runtime.database import load_sql
from finops_runtime.logs import get_logger
from finops_runtime.problem import Fault, Problem, bad_parameter
from query_api.body import read_body
from query_api.cursor import RunCursor
from query_api.parameters import RunListParameters
from query_api.reading import represent
from query_api.route import Call
from query_api.runs.answers import Requested, RequestedAnswer
from query_api.runs.request import RunRequest
from query_api.service import Service

log = get_logger(__name__)
EVENT_SOURCE = "/rosetta/finops/query_api"
_RUNS = "/v1/local/admin/runs"
_LOOK_AGAIN_SECONDS = "5"


def answer_run_list(service: Service, call: Call) -> Response:
    """A page of runs, the latest first."""
    parameters = call.parameters
    assert isinstance(parameters, RunListParameters)  # as the route declares
    cursor = RunCursor.parse(parameters.cursor) if parameters.cursor else None
    values = {**parameters.values(), "before": cursor and cursor.started_at, "before_id": cursor and cursor.run_id}
    return represent(call, service.ask(service.admin, call.route.statement, values))


def answer_run(service: Service, call: Call) -> Response:
    """One run; raises Problem 404. Says when to look again while it is not over."""
    row = known_run(service, run_id_in(call))
    response = represent(call, row)
    if not row["is_over"]:
        response.headers["Retry-After"] = _LOOK_AGAIN_SECONDS
    return response


def run_id_in(call: Call) -> UUID:
    """The run that the path names; raises Problem 404 for what is no run's id."""
    try:
        return UUID(call.path["run"])
    except ValueError as error:
        raise Problem(404, "not-found", "there is no such run") from error


def known_run(service: Service, run_id: UUID) -> DictRow:
    """The report about a run; raises Problem 404."""
    row = service.ask(service.admin, "run_report", {"run_id": run_id})
    if not row["known"]:
        raise Problem(404, "not-found", "there is no such run")
    return row


def answer_run_request(service: Service, call: Call) -> Response:
    """Ask for a run: 202 with its id. Raises Problem.

    400 for what cannot be run, 409 for a closed month or while another is running.
    """
    assert call.principal is not None  # the route is for admins
    asked = read_body(RunRequest, call.request)
    _refuse_future(asked, Period.of(datetime.now(service.settings.timezone)))
    values: dict[str, object] = {"domains": list(asked.domains), "periods": [p.first_day for p in asked.periods]}
    event_id = call.operation_id
    run_id = run_id_of(service.settings.finops_entity_id, EVENT_SOURCE, str(event_id))
    before = service.ask(service.admin, "run_outcome", {"run_id": run_id})
    # Sent again with its key: what has begun is not asked for again, and does not stand in its own way.
    if before["status"] is None:
        _refuse_impossible(asked, service.ask(service.admin, "run_request_check", values))
        ask_for_run(service, asked.event(call.principal.subject), run_id, event_id, audited=before["asked"])
        log.info("run requested", run_id=str(run_id), by=call.principal.subject)
    return requested(run_id, event_id)


def requested(run_id: UUID, event_id: UUID) -> Response:
    """202: the run that will be, and where to follow it."""
    data = Requested.model_validate({"runId": run_id, "eventId": event_id, "status": "REQUESTED"})
    return Response(
        RequestedAnswer(data=data).model_dump_json(by_alias=True),
        status=202,
        mimetype="application/json",
        headers={"Location": f"{_RUNS}/{run_id}"},
    )


def _refuse_future(asked: RunRequest, current: Period) -> None:
    future = [str(period) for period in asked.periods if period > current]
    if future:
        raise bad_parameter(Fault(at="periods", message=f"not begun yet: {', '.join(future[:12])}"))


def _refuse_impossible(asked: RunRequest, found: DictRow) -> None:
    faults = [
        Fault(at=at, message=f"{what}: {', '.join(found[column][:12])}")
        for at, what, column in (
            ("domains", "unknown", "unknown_domains"),
            ("domains", "not enabled", "disabled_domains"),
        )
        # A dry run is how a domain is tried before it is enabled.
        if found[column] and not (asked.dry_run and column == "disabled_domains")
    ]
    if faults:
        raise bad_parameter(*faults)
    if found["closed_periods"] and not asked.dry_run:
        closed = ", ".join(found["closed_periods"][:12])
        raise Problem(
            409,
            "period-closed",
            "closed months do not change: reopen them with a reason, the last closed one first, or ask for a dry run",
            errors=[Fault(at="periods", message=f"closed: {closed}")],
        )
    if not asked.dry_run:  # which stands outside the rule of one run at a time
        refuse_another(found["running_run"], "another run is under way: wait for it, or ask for a dry run")


def refuse_another(running_run: UUID | None, detail: str) -> None:
    """Raises Problem 409 when there is a running run."""
    if running_run is not None:
        raise Problem(409, "run-under-way", detail, run_id=str(running_run), headers={"Retry-After": "60"})


def ask_for_run(service: Service, event: RunRequested, run_id: UUID, event_id: UUID, *, audited: bool) -> None:
    """Send the request. Raises BrokerUnavailable.

    Audited first: an event without its entry would be worse than an entry without its event.
    """
    if not audited:
        _audit(service, "run.requested", event, run_id)
    try:
        service.publisher.publish(event, run_id, str(event_id))
    except BrokerUnavailable:
        _audit(service, "run.request_failed", event, run_id)
        raise


def _audit(service: Service, action: str, event: RunRequested, run_id: UUID) -> None:
    details = event.model_dump(mode="json", exclude={"reason", "requested_by"}) | {"at": datetime.now(UTC).isoformat()}
    with service.admin.transaction() as connection:
        connection.execute(
            load_sql("query_api", "write_audit"),
            {
                "entity": service.settings.finops_entity_id,
                "actor": event.requested_by,
                "action": action,
                "target": str(run_id),
                "reason": event.reason,
                "details": Jsonb(details),
            },
        )
