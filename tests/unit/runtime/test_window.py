from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from finops_contract.errors import BadRequest
from finops_contract.period import Period
from finops_runtime.runs.window import checked_window, nightly_window
from finops_runtime.settings import RunSettings

PARIS = ZoneInfo("Europe/Paris")


def settings(**values: object) -> RunSettings:
    return RunSettings.model_validate({"k_sink": "http://sink.invalid/", **values})


def months(periods: tuple[Period, ...]) -> list[str]:
    return [str(period) for period in periods]


@pytest.mark.parametrize(
    ("requested_at", "expected"),
    [
        (datetime(2026, 10, 20, 0, 0, tzinfo=UTC), ["2026-09", "2026-10"]),
        (datetime(2026, 10, 31, 23, 30, tzinfo=UTC), ["2026-10", "2026-11"]),  # already November in Paris
        (datetime(2026, 1, 1, 1, 0, tzinfo=UTC), ["2025-12", "2026-01"]),
    ],
)
def test_a_night_computes_this_month_and_the_last_in_the_companys_zone(
    requested_at: datetime, expected: list[str]
) -> None:
    assert months(nightly_window(requested_at, settings())) == expected


def test_the_previous_month_can_be_left_out() -> None:
    night = datetime(2026, 10, 20, tzinfo=UTC)
    assert months(nightly_window(night, settings(finops_recalc_previous_month=False))) == ["2026-10"]


def test_a_range_replaces_the_window() -> None:
    chosen = settings(finops_period_mode="range", finops_period_from="2025-12", finops_period_to="2026-01")
    assert months(nightly_window(datetime(2026, 10, 20, tzinfo=UTC), chosen)) == ["2025-12", "2026-01"]


def test_requested_months_are_ordered_and_each_counts_once() -> None:
    asked = (Period(2026, 10), Period(2026, 1), Period(2026, 10))
    assert months(checked_window(asked, datetime(2026, 10, 20, tzinfo=UTC), PARIS)) == ["2026-01", "2026-10"]


def test_a_month_that_has_not_begun_is_refused_by_name() -> None:
    with pytest.raises(BadRequest, match=r"2026-11 has not begun.*2026-10"):
        checked_window((Period(2026, 11),), datetime(2026, 10, 31, 22, 59, tzinfo=UTC), PARIS)
    checked_window((Period(2026, 11),), datetime(2026, 10, 31, 23, 0, tzinfo=UTC), PARIS)
