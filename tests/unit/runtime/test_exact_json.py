"""JSON without floats: what servers write, and what becomes of it."""

from decimal import Decimal

import pytest

from finops_contract.errors import SourceMalformed
from finops_contract.quantity import BadQuantity
from finops_runtime.ingest.exact_json import as_record, loads, number_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.1", "0.1"),
        ("2590.421676635742", "2590.421676635742"),
        ("12345678901234567890", "12345678901234567890"),
        ("1E-7", "0.0000001"),
        ("-3", "-3"),
        ('"1.50"', "1.5"),
        ("0.000", "0"),
    ],
)
def test_numbers_are_exact(text: str, expected: str) -> None:
    assert number_of(loads(text.encode(), "here")) == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1e400", "out_of_bounds"),
        ("1e99999999999999999999", "not_finite"),
        ("-1e99999999999999999999", "not_finite"),
        ("NaN", "not_finite"),
        ("Infinity", "not_finite"),
        ("-Infinity", "not_finite"),
        ("1" * 5_000, "out_of_bounds"),
        ("1e-19", "out_of_bounds"),
        ("true", "not_a_number"),
        ("[1]", "not_a_number"),
        ("null", "missing_number"),
        ('""', "missing_number"),
        ('"1_000"', "not_a_number"),
    ],
)
def test_what_is_no_quantity_says_why(text: str, reason: str) -> None:
    with pytest.raises(BadQuantity) as caught:
        number_of(loads(text.encode(), "here"))
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.2345678901234567e-05", "0.000012345678901235"),
        ("1e-19", "0"),
        ("4.440892098500626e-16", "0.000000000000000444"),
        ("5e-19", "0"),
        ("2.2250738585072014e-308", "0"),
        ("1.5e-18", "0.000000000000000002"),
        ("7.0", "7"),
    ],
)
def test_the_numbers_of_a_source_of_floats_end_at_18_decimals(text: str, expected: str) -> None:
    assert number_of(loads(text.encode(), "here"), of_floats=True) == Decimal(expected)


@pytest.mark.parametrize("text", ["NaN", "1e400", "1e20"])
def test_floats_have_bounds_too(text: str) -> None:
    with pytest.raises(BadQuantity):
        number_of(loads(text.encode(), "here"), of_floats=True)


def test_a_float_below_every_bound_is_no_endless_reckoning() -> None:
    with pytest.raises(BadQuantity, match="18 digits after"):
        number_of(loads(b"1e-9999999", "here"), of_floats=True)


@pytest.mark.parametrize("body", [b"", b"<html>Sign in</html>", b'{"a": [1, 2', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_json_says_where_and_how_it_begins(body: bytes) -> None:
    with pytest.raises(SourceMalformed, match="page 3: the answer is not JSON") as caught:
        loads(body, "page 3")
    assert len(str(caught.value)) < 300


def test_a_record_is_bounded_and_can_be_written_down() -> None:
    record = as_record({"n": Decimal("1.5"), "half": "\ud800", "long": "x" * 9_000})
    assert record.startswith('{"n": "1.5", "half": "?", "long": "xx')
    assert len(record) == 4_000
