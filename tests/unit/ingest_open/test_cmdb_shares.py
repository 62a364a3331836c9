"""Splitting, exactly."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest_open.cmdb.shares import BadWeights, split

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
