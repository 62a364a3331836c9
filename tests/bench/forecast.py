"""The method of `cost_forecast()` in Python, to hold the function against, and the simpler ones it has to beat.

`past` is what was spent month by month, oldest first, up to the last complete one; None is a month that is not known.
`ahead` is 0 for the running month, which follows on `past`.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

Past = Sequence[Decimal | None]
_SIX_DECIMALS = Decimal("0.000001")


def rounded(value: Decimal) -> Decimal:
    """As PostgreSQL's round(value, 6) does."""
    return value.quantize(_SIX_DECIMALS, ROUND_HALF_UP)


def naive(past: Past, ahead: int) -> Decimal | None:
    """The last month again."""
    return past[-1]


def seasonal_naive(past: Past, ahead: int) -> Decimal | None:
    """The same month of the year before."""
    return past[len(past) - 12 + ahead % 12] if len(past) >= 12 else None


def level(past: Past, ahead: int = 0) -> Decimal | None:
    """The mean of the last three months, of those that are known."""
    known = [cost for cost in past[-3:] if cost is not None]
    return rounded(sum(known, Decimal(0)) / len(known)) if known else None


def growth(past: Past) -> Decimal | None:
    """The last three months against the same three a year earlier."""
    if len(past) < 15:
        return None
    recent = [cost for cost in past[-3:] if cost is not None]
    before = [cost for cost in past[-15:-12] if cost is not None]
    if len(recent) < 3 or len(before) < 3 or sum(recent) <= 0 or sum(before) <= 0:
        return None
    return min(Decimal(2), max(Decimal("0.5"), rounded(sum(recent, Decimal(0)) / sum(before, Decimal(0)))))


def seasonal_growth(past: Past, ahead: int) -> Decimal | None:
    """The same month of the year before, times the growth since; the level where that is not known."""
    factor, same = growth(past), seasonal_naive(past, ahead)
    return level(past) if factor is None or same is None else rounded(same * factor)


def is_seasonal(past: Past) -> bool:
    """Whether the same month of the year before would have been closer than the level, over the last six months."""
    gain = []
    for month in range(max(0, len(past) - 6), len(past)):
        known, actual = past[:month], past[month]
        factor, same, mean = growth(known), seasonal_naive(known, 0), level(known)
        if actual is not None and factor is not None and same is not None and mean is not None:
            gain.append(abs(same * factor - actual) - abs(mean - actual))
    return not gain or sum(gain) < 0


def forecast(past: Past, ahead: int) -> Decimal | None:
    """What `cost_forecast()` says, before it is held against what the running month cost so far."""
    return seasonal_growth(past, ahead) if is_seasonal(past) else level(past)
