"""Which month a value names, across the ways people and tools write one."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from finops_contract.period import Period
from ingest_open.external_coefficients.months import chosen_month, month_of

PARIS, NEW_YORK = ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("value", "zone", "month"),
    [
        ("2026-10", PARIS, "2026-10"),
        (" 2026-10 ", PARIS, "2026-10"),
        ("202610", PARIS, "2026-10"),
        (202610, PARIS, "2026-10"),
        ("2026-10-31", PARIS, "2026-10"),
        ("2026-10-31 23:59:59", PARIS, "2026-10"),
        ("2026-09-30T22:00:00Z", PARIS, "2026-10"),
        ("2026-10-01T00:00:00Z", NEW_YORK, "2026-10"),
        ("2026-10-01T00:00:01Z", NEW_YORK, "2026-09"),
        (date(2026, 10, 5), PARIS, "2026-10"),
        (datetime(2026, 10, 31, 23, 59), PARIS, "2026-10"),
        (datetime(2026, 9, 30, 22, tzinfo=UTC), PARIS, "2026-10"),
        (datetime(2026, 10, 1, tzinfo=UTC), NEW_YORK, "2026-10"),
        (datetime(2026, 10, 1, tzinfo=timezone(timedelta(hours=2))), PARIS, "2026-10"),
    ],
)
def test_a_month(value: Any, zone: ZoneInfo, month: str) -> None:
    assert month_of(value, zone) == Period.parse(month)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "2026",
        "2026-13",
        "2026-1",
        "1999-12",
        "10/2026",
        "2026-10-01T99:00:00",
        "2026-10-",
        None,
        True,
        1.5,
        [],
        2026,
    ],
)
def test_no_month(value: Any) -> None:
    assert month_of(value, PARIS) is None


def test_the_month_itself_or_the_latest_before_it() -> None:
    months = [Period(2026, 8), Period(2026, 7), Period(2026, 11)]
    assert chosen_month(months, Period(2026, 8), carry=False) == Period(2026, 8)
    assert chosen_month(months, Period(2026, 10), carry=False) is None
    assert chosen_month(months, Period(2026, 10), carry=True) == Period(2026, 8)
    assert chosen_month(months, Period(2026, 6), carry=True) is None
