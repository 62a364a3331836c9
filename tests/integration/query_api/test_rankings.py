"""Rankings, against the facts by hand."""

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
from tests.integration.query_api.test_costs import by_key, sum_of

KEYS: dict[str, Callable[[Fact], tuple[str | None, ...]]] = {
    "application": lambda fact: (fact.application, None, None, None),
    "domain": lambda fact: (None, fact.domain, None, None),
    "family": lambda fact: (None, fact.domain, fact.family or "(none)", None),
    "product": lambda fact: (None, fact.domain, fact.family or "(none)", fact.product or "(none)"),
}


def key_of(row: dict[str, Any]) -> tuple[Any, ...]:
    return (row["applicationId"], row["domainId"], row["familyId"], row["productId"])


def costs(by: str, month: str, keep: Callable[[Fact], bool]) -> dict[tuple[Any, ...], Decimal | None]:
    """What each costs in a month; None: nothing of it has a price."""
    found: dict[tuple[Any, ...], Decimal | None] = {}
    for fact in FACTS:
        if fact.month == month and fact.is_valued and keep(fact):
            key = KEYS[by](fact)
            known = found.setdefault(key, None)
            found[key] = known if fact.cost is None else (known or 0) + fact.cost
    return found


@pytest.mark.parametrize("by", KEYS)
@pytest.mark.parametrize("environment", [None, "production", "staging", "shared"])
def test_order_by_cost(api: Api, by: str, environment: str | None) -> None:
    query = f"&environment={environment}" if environment else ""
    answer = api.get(f"rankings?by={by}{query}")
    expected = costs(by, OCTOBER, lambda fact: environment in (None, fact.environment))
    assert {key_of(row): row["cost"] for row in answer["data"]} == expected
    ranked = [row for row in answer["data"] if row["rank"] is not None]
    assert answer["data"][: len(ranked)] == ranked
    assert [row["rank"] for row in ranked] == list(range(1, len(ranked) + 1))
    assert [row["cost"] for row in ranked] == sorted((row["cost"] for row in ranked), reverse=True)
    assert all(row["cost"] is None or row["reserved"] for row in answer["data"][len(ranked) :])


@pytest.mark.parametrize("by", KEYS)
def test_i5_costs_add_up_to_the_total(api: Api, by: str) -> None:
    answer = api.get(f"rankings?by={by}")
    assert sum_of(answer["data"], "cost") == answer["meta"]["total"]["cost"] == cost(OCTOBER)
    assert answer["meta"]["total"] == api.get("domains")["meta"]["total"]
    assert sum_of(answer["data"], "unpricedRows") == answer["meta"]["total"]["unpricedRows"]


@pytest.mark.parametrize("by", KEYS)
@pytest.mark.parametrize(("order", "sign"), [("growth", 1), ("reduction", -1)])
def test_order_by_change(api: Api, by: str, order: str, sign: int) -> None:
    answer = api.get(f"rankings?by={by}&order={order}")
    rows = answer["data"]
    ranked = [row for row in rows if row["rank"] is not None]
    assert all(row["delta"] * sign > 0 and row["delta"] == row["cost"] - row["previousCost"] for row in ranked)
    assert [row["delta"] for row in ranked] == sorted((row["delta"] for row in ranked), reverse=sign > 0)
    assert answer["meta"]["ranking"]["comparedWith"] == SEPTEMBER
    before = costs(by, SEPTEMBER, lambda _: True)
    assert all(row["previousCost"] == before.get(key_of(row)) for row in rows)
    new = [row for row in rows if row["status"] == "new"]
    assert bool(new) == (order == "growth")
    assert all(row["deltaPercent"] is None and row["rank"] is None for row in new)


def test_ended_is_a_reduction_by_all_it_cost(api: Api) -> None:
    old = by_key(api.get("rankings?order=reduction")["data"], "applicationId")["old"]
    was = cost(SEPTEMBER, lambda fact: fact.application == "old")
    assert (old["status"], old["cost"], old["delta"], old["deltaPercent"]) == ("ended", 0, -was, -100)
    assert "old" not in by_key(api.get("rankings")["data"], "applicationId")


