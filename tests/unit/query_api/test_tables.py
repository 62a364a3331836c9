"""Tables that admins send: read cell by cell as texts, each fault named; and what is exported is read back the same."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest
from flask import Request
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from werkzeug.test import EnvironBuilder

from finops_contract.period import Period
from finops_runtime.identity.access import Access
from finops_runtime.problem import Problem
from finops_runtime.sheets.writing import Cell, workbook_bytes
from query_api.cells import amount_in, month_in
from query_api.parameters import NoParameters
from query_api.probes import answer_alive
from query_api.route import CSV, XLSX, Call, Route
from query_api.tables import MOST_LINES, is_json, read_table, table_answer, wants_table

COLUMNS = ("key", "amount", "month")
ROUTE = Route(path="/x", access=Access.PUBLIC, summary="x", handler=answer_alive)


def request(body: bytes = b"", media_type: str = CSV, headers: Mapping[str, str] | None = None) -> Request:
    return Request(
        EnvironBuilder(
            "/", "PUT", data=body, content_type=media_type, headers=list((headers or {}).items())
        ).get_environ()
    )


def call(accept: str | None) -> Call:
    return Call(ROUTE, request(headers={"Accept": accept} if accept else {}), NoParameters(), {}, None)


def read(body: bytes, media_type: str = CSV, required: Sequence[str] = ("key",)) -> list[dict[str, str | None]]:
    return [line.cells for line in read_table(request(body, media_type), COLUMNS, required)]


def refusal(body: bytes, media_type: str = CSV, required: Sequence[str] = ("key",)) -> tuple[int, dict[str, str]]:
    with pytest.raises(Problem) as refused:
        read(body, media_type, required)
    faults: dict[str, str] = {}
    for fault in refused.value.errors:
        faults[fault.at] = "; ".join(filter(None, (faults.get(fault.at), fault.message)))
    return refused.value.status, faults


def sheet(*rows: Sequence[Any]) -> bytes:
    """A workbook as a program would write it: formulas without results, numbers as floats."""
    workbook = Workbook()
    for row in rows:
        workbook.worksheets[0].append(list(row))
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def with_cell(body: bytes, cell: bytes, instead: bytes) -> bytes:
    """The workbook with some bytes of its first sheet replaced."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as before, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            content = before.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                assert cell in content
                content = content.replace(cell, instead)
            after.writestr(entry, content)
    return changed.getvalue()


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("separator", [b",", b";", b"\t"])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
def test_csv_of_every_spreadsheet_is_read(bom: bytes, separator: bytes, newline: bytes) -> None:
    lines = [b"month|key|amount", b"2026-01|vm|0.10", b"||", b"", b'|"a ""b"""|']
    body = bom + newline.join(line.replace(b"|", separator) for line in lines)
    lines_read = read_table(request(body), COLUMNS, ("key",))
    assert [line.number for line in lines_read] == [2, 5]
    assert [line.cells for line in lines_read] == [
        {"key": "vm", "amount": "0.10", "month": "2026-01"},
        {"key": 'a "b"', "amount": None, "month": None},
    ]


def test_a_column_that_is_not_required_may_be_left_out() -> None:
    assert read(b"key\nvm\n") == [{"key": "vm", "amount": None, "month": None}]


@pytest.mark.parametrize(
    ("body", "at", "says"),
    [
        (b"", "line 1", "no table"),
        (b"\n\n", "line 1", "no table"),
        (b"key,price\nvm,1\n", "line 1", "unknown column 'price'; the columns are key, amount, month"),
        (b"key,key\nvm,1\n", "line 1", "column 'key' stands twice"),
        (b"amount\n1\n", "line 1", "column 'key' is missing"),
        (b"key,amount\nvm,1,5\n", "line 2", "more cells than columns"),
        (b'key\n"vm\n', "body", "quote that is never closed"),
        ("key\nm\u00e9tal\n".encode("windows-1252"), "body", "byte 5 is not utf-8; save the file so"),
        (b"key\nv\x00m\n", "line 2, key", "without NUL"),
        (b"key\n" + b"x" * 3000 + b"\n", "line 2, key", "at most 2000 characters"),
        (b"PK\x03\x04 a workbook \xff", "body", "not utf-8"),
    ],
)
def test_a_wrong_table_is_refused_with_the_place(body: bytes, at: str, says: str) -> None:
    status, faults = refusal(body)
    assert status == 400
    assert says in faults[at]


