"""Dashboard, history and status, against the facts by hand."""

from decimal import Decimal
from typing import Any

import psycopg
import pytest
from psycopg.rows import DictRow

from tests.integration.query_api.conftest import Api, MakeApi
from tests.integration.query_api.mart import FACTS, OCTOBER, RUN, SEPTEMBER, Fact, cost, fill
from tests.integration.query_api.test_costs import by_key, sum_of


def test_dashboard(api: Api) -> None:
    data = api.get("dashboard?limit=2")["data"]
    assert (data["cost"], data["previousCost"]) == (cost(OCTOBER), cost(SEPTEMBER))
    assert data["yearToDate"] == cost(OCTOBER) + cost(SEPTEMBER)
    assert data["sameMonthLastYear"] is None
    assert len(data["trend"]) == 13
    assert [point["cost"] for point in data["trend"][-3:]] == [None, cost(SEPTEMBER), cost(OCTOBER)]
    assert [row["domainId"] for row in data["topDomains"]] == ["cloud", "weights"]
    assert [row["applicationId"] for row in data["topApplications"]] == ["shop", "pay"]
    assert [row["familyId"] for row in data["topFamilies"]] == ["compute", "(none)"]


def allocated(month: str, keep: Any = lambda _: True) -> Decimal:
    """The share of a month's cost that has an application."""
    whole = cost(month, keep)
    return round((whole - cost(month, lambda fact: keep(fact) and fact.application == "unallocated")) / whole, 6)


def test_dashboard_says_how_much_is_allocated(api: Api) -> None:
    assert api.get("dashboard")["data"]["allocatedShare"] == allocated(OCTOBER)
    assert api.get("dashboard?application=unallocated")["data"]["allocatedShare"] == 0
    assert api.get("dashboard?application=shop")["data"]["allocatedShare"] == 1
    assert api.get("dashboard?period=2030-01")["data"]["allocatedShare"] is None
    rows = by_key(api.get("domains")["data"], "domainId")
    assert rows["cloud"]["allocatedShare"] == allocated(OCTOBER, lambda fact: fact.domain == "cloud")
    assert (rows["open"]["allocatedShare"], rows["gone"]["allocatedShare"]) == (1, None)
    assert by_key(api.get("domains?application=shop")["data"], "domainId")["cloud"]["allocatedShare"] is None


def test_dashboard_names_what_is_unusual(api: Api) -> None:
    found = api.get("dashboard")["data"]["anomalies"]
    assert (found["count"], found["acknowledged"]) == (3, 1)
    assert [line["applicationId"] for line in found["top"]] == ["shop", "unallocated"]
    shop = api.get("anomalies?application=shop")["data"][0]
    assert found["top"][0] == {name: shop[name] for name in found["top"][0]}
    assert api.get("dashboard?application=pay")["data"]["anomalies"] == {"count": 1, "acknowledged": 1, "top": []}
    assert api.get("dashboard?environment=production")["data"]["anomalies"] is None
    assert api.get("dashboard?pricingView=budget")["data"]["anomalies"]["count"] == 1


def test_dashboard_tells_where_the_month_and_the_year_end(api: Api) -> None:
    data = api.get("dashboard")["data"]
    whole = cost(SEPTEMBER) + cost(OCTOBER)
    assert data["yearFrom"] == "2026-01"
    assert data["forecast"]["month"] >= cost(OCTOBER)
    assert data["forecast"]["year"] > whole  # November and December are to come
    assert data["budget"] is None
    september = api.get(f"dashboard?period={SEPTEMBER}")["data"]["forecast"]
    assert september == {"month": cost(SEPTEMBER), "year": data["forecast"]["year"]}
    for query in ("environment=production", "application=shop"):
        filtered = api.get(f"dashboard?{query}")["data"]
        assert (filtered["forecast"], filtered["budget"]) == (None, None)


def budgeted(db: psycopg.Connection[DictRow], lines: dict[str, int], *, year_start: int = 1) -> None:
    with db.transaction():
        db.execute(
            "INSERT INTO budget_version (entity_id, pricing_view_id, version, fiscal_year_start, author, reason)"
            " VALUES ('acme', 'actual', 1, %s, 'test', 'first')",
            [year_start],
        )
        for month, amount in lines.items():
            db.execute(
                "INSERT INTO budget_line SELECT version_id, 'entity', 'acme', (%s || '-01')::date, %s"
                " FROM budget_version",
                [month, amount],
            )
        db.execute("UPDATE publication SET generation = generation + 1")


