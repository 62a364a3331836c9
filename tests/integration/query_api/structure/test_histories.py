"""Histories by anything, filtered by everything, add up to the facts."""

from collections.abc import Callable
from decimal import Decimal
from itertools import combinations

import pytest

from tests.integration.query_api.conftest import Api
from tests.integration.query_api.mart import Fact
from tests.integration.query_api.structure.changing_mart import MONTHS, ChangingMart
from tests.integration.query_api.test_costs import sum_of

FILTERS: dict[str, Callable[[Fact], bool]] = {
    "domain=cloud": lambda fact: fact.domain == "cloud",
    "family=compute": lambda fact: fact.family == "compute",
    "product=disk&product=unmapped": lambda fact: fact.product in ("disk", "unmapped"),
    "application=old&application=unallocated": lambda fact: fact.application in ("old", "unallocated"),
}


@pytest.mark.parametrize("by", ["total", "domain", "family", "product", "application"])
@pytest.mark.parametrize("filters", [chosen for count in range(5) for chosen in combinations(FILTERS, count)], ids=str)
def test_histories_add_up_to_what_the_filters_let_through(
    changing_api: tuple[Api, ChangingMart], by: str, filters: tuple[str, ...]
) -> None:
    api, mart = changing_api
    kept = [
        fact
        for fact in mart.facts
        if fact.metric != "BILLED_COST.USD" and all(FILTERS[chosen](fact) for chosen in filters)
    ]

    def total(facts: list[Fact]) -> Decimal | None:
        costs = [None if (price := mart.price(fact)) is None else fact.quantity * price for fact in facts]
        known = [cost for cost in costs if cost is not None]
        return sum(known, Decimal(0)) if known or not costs else None

    asked = "&".join((f"history?by={by}&from={MONTHS[0]}&to={MONTHS[-1]}&limit=50", *filters))
    answer = api.get(asked)
    found = answer["meta"]["total"]
    unallocated = [fact for fact in kept if fact.application == "unallocated"]
    assert (found["cost"], found["unallocatedCost"]) == (total(kept), total(unallocated))
    assert sum_of(answer["data"], "cost") == (total(kept) or 0)


def test_products_that_nobody_prices_have_no_unallocated_cost(changing_api: tuple[Api, ChangingMart]) -> None:
    api, _ = changing_api
    asked = f"history?by=total&from={MONTHS[0]}&to={MONTHS[-1]}&product=unmapped&domain=open"
    assert api.get(asked)["meta"]["total"]["unallocatedCost"] is None
