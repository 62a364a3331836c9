"""The lines of a sheet of an XLSX workbook. What Excel last computed counts, as nothing is computed here."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from finops_contract.errors import FileTooLarge, SourceMalformed

ZIP = b"PK"
"""How a workbook begins."""
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How an encrypted workbook begins, or one of Excel 97."""
LARGEST_UNPACKED = 256 << 20
MOST_COLUMNS = 200
"""Cells further right are not looked at: a single one at the far end of each line would cost as much as all."""
_FORMULA = re.compile(rb"<(\w{1,20}:)?f[\s/>]")
_LONGEST_TAG = 24
_CHUNK = 1 << 20
# What openpyxl lets through when a workbook is not what its specification says.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ParseError,
    EOFError,
    OSError,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    NotImplementedError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class Uncomputed:
    """A formula whose result is not in the file: it was written by a program, and never opened in Excel."""

    formula: str

    def __str__(self) -> str:
        return self.formula


def workbook_lines(
    uri: str,
    body: bytes,
    sheet: str | None,
    largest_unpacked: int = LARGEST_UNPACKED,
    most_columns: int = MOST_COLUMNS,
) -> Iterator[tuple[int, list[Any]]]:
    """Number and cells of each line: texts, numbers, dates, None, or Uncomputed. `sheet` None: the first.

    Raises SourceMalformed when there is no such sheet or the file is broken, FileTooLarge for a zip bomb.
    """
    with _translated_errors(uri):
        _refuse_bomb(uri, body, largest_unpacked)
        results = _cells(uri, body, sheet, most_columns, are_results=True)
        if not _has_formulas(body):
            yield from ((number, [_cell(value) for value in values]) for number, values in enumerate(results, 1))
            return
        # Read twice: a formula without a result looks like an empty cell among the results.
        formulas = _cells(uri, body, sheet, most_columns, are_results=False)
        for number, (values, texts) in enumerate(zip_longest(results, formulas, fillvalue=()), 1):
            yield number, [_cell(value, text) for value, text in zip_longest(values, texts)]


def _cells(
    uri: str, body: bytes, name: str | None, most_columns: int, *, are_results: bool
) -> Iterator[tuple[Any, ...]]:
    workbook = load_workbook(io.BytesIO(body), read_only=True, data_only=are_results, keep_links=False)
    sheets = {sheet.title: sheet for sheet in workbook.worksheets}
    if not sheets or (name is not None and name not in sheets):
        raise SourceMalformed(
            f"{uri} has no sheet {name!r}; its sheets are {', '.join(map(repr, sheets))[:200] or 'none'}"
        )
    sheet = sheets[name] if name is not None else workbook.worksheets[0]
    sheet.reset_dimensions()  # what the file says of its own size may be anything
    yield from sheet.iter_rows(max_col=most_columns, values_only=True)


def _has_formulas(body: bytes) -> bool:
    """Whether some sheet may hold one; XML of two bytes a character is not looked into."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        for name in archive.namelist():
            if not name.startswith("xl/worksheets/"):
                continue
            with archive.open(name) as part:
                end = b""
                while chunk := part.read(_CHUNK):
                    if b"\0" in chunk or _FORMULA.search(end + chunk):
                        return True
                    end = chunk[-_LONGEST_TAG:]
    return False


def _cell(value: Any, text: Any = None) -> Any:
    if value is None and isinstance(text, str) and text.startswith("="):
        return Uncomputed(text)
    return value.strip() if isinstance(value, str) else value


def _refuse_bomb(uri: str, body: bytes, largest: int) -> None:
    """The directory of the archive says what it unpacks to; reading stops there even if it lies."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > largest:
        raise FileTooLarge(f"{uri} unpacks to {unpacked >> 20} MB, more than the {largest >> 20} MB of any such table")


@contextmanager
def _translated_errors(uri: str) -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise SourceMalformed(f"{uri} is no readable workbook ({type(error).__name__}); save it as .xlsx") from error
