"""Days of a month on which a CI existed, at the boundaries."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bson.datetime_ms import DatetimeMS
from hypothesis import given, settings
from hypothesis import strategies as st

from finops_contract.period import Period
from ingest_open.cmdb.config import Days
from ingest_open.cmdb.days import BadDates, day_of, days_counted, days_of

PARIS, NEW_YORK = ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York")
DAYS = Days.model_validate({"from": "begun", "to": "ended"})
DATES = st.dates(date(2025, 11, 1), date(2027, 2, 1))


@pytest.mark.parametrize(
    ("value", "zone", "expected"),
    [
        ("2026-10-03 23:30:00", PARIS, date(2026, 10, 4)),
        ("2026-10-03 23:30:00", UTC, date(2026, 10, 3)),
        ("2026-10-03 02:00:00", NEW_YORK, date(2026, 10, 2)),
        ("2026-10-03", NEW_YORK, date(2026, 10, 3)),
        ("2026-10-03T23:30:00Z", PARIS, date(2026, 10, 4)),
        ("2026-10-03T23:30:00+02:00", PARIS, date(2026, 10, 3)),
        (datetime(2026, 10, 3, 23, 30), PARIS, date(2026, 10, 4)),
        ("9999-12-31 23:59:59", PARIS, date(9999, 12, 31)),
        ("0001-01-01 00:00:00", NEW_YORK, date(1, 1, 1)),
        (" ", PARIS, None),
        (None, PARIS, None),
    ],
)
def test_a_moment_is_the_day_that_it_is_there(value: Any, zone: ZoneInfo, expected: date | None) -> None:
    assert day_of(value, zone) == expected


@pytest.mark.parametrize(
    "value", ["0000-00-00", "2026-02-30", "03/10/2026", "soon", 20261003, True, ["2026-10-03"], DatetimeMS(2**62)]
)
def test_what_is_no_date_is_refused(value: Any) -> None:
    with pytest.raises(BadDates, match="no date"):
        day_of(value, UTC)


def test_an_end_before_its_beginning_is_refused() -> None:
    with pytest.raises(BadDates, match="before it begins"):
        days_counted({"begun": "2026-10-02", "ended": "2026-10-01"}, DAYS, Period(2026, 10), UTC)


@settings(deadline=None)
@given(begun=DATES, ended=DATES)
def test_the_months_days_add_up_to_the_days_it_existed(begun: date, ended: date) -> None:
    begun, ended = min(begun, ended), max(begun, ended)
    months = [Period(2025, 11).plus(n) for n in range(16)]
    fields = {"begun": str(begun), "ended": str(ended)}
    assert sum(days_counted(fields, DAYS, month, UTC) for month in months) == (ended - begun).days
    assert all(0 <= days_counted(fields, DAYS, month, UTC) <= days_of(month) for month in months)
