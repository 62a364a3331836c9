"""What costs are compared with, by structure filters, and pricing views side by side."""

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from psycopg.rows import DictRow

from tests.integration.query_api.conftest import Api
from tests.integration.query_api.mart import FACTS, OCTOBER, SEPTEMBER, Fact, cost
from tests.integration.query_api.structure.changing_mart import ChangingMart
from tests.integration.query_api.test_costs import sum_of

COMPARED = (
    "domains",
    "domains/open",
    "families",
    "families/servers",
    "products",
    "products/vm",
    "applications",
    "applications/shop",
    "dashboard",
)
VIEWS = "pricing-views/comparison?pricingView=actual&pricingView=budget"


@pytest.mark.parametrize("path", COMPARED)
@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("period=2026-10", "2026-09", "2026-09"),
        ("period=2026-10&against=lastYear", "2025-10", "2025-10"),
        ("from=2026-09&to=2026-10", "2026-07", "2026-08"),
        ("from=2026-09&to=2026-10&against=lastYear", "2025-09", "2025-10"),
    ],
)
def test_meta_names_the_months_compared_with(
    changing_api: tuple[Api, ChangingMart], path: str, when: str, first: str, last: str
) -> None:
    api, _ = changing_api
    if path == "dashboard" and "from" in when:
        return
    assert api.get(f"{path}?{when}")["meta"]["comparedWith"] == {"from": first, "to": last}


@pytest.mark.parametrize("path", COMPARED)
def test_a_year_earlier(changing_api: tuple[Api, ChangingMart], path: str) -> None:
    """Of 2026-09 against last year, the previous cost is what 2025-09 says of itself."""
    api, _ = changing_api
    against = api.get(f"{path}?period=2026-09&against=lastYear")["meta"]["total"]
    assert against["previousCost"] == api.get(f"{path}?period=2025-09")["meta"]["total"]["cost"]
    assert against["cost"] == api.get(f"{path}?period=2026-09")["meta"]["total"]["cost"]


def test_the_dashboard_compares_its_lines_a_year_earlier(changing_api: tuple[Api, ChangingMart]) -> None:
    api, _ = changing_api
    now = api.get("dashboard?period=2026-09&against=lastYear&limit=50")["data"]
    then = api.get("dashboard?period=2025-09&limit=50")["data"]
    for name in ("topDomains", "topFamilies", "topApplications"):
        assert sum_of(now[name], "previousCost") == sum_of(then[name], "cost") != 0


@pytest.mark.parametrize(
    "query",
    [
        "against=lastMonth",
        "against=",
        "against=lastYear&from=2025-10&to=2026-10",
        "against=lastYear&against=lastYear",
    ],
)
@pytest.mark.parametrize("path", ["domains", "products/vm"])
def test_comparisons_that_mean_nothing(api: Api, path: str, query: str) -> None:
    assert api.get(f"{path}?{query}", status=400)["errors"]


def test_twelve_months_may_be_compared_with_the_year_before(api: Api) -> None:
    assert api.get("domains?from=2025-11&to=2026-10&against=lastYear")["meta"]["comparedWith"] is None


FILTERS: list[tuple[str, Callable[[Fact], bool]]] = [
    ("family=servers", lambda fact: fact.family == "servers"),
    ("product=vm", lambda fact: fact.product == "vm"),
    ("product=vm&product=ec2", lambda fact: fact.product in ("vm", "ec2")),
    ("product=vm&domain=cloud", lambda fact: False),
    ("family=compute&domain=cloud&environment=production", lambda fact: fact.family == "compute"),
    ("product=(none)", lambda fact: fact.product is None),
    ("family=servers&application=shop&product=vm", lambda fact: fact.product == "vm" and fact.application == "shop"),
    ("domain=open&family=storage", lambda fact: fact.family == "storage"),
]


