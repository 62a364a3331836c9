"""Which months cost unlike the months before, reckoned from a ledger: docs/anomalies.md once more, in Python."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from statistics import median_high, median_low
from typing import Literal

from finops_contract.period import Period
from finops_local.demo.ledger import EXACT, Ledger, added

Series = Mapping[Period, Decimal]

_QUARTER, _YEAR_END = 3, 12
_TRAILING, _LEAST_HISTORY = 12, 6
_AROUND, _LEAST_AROUND = (-2, -1, 1, 2), 2
_NORMAL, _MOST_SCORE = Decimal("1.4826"), Decimal("3.5")
_LEAST_RELATIVE, _LEAST_ABSOLUTE, _LEAST_SCORES = Decimal("0.2"), Decimal("0.01"), 10
_MICRO = Decimal("0.000001")


@dataclass(frozen=True)
class Judgement:
    """An anomaly: what was expected, and the month that stands for what is usual."""

    application_id: str
    direction: Literal["high", "low"]
    cost: Decimal
    expected: Decimal
    low: Decimal
    high: Decimal
    usual_month: Period
    factor: Decimal


def anomalies(ledger: Ledger, view: str, period: Period, running: Period) -> Iterator[Judgement]:
    """The anomalies of a month; too little says nothing while it is `running`."""
    series = {name: _known(ledger, view, name) for name in ledger.scopes(view, "application")}
    with localcontext(EXACT) as context:
        context.prec = 100
        listed = [abs(costs[period]) for name, costs in series.items() if name != "unallocated" and period in costs]
        average = added(listed) / len(listed) if listed else Decimal(0)
        for name, costs in series.items():
            if period in costs:
                may_be_low = period != running and (view, name, period) not in ledger.unpriced
                found = _judged(name, costs, period, average, may_be_low=may_be_low)
                if found is not None:
                    yield found


def _known(ledger: Ledger, view: str, application_id: str) -> Series:
    months = ledger.of(view, ("application", application_id))
    return {period: cost for period, cost in months.items() if cost is not None}


def _judged(
    application_id: str, costs: Series, period: Period, average: Decimal, *, may_be_low: bool
) -> Judgement | None:
    before = (period.plus(-back) for back in range(1, _TRAILING + 1))
    history = sorted((costs[month], month) for month in before if month.month % _QUARTER and month in costs)
    if len(history) < _LEAST_HISTORY:
        return None
    median, usual_month = history[(len(history) - 1) // 2]
    factors = _season(costs, period) if median > 0 else []
    factor = median_low(factors) if factors else Decimal(1)
    cost, expected = costs[period], median * factor
    least = max(abs(expected) * _LEAST_RELATIVE, average * _LEAST_ABSOLUTE)
    scale = max(
        _NORMAL * abs(factor) * median_high(abs(each - median) for each, _ in history),
        _NORMAL * median * median_high(abs(each - factor) for each in factors) if factors else Decimal(0),
        least / _LEAST_SCORES,
    )
    width = max(scale * _MOST_SCORE, least)
    low, high = _micro(expected - width), _micro(expected + width)
    if abs(cost - expected) <= least or not (cost > high or (cost < low and may_be_low)):
        return None
    direction: Literal["high", "low"] = "high" if cost > expected else "low"
    return Judgement(application_id, direction, cost, _micro(expected), low, high, usual_month, factor)


def _season(costs: Series, period: Period) -> list[Decimal]:
    """How earlier quarter (year) ends stood against the ordinary months around them; empty when too few are known."""
    if period.month % _QUARTER:
        return []
    is_year_end = period.month == _YEAR_END
    farthest, least = (36, 1) if is_year_end else (24, 2)
    factors = []
    for back in range(_QUARTER, farthest + 1, _QUARTER):
        anchor = period.plus(-back)
        around = [costs[anchor.plus(beside)] for beside in _AROUND if anchor.plus(beside) in costs]
        is_alike = (anchor.month == _YEAR_END) == is_year_end
        if is_alike and anchor in costs and len(around) >= _LEAST_AROUND and median_low(around) > 0:
            factors.append(costs[anchor] / median_low(around))
    return factors if len(factors) >= least else []


def _micro(amount: Decimal) -> Decimal:
    return amount.quantize(_MICRO, ROUND_HALF_UP)
