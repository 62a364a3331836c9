"""Pro rata by days: for how many days of a month a CI existed."""

from datetime import UTC, date, datetime, tzinfo
from typing import Any

from finops_contract.period import Period
from ingest_open.cmdb.config import Days
from ingest_open.cmdb.fields import Fields, value_at

_DAY = len("2026-10-03")


class BadDates(ValueError):
    """Dates that cannot be read, or an end before its beginning."""


def days_of(period: Period) -> int:
    """The days of the month."""
    return (period.plus(1).first_day - period.first_day).days


def days_counted(fields: Fields, days: Days, period: Period, zone: tzinfo) -> int:
    """The days of the month from the CI's first one up to, and without, its last; 0 outside the month.

    Without the last, so that a CI and the one that replaces it on that day count one day together. Raises BadDates.
    """
    begin = None if days.from_ is None else day_of(value_at(fields, days.from_), zone)
    end = None if days.to is None else day_of(value_at(fields, days.to), zone)
    if begin is not None and end is not None and begin > end:
        raise BadDates(f"it ends on {end}, before it begins on {begin}")
    first, after = period.first_day, period.plus(1).first_day
    counted = (min(end or after, after) - max(begin or first, first)).days
    return max(counted, 0)


def day_of(value: Any, zone: tzinfo) -> date | None:
    """The day that a date, or a moment in UTC unless it says otherwise, is in `zone`; None when nothing stands there.

    Raises BadDates. Moments at the ends of the calendar, which stand for ever and never, keep their day.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, datetime):
        moment = value
    elif isinstance(value, str):
        text = value.strip()
        try:
            if len(text) <= _DAY:
                return date.fromisoformat(text)
            moment = datetime.fromisoformat(text)
        except ValueError as error:
            raise BadDates(f"{text[:40]!r} is no date") from error
    else:
        raise BadDates(f"a {type(value).__name__} is no date")
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(zone).date()
    except OverflowError:
        return moment.date()
