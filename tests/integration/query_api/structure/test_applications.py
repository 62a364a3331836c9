"""The applications of lists and pages: which are listed, in which order, with which quantity, known or not."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from finops_contract.period import Period
from tests.integration.query_api.conftest import Api
from tests.integration.query_api.mart import Fact
from tests.integration.query_api.structure.changing_mart import MONTHS, ChangingMart


@pytest.mark.parametrize("against", ["previousMonth", "lastYear"])
@pytest.mark.parametrize("where", ["", "&environment=staging"])
def test_only_applications_of_the_two_months_are_listed(
    changing_api: tuple[Api, ChangingMart], against: str, where: str
) -> None:
    """Who went before both of them is none of their business, although the ranking still speaks of it."""
    api, mart = changing_api

    def here(month: str) -> set[str]:
        return {
            fact.application
            for fact in mart.facts
            if fact.month == month and fact.metric != "BILLED_COST.USD" and (not where or fact.environment == "staging")
        }

    months_back = 12 if against == "lastYear" else 1
    for month in MONTHS[months_back:]:
        other = str(Period.parse(month).plus(-months_back))
        for answer in ("applications", "dashboard"):
            data = api.get(f"{answer}?period={month}&against={against}&limit=50{where}")["data"]
            lines = data if answer == "applications" else data["topApplications"]
            assert {line["applicationId"] for line in lines} == here(month) | here(other), (answer, month)
        points = api.get(f"history?by=application&from={other}&to={month}&limit=50{where}")["data"]
        for line in points:
            absent = [point for point in line["points"] if line["applicationId"] not in here(point["period"])]
            assert all(point["cost"] is None for point in absent), (line["applicationId"], month)


@pytest.mark.parametrize(
    ("key", "page", "keep"),
    [
        ("domain=cloud", "domains/cloud", lambda fact: fact.domain == "cloud"),
        ("domain=open", "domains/open", lambda fact: fact.domain == "open"),
        ("family=compute", "families/compute", lambda fact: fact.family == "compute"),
        ("product=vm", "products/vm", lambda fact: fact.product == "vm"),
        ("product=ec2", "products/ec2", lambda fact: fact.product == "ec2"),
    ],
)
def test_applications_have_a_quantity_where_they_have_one_metric(
    changing_api: tuple[Api, ChangingMart], key: str, page: str, keep: Callable[[Fact], bool]
) -> None:
    api, mart = changing_api
    for month in MONTHS[1:]:
        facts = [fact for fact in mart.facts if fact.month == month and keep(fact) and fact.metric != "BILLED_COST.USD"]
        listed = api.get(f"applications?{key}&period={month}&limit=50")["data"]
        for line in (*listed, *api.get(f"{page}?period={month}&limit=50")["data"]["applications"]):
            own = [fact for fact in facts if fact.application == line["applicationId"]]
            metrics = {fact.metric for fact in own}
            quantity = sum((fact.quantity for fact in own), Decimal(0)) if len(metrics) == 1 else None
            assert (line["metric"], line["quantity"]) == (metrics.pop() if quantity is not None else None, quantity)


@pytest.mark.parametrize("path", ["domains/open", "families/storage", "products/disk"])
def test_what_has_no_application_comes_last_whatever_it_costs(
    changing_api: tuple[Api, ChangingMart], path: str
) -> None:
    api, _ = changing_api
    for sort in ("-cost", "cost", "label", "-delta"):
        seen = 0
        for month in MONTHS:
            lines = api.get(f"{path}?period={month}&sort={sort}&limit=50")["data"]["applications"]
            seen += "unallocated" in {line["applicationId"] for line in lines}
            assert "unallocated" not in {line["applicationId"] for line in lines[:-1]}
        assert seen
    first = [api.get(f"dashboard?period={month}&limit=1")["data"]["topApplications"] for month in MONTHS]
    assert "unallocated" not in {line["applicationId"] for lines in first for line in lines}


def test_what_a_domain_costs_is_unknown_where_it_is_not_published(changing_api: tuple[Api, ChangingMart]) -> None:
    api, mart = changing_api
    missing = [
        (domain, month, str(Period.parse(month).plus(-1)))
        for domain in ("open", "cloud", "gone", "weights")
        for month in MONTHS[1:]
        if (domain, month) not in mart.published
    ]
    lines = [
        line
        for domain, month, before in missing
        if any(fact.month == before and fact.domain == domain for fact in mart.facts)
        for line in api.get(f"domains/{domain}?period={month}&limit=50")["data"]["applications"]
    ]
    assert lines
    assert {line["cost"] for line in lines} == {None}
