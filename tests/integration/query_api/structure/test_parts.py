"""Families and products, against the facts by hand."""

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tests.integration.query_api.conftest import Api
from tests.integration.query_api.mart import FACTS, OCTOBER, SEPTEMBER, Fact, cost
from tests.integration.query_api.test_costs import by_key, sum_of

WHAT: dict[str, Callable[[Fact], str]] = {
    "families": lambda fact: fact.family or "(none)",
    "products": lambda fact: fact.product or "(none)",
}
IDS = {
    "families": ("servers", "storage", "compute", "sold", "unmapped", "(none)"),
    "products": ("vm", "disk", "ec2", "saas", "unmapped", "(none)"),
}
ALL = [(kind, one) for kind, ids in IDS.items() for one in ids]


def is_part(kind: str, one: str) -> Callable[[Fact], bool]:
    return lambda fact: WHAT[kind](fact) == one


@pytest.mark.parametrize(("kind", "one"), ALL)
@pytest.mark.parametrize("application", [None, "shop"])
def test_i5_breakdowns_add_up_to_what_the_facts_cost(api: Api, kind: str, one: str, application: str | None) -> None:
    query = f"&application={application}" if application else ""
    answer = api.get(f"{kind}/{one}?limit=1000{query}")
    data, total = answer["data"], answer["meta"]["total"]

    def keep(fact: Fact) -> bool:
        return is_part(kind, one)(fact) and application in (None, fact.application)

    unpriced = [f for f in FACTS if f.month == OCTOBER and keep(f) and f.is_valued and f.cost is None]
    costs = [f for f in FACTS if f.month == OCTOBER and keep(f) and f.cost is not None]
    assert data["cost"] == total["cost"] == (None if unpriced and not costs else cost(OCTOBER, keep))
    assert data["unpricedRows"] == total["unpricedRows"] == len(unpriced)
    for name in ("applications", "environments", *(["products"] if kind == "families" else [])):
        assert sum_of(data[name], "cost") == cost(OCTOBER, keep), name
        assert sum_of(data[name], "unpricedRows") == len(unpriced), name
        assert sum_of(data[name], "previousCost") == cost(SEPTEMBER, keep), name
    everything = cost(OCTOBER, lambda fact: application in (None, fact.application))
    assert data["share"] == (None if data["cost"] is None else round(data["cost"] / everything, 6))
    assert total["unallocatedCost"] == cost(OCTOBER, lambda f: keep(f) and f.application == "unallocated")


@pytest.mark.parametrize("kind", IDS)
@pytest.mark.parametrize("query", ["", "environment=production", "application=shop", "domain=open&domain=cloud"])
def test_i5_lists_add_up_to_the_months(api: Api, kind: str, query: str) -> None:
    answer = api.get(f"{kind}?{query}")
    total = answer["meta"]["total"]
    assert sum_of(answer["data"], "cost") == total["cost"]
    assert sum_of(answer["data"], "unpricedRows") == total["unpricedRows"]
    other = api.get(f"applications?{query}")["meta"]["total"]
    assert total == other


@pytest.mark.parametrize(("kind", "one"), ALL)
def test_lists_say_what_details_say(api: Api, kind: str, one: str) -> None:
    name = {"families": "familyId", "products": "productId"}[kind]
    rows = [row for row in api.get(kind)["data"] if row[name] == one]
    detail = api.get(f"{kind}/{one}")["data"]
    if len(rows) == 1:
        for value in ("metric", "quantity", "quantityEffect", "priceEffect", "otherEffect", "reserved"):
            assert detail[value] == rows[0][value], value
    assert sum_of(rows, "cost") == (detail["cost"] or 0)
    assert sum_of(rows, "previousCost") == (detail["previousCost"] or 0)


def test_families_and_products_are_filtered_and_searched(api: Api) -> None:
    def keys(path: str, name: str = "productId") -> list[str]:
        return [row[name] for row in api.get(path)["data"]]

    assert keys("products") == [
        "ec2",
        "(none)",
        "vm",
        "disk",
        "saas",
    ]  # disk has no price; saas' domain is not published
    assert keys("products?family=servers&family=storage&sort=label") == ["disk", "vm"]
    assert keys("products?domain=cloud") == ["ec2"]
    assert keys("products?q=VIRTUAL") == keys("products?q=vm") == ["vm"]
    assert keys("families?q=stor", "familyId") == ["storage"]
    assert keys("families?domain=nothing", "familyId") == []
    assert keys("products?environment=staging") == ["vm"]
    total = api.get("products?q=vm")["meta"]["total"]
    assert total["cost"] == cost(OCTOBER, is_part("products", "vm"))


@pytest.mark.parametrize("limit", [1, 2])
@pytest.mark.parametrize("path", ["families", "products?sort=-label", "products?application=shop"])
def test_pages_make_the_whole(api: Api, path: str, limit: int) -> None:
    joint = "&" if "?" in path else "?"
    pages: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        answer = api.get(f"{path}{joint}limit={limit}{f'&cursor={cursor}' if cursor else ''}")
        pages += answer["data"]
        cursor = answer["meta"]["page"]["next"]
    assert pages == api.get(path)["data"]