def test_dashboard_beside_the_budget(own_api: Api, db: psycopg.Connection[DictRow]) -> None:
    budgeted(db, {SEPTEMBER: 100, OCTOBER: 200, "2026-11": 400, "2025-12": 7})
    data = own_api.get("dashboard")["data"]
    budget = data["budget"]
    assert (budget["month"], budget["toDate"], budget["year"]) == (200, 300, 700)
    assert budget["toDateCost"] == cost(SEPTEMBER) + cost(OCTOBER)
    assert budget["status"] == "over"
    assert own_api.get("dashboard?pricingView=budget")["data"]["budget"] is None
    assert own_api.get("dashboard?period=2030-01")["data"]["budget"] is None


def test_the_year_begins_as_the_company_says(make_api: MakeApi, db: psycopg.Connection[DictRow]) -> None:
    fill(db)
    api = make_api(FINOPS_FISCAL_YEAR_START="10")
    data = api.get("dashboard")["data"]
    assert (data["yearFrom"], data["yearToDate"]) == (OCTOBER, cost(OCTOBER))
    assert api.get(f"dashboard?period={SEPTEMBER}")["data"]["yearFrom"] == "2025-10"
    budgeted(db, {OCTOBER: 1}, year_start=9)  # a budget keeps the year that it was published with
    assert api.get("dashboard")["data"]["yearFrom"] == SEPTEMBER


def test_gaps_are_said(api: Api) -> None:
    for series in api.get("history?by=domain&from=2026-08&to=2026-10")["data"]:
        published = [point["published"] for point in series["points"]]
        expected = {"weights": [False, False, True], "gone": [False, True, False]}
        assert published == expected.get(series["domainId"], [False, True, True])
        assert all(point["cost"] is None for point in series["points"] if not point["published"])
    for by in ("total", "application"):
        points = api.get(f"history?by={by}&from=2026-08&to=2026-10")["data"][0]["points"]
        assert [point["published"] for point in points] == [False, True, True]
    assert [point["published"] for point in api.get("dashboard")["data"]["trend"][-3:]] == [False, True, True]


def test_history_says_how_much_is_allocated(api: Api) -> None:
    total = api.get(f"history?from=2026-08&to={OCTOBER}")["data"][0]["points"]
    assert [point["allocatedShare"] for point in total] == [None, 1, allocated(OCTOBER)]
    domains = by_key(api.get("history?by=domain")["data"], "domainId")
    assert domains["cloud"]["points"][-1]["allocatedShare"] == allocated(OCTOBER, lambda fact: fact.domain == "cloud")
    for query in ("by=application", "by=family", "by=domain&application=shop", "family=compute"):
        points = api.get(f"history?{query}")["data"][0]["points"]
        assert {point["allocatedShare"] for point in points} == {None}


def _domain_of(fact: Fact) -> tuple[str | None, ...]:
    return (fact.domain, None, None)


@pytest.mark.parametrize(
    ("by", "key"),
    [
        ("total", lambda fact: (None, None, None)),
        ("domain", _domain_of),
        ("family", lambda fact: (fact.domain, fact.family or "(none)", None)),
        ("application", lambda fact: (None, None, fact.application)),
    ],
)
@pytest.mark.parametrize("query", ["", "&domain=cloud&domain=weights", "&application=shop"])
def test_history(api: Api, by: str, key: Any, query: str) -> None:
    answer = api.get(f"history?by={by}&from=2026-08&to=2026-10&limit=100{query}")
    facts = [
        fact
        for fact in FACTS
        if fact.is_valued
        and ("domain" not in query or fact.domain in ("cloud", "weights"))
        and ("application=" not in query or fact.application == "shop")
    ]
    assert {(s["domainId"], s["familyId"], s["applicationId"]) for s in answer["data"]} == {key(fact) for fact in facts}
    for series in answer["data"]:
        keys = (series["domainId"], series["familyId"], series["applicationId"])
        for point in series["points"]:
            here = [fact.cost for fact in facts if key(fact) == keys and fact.month == point["period"]]
            known = [amount for amount in here if amount is not None]
            assert point["cost"] == (sum(known) if known else None), (keys, point)  # a gap is no zero
    assert answer["meta"]["total"]["cost"] == sum_of(answer["data"], "cost")


def test_history_is_of_13_months_unless_told(api: Api) -> None:
    points = api.get("history")["data"][0]["points"]
    assert [points[0]["period"], points[-1]["period"], len(points)] == ["2025-10", OCTOBER, 13]


def test_status(api: Api) -> None:
    data = api.get("status")["data"]
    assert (data["latestPeriod"], data["complete"], data["runningRun"]) == (OCTOBER, False, None)
    assert data["lastRun"]["runId"] == str(RUN)
    assert [(period["period"], period["domains"], period["complete"]) for period in data["periods"]] == [
        (OCTOBER, 3, False),
        (SEPTEMBER, 3, True),
    ]
    assert by_key(data["domains"], "domainId")["gone"]["latestPeriod"] == SEPTEMBER
