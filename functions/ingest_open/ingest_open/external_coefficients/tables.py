"""Rows from files, as landed: CSV or XLSX, told apart by their first bytes."""

from collections.abc import Iterator
from typing import Any

from finops_contract.errors import SourceMalformed
from finops_runtime.sheets.delimited import HEADER_WITHIN, delimited_lines
from finops_runtime.sheets.workbook import OLE, ZIP, workbook_lines
from ingest_open.external_coefficients.config import FromFiles
from ingest_open.external_coefficients.documents import Row

_TOO_MANY = "(beyond the last column)"

Line = tuple[int, list[Any]]
"""Number and cells of a line, or of a row of a sheet."""


def table_rows(uri: str, body: bytes, origin: FromFiles, fields: tuple[str, ...]) -> Iterator[Row]:
    """The rows of one file as its columns name them; lines with nothing in them are left out.

    The header is the first line that names all of `fields`. Raises SourceMalformed when there is none, or when
    the file is not what it should be.
    """
    is_workbook = _is_workbook(uri, body, origin)
    lines: Iterator[Line] = (
        workbook_lines(uri, body, origin.sheet)
        if is_workbook
        else delimited_lines(uri, body, fields, origin.encoding, "save the file so, or set `encoding`")
    )
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
    if body.startswith(OLE):
        raise SourceMalformed(f"{uri} is encrypted, or in the format of Excel 97; save it as .xlsx without a password")
    return origin.format == "xlsx" or (origin.format == "auto" and body.startswith(ZIP))


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
        if index >= HEADER_WITHIN:
            break
    missing = ", ".join(repr(field) for field in fields if field not in seen)
    raise SourceMalformed(
        f"{uri}: no line names the columns {missing}; the first has {', '.join(seen)[:200] or 'nothing'}"
    )
