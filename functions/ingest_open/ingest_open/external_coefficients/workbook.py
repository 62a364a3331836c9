"""The lines of a sheet of an XLSX workbook. What Excel last computed counts, as nothing is computed here."""

import io
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
from openpyxl.workbook import Workbook

from finops_contract.errors import SourceMalformed
from finops_runtime.ingest.files import FileTooLarge

_LARGEST_UNPACKED = 256 << 20
_MOST_COLUMNS = 200
"""Cells further right are not looked at: a single one at the far end of each line would cost as much as all."""
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


def workbook_lines(uri: str, body: bytes, sheet: str | None) -> Iterator[tuple[int, list[Any]]]:
    """Number and cells of each line: texts, numbers, dates, None, or Uncomputed.

    Raises SourceMalformed when there is no such sheet or the file is broken, FileTooLarge for a zip bomb.
    """
    with _translated_errors(uri):
        _refuse_bomb(uri, body)
        # Read twice: a formula without a result looks like an empty cell among the results.
        results = load_workbook(io.BytesIO(body), read_only=True, data_only=True, keep_links=False)
        formulas = load_workbook(io.BytesIO(body), read_only=True, keep_links=False)
        lines = zip_longest(_cells(uri, results, sheet), _cells(uri, formulas, sheet), fillvalue=())
        for number, (values, texts) in enumerate(lines, 1):
            yield number, [_cell(value, text) for value, text in zip_longest(values, texts)]


def _cells(uri: str, workbook: Workbook, name: str | None) -> Iterator[tuple[Any, ...]]:
    sheets = {sheet.title: sheet for sheet in workbook.worksheets}
    if not sheets or (name is not None and name not in sheets):
        raise SourceMalformed(
            f"{uri} has no sheet {name!r}; its sheets are {', '.join(map(repr, sheets))[:200] or 'none'}"
        )
    sheet = sheets[name] if name is not None else workbook.worksheets[0]
    sheet.reset_dimensions()  # what the file says of its own size may be anything
    yield from sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True)


def _cell(value: Any, text: Any) -> Any:
    if value is None and isinstance(text, str) and text.startswith("="):
        return Uncomputed(text)
    return value.strip() if isinstance(value, str) else value


def _refuse_bomb(uri: str, body: bytes) -> None:
    """The directory of the archive says what it unpacks to; reading stops there even if it lies."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > _LARGEST_UNPACKED:
        raise FileTooLarge(
            f"{uri} unpacks to {unpacked >> 20} MB, more than the {_LARGEST_UNPACKED >> 20} MB of any table of weights"
        )


@contextmanager
def _translated_errors(uri: str) -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise SourceMalformed(f"{uri} is no readable workbook ({type(error).__name__}); save it as .xlsx") from error
