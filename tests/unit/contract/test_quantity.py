from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from finops_contract.quantity import MAX_SCALE, BadQuantity, Quantity, exact, parse_quantity

adapter: TypeAdapter[Decimal] = TypeAdapter(Quantity)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.5", "12.5"),
        (" -3 ", "-3"),
        ("+.5", "0.5"),
        ("7.", "7"),
        ("1.5E-7", "0.00000015"),
        ("1e5", "100000"),
        ("-0.00", "0"),
        ("0E-30", "0"),
        ("1.500000000000000000000000", "1.5"),
        ("99999999999999999999.999999999999999999", "99999999999999999999.999999999999999999"),
    ],
)
def test_numbers_are_read_exactly(text: str, value: str) -> None:
    assert parse_quantity(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "missing_number"),
        ("  ", "missing_number"),
        ("twelve", "not_a_number"),
        ("1,5", "not_a_number"),
        ("1_000", "not_a_number"),
        ("0x10", "not_a_number"),
        ("١٢", "not_a_number"),
        ("1e", "not_a_number"),
        ("NaN", "not_finite"),
        ("-Infinity", "not_finite"),
        ("+inf", "not_finite"),
        ("1e20", "out_of_bounds"),
        ("1e400", "out_of_bounds"),
        ("1e99999", "not_a_number"),
        ("1e-19", "out_of_bounds"),
        ("0.1234567890123456789", "out_of_bounds"),
    ],
)
def test_what_is_no_quantity_has_a_reason(text: str, reason: str) -> None:
    with pytest.raises(BadQuantity) as refused:
        parse_quantity(text)
    assert refused.value.reason == reason


@given(st.decimals(allow_nan=False, allow_infinity=False, places=MAX_SCALE, min_value=-(10**19), max_value=10**19))
def test_i5_no_digit_is_lost_or_made_up(value: Decimal) -> None:
    assert exact(value) == value
    assert parse_quantity(str(value)) == value
    assert adapter.validate_json(adapter.dump_json(value)) == value


@pytest.mark.parametrize("value", [0.1, 1.0, float("nan")])
def test_i5_a_float_is_refused(value: float) -> None:
    with pytest.raises(ValidationError, match="not exact"):
        adapter.validate_python(value)
