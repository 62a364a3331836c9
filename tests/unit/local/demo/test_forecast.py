"""What months will have cost, reckoned by hand."""

from decimal import Decimal

from finops_contract.period import Period
from finops_local.demo.forecast import forecast

RUNNING = Period(2026, 6)
YEAR = list(Period(2026, 1).until(Period(2026, 12)))


def costs(**months: int) -> dict[Period, Decimal | None]:
    return {Period(int(name[1:5]), int(name[5:])): Decimal(cost) for name, cost in months.items()}


def test_a_short_history_goes_on_as_its_last_three_months_on_average() -> None:
    known = costs(m202603=10, m202604=20, m202605=33)
    assert forecast(known, RUNNING, YEAR) == Decimal(63) + 7 * Decimal(21)


def test_the_running_month_is_never_less_than_its_cost_so_far() -> None:
    assert forecast(costs(m202605=10, m202606=25), RUNNING, YEAR) == Decimal(10) + 25 + 6 * Decimal(10)


def test_nothing_known_nothing_expected() -> None:
    assert forecast({}, RUNNING, YEAR) == 0


def test_months_that_repeat_last_years_grow_with_what_grew_since() -> None:
    season = {month: Decimal(100 * month.month) for month in Period(2024, 1).until(Period(2024, 12))}
    known: dict[Period, Decimal | None] = dict(season)
    for month in Period(2025, 1).until(Period(2026, 5)):
        known[month] = season[Period(2024, month.month)] * (Decimal("1.1") if month.year == 2025 else Decimal("1.21"))
    assert forecast(known, RUNNING, [Period(2026, 12)]) == Decimal(1_200) * Decimal("1.21")


def test_last_years_months_do_not_count_where_they_were_no_help() -> None:
    known: dict[Period, Decimal | None] = {month: Decimal(100) for month in Period(2024, 1).until(Period(2026, 5))}
    known[Period(2025, 2)] = Decimal(900)
    assert forecast(known, RUNNING, [Period(2027, 2)]) == Decimal(100)
