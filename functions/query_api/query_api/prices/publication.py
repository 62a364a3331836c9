"""Publishing a draft: it becomes immutable, and refresh_mvs is told to cost again what it touches."""

from collections.abc import Sequence

from flask import Response
from psycopg import Connection
from psycopg.rows import DictRow

from finops_contract.errors import BrokerUnavailable
from finops_contract.events import PricesPublished, prices_run_id
from finops_contract.period import Period
from finops_runtime.logs import get_logger
from finops_runtime.problem import Fault, Problem
from query_api.body import read_body
from query_api.prices.answers import PricesPublicationAnswer, Publication
from query_api.prices.changes import current_month
from query_api.prices.conflicts import conflict_fault, conflicts_of
from query_api.prices.requests import PublicationRequest
from query_api.prices.store import audit, locked_view, sql
from query_api.prices.versions import known_version
from query_api.route import Call
from query_api.service import Service
from query_api.tables import MOST_FAULTS
from query_api.writing import author, changing

log = get_logger(__name__)
_RUNS = "/v1/local/admin/runs"


def answer_publication(service: Service, call: Call) -> Response:
    """Publish the draft; raises Problem 404 without one, 409 with the list of what stands against it."""
    view, asked = call.path["view"], read_body(PublicationRequest, call.request)
    # Under the publication's lock: no month is closed while the draft is held against the closed ones.
    with changing(service) as connection:
        locked_view(connection, view)
        draft = known_version(connection, view, None)
        periods = _publish(service, connection, call, asked, draft)
    published = PricesPublished(pricing_view=view, version=draft["version"], periods=tuple(periods))
    run_id = prices_run_id(service.settings.finops_entity_id, view, published.version)
    try:
        service.publisher.publish(published, run_id)
        announced = True
    except BrokerUnavailable:
        # What is published stays so: the watch finds the version and sends the event again.
        log.warning("published, but the event sink did not answer", view=view, version=published.version)
        announced = False
    log.info("prices published", view=view, version=published.version, periods=[str(period) for period in periods])
    data = Publication.model_validate(
        {
            "pricingView": view,
            "version": published.version,
            "runId": run_id,
            "periods": [str(period) for period in periods],
            "announced": announced,
        }
    )
    return Response(
        PricesPublicationAnswer(data=data).model_dump_json(by_alias=True),
        status=202,
        mimetype="application/json",
        headers={"Location": f"{_RUNS}/{run_id}"},
    )


def _publish(
    service: Service, connection: Connection[DictRow], call: Call, asked: PublicationRequest, draft: DictRow
) -> list[Period]:
    """The months that the version touches now."""
    if asked.checksum is not None and asked.checksum != draft["checksum"]:
        raise Problem(409, "draft-changed", "the draft is not the one that was looked at: look at its changes again")
    values = {**author(service, call), "version_id": draft["version_id"], "reason": asked.reason}
    conflicts = conflicts_of(connection, draft["version_id"])
    if conflicts.count:
        raise _refusal([conflict_fault(conflict) for conflict in conflicts.first], conflicts.count)
    touched = connection.execute(sql("touched_months"), values).fetchall()
    rates = connection.execute(
        sql("rate_changes"), {**values, "current_month": current_month(service), "most": MOST_FAULTS}
    ).fetchall()
    faults = [
        Fault(at=str(Period.of(month["period_month"])), message="closed, and its figures would change: reopen it first")
        for month in touched
        if month["is_closed"]
    ]
    if not asked.restate_rates:
        faults += [_rate_fault(rate) for rate in rates]
    if faults:
        raise _refusal(faults, len(faults))
    connection.execute(sql("publish_draft"), values)
    periods = [Period.of(month["period_month"]) for month in touched]
    details = {
        "version": draft["version"],
        "checksum": draft["checksum"],
        "periods": [str(period) for period in periods],
        "restated_rates": rates[0]["changes"] if rates else 0,
    }
    audit(connection, service, call, "prices.published", asked.reason, details)
    return periods


def _rate_fault(rate: DictRow) -> Fault:
    change = f"from {rate['rate_before']} to {rate['rate_after']}" if rate["rate_after"] else "away"
    return Fault(
        at=f"{rate['metric']} {Period.of(rate['period_month'])}"[:200],
        message=f"the rate of a past month would go {change}: keep it, or ask with restateRates",
    )


def _refusal(faults: Sequence[Fault], count: int) -> Problem:
    return Problem(
        409,
        "publication-refused",
        f"{count} things stand against it, nothing is published",
        errors=faults[:MOST_FAULTS],
    )
