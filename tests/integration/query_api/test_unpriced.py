"""What has no price, against the facts by hand."""

import csv
import io
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from psycopg.rows import DictRow

from tests.integration.query_api.conftest import Api
from tests.integration.query_api.mart import FACTS, OCTOBER, SEPTEMBER, cost


def keys(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [(r["period"], r["productId"], r["environment"], r["metric"], r["quantity"], r["facts"]) for r in rows]


def test_i6_every_fact_without_a_price_is_listed(api: Api) -> None:
    answer = api.get(f"unpriced?from={SEPTEMBER}&to={OCTOBER}")
    expected = {
        (f.month, f.product, f.environment, f.metric, f.quantity, 1) for f in FACTS if f.is_valued and f.cost is None
    }
    assert set(keys(answer["data"])) == expected
    assert [row["period"] for row in answer["data"]] == [OCTOBER, OCTOBER, SEPTEMBER]
    assert answer["meta"]["total"]["unpricedRows"] == len(expected)
    assert answer["meta"]["unpriced"] == [
        {"metric": "GB_MONTH", "unit": "GB", "quantity": 10010, "facts": 3, "products": 1}
    ]


def test_i6_the_total_says_what_is_known_of_the_same_filters(api: Api) -> None:
    whole = api.get("unpriced")["meta"]["total"]
    assert (whole["cost"], whole["previousCost"]) == (cost(OCTOBER), cost(SEPTEMBER))
    assert whole == api.get("domains")["meta"]["total"]
    one = api.get("unpriced?environment=shared&domain=open")
    assert (one["meta"]["total"]["cost"], one["meta"]["total"]["unpricedRows"]) == (None, 1)
    assert keys(one["data"]) == [(OCTOBER, "disk", "shared", "GB_MONTH", 9000, 1)]
    assert api.get("unpriced?domain=cloud")["data"] == []


def test_a_quantity_that_no_application_could_be_found_for_is_said(
    own_api: Api, db: psycopg.Connection[DictRow]
) -> None:
    db.execute("UPDATE mv_cost_product_month SET unallocated_quantity = 8999.5 WHERE quantity = 9000")
    answer = own_api.get("unpriced?environment=shared&domain=open")
    assert answer["data"][0]["unallocatedQuantity"] == Decimal("8999.5")
    assert answer["meta"]["total"]["unallocatedCost"] is None


def test_another_view_lacks_other_prices(api: Api) -> None:
    assert keys(api.get("unpriced?pricingView=budget")["data"]) == keys(api.get("unpriced")["data"])
    assert api.get("unpriced?pricingView=budget")["meta"]["currency"] == "USD"


@pytest.mark.parametrize("limit", [1, 2])
def test_pages_make_the_whole(api: Api, limit: int) -> None:
    path = f"unpriced?from={SEPTEMBER}&to={OCTOBER}"
    first = api.get(f"{path}&limit={limit}")
    rest = api.get(f"{path}&cursor={first['meta']['page']['next']}")
    assert first["data"] + rest["data"] == api.get(path)["data"]
    assert first["meta"]["unpriced"] == rest["meta"]["unpriced"]


def test_as_csv(api: Api) -> None:
    rows = list(csv.DictReader(io.StringIO(api.call("unpriced", headers={"Accept": "text/csv"}).text)))
    assert [row["quantity"] for row in rows] == ["510", "9000"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("pricingView=nobody", 404),
        ("application=shop", 400),
        ("sort=cost", 400),
        (f"period={OCTOBER}&from={OCTOBER}&to={OCTOBER}", 400),
        ("cursor=7.1.0123456789abcdef", 400),
    ],
)
def test_what_cannot_be_asked(api: Api, query: str, status: int) -> None:
    api.get(f"unpriced?{query}", status=status)


def test_a_month_without_data_is_empty(api: Api) -> None:
    answer = api.get("unpriced?period=2030-01")
    assert (answer["data"], answer["meta"]["complete"], answer["meta"]["unpriced"]) == ([], False, [])
