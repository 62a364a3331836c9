"""What months will have cost in the end, reckoned from a ledger: docs/forecast.md once more, in Python."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

from finops_contract.period import Period
from finops_local.demo.ledger import EXACT, added

Known = Mapping[Period, Decimal]

_RECENT, _YEAR, _JUDGED = 3, 12, 6
_LEAST_GROWTH, _MOST_GROWTH = Decimal("0.5"), Decimal(2)
_MICRO = Decimal("0.000001")


def forecast(costs: Mapping[Period, Decimal | None], running: Period, months: Sequence[Period]) -> Decimal:
    """What these months will have cost together; `costs` of every month so far, those of `running` on are not over."""
    history = {period: cost for period, cost in costs.items() if cost is not None and period < running}
    with localcontext(EXACT) as context:
        context.prec = 100
        growth = _growth(history, running) if _seasons_do_better(history, running) else None
        level = _level(history, running)
        return added(_month(costs, history, period, running, growth, level) for period in months)


def _month(
    costs: Mapping[Period, Decimal | None],
    history: Known,
    period: Period,
    running: Period,
    growth: Decimal | None,
    level: Decimal | None,
) -> Decimal | None:
    """One month: what it cost when it is over; else what is expected, and no less than its cost so far."""
    cost = costs.get(period)
    if period < running:
        return cost
    year_ago = history.get(period.plus(-_YEAR))
    expected = level if year_ago is None or growth is None else _micro(year_ago * growth)
    known = [each for each in (cost, expected) if each is not None]
    return max(known) if known else None


def _level(history: Known, period: Period) -> Decimal | None:
    """The mean of the three months before, as far as they are known."""
    known = [history[month] for month in _before(period) if month in history]
    return _micro(added(known) / len(known)) if known else None


def _growth(history: Known, period: Period) -> Decimal | None:
    """The three months before against the same three a year earlier."""
    recent, earlier = (
        [history[month] for month in _before(each) if month in history] for each in (period, period.plus(-_YEAR))
    )
    if len(recent) < _RECENT or len(earlier) < _RECENT or added(recent) <= 0 or added(earlier) <= 0:
        return None
    return min(_MOST_GROWTH, max(_LEAST_GROWTH, _micro(added(recent) / added(earlier))))


def _seasons_do_better(history: Known, running: Period) -> bool:
    """Whether last year's months, times growth, were closer to the last six than the mean of three; untried: yes."""
    misses = []
    for back in range(1, _JUDGED + 1):
        period = running.plus(-back)
        cost, year_ago = history.get(period), history.get(period.plus(-_YEAR))
        growth, level = _growth(history, period), _level(history, period)
        if cost is not None and year_ago is not None and growth is not None and level is not None:
            misses.append(abs(year_ago * growth - cost) - abs(level - cost))
    return not misses or added(misses) < 0


def _before(period: Period) -> list[Period]:
    return [period.plus(-back) for back in range(1, _RECENT + 1)]


def _micro(amount: Decimal) -> Decimal:
    return amount.quantize(_MICRO, ROUND_HALF_UP)
