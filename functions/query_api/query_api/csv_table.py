"""A list as CSV: the same rows, the same names, numbers digit for digit."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from flask import Response

MEDIA_TYPE = "text/csv"
NESTED = ("points", "costs")
"""Lists within a row that are rows of their own in a table: the months of a series, a cost in several views."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Number(str):
    """A JSON number as it was written: no float is made of it."""


def csv_answer(answer: str, columns: list[str]) -> Response:
    """`answer` is the JSON of a list; its page's cursor becomes a header, since CSV has no place for one."""
    document = json.loads(answer, parse_float=_Number, parse_int=_Number)
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(columns)
    for row in _rows(document["data"], frozenset(columns)):
        writer.writerow([_cell(row.get(column)) for column in columns])
    response = Response(table.getvalue(), mimetype=MEDIA_TYPE)
    meta = document["meta"]
    if (meta.get("page") or {}).get("next"):
        response.headers["Finops-Next-Cursor"] = meta["page"]["next"]
    return response


def _rows(data: list[dict[str, Any]], columns: frozenset[str]) -> Iterator[dict[str, Any]]:
    """A list within a row (NESTED) becomes rows, each with the keys; what else is nested gets columns of its own."""
    for nested in data:
        row = {column: value for name, found in nested.items() for column, value in _flat(name, found, columns)}
        inner = next((row[name] for name in NESTED if name in row), None)
        if inner is None:
            yield row
        else:
            yield from ({**row, **line} for line in inner)


def _flat(name: str, value: Any, columns: frozenset[str]) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict) and name not in columns:
        yield from ((joined(name, inner), found) for inner, found in value.items())
    else:
        yield name, value


def joined(name: str, inner: str) -> str:
    """The column of a value within a value: `monthCost`."""
    return name + inner[0].upper() + inner[1:]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, _Number):
        return str(value)
    if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, dict) for item in value)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return " ".join(map(_cell, value))
    text = str(value)
    # A spreadsheet runs such a text as a formula.
    return f"'{text}" if text.startswith(_FORMULA) else text
