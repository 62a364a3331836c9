from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from finops_runtime.runs.nights import last_night_due
from finops_runtime.settings import NightSettings

SETTINGS = NightSettings()


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-10-20T01:00:00+02:00", "2026-10-19T02:00:00+02:00"),
        ("2026-10-20T02:00:00+02:00", "2026-10-20T02:00:00+02:00"),
        ("2026-10-20T23:59:00+02:00", "2026-10-20T02:00:00+02:00"),
        ("2026-10-19T22:30:00+00:00", "2026-10-19T02:00:00+02:00"),  # already the 20th in Paris, not yet two o'clock
        ("2026-10-25T12:00:00+01:00", "2026-10-25T02:00:00+02:00"),  # the clocks went back at three
        ("2026-10-25T01:59:00+02:00", "2026-10-24T02:00:00+02:00"),
        ("2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+02:00"),
        ("2026-10-25T02:59:00+02:00", "2026-10-25T02:00:00+02:00"),
        ("2026-10-25T02:00:00+01:00", "2026-10-25T02:00:00+02:00"),  # two o'clock once more, and no second night
        ("2026-10-25T02:59:00+01:00", "2026-10-25T02:00:00+02:00"),
        ("2026-10-26T01:59:00+01:00", "2026-10-25T02:00:00+02:00"),
        ("2027-03-28T01:59:00+01:00", "2027-03-27T02:00:00+01:00"),
        ("2027-03-28T03:00:00+02:00", "2027-03-28T03:00:00+02:00"),  # there is no two o'clock
        ("2027-03-28T12:00:00+02:00", "2027-03-28T03:00:00+02:00"),
        ("2027-03-29T01:59:00+02:00", "2027-03-28T03:00:00+02:00"),
    ],
)
def test_the_last_night_is_reckoned_where_the_company_is(now: str, due: str) -> None:
    assert last_night_due(datetime.fromisoformat(now), SETTINGS) == datetime.fromisoformat(due)


def test_a_night_is_never_due_in_the_future() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for hours in range(24 * 400):
        moment = now + timedelta(hours=hours)
        assert timedelta(0) <= moment - last_night_due(moment, SETTINGS) <= timedelta(hours=25)


def test_each_date_has_one_night() -> None:
    """Over both changes of the clocks, seen every five minutes, as the watch does."""
    now = datetime(2026, 10, 1, tzinfo=UTC)
    dues = [last_night_due(now + timedelta(minutes=5 * n), SETTINGS) for n in range(12 * 24 * 200)]
    assert dues == sorted(dues)
    dates = [due.astimezone(SETTINGS.timezone).date() for due in sorted(set(dues))]
    assert dates == [dates[0] + timedelta(days=n) for n in range(len(dates))]
    apart = {later - earlier for earlier, later in pairwise(sorted(set(dues)))}
    assert apart == {timedelta(hours=23), timedelta(hours=24), timedelta(hours=25)}