def test_every_wrong_line_is_named_and_no_more_than_a_hundred() -> None:
    with pytest.raises(Problem) as refused:
        read(b"key,amount\n" + b"vm,1,2\n" * 250)
    assert str(refused.value).startswith("250 things are wrong, nothing is stored: line 2: more cells")
    assert len(refused.value.errors) == 100


def test_too_many_lines_are_refused() -> None:
    assert refusal(b"key\n" + b"v\n" * (MOST_LINES + 1))[0] == 413
    assert len(read(b"key\n" + b"v\n" * MOST_LINES)) == MOST_LINES


@pytest.mark.parametrize("media_type", ["text/plain", "application/vnd.ms-excel", "", "text/csv; charset=windows-1252"])
def test_other_content_types_are_refused(media_type: str) -> None:
    assert refusal(b"key\nvm\n", media_type)[0] == 415


def test_content_types_with_parameters_are_taken() -> None:
    assert read(b"key\nvm\n", "Text/CSV; charset=UTF-8; header=present")[0]["key"] == "vm"
    assert is_json(request(b"{}", "application/json; charset=utf-8"))
    assert not is_json(request(b"{}"))


def test_cells_of_a_workbook_are_the_texts_and_decimals_that_a_person_sees() -> None:
    from datetime import date, datetime

    body = sheet(
        ("month", "key", "amount"),
        (date(2026, 1, 1), "vm", 0.1),
        (datetime(2026, 2, 1), "007", "0.100"),
        ("2026-03", 7, 1234567.0),
        (None, True, 1e-7),
    )
    assert read(body, XLSX) == [
        {"month": "2026-01-01", "key": "vm", "amount": "0.1"},
        {"month": "2026-02-01", "key": "007", "amount": "0.100"},
        {"month": "2026-03", "key": "7", "amount": "1234567"},
        {"month": None, "key": "true", "amount": "0.0000001"},
    ]


def test_a_formula_counts_by_its_result_and_is_refused_without_one() -> None:
    body = sheet(("key", "amount"), ("vm", "=1/4"))
    assert refusal(body, XLSX) == (
        400,
        {"line 2, amount": "the formula has no result in the file: open it in a spreadsheet and save it"},
    )
    computed = with_cell(body, b"<f>1/4</f><v />", b"<f>1/4</f><v>0.25</v>")
    assert read(computed, XLSX)[0]["amount"] == "0.25"


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        (b"key\nvm\n", 400, "no readable workbook"),
        (sheet(("key",), ("vm",))[:900], 400, "no readable workbook"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), 400, "without a password"),
        (sheet(), 400, "no table"),
        (sheet(("key",), ("vm", None, "x")), 400, "more cells than columns"),
        (sheet(("price",), ("vm",)), 400, "unknown column"),
    ],
)
def test_a_wrong_workbook_is_refused(body: bytes, status: int, says: str) -> None:
    found, faults = refusal(body, XLSX)
    assert found == status
    assert any(says in message for message in faults.values())


def test_a_zip_bomb_is_not_opened() -> None:
    bomb = io.BytesIO(sheet(("key",), ("vm",)))
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image.bin", b"\0" * (200 << 20))
    assert len(bomb.getvalue()) < 1 << 20
    assert refusal(bomb.getvalue(), XLSX)[0] == 413


@pytest.mark.parametrize("escape", [b"_x0000_", b"_xD800_"])
def test_escapes_in_a_workbook_stay_the_texts_that_they_are(escape: bytes) -> None:
    body = with_cell(sheet(("key",), ("vm!",)), b"vm!", b"vm" + escape)
    assert read(body, XLSX)[0]["key"] == "vm" + escape.decode()


@pytest.mark.parametrize(("text", "month"), [("2026-01", "2026-01"), ("2026-12-01", "2026-12")])
def test_months(text: str, month: str) -> None:
    assert month_in(text) == Period.parse(month)


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-1", "Jan-26", "2026-01-02", "1999-12", "202601", "2026-01-01T00:00", "٢٠٢٦-01"]
)
def test_no_months(text: str) -> None:
    with pytest.raises(ValueError, match="is not a month: write 2026-10"):
        month_in(text)


