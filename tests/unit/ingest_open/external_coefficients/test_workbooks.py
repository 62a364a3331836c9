"""Workbooks made to hurt, and those that only look so."""

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from finops_contract.errors import SourceMalformed
from finops_runtime.ingest.files import FileTooLarge
from finops_runtime.sheets.workbook import workbook_lines

MakeWorkbook = Callable[[Mapping[str, Any]], bytes]


def with_part(body: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one part replaced or added."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as before, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            if entry.filename != name:
                after.writestr(entry, before.read(entry))
        after.writestr(name, content)
    return changed.getvalue()


@pytest.fixture(scope="session")
def plain(workbook: MakeWorkbook) -> bytes:
    return workbook({"sheets": {"S": [["a"], [1]]}})


def sheet_of(rows: str, before: str = "", size: str = "A1") -> bytes:
    return (
        f'<?xml version="1.0"?>{before}'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="{size}"/><sheetData>{rows}</sheetData></worksheet>'
    ).encode()


def test_a_zip_bomb_is_not_opened(plain: bytes) -> None:
    bomb = with_part(plain, "xl/media/image.bin", b"\0" * (300 << 20))
    assert len(bomb) < 1 << 20
    with pytest.raises(FileTooLarge, match="unpacks to 300 MB"):
        list(workbook_lines("keys.xlsx", bomb, None))


def test_entities_that_expand_to_a_thousand_million_are_refused(plain: bytes) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>&e9;</t></is></c></row>'
    bomb = with_part(plain, "xl/worksheets/sheet1.xml", sheet_of(rows, f"<!DOCTYPE x [{entities}]>"))
    with pytest.raises(SourceMalformed, match="no readable workbook"):
        list(workbook_lines("keys.xlsx", bomb, None))


@pytest.mark.parametrize("size", ["A1:XFD1048576", "A1", "A1:B2"])
def test_a_sheet_is_as_large_as_its_rows_whatever_it_says(plain: bytes, size: str) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row><row r="3"><c r="A3"><v>3</v></c></row>'
    lines = list(
        workbook_lines("keys.xlsx", with_part(plain, "xl/worksheets/sheet1.xml", sheet_of(rows, size=size)), None)
    )
    assert [number for number, _ in lines] == [1, 2, 3]
    assert {len(cells) for _, cells in lines} == {200}
    assert [cells[0] for _, cells in lines] == [1, None, 3]


@pytest.mark.parametrize(
    "part",
    [
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/styles.xml",
        "xl/_rels/workbook.xml.rels",
    ],
)
@pytest.mark.parametrize("content", [b"", b"<broken", b"<other/>", b"\xff\xfe\0"])
@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # openpyxl tells of what it makes up
def test_a_broken_part_gives_a_named_outcome(plain: bytes, part: str, content: bytes) -> None:
    refused = None
    lines: list[Any] = []
    try:
        lines = list(workbook_lines("keys.xlsx", with_part(plain, part, content), None))
    except SourceMalformed as error:
        refused = str(error)
    assert len(lines) <= 2
    assert refused is None or "keys.xlsx" in refused


def test_half_a_workbook_is_refused(plain: bytes) -> None:
    with pytest.raises(SourceMalformed, match="no readable workbook"):
        list(workbook_lines("keys.xlsx", plain[: len(plain) // 2], None))
