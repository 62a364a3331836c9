"""What the API says a month costs, against the facts by hand."""

from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from tests.integration.query_api.conftest import Api, MakeApi
from tests.integration.query_api.mart import EARLIER_RUN, FACTS, GENERATION, OCTOBER, RUN, SEPTEMBER, Fact, cost

ROW_LISTS = (
    "domains",
    "applications",
    "domains?environment=production",
    "applications?application=shop",
    "domains?application=pay&application=unallocated",
    "applications?domain=cloud",
    f"domains?from={SEPTEMBER}&to={OCTOBER}",
    f"domains?period={SEPTEMBER}",
    "applications?pricingView=budget",
)


def by_key(rows: list[dict[str, Any]], key: str) -> dict[str, dict[str, Any]]:
    return {row[key]: row for row in rows}


def _is_of(domain: str, fact: Fact) -> bool:
    return fact.domain == domain


def sum_of(rows: list[dict[str, Any]], name: str) -> Decimal:
    return sum((row[name] for row in rows if row[name] is not None), Decimal(0))


def test_i5_total_is_exact_to_the_last_decimal(api: Api) -> None:
    total = api.get("domains")["meta"]["total"]
    assert total["cost"] == cost(OCTOBER)
    assert total["previousCost"] == cost(SEPTEMBER)
    assert total["unallocatedCost"] == cost(OCTOBER, lambda fact: fact.application == "unallocated")


@pytest.mark.parametrize("path", ROW_LISTS)
def test_i5_rows_add_up_to_their_total(api: Api, path: str) -> None:
    answer = api.get(path)
    total = answer["meta"]["total"]
    assert answer["data"]
    assert sum_of(answer["data"], "cost") == total["cost"]
    assert sum_of(answer["data"], "unpricedRows") == total["unpricedRows"]
    if total["previousCost"] is not None:
        assert sum_of(answer["data"], "previousCost") == total["previousCost"]


def test_domains_match_the_facts(api: Api) -> None:
    rows = by_key(api.get("domains")["data"], "domainId")
    for domain in ("open", "cloud", "weights"):
        assert rows[domain]["cost"] == cost(OCTOBER, partial(_is_of, domain))
    assert rows["weights"]["domainMode"] == "INDIRECT"
    assert rows["cloud"]["quantity"] == Decimal("12345678.90") - Decimal("20.000000000003") + Decimal("5.5")
    assert rows["cloud"]["metric"] == "EFFECTIVE_COST.USD"
    assert rows["open"]["quantity"] is None  # vCPU hours and gigabytes are never added


def test_i6_no_price_is_unknown_not_zero(api: Api) -> None:
    archive = by_key(api.get("applications")["data"], "applicationId")["archive"]
    assert archive["cost"] is None
    assert archive["delta"] is None
    assert archive["unpricedRows"] == 1
    assert api.get("applications?application=archive")["meta"]["total"]["cost"] is None
    storage = by_key(api.get("domains/open")["data"]["families"], "familyId")["storage"]
    assert (storage["cost"], storage["unpricedRows"], storage["quantity"]) == (None, 2, 9510)
    assert api.get("applications/archive")["data"]["products"][0]["unitPrice"] is None


def test_i6_gone_is_zero_only_where_the_domain_is_published(api: Api) -> None:
    old = by_key(api.get("applications")["data"], "applicationId")["old"]
    assert (old["cost"], old["delta"]) == (0, -old["previousCost"])
    gone = by_key(api.get("domains")["data"], "domainId")["gone"]
    assert (gone["cost"], gone["previousCost"]) == (None, Decimal("3.3"))
    assert by_key(api.get("applications/old")["data"]["products"], "productId")["vm"]["cost"] == 0


def test_new_has_no_previous(api: Api) -> None:
    new = by_key(api.get("applications")["data"], "applicationId")["new"]
    assert (new["previousCost"], new["delta"], new["deltaPercent"]) == (None, None, None)


def test_deltas_and_shares(api: Api) -> None:
    shop = by_key(api.get("applications?domain=open")["data"], "applicationId")["shop"]
    now = cost(OCTOBER, lambda fact: fact.domain == "open" and fact.application == "shop")
    before = cost(SEPTEMBER, lambda fact: fact.domain == "open" and fact.application == "shop")
    assert (shop["cost"], shop["previousCost"], shop["delta"]) == (now, before, now - before)
    assert shop["deltaPercent"] == round(100 * (now - before) / before, 2)
    assert shop["share"] == round(now / cost(OCTOBER, lambda fact: fact.domain == "open"), 6)


@pytest.mark.parametrize(
    ("query", "keep"),
    [
        ("environment=staging", lambda fact: fact.environment == "staging"),
        ("application=pay", lambda fact: fact.application == "pay"),
        ("application=pay&application=new", lambda fact: fact.application in ("pay", "new")),
        (
            "application=shop&environment=shared",
            lambda fact: fact.application == "shop" and fact.environment == "shared",
        ),
    ],
)
@pytest.mark.parametrize("path", ["domains", "applications", "dashboard", "history?from=2026-10&to=2026-10"])
def test_filters(api: Api, path: str, query: str, keep: Any) -> None:
    answer = api.get(f"{path}{'&' if '?' in path else '?'}{query}")
    assert answer["meta"]["total"]["cost"] == cost(OCTOBER, keep)


@pytest.mark.parametrize(
    "path", ["domains", "applications", "dashboard", "history", "domains/open", "applications/shop"]
)
def test_valid_filters_that_nothing_matches_give_totals_of_zero(api: Api, path: str) -> None:
    answer = api.get(f"{path}?environment=nowhere&application=nobody")
    total = answer["meta"]["total"]
    assert (total["cost"], total["unallocatedCost"], total["unpricedRows"]) == (0, 0, 0)
    assert answer["data"] == [] if isinstance(answer["data"], list) else answer["data"]["cost"] == 0


