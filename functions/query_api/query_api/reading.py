"""Answers read from the aggregates: one statement each, whose JSON goes out as PostgreSQL built it."""

from typing import Any

from flask import Response
from psycopg.rows import DictRow

from finops_runtime.problem import Problem
from query_api.csv_table import MEDIA_TYPE, NESTED, csv_answer, joined
from query_api.cursor import CostCursor, fingerprint
from query_api.parameters import HistoryParameters, PageParameters
from query_api.route import GENERATION_HEADER, Call
from query_api.service import Service

_TREND_MONTHS = 13


def answer_costs(service: Service, call: Call) -> Response:
    """Costs; raises Problem 404 for a thing or pricing view that does not exist, 409 for an outdated cursor."""
    return represent(call, read_costs(service, call))


def read_costs(service: Service, call: Call) -> DictRow:
    """The row with the `answer`; raises Problem as `answer_costs`."""
    parameters = call.parameters
    values: dict[str, object] = {
        **parameters.values(),
        **call.path,
        "months": _TREND_MONTHS if isinstance(parameters, HistoryParameters) else 1,
        "year_start": service.settings.finops_fiscal_year_start,
    }
    cursor = None
    if isinstance(parameters, PageParameters):
        question = fingerprint(call.route.path, sorted((parameters.values() | {"limit": None}).items()))
        cursor = CostCursor.parse(parameters.cursor, question) if parameters.cursor else None
        values |= {"question": question, "offset": cursor.offset if cursor else 0}
    if call.route.plans_for_values:
        row = service.ask_planned(call.route.statement, values)
    else:
        row = service.ask(service.reader, call.route.statement, values)
    if not row["view_known"]:
        raise Problem(404, "unknown-pricing-view", "there is no such pricing view")
    if not row["known"]:
        raise Problem(404, "not-found", f"there is no such {next(iter(call.path))}")
    if cursor is not None:
        cursor.require(row["generation"])
    return row


def answer_overview(service: Service, call: Call) -> Response:
    """What is asked without a month."""
    settings = service.settings
    values = {**call.parameters.values(), "version": settings.finops_version, "git_sha": settings.finops_git_sha}
    return represent(call, service.ask(service.reader, call.route.statement, values))


def represent(call: Call, row: DictRow) -> Response:
    """The answer as JSON, or a list as CSV where that is preferred; raises Problem 406 for anything else."""
    offered = ["application/json", MEDIA_TYPE] if call.route.is_list else ["application/json"]
    accepted = call.request.accept_mimetypes
    chosen = accepted.best_match(offered) if accepted else "application/json"
    if chosen is None:
        raise Problem(406, "not-acceptable", f"this is to be had as {' or '.join(offered)}")
    if chosen == MEDIA_TYPE:
        response = csv_answer(row["answer"], _columns(call))
    else:
        response = Response(row["answer"], mimetype="application/json")
    if "generation" in row:
        response.headers[GENERATION_HEADER] = str(row["generation"])
    return response


def _columns(call: Call) -> list[str]:
    """The names of a row's values, keys first; a series' total gives way to its points'."""
    assert call.route.answer is not None  # lists have a shape, which a test holds the answers against
    schema = call.route.answer.model_json_schema(by_alias=True)
    row = schema["properties"]["data"]["items"]["$ref"].rpartition("/")[2]
    shape = schema["$defs"][row]["properties"]
    names = [name for field in shape if field not in NESTED for name in _flat(field, shape[field], schema["$defs"])]
    for nested in shape.keys() & set(NESTED):
        point = shape[nested]["items"]["$ref"].rpartition("/")[2]
        names += [name for name in schema["$defs"][point]["properties"] if name not in names]
    texts = [name for name in names if name == "period" or name.endswith(("Id", "Label", "Mode"))]
    return texts + [name for name in names if name not in texts]


def _flat(name: str, described: dict[str, Any], shapes: dict[str, Any]) -> list[str]:
    """The columns of one value: `monthCost` of an object `month` that has a `cost`."""
    references = [option["$ref"] for option in (described, *described.get("anyOf", ())) if "$ref" in option]
    if not references:
        return [name]
    return [joined(name, inner) for inner in shapes[references[0].rpartition("/")[2]]["properties"]]
