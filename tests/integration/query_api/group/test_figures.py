"""Every figure of a group against sums reckoned from its facts; every breakdown adds up to its total (I5)."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tests.integration.query_api.group.conftest import GroupApi
from tests.integration.query_api.group.mart import (
    AUGUST,
    FACTS,
    GENERATION,
    LABELS,
    MONTHS,
    OCTOBER,
    PUBLISHED,
    SEPTEMBER,
    Fact,
    cost,
    run_of,
)
from tests.integration.query_api.group.reckoning import cost_of, facts_of, months_before, months_of

READS = [
    "dashboard",
    "entities",
    "entities/north",
    "entities/west",
    "domains",
    "domains/open",
    "applications",
    "applications/shop",
    "history",
    "history?groupBy=entity",
    "history?groupBy=domain",
    "rankings",
    "rankings?by=entity&order=growth",
    "anomalies",
    "completeness",
    "conformity",
    "ingestion-runs",
    "releases",
    "releases/1",
    "pricing-views",
]
QUERIES = [
    "",
    "period=2026-09",
    "period=2026-08",
    "period=2030-01",
    "from=2026-08&to=2026-10",
    "from=2026-09&to=2026-10",
    "environment=production",
    "environment=staging&period=2026-10",
    "entity=north",
    "entity=north&entity=east&period=2026-09",
    "entity=nobody",
    "pricingView=standard",
    "against=lastYear",
]
LISTS: list[tuple[str, str, Callable[[Fact], str]]] = [
    ("entities", "entityId", lambda fact: fact.entity),
    ("domains", "domainId", lambda fact: fact.domain),
    ("applications", "applicationId", lambda fact: fact.application),
]


@pytest.mark.parametrize("path", READS)
def test_i4_every_answer_names_generation_run_and_release(group_api: GroupApi, path: str) -> None:
    meta = group_api.get(path)["meta"]
    assert (meta["generation"], meta["release"]) == (GENERATION, 1)
    assert meta["runId"] == str(run_of("north", OCTOBER))
    assert meta["asOf"] == "2026-11-04T10:00:00Z"


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(("path", "key", "key_of"), LISTS, ids=[row[0] for row in LISTS])
def test_i5_rows_are_what_the_facts_come_to_and_add_up(
    group_api: GroupApi, path: str, key: str, key_of: Callable[[Fact], str], query: str
) -> None:
    answer = group_api.get(f"{path}?{query}")
    now, before = facts_of(query, months_of(query)), facts_of(query, months_before(query))
    rows = {row[key]: row for row in answer["data"]}
    for name in {key_of(fact) for fact in (*now, *before)}:
        mine = [fact for fact in now if key_of(fact) == name]
        if mine:
            assert rows[name]["cost"] == cost_of(query, mine)
            assert rows[name]["unpricedRows"] == sum(fact.cost is None for fact in mine)
        earlier = [fact for fact in before if key_of(fact) == name]
        if name in rows:
            assert rows[name]["previousCost"] == cost_of(query, earlier)
            _changes(rows[name])
    total = answer["meta"]["total"]
    assert total["cost"] == (cost_of(query, now) or 0)
    assert sum(row["cost"] or 0 for row in rows.values()) == total["cost"]
    assert sum(row["unpricedRows"] for row in rows.values()) == total["unpricedRows"]
    assert (total["previousCost"] or 0) == (cost_of(query, before) or 0) or not now
    unallocated = cost_of(query, [fact for fact in now if fact.application == "unallocated"])
    assert total["unallocatedCost"] == (unallocated or 0)


def _changes(row: Any) -> None:
    if row["cost"] is None or row["previousCost"] is None:
        assert row["delta"] is row["deltaPercent"] is None
    else:
        assert row["delta"] == row["cost"] - row["previousCost"]
        assert row["deltaPercent"] == round(100 * row["delta"] / abs(row["previousCost"]), 2)


@pytest.mark.parametrize("query", QUERIES)
def test_i5_the_dashboard_says_what_the_lists_say(group_api: GroupApi, query: str) -> None:
    if "from=" in query:
        return
    dashboard = group_api.get(f"dashboard?{'&'.join(filter(None, ('limit=50', query)))}")
    data, total = dashboard["data"], dashboard["meta"]["total"]
    assert (data["cost"], data["previousCost"]) == (total["cost"], total["previousCost"])
    for name, key, _ in LISTS:
        listed = group_api.get(f"{name}?{query}")
        assert listed["meta"]["total"] == total
        # An entity of which something is expected is listed, without a cost.
        rows = {row[key]: row["cost"] for row in listed["data"] if row["cost"] is not None}
        assert {row[key]: row["cost"] for row in data[name] if row["cost"] is not None} == rows
        assert sum(rows.values()) == total["cost"]
    if data["history"] and months_of(query)[0] in MONTHS:
        assert data["history"][-1]["cost"] == (data["cost"] if facts_of(query, months_of(query)) else None)


def test_a_month_that_has_not_come_is_no_saving(group_api: GroupApi) -> None:
    entities = {row["entityId"]: row for row in group_api.get("entities")["data"]}
    south = entities["south"]
    assert (south["cost"], south["delta"], south["status"]) == (None, None, "missing")
    assert south["previousCost"] == cost(SEPTEMBER, lambda fact: fact.entity == "south")
    assert (entities["west"]["cost"], entities["west"]["previousCost"], entities["west"]["status"]) == (
        *(None, None),
        "missing",
    )
    alike = group_api.get("dashboard")["data"]["likeForLike"]
    assert alike["entities"] == 2
    assert alike["cost"] == cost(OCTOBER, lambda fact: fact.entity in ("north", "east"))
    assert alike["previousCost"] == cost(SEPTEMBER, lambda fact: fact.entity in ("north", "east"))
    hr = group_api.get("applications/hr")["data"]
    assert (hr["cost"], hr["previousCost"]) == (0, Decimal("330.0"))
    assert next(row["cost"] for row in hr["entities"]) is None


def test_what_is_gone_from_a_month_that_came_costs_nothing(group_api: GroupApi) -> None:
    domains = {row["domainId"]: row for row in group_api.get("entities/east")["data"]["domains"]}
    # The entity itself lacks the domain: unknown. Of the labs there was nothing before.
    assert (domains["weights"]["cost"], domains["weights"]["previousCost"]) == (None, 250)
    products = {row["productId"]: row for row in group_api.get("applications/shop?entity=north")["data"]["products"]}
    assert (products["disk"]["cost"], products["disk"]["previousCost"]) == (0, 10)


@pytest.mark.parametrize("entity", LABELS)
@pytest.mark.parametrize("month", MONTHS)
def test_one_entity(group_api: GroupApi, entity: str, month: str) -> None:
    answer = group_api.get(f"entities/{entity}?period={month}")
    mine = facts_of(f"entity={entity}", [month])
    data = answer["data"]
    assert answer["meta"]["total"]["cost"] == (cost_of("", mine) or 0)
    assert sum(row["cost"] or 0 for row in data["domains"]) == data["cost"]
    assert sum(row["cost"] or 0 for row in data["applications"]) == data["cost"]
    assert data["applicationCount"] == len({fact.application for fact in mine} - {"unallocated"})
    assert data["entityLabel"] == LABELS[entity]
    assert data["months"][-1]["period"] == month
    assert data["months"][-1]["cost"] == cost_of("", mine)
    assert (data["exchange"] is not None) == (month in PUBLISHED[entity])


@pytest.mark.parametrize("query", ["", "period=2026-09", "entity=north", "environment=production"])
@pytest.mark.parametrize("domain", ["open", "cloud", "weights", "east/labs"])
def test_one_domain(group_api: GroupApi, domain: str, query: str) -> None:
    data = group_api.get(f"domains/{domain.replace('/', '%2F')}?{query}")["data"]
    mine = facts_of(query, months_of(query), lambda fact: fact.domain == domain)
    assert data["cost"] == (cost_of(query, mine) or 0)
    assert data["official"] == (domain != "east/labs")
    for part in ("entities", "applications"):
        assert sum(row["cost"] or 0 for row in data[part]) == data["cost"]


@pytest.mark.parametrize("query", ["", "period=2026-09", "entity=north", "from=2026-08&to=2026-10"])
@pytest.mark.parametrize("application", ["shop", "pay", "hr", "east/own", "unallocated", "idle"])
def test_one_application(group_api: GroupApi, application: str, query: str) -> None:
    data = group_api.get(f"applications/{application.replace('/', '%2F')}?{query}")["data"]
    mine = facts_of(query, months_of(query), lambda fact: fact.application == application)
    assert data["cost"] == (cost_of(query, mine) or 0)
    for part in ("entities", "domains", "products"):
        assert sum(row["cost"] or 0 for row in data[part]) == data["cost"]
    assert len(data["history"]) == 13


@pytest.mark.parametrize("group_by", ["total", "entity", "domain"])
@pytest.mark.parametrize("query", ["", "entity=north", "domain=open", "environment=production", "pricingView=standard"])
def test_history(group_api: GroupApi, group_by: str, query: str) -> None:
    answer = group_api.get(f"history?groupBy={group_by}&from={AUGUST}&to={OCTOBER}{'&' if query else ''}{query}")
    for series in answer["data"]:
        mine = [
            fact
            for fact in facts_of(query, list(MONTHS))
            if fact.entity == (series["entityId"] or fact.entity) and fact.domain == (series["domainId"] or fact.domain)
        ]
        for point in series["points"]:
            assert point["cost"] == cost_of(query, [fact for fact in mine if fact.month == point["period"]])
        assert series["cost"] == sum(point["cost"] or 0 for point in series["points"])
    assert sum(series["cost"] or 0 for series in answer["data"]) == answer["meta"]["total"]["cost"]


def test_history_says_who_published(group_api: GroupApi) -> None:
    points = group_api.get("history")["data"][0]["points"]
    assert [(point["published"], point["missing"]) for point in points[-3:]] == [(2, 0), (3, 0), (2, 3)]
    assert [point["cost"] for point in points[:-3]] == [None] * 10


@pytest.mark.parametrize("order", ["cost", "growth", "reduction"])
@pytest.mark.parametrize("by", ["application", "entity"])
def test_rankings(group_api: GroupApi, by: str, order: str) -> None:
    answer = group_api.get(f"rankings?by={by}&order={order}")
    rows = [row for row in answer["data"] if row["rank"] is not None]
    key = {"cost": lambda row: -row["cost"], "growth": lambda row: -row["delta"], "reduction": lambda row: row["delta"]}
    assert rows == sorted(rows, key=key[order])
    assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
    assert answer["meta"]["ranking"]["rows"] == len(answer["data"])
    assert all(row["delta"] > 0 for row in rows) or order != "growth"
    assert all(row["delta"] < 0 for row in rows) or order != "reduction"
    names = {row[f"{by}Id"] for row in rows}
    expected: dict[tuple[str, str], set[str]] = {
        ("application", "cost"): {"pay", "shop", "east/own"},
        ("application", "growth"): {"pay", "shop"},
        ("application", "reduction"): {"east/own"},
        ("entity", "cost"): {"north", "east"},
        ("entity", "growth"): {"north"},
        ("entity", "reduction"): {"east"},
    }
    assert names == expected[by, order]


def test_cost_per_application(group_api: GroupApi) -> None:
    for row in group_api.get("entities?period=2026-10")["data"]:
        mine = [fact for fact in FACTS if (fact.entity, fact.month) == (row["entityId"], OCTOBER)]
        names = {fact.application for fact in mine} - {"unallocated"}
        assert row["applications"] == len(names)
        allocated = cost_of("", [fact for fact in mine if fact.application != "unallocated"])
        assert row["costPerApplication"] == (None if allocated is None else round(allocated / len(names), 6))


def test_anomalies(group_api: GroupApi) -> None:
    answer = group_api.get("anomalies")
    assert answer["meta"]["total"] == {"anomalies": 1, "high": 1, "low": 0, "deviation": Decimal("1444.5")}
    found = answer["data"][0]
    assert (found["entityId"], found["applicationId"]) == ("north", "pay")
    assert found["explainedBy"][0]["productLabel"] == "EC2"
    assert group_api.get("anomalies?entity=east")["data"] == []
    assert group_api.get("anomalies?direction=low")["data"] == []