def test_i6_a_domain_that_is_not_published_has_not_ended(api: Api) -> None:
    rows = by_key(api.get("rankings?by=domain&order=reduction")["data"], "domainId")
    assert "gone" not in rows


def test_unallocated_is_last_and_without_a_rank(api: Api) -> None:
    for order in ("cost", "growth"):
        last = api.get(f"rankings?order={order}")["data"][-1]
        assert (last["applicationId"], last["rank"], last["reserved"]) == ("unallocated", None, True)


def test_what_has_no_price_has_no_rank(api: Api) -> None:
    archive = by_key(api.get("rankings")["data"], "applicationId")["archive"]
    assert (archive["rank"], archive["cost"], archive["status"]) == (None, None, "unpriced")
    assert by_key(api.get("rankings?by=product")["data"], "productId")["disk"]["status"] == "unpriced"


@pytest.mark.parametrize("by", KEYS)
def test_ties_share_a_rank(own_api: Api, db: psycopg.Connection[DictRow], by: str) -> None:
    tables = {"application": "rank_app", "domain": "cost_domain", "family": "cost_family", "product": "cost_product"}
    more = ", cost_rank = 1" if by == "application" else ""
    db.execute(f"UPDATE mv_{tables[by]}_month SET cost = 5{more} WHERE cost IS NOT NULL".encode())
    rows = [row for row in own_api.get(f"rankings?by={by}&environment=production")["data"] if row["rank"]]
    assert len(rows) > 1
    assert {row["rank"] for row in rows} == {1}
    assert [key_of(row) for row in rows] == sorted(key_of(row) for row in rows)


def test_last_year_without_data_compares_nothing(api: Api) -> None:
    answer = api.get("rankings?order=growth&against=lastYear")
    assert answer["data"] == []
    assert answer["meta"]["ranking"]["comparedWith"] is None
    assert answer["meta"]["total"]["previousCost"] is None
    assert {row["status"] for row in api.get("rankings?by=domain&against=lastYear")["data"]} == {None}


def test_last_year_is_another_comparison(own_api: Api, db: psycopg.Connection[DictRow]) -> None:
    db.execute("SELECT ensure_month_partitions('2025-10-01', '2025-10-01')")
    db.execute(
        "INSERT INTO slice_publication (entity_id, period_month, domain_id, run_id, generation, published_at)"
        " SELECT entity_id, '2025-10-01', domain_id, run_id, generation, published_at FROM slice_publication"
        " WHERE entity_id = 'acme' AND period_month = '2026-10-01' AND run_id IS NOT NULL"
    )
    db.execute(
        "INSERT INTO mv_cost_domain_month (entity_id, period_month, pricing_view_id, domain_id, environment, cost,"
        " unpriced_rows) VALUES ('acme', '2025-10-01', 'actual', 'weights', 'shared', 400, 0)"
    )
    db.execute(
        "UPDATE mv_rank_app_month SET last_year_cost = 12, status_year = 'continued', growth_rank_year = 3"
        " WHERE application_id = 'shop' AND period_month = '2026-10-01'"
    )
    answer = own_api.get("rankings?by=domain&order=growth&against=lastYear")
    assert answer["meta"]["ranking"]["comparedWith"] == "2025-10"
    assert answer["meta"]["total"]["previousCost"] == 400
    ranked = [(row["domainId"], row["rank"], row["delta"]) for row in answer["data"] if row["rank"]]
    assert ranked == [("weights", 1, 600)]
    shop = own_api.get("rankings?order=growth&against=lastYear")["data"][0]
    assert (shop["applicationId"], shop["rank"], shop["previousCost"]) == ("shop", 3, 12)


def test_a_product_that_moved_is_compared_with_itself(own_api: Api, db: psycopg.Connection[DictRow]) -> None:
    db.execute(
        "UPDATE mv_cost_product_month SET domain_id = 'gone', family_id = 'sold'"
        " WHERE product_id = 'vm' AND period_month = '2026-09-01'"
    )
    rows = own_api.get("rankings?by=product&order=growth")["data"]
    vm = by_key(rows, "productId")["vm"]
    assert (vm["domainId"], vm["familyId"], vm["status"]) == ("open", "servers", "continued")
    assert vm["previousCost"] == cost(SEPTEMBER, lambda fact: fact.product == "vm")


