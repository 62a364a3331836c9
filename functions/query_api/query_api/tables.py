"""Tables that admins send and fetch: CSV, or the first sheet of an XLSX workbook, every cell as the text it is."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import Request, Response

from finops_contract.errors import FileTooLarge, SourceMalformed
from finops_runtime.problem import Fault, Problem
from finops_runtime.sheets.delimited import delimited_lines
from finops_runtime.sheets.workbook import OLE, workbook_lines
from finops_runtime.sheets.writing import Cell, workbook_bytes
from query_api.cells import quoted, text_of
from query_api.route import CSV, XLSX, Call

MOST_LINES = 100_000
MOST_FAULTS = 100
_LARGEST_UNPACKED = 128 << 20
_NOTES = 10
"""Columns beyond the table in which something is looked for that should not be there."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line under the header: `cells` has every column of the table, None where nothing stands."""

    number: int
    cells: dict[str, str | None]


def is_json(request: Request) -> bool:
    """Whether the body is not a table but JSON."""
    return _media_type(request) == "application/json"


def read_table(request: Request, columns: Sequence[str], required: Sequence[str]) -> list[Line]:
    """The lines of the body; those with nothing in them are left out.

    Raises Problem: 415 for another content type, 413 for too many lines, 400 for a table that cannot be read, a header
    without a required column or with another than `columns`, and for cells that are no plain text; each is named.
    """
    body = request.get_data()
    lines = _lines(request, body, columns)
    try:
        header = next((found for found in lines if any(cell not in (None, "") for cell in found[1])), None)
        if header is None:
            raise bad_lines([Fault(at="line 1", message=f"no table: a line with {', '.join(columns)} is expected")])
        names = _names(header, columns, required)
        return _read(lines, names, columns)
    except FileTooLarge as error:
        raise Problem(413, "too-large", str(error)) from error
    except SourceMalformed as error:
        raise bad_lines([Fault(at="body", message=str(error)[:300])]) from error


def bad_lines(faults: Sequence[Fault]) -> Problem:
    """400: what is wrong with a table, line by line; the first hundred."""
    first = "; ".join(f"{fault.at}: {fault.message}" for fault in faults[:3])
    detail = f"{len(faults)} things are wrong, nothing is stored: {first}" if len(faults) > 1 else first
    return Problem(400, "bad-table", detail[:1000], errors=faults[:MOST_FAULTS])


def wants_table(call: Call) -> bool:
    """Whether CSV or XLSX is preferred over JSON; raises Problem 406 when none of the three will do."""
    return _preferred(call, ("application/json", CSV, XLSX)) != "application/json"


def table_answer(call: Call, filename: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """What `read_table` takes back, as CSV, or as XLSX where that is preferred; `filename` without its suffix."""
    safe = ([quoted(value) for value in row] for row in rows)
    if _preferred(call, (CSV, XLSX)) == XLSX:
        body, suffix, media_type = workbook_bytes(filename[:31], columns, safe), "xlsx", XLSX
    else:
        body, suffix, media_type = _csv(columns, safe), "csv", CSV
    response = Response(body, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}.{suffix}"'
    return response


def _preferred(call: Call, offered: Sequence[str]) -> str:
    accepted = call.request.accept_mimetypes
    chosen = accepted.best_match(offered) if accepted else offered[0]
    if chosen is None:
        raise Problem(406, "not-acceptable", f"this is to be had as {' or '.join(offered)}")
    return chosen


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([format(cell, "f") if isinstance(cell, Decimal) else cell for cell in row])
    return table.getvalue().encode()


def _media_type(request: Request) -> str:
    return (request.content_type or "").partition(";")[0].strip().lower()


def _lines(request: Request, body: bytes, columns: Sequence[str]) -> Iterator[tuple[int, Sequence[Any]]]:
    media_type, charset = _media_type(request), request.mimetype_params.get("charset", "utf-8").lower()
    if media_type == XLSX:
        if body.startswith(OLE):
            raise bad_lines(
                [Fault(at="body", message="encrypted, or of Excel 97: save it as .xlsx without a password")]
            )
        return workbook_lines("the workbook", body, None, _LARGEST_UNPACKED, len(columns) + _NOTES)
    if media_type != CSV or charset not in ("utf-8", "utf8"):
        raise Problem(415, "not-a-table", f"the body must be {CSV} in UTF-8, {XLSX} or application/json")
    return delimited_lines("the table", body, columns)


def _names(header: tuple[int, Sequence[Any]], columns: Sequence[str], required: Sequence[str]) -> list[str]:
    names = [str(cell).strip() if cell is not None else "" for cell in header[1]]
    while names and not names[-1]:
        names.pop()
    wrong = [f"unknown column {name[:100]!r}" for name in dict.fromkeys(names) if name not in columns]
    wrong += [f"column {name!r} stands twice" for name in columns if names.count(name) > 1]
    wrong += [f"column {name!r} is missing" for name in required if name not in names]
    if wrong:
        known = f"; the columns are {', '.join(columns)}"
        raise bad_lines([Fault(at=f"line {header[0]}", message=message + known) for message in wrong])
    return names


def _read(lines: Iterator[tuple[int, Sequence[Any]]], names: Sequence[str], columns: Sequence[str]) -> list[Line]:
    found: list[Line] = []
    faults: list[Fault] = []
    for number, values in lines:
        if not any(value not in (None, "") for value in values):
            continue
        if len(found) == MOST_LINES:
            raise Problem(
                413, "too-large", f"a table has at most {MOST_LINES} lines: send it in parts, or as two versions"
            )
        if any(value not in (None, "") for value in values[len(names) :]):
            faults.append(
                Fault(at=f"line {number}", message="more cells than columns: a separator in a text or number?")
            )
        cells: dict[str, str | None] = dict.fromkeys(columns)
        for name, value in zip(names, values, strict=False):
            try:
                cells[name] = text_of(value)
            except ValueError as error:
                faults.append(Fault(at=f"line {number}, {name}", message=str(error)))
        found.append(Line(number, cells))
    if faults:
        raise bad_lines(faults)
    return found
