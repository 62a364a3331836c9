"""Which months a request means. Pure: the time comes from the event, never from the clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

from finops_contract.errors import BadRequest
from finops_contract.period import Period
from finops_runtime.settings import RunSettings


def month_of(moment: datetime, timezone: ZoneInfo) -> Period:
    """The month that `moment` falls in, where the company is."""
    return Period.of(moment.astimezone(timezone))


def nightly_window(requested_at: datetime, settings: RunSettings) -> tuple[Period, ...]:
    """The months a night computes: by default the current and the previous one, whose last day is read tonight."""
    if settings.finops_period_mode == "range":
        first, last = settings.period_range
        return tuple(first.until(last))
    current = month_of(requested_at, settings.timezone)
    return (current.plus(-1), current) if settings.finops_recalc_previous_month else (current,)


def checked_window(periods: tuple[Period, ...], requested_at: datetime, timezone: ZoneInfo) -> tuple[Period, ...]:
    """Requested months, in order, each once; raises BadRequest for one that has not begun."""
    current = month_of(requested_at, timezone)
    future = sorted(period for period in periods if period > current)
    if future:
        raise BadRequest(f"{future[0]} has not begun yet: the last month that can be run is {current}")
    return tuple(sorted(set(periods)))