@pytest.mark.parametrize("by", ["application", "domain"])
@pytest.mark.parametrize("order", ["cost", "growth"])
def test_threshold_is_said(api: Api, by: str, order: str) -> None:
    whole = api.get(f"rankings?by={by}&order={order}")
    some = api.get(f"rankings?by={by}&order={order}&threshold=1.50")
    amount = "cost" if order == "cost" else "delta"
    kept = [row for row in whole["data"] if row[amount] is None or abs(row[amount]) >= Decimal("1.5")]
    kept = [row for row in kept if row[amount] is not None or row["status"] != "new" or row["cost"] >= Decimal("1.5")]
    assert some["data"] == kept
    assert some["meta"]["ranking"] == {
        **whole["meta"]["ranking"],
        "threshold": Decimal("1.5"),
        "rows": len(kept),
        "belowThreshold": len(whole["data"]) - len(kept),
    }
    assert some["meta"]["total"] == whole["meta"]["total"]


def test_what_reaches_the_threshold_is_listed(api: Api) -> None:
    assert "weights" in by_key(api.get("rankings?by=domain&threshold=1000")["data"], "domainId")
    assert "weights" not in by_key(api.get("rankings?by=domain&threshold=1000.000000000001")["data"], "domainId")


def test_an_application_keeps_its_rank_among_all(api: Api) -> None:
    whole = by_key(api.get("rankings")["data"], "applicationId")
    one = api.get("rankings?application=pay")
    assert {**one["data"][0], "share": None} == {**whole["pay"], "share": None}
    assert one["meta"]["total"]["cost"] == whole["pay"]["cost"]


@pytest.mark.parametrize("path", ["rankings?", "rankings?by=family&", "rankings?order=growth&"])
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_make_the_whole(api: Api, path: str, limit: int) -> None:
    pages: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        answer = api.get(f"{path}limit={limit}{f'&cursor={cursor}' if cursor else ''}")
        pages += answer["data"]
        cursor = answer["meta"]["page"]["next"]
    assert pages == api.get(path.rstrip("&?"))["data"]


def test_a_cursor_is_of_one_ranking(api: Api) -> None:
    cursor = api.get("rankings?limit=1")["meta"]["page"]["next"]
    api.get(f"rankings?limit=1&by=domain&cursor={cursor}", status=400)


def test_as_csv(api: Api) -> None:
    rows = list(csv.DictReader(io.StringIO(api.call("rankings", headers={"Accept": "text/csv"}).text)))
    expected = api.get("rankings")["data"]
    assert [row["applicationId"] for row in rows] == [row["applicationId"] for row in expected]
    assert Decimal(rows[0]["cost"]) == expected[0]["cost"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("by=owner", 400),
        ("order=-cost", 400),
        ("against=yesterday", 400),
        ("threshold=-1", 400),
        ("threshold=1e3", 400),
        ("threshold=NaN", 400),
        ("threshold=0.0000000000001", 400),
        ("by=domain&application=shop", 400),
        ("from=2026-09&to=2026-10", 400),
        ("pricingView=nobody", 404),
    ],
)
def test_what_cannot_be_asked(api: Api, query: str, status: int) -> None:
    api.get(f"rankings?{query}", status=status)


@pytest.mark.parametrize("by", KEYS)
def test_a_month_without_data_is_empty(api: Api, by: str) -> None:
    answer = api.get(f"rankings?by={by}&period=2030-01")
    assert (answer["data"], answer["meta"]["total"]["cost"], answer["meta"]["complete"]) == ([], 0, False)


def test_before_anything_was_published(empty_api: Api) -> None:
    answer = empty_api.get("rankings")
    assert (answer["data"], answer["meta"]["generation"], answer["meta"]["ranking"]["comparedWith"]) == ([], 0, None)
