"""Pricing views: create, change, retire. By the login of admins."""

import re

from flask import Response
from psycopg import Connection
from psycopg.rows import DictRow

from finops_runtime.logs import get_logger
from finops_runtime.problem import Fault, Problem, bad_parameter
from query_api.body import read_body
from query_api.prices.requests import RetirementRequest, ViewRequest
from query_api.prices.store import audit, delete_draft, locked_view, report, sql
from query_api.reading import represent
from query_api.route import Call
from query_api.service import Service
from query_api.writing import changing, raise_generation

log = get_logger(__name__)
_NEW_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}", re.ASCII)
"""Views stand in paths and file names."""


def answer_views(service: Service, call: Call) -> Response:
    """Every view with its versions."""
    return represent(call, service.ask(service.admin, call.route.statement, {"view": None}))


def answer_view_write(service: Service, call: Call) -> Response:
    """Create a view or change it; raises Problem 400 for a name that cannot be, 409 for what would mislead readers."""
    view, asked = call.path["view"], read_body(ViewRequest, call.request)
    with changing(service) as connection:
        known = connection.execute(sql("lock_view"), {"view": view}).fetchone()
        if known is None and not _NEW_ID.fullmatch(view):
            message = "letters, digits, _ . and - are expected, at most 100, a letter or digit first"
            raise bad_parameter(Fault(at="view", message=message))
        _refuse_misleading(known, asked, view, connection)
        written = asked.model_dump(exclude={"reason"})
        if known is None or any(known[name] != value for name, value in written.items()):
            if asked.is_default:
                connection.execute(sql("unset_default"), {"view": view})
            connection.execute(sql("write_view"), {"view": view, **written})
            audit(connection, service, call, "pricing_view.written", asked.reason, written)
            if known is not None and known["is_in_force"]:
                raise_generation(connection)
        row = report(service, connection, view)
    log.info("pricing view written", view=view, new=known is None)
    return represent(call, row)


def answer_view_retirement(service: Service, call: Call) -> Response:
    """Retire a view, its draft with it; raises Problem 404, or 409 for the default view and one about to change."""
    view, asked = call.path["view"], read_body(RetirementRequest, call.request)
    with changing(service) as connection:
        known = locked_view(connection, view)
        if known["is_default"]:
            raise Problem(409, "default-view", "this is the default view: make another one the default first")
        if known["pending"] is not None:
            raise Problem(
                409, "version-pending", f"version {known['pending']} is about to come into force: wait for it"
            )
        delete_draft(connection, view)
        connection.execute(sql("retire_view"), {"view": view})
        audit(connection, service, call, "pricing_view.retired", asked.reason, {})
        if known["is_in_force"]:
            raise_generation(connection)
        row = report(service, connection, view)
    log.info("pricing view retired", view=view)
    return represent(call, row)


def _refuse_misleading(known: DictRow | None, asked: ViewRequest, view: str, connection: Connection[DictRow]) -> None:
    if known is not None and known["is_retired"]:
        raise Problem(409, "retired-view", "this view is retired, its figures are not kept up: make another view")
    if known is not None and known["is_published"] and known["currency"] != asked.currency:
        raise Problem(409, "view-published", f"the view is published in {known['currency']}: make another view")
    if known is not None and known["is_default"] and not asked.is_default:
        raise Problem(409, "default-view", "there is always a default view: make another one the default instead")
    default = connection.execute(sql("default_view")).fetchone()
    is_other = default is not None and default["pricing_view_id"] != view
    if asked.is_default and is_other and not (known is not None and known["is_in_force"]):
        raise Problem(409, "nothing-in-force", "no version of this view is in force: it cannot be the default one yet")