@pytest.mark.parametrize("text", ["0", "0.0500001", "1E-12", "999999999999999999", "1.0000000000000", "+3", " 2 "])
def test_amounts(text: str) -> None:
    assert amount_in(text) == Decimal(text.strip())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("NaN", "not a finite number"),
        ("Infinity", "not a finite number"),
        ("-0.01", "is not from 0"),
        ("0.0000000000001", "more than 12 digits after the point"),
        ("1000000000000000000", "is not from 0 to"),
        ("1e400", "digits before the point"),
        ("0,05", "not a number; write decimals with a point"),
        ("1 000", "not a number"),
        ("#N/A", "not a number"),
        ("", "missing"),
        ("1_000", "not a number"),
    ],
)
def test_no_amounts(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        amount_in(text)
    assert says in str(refused.value)


KEYS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).map(str.strip).filter(bool) | (
    st.sampled_from(["=1+1", "'=1+1", "''-x", "-5", "+x", "@x", "'", "007", "1e5", "TRUE", "2026-01-01", 'a;b,c\t"d'])
)
AMOUNTS = st.decimals(min_value=0, max_value=10**18 - 1, places=12, allow_nan=False, allow_infinity=False)


@settings(deadline=None, max_examples=60)
@given(rows=st.lists(st.tuples(KEYS, AMOUNTS | st.none(), st.sampled_from(["2026-01", None])), min_size=1, max_size=5))
@pytest.mark.parametrize("media_type", [CSV, XLSX])
def test_what_is_exported_is_read_back_digit_for_digit(rows: list[tuple[Cell, ...]], media_type: str) -> None:
    answer = table_answer(call(media_type), "prices-1", COLUMNS, rows)
    assert answer.mimetype == media_type
    found = read(answer.get_data(), media_type)
    assert [(row["key"], row["month"]) for row in found] == [(row[0], row[2]) for row in rows]
    amounts = [row["amount"] and amount_in(row["amount"]) for row in found]
    assert amounts == [row[1] for row in rows]


def test_no_cell_is_a_formula() -> None:
    rows = [("=1+1", Decimal(1), "-cmd"), ("@x", None, "+y")]
    exported = table_answer(call(CSV), "x", COLUMNS, rows).get_data(as_text=True)
    assert exported.splitlines()[1:] == ["'=1+1,1,'-cmd", "'@x,,'+y"]
    workbook = load_workbook(io.BytesIO(table_answer(call(XLSX), "x", COLUMNS, rows).get_data()))
    assert {cell.data_type for row in workbook.worksheets[0].iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    plain = load_workbook(io.BytesIO(workbook_bytes("x", COLUMNS, [("=1+1", None, None)])))
    assert plain.worksheets[0]["A2"].data_type != "f"


def test_numbers_are_numbers_where_a_spreadsheet_keeps_them() -> None:
    rows = [("a", Decimal("0.123456789012345"), None), ("b", Decimal("1234567890.123456"), None)]
    workbook = load_workbook(io.BytesIO(table_answer(call(XLSX), "x", COLUMNS, rows).get_data()))
    assert [workbook.worksheets[0][cell].value for cell in ("B2", "B3")] == [0.123456789012345, "1234567890.123456"]


@pytest.mark.parametrize(
    ("accept", "is_table", "media_type"),
    [(None, False, CSV), ("application/json", False, None), (CSV, True, CSV), (XLSX, True, XLSX), ("*/*", False, CSV)],
)
def test_what_is_preferred(accept: str | None, is_table: bool, media_type: str | None) -> None:
    assert wants_table(call(accept)) is is_table
    if media_type is not None:
        answer = table_answer(call(accept), "prices-1", COLUMNS, [])
        suffix = "xlsx" if media_type == XLSX else "csv"
        assert answer.mimetype == media_type
        assert answer.headers["Content-Disposition"] == f'attachment; filename="prices-1.{suffix}"'


def test_nothing_else_is_to_be_had() -> None:
    with pytest.raises(Problem) as refused:
        wants_table(call("text/html"))
    assert refused.value.status == 406
