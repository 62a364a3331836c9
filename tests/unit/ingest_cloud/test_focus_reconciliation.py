"""I1 over random dirty bills: what the file holds, read by other means, is what relevés and rejects hold."""

import csv
import gzip
import io
from collections import defaultdict
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from tests.unit.ingest_cloud.conftest import MEMORY_LIMIT, Read, ReadFocus

from finops_contract.quantity import BadQuantity, parse_quantity
from finops_contract.releve import Reject, Releve
from ingest_cloud.focus.session import session

HEADER = ["Tags", "BilledCost", "x_Id", "BillingPeriodStart", "EffectiveCost", "ServiceCategory", "BillingCurrency"]
NOTATIONS = st.sampled_from(["", "+", "-", " ", "0", "00000000000000000000000"])
DIGITS = st.text("0123456789", max_size=22)
EXPONENT = st.one_of(
    st.just(""), st.integers(-45, 45).map("e{}".format), st.sampled_from(["E+5", "e", "e99999", "e-9999"])
)
WRITTEN = st.builds("{}{}{}{}{}".format, NOTATIONS, DIGITS, st.sampled_from(["", "."]), DIGITS, EXPONENT)
DIRT = st.sampled_from(
    ["", "NULL", "NaN", "inf", "n/a", "1,5", "1_000", "１", "\u00a07\u2003", "a\x00b", "x" * 600, '"', "\n"]
)
COST = st.one_of(st.decimals(-(10**9), 10**9, places=11).map(str), WRITTEN, DIRT)
KEY = st.one_of(DIRT, st.sampled_from(["A", " A", "B"]))
TAGS = st.one_of(
    KEY, KEY.map('{{"application": "{}"}}'.format), KEY.map('[{{"key": "application", "value": "{}"}}]'.format)
)
MONTH = st.sampled_from(
    ["2024-09-01", "2024-09-01T00:00:00Z", "2024-09-30 12:00:00", "2024-08-01", "2024-13-01", "", "NULL"]
)
CURRENCY = st.sampled_from(["USD", "USD", "EUR", "usd", "", "NULL"])
ROW = st.tuples(TAGS, COST, KEY, MONTH, COST, KEY, CURRENCY).map(list)
BILL = st.lists(st.one_of(ROW, ROW, ROW, st.lists(st.just("short"), min_size=2, max_size=5)), max_size=25)
# The machine may be busy: slow is not wrong here.
patient = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


def written(rows: list[list[str]], line_end: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator=line_end).writerows([HEADER, *rows])
    return text.getvalue().encode()


def expected(rows: list[list[str]]) -> tuple[int, dict[str, Fraction]]:
    """Records and totals per metric by Python's own means."""
    records, totals = 0, defaultdict[str, Fraction](Fraction)
    for row in rows:
        charge = dict(zip(HEADER, row, strict=False))
        month = charge["BillingPeriodStart"] if len(row) == len(HEADER) else ""
        if month.startswith("2024-08"):
            continue
        records += 1
        if month.startswith("2024-09") and charge["BillingCurrency"] in ("USD", "EUR"):
            for column, prefix in (("EffectiveCost", "EFFECTIVE_COST"), ("BilledCost", "BILLED_COST")):
                totals[f"{prefix}.{charge['BillingCurrency']}"] += number(charge[column]) or 0
    return records, dict(totals)


def number(text: str) -> Fraction | None:
    try:
        return Fraction(parse_quantity(text))
    except BadQuantity:
        return None


def can_be_held(rows: list[list[str]]) -> bool:
    """Whether even all amounts together have the 20 digits that a sum can have; a bill beyond that is refused."""
    return sum((abs(number(cell) or Fraction(0)) for row in rows for cell in row), Fraction(0)) < 10**20


