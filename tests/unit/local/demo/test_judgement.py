"""Which months are unlike the months before, by hand-made series."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from finops_contract.period import Period
from finops_local.demo.judgement import Judgement, anomalies
from finops_local.demo.ledger import ledger_of

OCTOBER, DECEMBER = Period(2026, 10), Period(2026, 12)


def judged(
    costs: dict[Period, int], period: Period, *, running: Period | None = None, unpriced: int = 0
) -> list[Judgement]:
    rows: list[dict[str, Any]] = [
        {
            "pricing_view_id": "actual",
            "period_month": date(month.year, month.month, 1),
            "domain_id": None,
            "application_id": "shop",
            "cost": Decimal(cost),
            "unpriced_rows": unpriced,
        }
        for month, cost in costs.items()
    ]
    return list(anomalies(ledger_of(rows), "actual", period, running or period.plus(1)))


def flat(last: Period, months: int, cost: int = 1_000) -> dict[Period, int]:
    return dict.fromkeys(last.plus(1 - months).until(last), cost)


def test_a_month_that_doubles_is_one_and_says_what_was_expected() -> None:
    (found,) = judged({**flat(OCTOBER, 13), OCTOBER: 2_000}, OCTOBER)
    assert (found.direction, found.expected, found.low, found.high) == (
        "high",
        Decimal(1_000),
        Decimal(800),
        Decimal(1_200),
    )
    assert found.usual_month < OCTOBER


@pytest.mark.parametrize("cost", [1_000, 1_200, 800])
def test_what_is_as_usual_is_none(cost: int) -> None:
    assert judged({**flat(OCTOBER, 13), OCTOBER: cost}, OCTOBER) == []


def test_a_short_history_judges_nothing() -> None:
    assert judged({**flat(OCTOBER, 7), OCTOBER: 9_000}, OCTOBER) == []  # six months before, one of them a quarter's end


def test_too_little_says_nothing_while_the_month_runs_or_lacks_prices() -> None:
    costs = {**flat(OCTOBER, 13), OCTOBER: 100}
    (found,) = judged(costs, OCTOBER)
    assert found.direction == "low"
    assert judged(costs, OCTOBER, running=OCTOBER) == []
    assert judged(costs, OCTOBER, unpriced=1) == []


def test_a_year_end_as_busy_as_those_before_is_none_and_a_quiet_one_is() -> None:
    costs = {**flat(DECEMBER, 26), Period(2024, 12): 1_600, Period(2025, 12): 1_600}
    assert judged({**costs, DECEMBER: 1_600}, DECEMBER) == []
    (found,) = judged({**costs, DECEMBER: 1_000}, DECEMBER)
    assert (found.direction, found.expected, found.factor) == ("low", Decimal(1_600), Decimal("1.6"))
