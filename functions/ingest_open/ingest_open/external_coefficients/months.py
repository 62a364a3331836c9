"""Which month a weight is for, and which month's weights a step takes. Pure."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from finops_contract.errors import BadPeriod
from finops_contract.period import Period

# 2026-10, 202610, 2026-10-01, and the last one with a time.
_TEXT = re.compile(r"(\d{4})(?:-?(\d\d)|-(\d\d)-\d\d(?:[T ].*)?)", re.ASCII)


def month_of(value: Any, zone: ZoneInfo) -> Period | None:
    """The month that a document or cell names; None when it names none.

    An instant is read in the company's zone, unless it is midnight in UTC: many tools write a date that way.
    """
    if isinstance(value, str | int) and not isinstance(value, bool):
        return _of_text(str(value).strip(), zone)
    if isinstance(value, datetime):
        return _of_instant(value, zone)
    if isinstance(value, date):
        return Period.of(value)
    return None


def chosen_month(months: Iterable[Period], asked: Period, *, carry: bool) -> Period | None:
    """The month whose weights count for `asked`: itself, or with `carry` the latest before it; None without any."""
    return max((month for month in months if month == asked or (carry and month < asked)), default=None)


def _of_text(text: str, zone: ZoneInfo) -> Period | None:
    found = _TEXT.fullmatch(text)
    if found is None:
        return None
    if len(text) > len("2026-10-01"):
        try:
            return _of_instant(datetime.fromisoformat(text), zone)
        except ValueError:
            return None
    try:
        return Period.parse(f"{found[1]}-{found[2] or found[3]}")
    except BadPeriod:
        return None


def _of_instant(instant: datetime, zone: ZoneInfo) -> Period:
    if instant.tzinfo is None:
        return Period.of(instant)
    in_utc = instant.astimezone(UTC)
    return Period.of(in_utc if in_utc.time() == time(0) else instant.astimezone(zone))
