"""Any set of dimensions, filters and applications, against the facts by hand."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest

from finops_runtime.database import load_sql
from query_api.aggregate.request import AggregateRequest
from tests.integration.query_api.aggregates import KEYS, ask
from tests.integration.query_api.conftest import Api
from tests.integration.query_api.mart import FACTS, OCTOBER, SEPTEMBER, Fact, cost

RANGE: dict[str, Any] = {"from": SEPTEMBER, "to": OCTOBER}
SUBSETS = [subset for size in range(len(KEYS) + 1) for subset in combinations(KEYS, size)]
FILTERS: list[tuple[dict[str, Any], Callable[[Fact], bool]]] = [
    ({}, lambda fact: True),
    ({"environments": ["production", "staging"]}, lambda fact: fact.environment in ("production", "staging")),
    ({"domains": ["open", "weights"]}, lambda fact: fact.domain in ("open", "weights")),
    ({"families": ["servers"]}, lambda fact: fact.family == "servers"),
    (
        {"products": ["vm", "ec2"], "environments": ["production"]},
        lambda fact: fact.product in ("vm", "ec2") and fact.environment == "production",
    ),
    ({"applications": ["shop", "pay", "unallocated"]}, lambda fact: fact.application in ("shop", "pay", "unallocated")),
    (
        {"applications": ["shop"], "domains": ["cloud"]},
        lambda fact: fact.application == "shop" and fact.domain == "cloud",
    ),
]


def add(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def groups(dimensions: Sequence[str], keep: Callable[[Fact], bool], month: str) -> dict[tuple[str, ...], list[Fact]]:
    found = defaultdict(list)
    for fact in FACTS:
        if fact.month == month and fact.is_valued and keep(fact):
            found[tuple(KEYS[dimension][1](fact) for dimension in dimensions)].append(fact)
    return found


def keyed(dimensions: Sequence[str], rows: list[dict[str, Any]]) -> dict[tuple[str, ...], dict[str, Any]]:
    found = {tuple(row[KEYS[dimension][0]] for dimension in dimensions): row for row in rows}
    assert len(found) == len(rows)
    return found


@pytest.mark.parametrize("filters", FILTERS, ids=lambda pair: ",".join(pair[0]) or "all")
def test_i5_every_set_of_dimensions_is_what_the_facts_say(
    api: Api, filters: tuple[dict[str, Any], Callable[[Fact], bool]]
) -> None:
    asked, keep = filters
    for dimensions in SUBSETS:
        answer = ask(api, dimensions=dimensions, limit=1000, **asked)
        expected = groups(dimensions, keep, OCTOBER)
        rows = keyed(dimensions, answer["data"])
        assert {key for key, row in rows.items() if row["cost"] != 0 or key in expected} >= set(expected)
        for key, facts in expected.items():
            row = rows[key]
            assert row["cost"] == add(fact.cost for fact in facts), (dimensions, key)
            assert row["unpricedRows"] == sum(fact.cost is None for fact in facts)
            metrics = {fact.metric for fact in facts}
            if len(metrics) == 1:
                assert (row["metric"], row["quantity"]) == (metrics.pop(), sum(fact.quantity for fact in facts))
            else:
                assert (row["metric"], row["quantity"]) == (None, None)
        assert add(row["cost"] for row in rows.values()) == add(
            fact.cost for facts in expected.values() for fact in facts
        )
        assert answer["meta"]["total"]["cost"] == cost(OCTOBER, keep)
        assert answer["meta"]["aggregate"]["rows"] == len(rows)


@pytest.mark.parametrize("dimensions", [("domain",), ("application", "product"), ("month", "family"), ("environment",)])
def test_previous_costs_are_those_of_the_months_before(api: Api, dimensions: tuple[str, ...]) -> None:
    answer = ask(api, dimensions=dimensions, limit=1000)
    rows = keyed(dimensions, answer["data"])
    before = {
        tuple(OCTOBER if part == SEPTEMBER else part for part in key): add(fact.cost for fact in facts)
        for key, facts in groups(dimensions, lambda fact: True, SEPTEMBER).items()
    }
    assert {key: row["previousCost"] for key, row in rows.items() if row["previousCost"] is not None} == {
        key: amount for key, amount in before.items() if amount is not None
    }
    assert answer["meta"]["total"]["previousCost"] == cost(SEPTEMBER)
    for row in rows.values():
        known = row["cost"] is not None and row["previousCost"] is not None
        assert row["delta"] == (row["cost"] - row["previousCost"] if known else None)


def test_a_range_by_month(api: Api) -> None:
    answer = ask(api, dimensions=["month", "domain"], **RANGE, sort="keys")
    rows = keyed(["month", "domain"], answer["data"])
    assert list(rows) == sorted(rows)
    for month in (SEPTEMBER, OCTOBER):
        assert add(row["cost"] for key, row in rows.items() if key[0] == month) == cost(month)
    assert answer["meta"]["total"]["cost"] == cost(SEPTEMBER) + cost(OCTOBER)
    assert answer["meta"]["total"]["previousCost"] is None  # July and August were never published


def test_i6_gone_is_zero_only_where_the_domain_is_published(api: Api) -> None:
    rows = keyed(["domain", "application"], ask(api, dimensions=["domain", "application"])["data"])
    assert (rows["open", "old"]["cost"], rows["open", "old"]["quantity"]) == (0, None)
    assert rows["gone", "pay"]["cost"] is None
    assert rows["open", "archive"]["cost"] is None
    by_product = keyed(["product"], ask(api, dimensions=["product"])["data"])
    assert by_product[("saas",)]["cost"] is None
    by_month = keyed(["month", "family"], ask(api, dimensions=["month", "family"])["data"])
    assert by_month[OCTOBER, "sold"]["cost"] is None


@pytest.mark.parametrize(
    "dimensions", [["application"], ["application", "product", "environment"], ["product", "month"]]
)
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_totals_do_not_depend_on_limit_or_page(api: Api, dimensions: list[str], limit: int) -> None:
    whole = ask(api, dimensions=dimensions)
    pages: list[Any] = []
    cursor: str | None = None
    while cursor is not None or not pages:
        more: dict[str, Any] = {"cursor": cursor} if cursor else {}
        page = ask(api, dimensions=dimensions, limit=limit, **more)
        assert {**page["meta"], "page": None} == {**whole["meta"], "page": None}
        pages += page["data"]
        cursor = page["meta"]["page"]["next"]
    assert pages == whole["data"]


@pytest.mark.parametrize(
    "dimensions", [["application"], ["product", "environment"], ["domain", "application", "metric"]]
)
@pytest.mark.parametrize("limit", [1, 2, 4])
@pytest.mark.parametrize("sort", ["-cost", "keys", "delta"])
def test_i5_with_others_the_rows_add_up_to_the_total(api: Api, dimensions: list[str], limit: int, sort: str) -> None:
    whole = ask(api, dimensions=dimensions, sort=sort)
    answer = ask(api, dimensions=dimensions, sort=sort, limit=limit, others=True)
    *rows, others = answer["data"]
    assert rows == whole["data"][:limit]
    folded = whole["data"][limit:]
    assert (others["reserved"], others["foldedRows"]) == (True, len(folded))
    assert {others[KEYS[dimension][0]] for dimension in dimensions if dimension != "metric"} == {None}
    for name in ("cost", "previousCost"):
        assert others[name] == add(row[name] for row in folded)
        assert add(row[name] for row in answer["data"]) == answer["meta"]["total"][name]
    assert sum(row["unpricedRows"] for row in answer["data"]) == answer["meta"]["total"]["unpricedRows"]
    assert answer["meta"]["page"]["next"] is None


def test_no_others_when_nothing_is_beyond_the_limit(api: Api) -> None:
    assert ask(api, dimensions=["domain"], others=True) == ask(api, dimensions=["domain"])


def test_i6_others_of_unknown_cost_are_unknown(api: Api) -> None:
    answer = ask(api, dimensions=["application"], applications=["shop", "archive"], limit=1, others=True)
    assert (answer["data"][1]["cost"], answer["data"][1]["unpricedRows"]) == (None, 1)


@pytest.mark.parametrize("name", ["cost", "previousCost", "delta", "deltaPercent"])
@pytest.mark.parametrize("sign", ["", "-"])
def test_order(api: Api, name: str, sign: str) -> None:
    rows = ask(api, dimensions=["application"], sort=sign + name)["data"]
    assert rows[-1]["applicationId"] == "unallocated"
    values = [row[name] for row in rows[:-1]]
    known = [value for value in values if value is not None]
    assert values == sorted(known, reverse=sign == "-") + [None] * (len(values) - len(known))


def test_keys_sort_in_the_order_of_the_dimensions(api: Api) -> None:
    for dimensions in (["application", "domain"], ["domain", "application"]):
        rows = ask(api, dimensions=dimensions, sort="keys")["data"]
        keys = [tuple(row[KEYS[dimension][0]] for dimension in dimensions) for row in rows]
        assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("body", "source"),
    [
        ({}, "domain"),
        ({"dimensions": ["month", "domain", "environment"], "domains": ["x"]}, "domain"),
        ({"dimensions": ["family"]}, "product"),
        ({"products": ["x"]}, "product"),
        ({"dimensions": ["metric"]}, "product"),
        ({"applications": ["x"]}, "app_domain"),
        ({"dimensions": ["application", "domain"]}, "app_domain"),
        ({"dimensions": ["family"], "applications": ["x"]}, "app_family"),
        ({"dimensions": ["application"], "families": ["x"]}, "app_family"),
        ({"dimensions": ["application", "metric"]}, "app_product"),
        ({"applications": ["x"], "families": ["x"], "products": ["x"]}, "app_product"),
    ],
)
def test_the_smallest_aggregate_that_can_answer_is_read(body: dict[str, Any], source: str) -> None:
    assert AggregateRequest.model_validate(body).source == source


@pytest.mark.parametrize("source", ["domain", "product", "app_domain", "app_family", "app_product"])
def test_every_source_gives_the_same_total(api: Api, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    monkeypatch.setattr(AggregateRequest, "source", source)
    answer = ask(api, dimensions=["domain", "environment"], limit=1000, sort="keys")
    monkeypatch.undo()
    assert answer == ask(api, dimensions=["domain", "environment"], limit=1000, sort="keys")


def test_it_is_planned_for_its_values_and_other_readings_once(api: Api) -> None:
    for _ in range(4):
        ask(api, dimensions=["domain"])
        api.get("domains")
    with api.function.application().service.reader.autocommit() as connection:
        found = connection.execute(
            "SELECT statement, generic_plans, custom_plans FROM pg_prepared_statements"
            " WHERE generic_plans + custom_plans > 0"
        ).fetchall()
    aggregate = load_sql("query_api", "aggregate/aggregate").decode()[:80]
    plans = {row["statement"][:80]: (row["generic_plans"] > 0, row["custom_plans"] > 0) for row in found}
    assert plans.pop(aggregate) == (False, True)
    assert set(plans.values()) == {(True, False)}
