"""Splitting a quantity so that the parts add up to it, exactly."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from finops_contract.quantity import EXACT, MAX_SCALE, exact
from finops_runtime.ingest.conversion import from_steps

_STEPS = 10**MAX_SCALE


class BadWeights(ValueError):
    """Weights that split nothing: negative, or none above zero."""


def split(whole: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Parts of `whole` in proportion to `weights`, which add up to it exactly.

    Each part is cut at 18 decimals towards zero; the last one with a weight takes the remainder, so no part
    has the other sign. Raises BadWeights.
    """
    if any(weight < 0 for weight in weights):
        raise BadWeights("a weight is negative")
    shares = [Fraction(weight) for weight in weights]
    total = sum(shares)
    if not total:
        raise BadWeights("no weight is above zero")
    parts = [from_steps(int(Fraction(whole) * share / total * _STEPS)) for share in shares]
    last = max(index for index, share in enumerate(shares) if share)
    others = Decimal(0)
    for index, part in enumerate(parts):
        if index != last:
            others = EXACT.add(others, part)
    parts[last] = exact(EXACT.subtract(whole, others))
    return parts
