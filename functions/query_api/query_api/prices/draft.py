"""The draft of a pricing view: written whole, checked as it is written, deleted. By the login of admins."""

from flask import Request, Response
from psycopg import Connection, Rollback
from psycopg.rows import DictRow

from finops_runtime.logs import get_logger
from finops_runtime.problem import Problem
from query_api.body import read_body
from query_api.prices.answers import Draft, PricesDraftAnswer
from query_api.prices.conflicts import conflicts_of
from query_api.prices.price_list import COLUMNS, REQUIRED, PriceList, from_request, from_table
from query_api.prices.requests import DraftParameters, DraftRequest
from query_api.prices.store import allow_time, audit, delete_draft, locked_view, report, sql
from query_api.prices.versions import known_version
from query_api.reading import represent
from query_api.route import Call
from query_api.service import Service
from query_api.tables import bad_lines, is_json, read_table
from query_api.writing import author

log = get_logger(__name__)


def answer_draft_write(service: Service, call: Call) -> Response:
    """Replace the view's draft, or only check the body; raises Problem 400 that names each wrong line."""
    view, parameters = call.path["view"], call.parameters
    assert isinstance(parameters, DraftParameters)  # as the route declares
    asked = _asked(call.request)
    with service.admin.transaction() as connection:
        allow_time(connection)
        locked_view(connection, view)
        _refuse_unknown(connection, asked)
        delete_draft(connection, view)
        written = {**author(service, call), "view": view, "reason": parameters.reason or "(draft)"}
        stored = connection.execute(sql("create_draft"), written).fetchone()
        assert stored is not None  # an insert returns its row
        _store(connection, stored["version_id"], asked)
        draft = _draft(connection, view, stored, asked, is_dry=parameters.dry_run == "true")
        if draft.dry_run:
            raise Rollback
        details: dict[str, object] = {"version": draft.version, "prices": draft.prices, "checksum": draft.checksum}
        audit(connection, service, call, "prices.drafted", parameters.reason, details)
    log.info("draft written", view=view, prices=draft.prices, dry_run=draft.dry_run)
    return Response(PricesDraftAnswer(data=draft).model_dump_json(by_alias=True), mimetype="application/json")


def answer_draft_deletion(service: Service, call: Call) -> Response:
    """Delete the view's draft; raises Problem 404."""
    view = call.path["view"]
    with service.admin.transaction() as connection:
        locked_view(connection, view)
        deleted = delete_draft(connection, view)
        if deleted is None:
            raise Problem(404, "not-found", "the pricing view has no draft")
        audit(connection, service, call, "prices.draft_deleted", None, {"version": deleted["version"]})
        row = report(service, connection, view)
    return represent(call, row)


def _asked(request: Request) -> PriceList:
    if is_json(request):
        return from_request(read_body(DraftRequest, request))
    return from_table(read_table(request, COLUMNS, REQUIRED))


def _refuse_unknown(connection: Connection[DictRow], asked: PriceList) -> None:
    keys = {
        "products": list({price.product_id for price in asked.prices if price.product_id is not None}),
        "domains": list({price.domain_id for price in asked.prices if price.domain_id is not None}),
        "metrics": list(asked.metrics),
    }
    found = connection.execute(sql("unknown_keys"), keys).fetchone()
    assert found is not None  # the statement always gives one row
    faults = asked.unknown(
        set(found["products"]), set(found["domains"]), set(found["direct_domains"]), set(found["metrics"])
    )
    if faults:
        raise bad_lines(faults)


def _store(connection: Connection[DictRow], version_id: int, asked: PriceList) -> None:
    connection.execute(sql("insert_metrics"), {"version_id": version_id, "metrics": list(asked.metrics)})
    with connection.cursor().copy(sql("copy_prices")) as copy:
        for price in asked.prices:
            copy.write_row((version_id, *price.key[:3], price.unit_price, price.first_month, price.last_month))


def _draft(connection: Connection[DictRow], view: str, stored: DictRow, asked: PriceList, *, is_dry: bool) -> Draft:
    places = {price.key: price.place for price in asked.prices}
    return Draft.model_validate(
        {
            "pricingView": view,
            "version": stored["version"],
            "dryRun": is_dry,
            "metrics": sorted(asked.metrics),
            "prices": len(asked.prices),
            "checksum": known_version(connection, view, stored["version"])["checksum"],
            "conflicts": conflicts_of(connection, stored["version_id"], places),
        }
    )
