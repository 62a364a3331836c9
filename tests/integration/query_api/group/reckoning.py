"""What a question's answer must say, reckoned from the facts alone."""

from collections.abc import Callable
from decimal import Decimal
from urllib.parse import parse_qs

from finops_contract.period import Period
from tests.integration.query_api.group.mart import FACTS, OCTOBER, Fact


def months_of(query: str) -> list[str]:
    """The months that are asked for."""
    asked = parse_qs(query)
    first = Period.parse(asked.get("from", asked.get("period", [OCTOBER]))[0])
    last = Period.parse(asked.get("to", asked.get("period", [OCTOBER]))[0])
    found = [first]
    while found[-1] < last:
        found.append(found[-1].plus(1))
    return [str(month) for month in found]


def months_before(query: str) -> list[str]:
    """As many months right before, or the same a year earlier."""
    months = months_of(query)
    apart = 12 if "against=lastYear" in query else len(months)
    return [str(Period.parse(month).plus(-apart)) for month in months]


def facts_of(query: str, months: list[str], keep: Callable[[Fact], bool] = lambda _: True) -> list[Fact]:
    """The facts of these months that the filters let through."""
    asked = parse_qs(query)
    return [
        fact
        for fact in FACTS
        if fact.month in months
        and fact.entity in asked.get("entity", [fact.entity])
        and fact.environment in asked.get("environment", [fact.environment])
        and fact.domain in asked.get("domain", [fact.domain])
        and (fact.metric == "VCPU_HOURS" or "pricingView=standard" not in query)
        and keep(fact)
    ]


def cost_of(query: str, facts: list[Fact]) -> Decimal | None:
    """None: nothing is there, or nothing of it has a price."""
    costs = [fact.cost for fact in facts if fact.cost is not None]
    factor = 2 if "pricingView=standard" in query else 1
    return sum(costs, Decimal(0)) * factor if costs else None