def test_a_product_over_two_years(api: Api) -> None:
    data = api.get("products/vm")["data"]
    (series,) = data["series"]
    assert (series["metric"], series["unit"], len(series["points"])) == ("VCPU_HOURS", "h", 24)
    points = by_key(series["points"], "period")
    assert points["2026-08"] == {
        "period": "2026-08",
        "quantity": None,
        "unitPrice": None,
        "cost": None,
        "unpricedRows": 0,
        "published": False,
    }
    for month in (SEPTEMBER, OCTOBER):
        quantity = sum((f.quantity for f in FACTS if f.month == month and f.product == "vm"), Decimal(0))
        point = points[month]
        assert (point["quantity"], point["unitPrice"], point["published"]) == (quantity, Decimal("0.0500001"), True)
        assert point["cost"] == cost(month, is_part("products", "vm"))
    assert (data["unitPrice"], data["previousUnitPrice"]) == (Decimal("0.0500001"), Decimal("0.0500001"))
    assert data["previousQuantity"] == Decimal("147.75")
    gone = api.get("products/saas")["data"]["series"][0]["points"]
    assert [point["published"] for point in gone[-2:]] == [True, False]
    (shops,) = api.get("products/vm?application=pay")["data"]["series"]
    assert [point["quantity"] for point in shops["points"][-2:]] == [40, 40]


def test_no_price_is_null_in_every_part(api: Api) -> None:
    data = api.get("products/disk")["data"]
    assert (data["cost"], data["unitPrice"], data["quantity"], data["unpricedRows"]) == (None, None, 9510, 2)
    assert (data["quantityEffect"], data["priceEffect"], data["otherEffect"]) == (None, None, None)
    assert data["series"][0]["points"][-1]["unitPrice"] is None
    assert data["concentration"] is None


def test_what_stands_for_no_product(api: Api) -> None:
    data = api.get("families/(none)")["data"]
    assert (data["reserved"], data["domainId"], data["cost"]) == (True, None, 1000)
    assert [(row["domainId"], row["domainMode"], row["unitPrice"]) for row in data["products"]] == [
        ("weights", "INDIRECT", 1000)
    ]
    product = api.get("products/(none)")["data"]
    assert [(series["domainId"], series["metric"]) for series in product["series"]] == [("weights", "WEIGHT")]
    assert api.get("products/(none)?domain=open")["data"]["cost"] == 0
    assert api.get("products/unmapped")["data"]["cost"] == 0


@pytest.mark.parametrize("path", ["families/servers", "products/vm", "families/(none)", "products/ec2"])
def test_concentration_is_the_fewest_that_make_80_percent(api: Api, path: str) -> None:
    data = api.get(f"{path}?limit=1000")["data"]
    known = [row["cost"] for row in data["applications"] if row["cost"] is not None and not row["reserved"]]
    costs = sorted((amount for amount in known if amount > 0), reverse=True)
    whole = sum(costs, Decimal(0))
    fewest = next(n for n in range(1, len(costs) + 1) if sum(costs[:n]) >= Decimal("0.8") * whole)
    assert data["concentration"] == {
        "threshold": Decimal("0.8"),
        "applications": fewest,
        "ofApplications": len(costs),
        "cost": sum(costs[:fewest]),
        "ofCost": whole,
    }


def test_applications_of_a_part_in_order_and_number(api: Api) -> None:
    rows = api.get("products/ec2?limit=2&sort=-cost")["data"]["applications"]
    assert [row["applicationId"] for row in rows] == ["shop", "pay"]
    rows = api.get("families/servers?sort=label")["data"]["applications"]
    assert [row["applicationLabel"] for row in rows] == ["=1+1", "Old thing", "Payments", "Web shop"]
    assert by_key(rows, "applicationId")["old"]["cost"] == 0


def test_quantities_whatever_values_them(api: Api) -> None:
    quantities = by_key(api.get("products/ec2")["data"]["quantities"], "metric")
    assert quantities["BILLED_COST.USD"]["quantity"] == Decimal("12345678.91")
    assert quantities["EFFECTIVE_COST.USD"]["unallocatedQuantity"] == Decimal("5.5")
    assert api.get("products/ec2?application=shop")["data"]["quantities"] is None


@pytest.mark.parametrize("path", ["families/servers", "products/vm", "families", "products"])
def test_a_month_that_nobody_published_is_empty(api: Api, path: str) -> None:
    answer = api.get(f"{path}?period=2026-11")
    assert answer["meta"]["total"] == {"cost": 0, "previousCost": None, "unallocatedCost": 0, "unpricedRows": 0}
    assert answer["meta"]["comparedWith"] is None
    if isinstance(answer["data"], dict):
        assert (answer["data"]["cost"], answer["data"]["quantityEffect"], answer["data"]["applications"]) == (
            0,
            None,
            [],
        )
    else:
        assert answer["data"] == []


@pytest.mark.parametrize("path", ["families", "products", "families/(none)", "products/(none)"])
def test_before_anything_was_published(empty_api: Api, path: str) -> None:
    assert empty_api.get(path)["meta"]["generation"] == 0


@pytest.mark.parametrize("path", ["families/nothing", "products/nothing", "families/SERVERS", "products/'%20OR%201=1"])
def test_what_does_not_exist(api: Api, path: str) -> None:
    assert api.get(path, status=404)["type"].endswith(":not-found")


@pytest.mark.parametrize("path", ["families", "products", "products?application=shop&sort=label"])
def test_csv(api: Api, path: str) -> None:
    rows = list(csv.DictReader(io.StringIO(api.call(path, headers={"Accept": "text/csv"}).text)))
    expected = api.get(path)["data"]
    assert [set(row) for row in rows] == [set(row) for row in expected]
    assert [row["cost"] and Decimal(row["cost"]) for row in rows] == [
        "" if row["cost"] is None else row["cost"] for row in expected
    ]


def test_i9_nothing_of_another_entity(api: Api) -> None:
    for path in ("families", "products", "families/servers", "products/vm"):
        text = api.call(path).text
        assert "99999999-9999" not in text
        assert "2026-11" not in text
