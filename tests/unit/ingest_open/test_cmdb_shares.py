"""Splitting and converting, exactly."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finops_contract.quantity import BadQuantity
from ingest_open.cmdb.shares import BadWeights, converted, split

QUANTITIES = st.decimals(min_value="-1e9", max_value="1e9", places=18)
WEIGHTS = st.lists(st.decimals(min_value=0, max_value="1e6", places=6), min_size=1, max_size=12)


@settings(deadline=None)
@given(whole=QUANTITIES, weights=WEIGHTS.filter(any))
def test_parts_add_up_exactly_and_never_change_sign(whole: Decimal, weights: list[Decimal]) -> None:
    parts = split(whole, weights)
    assert len(parts) == len(weights)
    assert sum(map(Fraction, parts)) == Fraction(whole)
    assert all(part * whole >= 0 for part in parts)
    each = Fraction(whole) / sum(map(Fraction, weights))
    for part, weight in zip(parts, weights, strict=True):
        assert abs(Fraction(part) - each * Fraction(weight)) < Fraction(12, 10**18)


@pytest.mark.parametrize("weights", [[], ["0", "0"], ["2", "-1"]])
def test_weights_that_split_nothing(weights: list[str]) -> None:
    with pytest.raises(BadWeights):
        split(Decimal(1), [Decimal(weight) for weight in weights])


@pytest.mark.parametrize(
    ("value", "multiply_by", "divide_by", "expected"),
    [
        ("16384", "1", "1024", "16"),
        ("1", "1", "1073741824", "0.000000000931322575"),
        ("1", "1", "3", "0.333333333333333333"),
        ("0.000000000000000005", "1", "10", "0"),
        ("0.000000000000000015", "1", "10", "0.000000000000000002"),
        ("12.5", "0.001", "1", "0.0125"),
        ("12345678901234567890", "1", "1", "12345678901234567890"),
    ],
)
def test_conversion(value: str, multiply_by: str, divide_by: str, expected: str) -> None:
    assert converted(Decimal(value), Decimal(multiply_by), Decimal(divide_by)) == Decimal(expected)


def test_a_result_out_of_bounds_is_refused() -> None:
    with pytest.raises(BadQuantity, match="20 digits"):
        converted(Decimal("1e19"), Decimal(100), Decimal(1))
