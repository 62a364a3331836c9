"""The year's budgets, as controllers make them: from what was spent a while ago, and some of them too hopeful.

Of this calendar year, each month a twelfth. The company grows: one domain's budget cannot do, one is never used up.
"""

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from finops_contract.period import Period
from finops_local.sample.company import Company

GENEROUS, TIGHT = "telephony", "containers"
"""The domain that has more than it will ever need, and the one whose growth nobody believed in."""
_PERCENT = {GENEROUS: 160, TIGHT: 92}
_USUAL_PERCENT = 125
_HUNDRED = 100


class BudgetLine(NamedTuple):
    """What a scope may cost in a month."""

    scope: str
    scope_id: str
    month: Period
    amount: Decimal


def budget_lines(
    company: Company, domains: Mapping[str, Decimal], applications: Mapping[str, Decimal]
) -> Iterator[BudgetLine]:
    """Lines for every month of the year; given what domains and applications cost in a month so far, on average."""
    budgets = {("domain", name): _budget(cost, _PERCENT.get(name, _USUAL_PERCENT)) for name, cost in domains.items()}
    budgets["entity", company.entity_id] = sum(budgets.values(), Decimal(0))
    budgets |= {("application", name): _budget(cost, _USUAL_PERCENT) for name, cost in applications.items()}
    year = company.current.year
    for month in Period(year, 1).until(Period(year, 12)):
        for (scope, scope_id), amount in budgets.items():
            yield BudgetLine(scope, scope_id, month, amount)


def _budget(cost: Decimal, percent: int) -> Decimal:
    """In whole hundreds, rounded up."""
    return (cost * percent / (100 * _HUNDRED)).to_integral_value(ROUND_CEILING) * _HUNDRED
