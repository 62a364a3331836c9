from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finops_contract.errors import BadPeriod
from finops_contract.period import Period

periods = st.builds(Period, st.integers(2000, 2199), st.integers(1, 12))


@pytest.mark.parametrize(
    "text",
    [
        "2026-13",
        "2026-00",
        "2026-1",
        "26-10",
        "2026/10",
        "2026-10-01",
        "",
        " 2026-10",
        "２０２６-10",
        "1999-12",
        "2026-10\n",
    ],
)
def test_what_is_no_month_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(BadPeriod, match="expected YYYY-MM"):
        Period.parse(text)


@pytest.mark.parametrize("value", [None, 202610, date(2026, 10, 1), b"2026-10"])
def test_only_text_is_read(value: object) -> None:
    with pytest.raises(BadPeriod):
        Period.parse(value)


@given(periods)
def test_text_and_first_day_stand_for_the_same_month(period: Period) -> None:
    assert Period.parse(str(period)) == period == Period.of(period.first_day)


@given(periods, st.integers(-300, 300))
def test_months_are_counted_across_years(period: Period, months: int) -> None:
    there = period.plus(months)
    assert (there.year - period.year) * 12 + there.month - period.month == months
    assert there.plus(-months) == period


def test_a_range_includes_both_ends_and_may_be_empty() -> None:
    assert [str(p) for p in Period(2025, 11).until(Period(2026, 2))] == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert list(Period(2026, 2).until(Period(2026, 1))) == []


def test_the_month_of_a_moment_is_read_in_its_own_zone() -> None:
    moment = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
    assert str(Period.of(moment)) == "2026-10"
    assert str(Period.of(moment.astimezone(timezone(timedelta(hours=1))))) == "2026-11"


@pytest.mark.parametrize(
    ("zone", "begin", "end"),
    [
        ("UTC", "2026-10-01T00:00:00+00:00", "2026-11-01T00:00:00+00:00"),
        ("Europe/Paris", "2026-09-30T22:00:00+00:00", "2026-10-31T23:00:00+00:00"),
        ("Asia/Kolkata", "2026-09-30T18:30:00+00:00", "2026-10-31T18:30:00+00:00"),
        ("America/Los_Angeles", "2026-10-01T07:00:00+00:00", "2026-11-01T07:00:00+00:00"),
    ],
)
def test_a_month_begins_and_ends_by_the_clocks_of_its_zone(zone: str, begin: str, end: str) -> None:
    bounds = Period(2026, 10).bounds(ZoneInfo(zone))
    assert [instant.astimezone(UTC).isoformat() for instant in bounds] == [begin, end]


def test_december_ends_in_the_next_year() -> None:
    assert Period(2026, 12).bounds(UTC)[1] == datetime(2027, 1, 1, tzinfo=UTC)