@pytest.mark.parametrize("path", ["domains", "applications", "dashboard", "domains/open", "applications/shop"])
def test_a_month_that_nobody_published_is_empty(api: Api, path: str) -> None:
    meta = api.get(f"{path}?period=2026-11")["meta"]
    assert meta["total"] == {"cost": 0, "previousCost": None, "unallocatedCost": 0, "unpricedRows": 0}
    assert (meta["generation"], meta["runId"], meta["complete"]) == (GENERATION, None, False)


@pytest.mark.parametrize("path", ["domains", "applications", "dashboard", "history", "pricing-views", "status"])
def test_before_anything_was_published(empty_api: Api, path: str) -> None:
    answer = empty_api.get(path)
    assert (answer["meta"]["generation"], answer["meta"]["runId"]) == (0, None)
    if isinstance(answer["data"], list):
        assert answer["data"] == []


def test_meta_of_a_month_and_of_a_range(api: Api) -> None:
    meta = api.get("domains")["meta"]
    assert (meta["period"], meta["currency"], meta["pricingView"]) == (OCTOBER, "EUR", "actual")
    assert (meta["generation"], meta["runId"], meta["asOf"]) == (GENERATION, str(RUN), "2026-10-20T02:04:11Z")
    assert meta["complete"] is False
    assert [(m["domainId"], m["since"]) for m in meta["missing"]] == [
        ("cloud", "2026-10-20T02:01:00Z"),
        ("gone", "2026-10-18T02:01:00Z"),
    ]
    earlier = api.get(f"domains?period={SEPTEMBER}")["meta"]
    assert (earlier["runId"], earlier["complete"], earlier["missing"]) == (str(EARLIER_RUN), True, [])
    ranged = api.get(f"domains?from={SEPTEMBER}&to={OCTOBER}")["meta"]
    assert (ranged["period"], ranged["from"], ranged["to"]) == (None, SEPTEMBER, OCTOBER)
    assert (ranged["runId"], ranged["asOf"]) == (str(RUN), "2026-10-20T02:04:11Z")
    assert ranged["total"]["cost"] == cost(SEPTEMBER) + cost(OCTOBER)


def test_pricing_views_stand_side_by_side(api: Api) -> None:
    views = api.get("pricing-views")["data"]
    assert [(view["pricingViewId"], view["isDefault"], view["currency"]) for view in views] == [
        ("actual", True, "EUR"),
        ("budget", False, "USD"),
    ]
    meta = api.get("domains?pricingView=budget")["meta"]
    priced = [fact for fact in FACTS if fact.month == OCTOBER and fact.is_valued and fact.product != "disk"]
    assert (meta["currency"], meta["total"]["cost"]) == ("USD", 2 * sum(fact.quantity for fact in priced))


def test_quantities_of_metrics_that_no_price_values(api: Api) -> None:
    quantities = by_key(api.get("domains/cloud")["data"]["quantities"], "metric")
    billed = quantities["BILLED_COST.USD"]
    assert (billed["quantity"], billed["previousQuantity"], billed["valued"]) == (Decimal("12345678.91"), 11, False)
    effective = quantities["EFFECTIVE_COST.USD"]
    assert (effective["valued"], effective["unallocatedQuantity"]) == (True, Decimal("5.5"))
    assert api.get("domains/cloud?application=shop")["data"]["quantities"] is None


def test_one_domain(api: Api) -> None:
    answer = api.get("domains/open?sort=-label&limit=2")
    data = answer["data"]
    assert [family["familyId"] for family in data["families"]] == ["storage", "servers"]
    assert [row["applicationLabel"] for row in data["applications"]] == ["Web shop", "Payments"]
    assert data["cost"] == answer["meta"]["total"]["cost"] == cost(OCTOBER, lambda fact: fact.domain == "open")
    assert sum_of(data["families"], "cost") == data["cost"]
    whole = api.get("domains/open?limit=1000")["data"]
    assert sum_of(whole["applications"], "cost") == data["cost"]
    assert by_key(api.get("domains/weights")["data"]["families"], "familyId")["(none)"]["cost"] == 1000


def test_one_application(api: Api) -> None:
    data = api.get("applications/shop")["data"]
    expected = cost(OCTOBER, lambda fact: fact.application == "shop")
    assert data["cost"] == expected
    for level in ("domains", "families", "products"):
        assert sum_of(data[level], "cost") == expected, level
    vm = by_key(data["products"], "productId")["vm"]
    assert (vm["unitPrice"], vm["familyLabel"]) == (Decimal("0.0500001"), "Servers")
    assert vm["quantity"] == Decimal("120.25") + Decimal("0.123456789012345678")
    assert by_key(data["products"], "productId")["(none)"]["domainMode"] == "INDIRECT"


def test_known_things_without_data_are_empty_not_absent(api: Api) -> None:
    assert api.get("applications/idle")["data"]["cost"] == 0
    assert api.get("domains/off")["data"]["families"] == []


def test_i9_nothing_of_another_entity(make_api: MakeApi, api: Api) -> None:
    """The other entity's 1e9 hours, its month of November and its generation 90 are in the same tables."""
    for path in ("domains", "applications", "dashboard", "status", "history", "applications/shop", "domains/open"):
        text = api.call(path).text
        assert '"generation" : 90' not in text
        assert "99999999-9999" not in text
        assert "2026-11" not in text
