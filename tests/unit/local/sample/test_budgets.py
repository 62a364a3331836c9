"""Budgets follow from what was spent; one domain's is too small, one is never used up."""

from datetime import date
from decimal import Decimal

from finops_contract.period import Period
from finops_local.sample.budgets import GENEROUS, TIGHT, budget_lines
from finops_local.sample.company import Company
from finops_local.sample.domains import DOMAINS

COMPANY = Company(apps=12, months=3, today=date(2026, 2, 20))
LINES = list(
    budget_lines(
        COMPANY, {TIGHT: Decimal("1000.01"), GENEROUS: Decimal(1000), "open": Decimal(7000)}, {"APM1": Decimal(10)}
    )
)


def amounts(scope: str) -> dict[str, Decimal]:
    return {line.scope_id: line.amount for line in LINES if (line.scope, line.month) == (scope, Period(2026, 2))}


def test_every_month_of_the_year_has_every_line_once() -> None:
    months = [line.month for line in LINES if line.scope_id == "open"]
    assert months == list(Period(2026, 1).until(Period(2026, 12)))
    assert len({(line.scope, line.scope_id, line.month) for line in LINES}) == len(LINES) == 12 * 5


def test_amounts_are_whole_hundreds_and_the_entity_is_their_sum() -> None:
    assert amounts("domain") == {TIGHT: Decimal(1000), GENEROUS: Decimal(1600), "open": Decimal(8800)}
    assert amounts("entity") == {"local": Decimal(11_400)}
    assert amounts("application") == {"APM1": Decimal(100)}


def test_the_domains_exist() -> None:
    assert {GENEROUS, TIGHT} < {domain.domain_id for domain in DOMAINS}
