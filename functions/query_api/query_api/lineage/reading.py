"""From a cost cell to its facts, their runs, steps, prices and weights. By the login of admins; not of the raw zone."""

from flask import Response

from finops_runtime.problem import Problem
from query_api.cursor import CostCursor, fingerprint
from query_api.lineage.parameters import LineageParameters
from query_api.reading import represent
from query_api.route import Call
from query_api.service import Service


def answer_lineage(service: Service, call: Call) -> Response:
    """A page of facts; raises Problem 404 for an unknown pricing view, 409 for an outdated cursor."""
    parameters = call.parameters
    assert isinstance(parameters, LineageParameters)  # as the route declares
    question = fingerprint(call.route.path, sorted((parameters.values() | {"limit": None}).items()))
    cursor = CostCursor.parse(parameters.cursor, question) if parameters.cursor else None
    values = {**parameters.values(), "question": question, "offset": cursor.offset if cursor else 0}
    row = service.ask(service.admin, call.route.statement, values)
    if not row["view_known"]:
        raise Problem(404, "unknown-pricing-view", "there is no such pricing view")
    if cursor is not None:
        cursor.require(row["generation"])
    return represent(call, row)
