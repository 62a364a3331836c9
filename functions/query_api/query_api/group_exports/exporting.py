"""The outbox of export_group, and asking it to send months again. By the login of admins."""

from datetime import UTC, datetime

from flask import Response
from psycopg.types.json import Jsonb

from finops_contract.errors import BrokerUnavailable
from finops_contract.events import GroupExportRequested, run_id_of
from finops_contract.period import Period
from finops_runtime.database import load_sql
from finops_runtime.logs import get_logger
from finops_runtime.problem import Fault, bad_parameter
from query_api.body import read_body
from query_api.group_exports.answers import ExportRequest, ExportRequested, ExportRequestedAnswer
from query_api.reading import represent
from query_api.route import Call
from query_api.runs.running import EVENT_SOURCE
from query_api.service import Service

log = get_logger(__name__)
_EXPORTS = "/v1/local/admin/exports"
_MOST_PERIODS = 600


def answer_exports(service: Service, call: Call) -> Response:
    """A page of the outbox, the newest month first."""
    return represent(call, service.ask(service.admin, call.route.statement, call.parameters.values()))


def answer_export_request(service: Service, call: Call) -> Response:
    """Ask for months to be sent again: 202. Raises Problem 400 for months that are not published; BrokerUnavailable."""
    assert call.principal is not None  # the route is for admins
    asked = read_body(ExportRequest, call.request)
    periods = _published(service, asked)
    event = GroupExportRequested(periods=periods, reason=asked.reason, requested_by=call.principal.subject)
    run_id = run_id_of(service.settings.finops_entity_id, EVENT_SOURCE, str(call.operation_id))
    # Audited first: an event without its entry would be worse than an entry without its event.
    _audit(service, "export.requested", event)
    try:
        service.publisher.publish(event, run_id, str(call.operation_id))
    except BrokerUnavailable:
        _audit(service, "export.request_failed", event)
        raise
    log.info("export to the group requested", months=len(periods), by=call.principal.subject)
    data = ExportRequested.model_validate(
        {"eventId": call.operation_id, "periods": [str(period) for period in periods], "status": "REQUESTED"}
    )
    return Response(
        ExportRequestedAnswer(data=data).model_dump_json(by_alias=True),
        status=202,
        mimetype="application/json",
        headers={"Location": _EXPORTS},
    )


def _published(service: Service, asked: ExportRequest) -> tuple[Period, ...]:
    """The months that can be sent; raises Problem 400 for others that are named, and where there are none."""
    values: dict[str, object] = {
        "periods": [period.first_day for period in asked.periods] or None,
        "first": asked.from_ and asked.from_.first_day,
        "last": asked.to and asked.to.first_day,
    }
    found = service.ask(service.admin, "group_exports/published", values)["periods"]
    published = tuple(Period.of(day) for day in found)
    unpublished = [str(period) for period in dict.fromkeys(asked.periods) if period not in published]
    if unpublished:
        raise bad_parameter(Fault(at="periods", message=f"not published: {', '.join(unpublished[:12])}"))
    if not published:
        raise bad_parameter(Fault(at="from", message="no month of these is published"))
    if len(published) > _MOST_PERIODS:
        raise bad_parameter(Fault(at="to", message=f"at most {_MOST_PERIODS} months at once"))
    return published


def _audit(service: Service, action: str, event: GroupExportRequested) -> None:
    periods = [str(period) for period in event.periods]
    with service.admin.transaction() as connection:
        connection.execute(
            load_sql("query_api", "write_audit"),
            {
                "entity": service.settings.finops_entity_id,
                "actor": event.requested_by,
                "action": action,
                "target": periods[0] if len(periods) == 1 else f"{periods[0]}..{periods[-1]}",
                "reason": event.reason,
                "details": Jsonb({"periods": periods, "at": datetime.now(UTC).isoformat()}),
            },
        )