def held(read: Read) -> dict[str, Fraction]:
    """What relevés and rejects add up to."""
    found = defaultdict[str, Fraction](Fraction)
    outcomes: list[Releve | Reject] = [*read.releves, *read.rejects]
    for outcome in outcomes:
        if outcome.metric is not None:
            found[outcome.metric] += Fraction(outcome.quantity or 0)
    return dict(found)


@patient
@given(rows=BILL, line_end=st.sampled_from(["\n", "\r\n"]), packed=st.booleans())
def test_i1_dirty_bills_reconcile_exactly(
    rows: list[list[str]], line_end: str, packed: bool, tmp_path: Path, read_focus: ReadFocus
) -> None:
    assume(can_be_held(rows))
    bill = written(rows, line_end)
    (tmp_path / "bill").write_bytes(gzip.compress(bill) if packed else bill)
    read = read_focus(tmp_path / "bill")
    records, totals = expected(rows)
    assert {metric: Fraction(total) for metric, total in read.totals.by_metric.items()} == totals
    assert held(read) == totals
    assert read.totals.records == records
    keys = [(r.application_key, r.product_key, r.environment, r.metric) for r in read.releves]
    assert len(set(keys)) == len(keys)


@patient
@given(texts=st.lists(st.one_of(WRITTEN, DIRT, st.text(max_size=8)), min_size=1, max_size=200))
def test_numbers_are_read_as_the_contract_reads_them(texts: list[str]) -> None:
    with session(MEMORY_LIMIT) as connection:
        connection.execute("CREATE TABLE given AS SELECT unnest($texts) AS written", {"texts": texts})
        rows = connection.execute("SELECT written, exact(written) FROM given").fetchall()
    assert {text: None if found is None else Fraction(found) for text, found in rows} == {t: number(t) for t in texts}


@patient
@given(texts=st.lists(st.one_of(WRITTEN, DIRT), min_size=1, max_size=200))
@example(texts=["100.0000000000000000001", "-2000000000000000000015e-19", "99999999999999999999.9999999999999999995"])
def test_numbers_are_rounded_half_to_even(texts: list[str]) -> None:
    with session(MEMORY_LIMIT) as connection:
        connection.execute("CREATE TABLE given AS SELECT unnest($texts) AS written", {"texts": texts})
        rows = connection.execute("SELECT written, rounded(written) FROM given").fetchall()
    assert {text: None if found is None else Fraction(found) for text, found in rows} == {t: rounded(t) for t in texts}


@patient
@given(doubles=st.lists(st.floats(), min_size=1, max_size=200))
def test_doubles_count_as_their_shortest_text(doubles: list[float]) -> None:
    with session(MEMORY_LIMIT) as connection:
        connection.execute("CREATE TABLE given AS SELECT unnest($doubles::DOUBLE[]) AS number", {"doubles": doubles})
        rows = connection.execute("SELECT rounded(CAST(number AS VARCHAR)) FROM given").fetchall()
    assert [None if found is None else Fraction(found) for (found,) in rows] == [rounded(repr(d)) for d in doubles]


def rounded(text: str) -> Fraction | None:
    """By Python's own means: what is written, at 18 decimals, when it is a number that can be held."""
    try:
        parse_quantity(text)
    except BadQuantity as error:
        if error.reason != "out_of_bounds":
            return None
    written = Decimal(text.strip())
    if written.is_zero():
        return Fraction(0)
    if written.adjusted() > 100:
        return None
    if written.adjusted() < -100:
        return Fraction(0)
    found = written.quantize(Decimal("1e-18"), ROUND_HALF_EVEN, Context(prec=200))
    return Fraction(found) if abs(found) < 10**20 else None


def test_no_statement_goes_through_a_float() -> None:
    folder = files("ingest_cloud") / "sql"
    texts = [path.read_text().upper() for path in folder.iterdir() if path.name.startswith("focus_")]
    assert len(texts) > 20
    assert not any(word in text for text in texts for word in ("DOUBLE", "FLOAT", "REAL)"))
