"""The dashboard: as JSON, or as a workbook of several sheets."""

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from flask import Response

from finops_runtime.problem import Problem
from finops_runtime.sheets.writing import Cell, Sheet, sheets_bytes
from query_api.cells import quoted
from query_api.csv_table import joined
from query_api.reading import read_costs, represent
from query_api.route import GENERATION_HEADER, XLSX, Call
from query_api.service import Service

_JSON = "application/json"
_COSTS = ("cost", "previousCost", "delta", "deltaPercent", "share", "unpricedRows")
_LISTS = (
    ("Domains", "topDomains", ("domainId", "domainLabel", "domainMode", *_COSTS)),
    ("Families", "topFamilies", ("domainId", "domainLabel", "familyId", "familyLabel", "reserved", *_COSTS)),
    ("Applications", "topApplications", ("applicationId", "applicationLabel", "reserved", *_COSTS)),
)
_ANOMALY = ("anomalyId", "applicationId", "applicationLabel", "cost", "expected", "deviation", "score", "direction")
_MISSING = ("domainId", "domainLabel", "period", "since", "reason")


def answer_dashboard(service: Service, call: Call) -> Response:
    """One month at a glance; raises Problem 404 for an unknown pricing view, 406 for another format."""
    accepted = call.request.accept_mimetypes
    chosen = accepted.best_match((_JSON, XLSX)) if accepted else _JSON
    if chosen is None:
        raise Problem(406, "not-acceptable", f"this is to be had as {_JSON} or {XLSX}")
    row = read_costs(service, call)
    if chosen == _JSON:
        return represent(call, row)
    document = json.loads(row["answer"], parse_float=Decimal)
    response = Response(sheets_bytes(_sheets(document["meta"], document["data"])), mimetype=XLSX)
    month = document["meta"]["period"]
    name = f"dashboard-{month}.xlsx" if month else "dashboard.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers[GENERATION_HEADER] = str(row["generation"])
    return response


def _sheets(meta: dict[str, Any], data: dict[str, Any]) -> Iterator[Sheet]:
    yield Sheet("Summary", ("name", "value"), [(name, _cell(value)) for name, value in _summary(meta, data)])
    for title, name, columns in _LISTS:
        yield Sheet(title, columns, _lines(columns, data[name]))
    trend = ("period", "published", "domainId", "cost", "unpricedRows")
    yield Sheet("Trend", trend, _lines(trend, _trend(data["trend"])))
    yield Sheet("Anomalies", _ANOMALY, _lines(_ANOMALY, (data["anomalies"] or {"top": []})["top"]))
    yield Sheet("Missing", _MISSING, _lines(_MISSING, meta["missing"]))


def _summary(meta: dict[str, Any], data: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What is of the month as a whole; what is nested gets the names that it has in CSV."""
    for name in ("period", "pricingView", "currency", "environment", "generation", "runId", "asOf", "complete"):
        yield name, meta[name]
    yield "unallocatedCost", meta["total"]["unallocatedCost"]
    for name, value in data.items():
        if isinstance(value, dict):
            yield from ((joined(name, inner), found) for inner, found in value.items() if not isinstance(found, list))
        elif not isinstance(value, list):
            yield name, value


def _trend(months: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """A line for each month, and one for each of its domains: the month's has no domain."""
    for month in months:
        yield {**month, "domainId": None}
        yield from ({**month, **domain} for domain in month["domains"])


def _lines(columns: Sequence[str], rows: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> Iterator[list[Cell]]:
    return ([_cell(row[column]) for column in columns] for row in rows)


def _cell(value: Any) -> Cell:
    return str(value).lower() if isinstance(value, bool) else quoted(value)