@pytest.mark.parametrize(("query", "keep"), FILTERS, ids=[query for query, _ in FILTERS])
@pytest.mark.parametrize("path", ["applications?", "history?by=total&from=2026-10&to=2026-10&"])
def test_filters_by_structure(api: Api, path: str, query: str, keep: Callable[[Fact], bool]) -> None:
    answer = api.get(f"{path}{query}")
    known = [fact for fact in FACTS if fact.month == OCTOBER and fact.is_valued and keep(fact)]
    priced = [fact for fact in known if fact.cost is not None]
    assert answer["meta"]["total"]["cost"] == (None if known and not priced else cost(OCTOBER, keep))
    assert answer["meta"]["total"]["unpricedRows"] == len(known) - len(priced)
    assert sum_of(answer["data"], "cost") == cost(OCTOBER, keep)
    unallocated = cost(OCTOBER, lambda fact: keep(fact) and fact.application == "unallocated")
    assert answer["meta"]["total"]["unallocatedCost"] == unallocated


@pytest.mark.parametrize("by", ["total", "domain", "family", "product", "application"])
@pytest.mark.parametrize(
    "filters", ["", "&product=vm&product=ec2", "&application=shop", "&application=shop&product=vm"]
)
def test_history_by_anything_is_the_same_total(api: Api, by: str, filters: str) -> None:
    answer = api.get(f"history?by={by}&from=2026-08&to=2026-10&limit=100{filters}")
    total = api.get(f"history?from=2026-08&to=2026-10{filters}")
    assert answer["meta"]["total"] == total["meta"]["total"]
    for place, month in enumerate(("2026-08", SEPTEMBER, OCTOBER)):
        points = [series["points"][place] for series in answer["data"]]
        expected = total["data"][0]["points"][place]
        assert {point["period"] for point in points} == {month}
        assert sum_of(points, "cost") == (expected["cost"] or 0)


def test_history_of_a_product_that_moved_is_one_series(changing_api: tuple[Api, ChangingMart]) -> None:
    api, mart = changing_api
    (series,) = api.get("history?by=product&product=disk&from=2025-09&to=2026-10")["data"]
    assert (series["productId"], series["domainId"], series["familyId"]) == ("disk", "cloud", "compute")
    for point in series["points"]:
        facts = [fact for fact in mart.facts if fact.product == "disk" and fact.month == point["period"]]
        prices = {mart.price(fact) for fact in facts}
        known = None if prices <= {None} else sum(f.quantity for f in facts) * next(iter(prices))  # type: ignore[operator]
        assert point["cost"] == known
        assert point["published"] or not facts


def in_view(fact: Fact, view: str) -> Decimal | None:
    """By hand: the other view prices everything but disks at 2."""
    if view == "actual" or not fact.is_valued:
        return fact.cost
    return None if fact.product == "disk" else 2 * fact.quantity


KEYS: dict[str, Callable[[Fact], tuple[str | None, ...]]] = {
    "total": lambda fact: (None, None, None, None, None),
    "month": lambda fact: (fact.month, None, None, None, None),
    "domain": lambda fact: (None, fact.domain, None, None, None),
    "family": lambda fact: (None, fact.domain, fact.family or "(none)", None, None),
    "product": lambda fact: (None, fact.domain, fact.family or "(none)", fact.product or "(none)", None),
    "application": lambda fact: (None, None, None, None, fact.application),
}


@pytest.mark.parametrize("by", KEYS)
@pytest.mark.parametrize("query", ["", "&application=shop&application=archive", "&environment=production"])
@pytest.mark.parametrize("when", ["", "&from=2026-09&to=2026-10"])
def test_views_side_by_side(api: Api, by: str, query: str, when: str) -> None:
    answer = api.get(f"{VIEWS}&by={by}&limit=1000{query}{when}")
    months = (SEPTEMBER, OCTOBER) if when else (OCTOBER,)
    facts = [
        fact
        for fact in FACTS
        if fact.month in months
        and fact.is_valued
        and ("application" not in query or fact.application in ("shop", "archive"))
        and ("environment" not in query or fact.environment == "production")
    ]
    rows = {
        (r["period"], r["domainId"], r["familyId"], r["productId"], r["applicationId"]): r["costs"]
        for r in answer["data"]
    }
    assert rows.keys() == {KEYS[by](fact) for fact in facts}
    for key, costs in [*rows.items(), (None, answer["meta"]["totals"])]:
        assert [(c["pricingView"], c["currency"]) for c in costs] == [("actual", "EUR"), ("budget", "USD")]
        for found in costs:
            amounts = [in_view(f, found["pricingView"]) for f in facts if key in (None, KEYS[by](f))]
            known = [amount for amount in amounts if amount is not None]
            assert found["cost"] == (sum(known, Decimal(0)) if known else None)
            assert found["unpricedRows"] == len(amounts) - len(known)
            assert found["difference"] is None  # euros and dollars
    for place in (0, 1):
        column = [costs[place] for costs in rows.values()]
        assert sum_of(column, "cost") == answer["meta"]["totals"][place]["cost"]


