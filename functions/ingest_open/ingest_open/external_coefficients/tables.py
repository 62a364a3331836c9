"""Rows from files, as landed: CSV or XLSX, told apart by their first bytes."""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

from finops_contract.errors import SourceMalformed
from ingest_open.external_coefficients.config import FromFiles
from ingest_open.external_coefficients.documents import Row
from ingest_open.external_coefficients.workbook import workbook_lines

_ZIP = b"PK"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_HEADER_WITHIN = 20
"""People put a title above their table, not a page."""
_TOO_MANY = "(beyond the last column)"

Line = tuple[int, list[Any]]
"""Number and cells of a line, or of a row of a sheet."""


def table_rows(uri: str, body: bytes, origin: FromFiles, fields: tuple[str, ...]) -> Iterator[Row]:
    """The rows of one file as its columns name them; lines with nothing in them are left out.

    The header is the first line that names all of `fields`. Raises SourceMalformed when there is none, or when
    the file is not what it should be.
    """
    is_workbook = _is_workbook(uri, body, origin)
    lines = workbook_lines(uri, body, origin.sheet) if is_workbook else _csv_lines(uri, body, origin.encoding, fields)
    names = _header(uri, lines, fields)
    for number, cells in lines:
        named = dict(zip(names, cells, strict=False))
        # Beside the table of a sheet stand notes; in CSV it is a separator too many, in a number or a name.
        extra = [] if is_workbook else [cell for cell in cells[len(names) :] if cell]
        if extra:
            named[_TOO_MANY] = extra
        if any(cell not in (None, "") for cell in named.values()):
            yield Row(f"{uri} line {number}", named)


def has_too_many_cells(row: Row) -> bool:
    """Whether a line has more cells than there are columns: a separator in a number or name, probably."""
    return _TOO_MANY in row.fields


def _is_workbook(uri: str, body: bytes, origin: FromFiles) -> bool:
    if body.startswith(_OLE):
        raise SourceMalformed(f"{uri} is encrypted, or in the format of Excel 97; save it as .xlsx without a password")
    return origin.format == "xlsx" or (origin.format == "auto" and body.startswith(_ZIP))


def _csv_lines(uri: str, body: bytes, encoding: str, fields: tuple[str, ...]) -> Iterator[Line]:
    try:
        text = body.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        raise SourceMalformed(
            f"{uri}: byte {error.start} is not {encoding}; save the file so, or set `encoding`"
        ) from error
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, fields), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise SourceMalformed(f"{uri} line {reader.line_num}: {error}; a quote that is never closed?") from error


def _delimiter(text: str, fields: tuple[str, ...]) -> str:
    """What separates the columns: of semicolon, tab and comma the one that the header holds most of."""
    first_lines = list(islice(io.StringIO(text), _HEADER_WITHIN + 1))
    headers = [line for line in first_lines if all(field in line for field in fields)]
    return max(";\t,", key="".join((headers or first_lines)[:1]).count)


def _header(uri: str, lines: Iterator[Line], fields: tuple[str, ...]) -> list[str]:
    seen: list[str] = []
    for index, (_, cells) in enumerate(lines):
        names = [str(cell).strip() if cell is not None else "" for cell in cells]
        while names and not names[-1]:
            names.pop()
        if set(fields) <= set(names):
            doubled = [field for field in fields if names.count(field) > 1]
            if doubled:
                raise SourceMalformed(f"{uri}: two columns are called {doubled[0]!r}; rename one")
            return names
        seen = seen or names
        if index >= _HEADER_WITHIN:
            break
    missing = ", ".join(repr(field) for field in fields if field not in seen)
    raise SourceMalformed(
        f"{uri}: no line names the columns {missing}; the first has {', '.join(seen)[:200] or 'nothing'}"
    )
