"""Answers an aggregate: as JSON, or as a table with the columns of the dimensions that were asked for."""

import dataclasses
import json
from decimal import Decimal
from typing import Any

from flask import Response

from finops_runtime.sheets.writing import Cell
from query_api.aggregate.request import AggregateRequest, Dimension
from query_api.body import read_body
from query_api.reading import read_costs
from query_api.route import GENERATION_HEADER, Call
from query_api.service import Service
from query_api.tables import table_answer, wants_table

_KEYS: dict[Dimension, tuple[str, ...]] = {
    "month": ("period",),
    "domain": ("domainId", "domainLabel", "domainMode"),
    "family": ("familyId", "familyLabel"),
    "product": ("productId", "productLabel"),
    "application": ("applicationId", "applicationLabel", "owner"),
    "environment": ("environment",),
    "metric": (),
}
_VALUES = (
    *("reserved", "foldedRows", "metric", "unit", "quantity"),
    *("cost", "previousCost", "delta", "deltaPercent", "share", "unpricedRows"),
)


def answer_aggregate(service: Service, call: Call) -> Response:
    """Raises Problem 400 for a body that asks for nothing that is, 404 for an unknown pricing view, 409, 406."""
    as_table = wants_table(call)
    asked = read_body(AggregateRequest, call.request)
    row = read_costs(service, dataclasses.replace(call, parameters=asked))
    if not as_table:
        return Response(row["answer"], mimetype="application/json")
    document = json.loads(row["answer"], parse_float=Decimal)
    columns = [name for dimension in asked.dimensions for name in _KEYS[dimension]] + list(_VALUES)
    lines = ([_cell(found[column]) for column in columns] for found in document["data"])
    response = table_answer(call, "aggregate", columns, lines)
    response.headers[GENERATION_HEADER] = str(row["generation"])
    if document["meta"]["page"]["next"]:
        response.headers["Finops-Next-Cursor"] = document["meta"]["page"]["next"]
    return response


def _cell(value: Any) -> Cell:
    return str(value).lower() if isinstance(value, bool) else value