def test_difference_where_currencies_are_the_same(own_api: Api, db: psycopg.Connection[DictRow]) -> None:
    db.execute("UPDATE pricing_view SET currency = 'EUR' WHERE pricing_view_id = 'budget'")
    answer = own_api.get(f"{VIEWS}&by=domain")
    for costs in (*(row["costs"] for row in answer["data"]), answer["meta"]["totals"]):
        first, second = costs
        assert first["difference"] is None
        assert second["difference"] == second["cost"] - first["cost"]
        assert second["differencePercent"] == round(100 * second["difference"] / abs(first["cost"]), 2)
    turned = own_api.get("pricing-views/comparison?pricingView=budget&pricingView=actual")["data"][0]["costs"]
    assert turned[1]["difference"] == -answer["meta"]["totals"][1]["difference"]


def test_months_of_views_without_data_have_no_cost(api: Api) -> None:
    rows = api.get(f"{VIEWS}&by=month&from=2026-07&to=2026-10")["data"]
    assert [row["period"] for row in rows] == ["2026-07", "2026-08", SEPTEMBER, OCTOBER]
    assert [row["costs"][0]["cost"] for row in rows] == [None, None, cost(SEPTEMBER), cost(OCTOBER)]
    assert api.get(f"{VIEWS}&period=2026-11&by=domain")["data"] == []


def test_order_and_pages_of_views(api: Api) -> None:
    whole = api.get(f"{VIEWS}&by=application")["data"]
    assert whole[-1]["applicationId"] == "unallocated"
    known = [row["costs"][0]["cost"] for row in whole[:-1] if row["costs"][0]["cost"] is not None]
    assert known == sorted(known, reverse=True)
    labels = [row["domainLabel"] for row in api.get(f"{VIEWS}&by=domain&sort=label")["data"]]
    assert labels == sorted(labels)
    pages: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        answer = api.get(f"{VIEWS}&by=application&limit=2{f'&cursor={cursor}' if cursor else ''}")
        pages += answer["data"]
        cursor = answer["meta"]["page"]["next"]
    assert pages == whole


def test_views_as_csv_are_a_line_for_each_row_and_view(api: Api) -> None:
    text = api.call(f"{VIEWS}&by=domain", headers={"Accept": "text/csv"}).text
    lines = list(csv.DictReader(io.StringIO(text)))
    expected = [
        (row["domainId"], c["pricingView"]) for row in api.get(f"{VIEWS}&by=domain")["data"] for c in row["costs"]
    ]
    assert [(line["domainId"], line["pricingView"]) for line in lines] == expected
    assert {"cost", "currency", "difference"} <= set(lines[0])


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("?pricingView=actual", 400),
        ("?pricingView=actual&pricingView=actual", 400),
        ("?" + "&".join(f"pricingView=v{n}" for n in range(6)), 400),
        ("?pricingView=actual&pricingView=budget&by=owner", 400),
        ("?pricingView=actual&pricingView=budget&against=lastYear", 400),
        ("?pricingView=actual&pricingView=nothing", 404),
        ("?pricingView=nothing&pricingView=actual", 404),
        ("?pricingView=actual&pricingView='%20OR%201=1", 404),
    ],
)
def test_views_asked_for_wrongly(api: Api, query: str, status: int) -> None:
    assert api.get(f"pricing-views/comparison{query}", status=status)["status"] == status
