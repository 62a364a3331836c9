"""Workbooks for people; what they hold can be read back without a lost digit."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

Cell = str | Decimal | int | None
MOST_DIGITS = 15
"""Spreadsheets keep so many digits of a number and make zeros of the rest."""
_WIDTH = 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its title, of at most 31 characters, a bold first line, and the lines under it."""

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def workbook_bytes(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """An XLSX file of one sheet."""
    return sheets_bytes([Sheet(title, columns, rows)])


def sheets_bytes(sheets: Iterable[Sheet]) -> bytes:
    """An XLSX file: numbers as numbers where a spreadsheet keeps every digit, else as texts; never a formula."""
    workbook = Workbook(write_only=True)
    for given in sheets:
        sheet = workbook.create_sheet(given.title)
        sheet.freeze_panes = "A2"
        for index in range(len(given.columns)):
            sheet.column_dimensions[get_column_letter(index + 1)].width = _WIDTH
        header = [WriteOnlyCell(sheet, value=name) for name in given.columns]
        for cell in header:
            cell.font = Font(bold=True)
        sheet.append(header)
        for row in given.rows:
            sheet.append([_cell(sheet, value) for value in row])
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _cell(sheet: object, value: Cell) -> object:
    if isinstance(value, str):
        if not value.startswith("="):
            return value  # a text that looks like a number stays a text
        cell = WriteOnlyCell(sheet, value=value)  # type: ignore[arg-type]  # a write-only sheet, which the stubs lack
        cell.data_type = "s"
        return cell
    if isinstance(value, Decimal) and not _is_kept(value):
        return format(value, "f")
    return value


def _is_kept(value: Decimal) -> bool:
    return len(value.normalize().as_tuple().digits) <= MOST_DIGITS
