"""Budgets beside costs, reckoned by hand: the month, to date over the turn of the year, and the whole year."""

import csv
import io
import json
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from psycopg.rows import DictRow

from tests.integration.query_api.budgets.test_import import published, put
from tests.integration.query_api.conftest import Api, MakeApi
from tests.integration.query_api.mart import OCTOBER, SEPTEMBER, cost, fill
from tests.integration.query_api.test_document import validate

HEADER = "scope,scopeId,month,amount\n"


def year(scope: str, key: str, amounts: dict[str, str]) -> str:
    return "".join(f"{scope},{key},{month},{amount}\n" for month, amount in amounts.items())


def spent(month: str, **keys: str) -> Decimal:
    """What the mart must say that a month cost: of a domain, of an application, of all."""
    return cost(month, lambda fact: all(getattr(fact, name) == key for name, key in keys.items()))


def compared(api: Api, question: str = "") -> dict[tuple[str, str], Any]:
    return {(row["scope"], row["scopeId"]): row for row in api.get(f"budgets/comparison{question}")["data"]}


@pytest.fixture
def autumn(make_api: MakeApi, db: psycopg.Connection[DictRow]) -> Api:
    """Years begin in September; September and October 2026 are published, October is running."""
    fill(db)
    return make_api(FINOPS_FISCAL_YEAR_START="9")


def test_month_to_date_and_year_by_hand(autumn: Api, db: psycopg.Connection[DictRow]) -> None:
    months = {SEPTEMBER: "10", OCTOBER: "5", "2026-11": "5", "2027-01": "7", "2027-09": "1000"}
    table = year("domain", "open", months) + year("entity", "acme", {SEPTEMBER: "1e3", OCTOBER: "1e8"})
    table += year("application", "shop", {"2027-02": "9"}) + year("application", "idle", {OCTOBER: "1"})
    published(put(autumn, HEADER + table))
    answer = autumn.get("budgets/comparison")
    assert {key: answer["meta"][key] for key in ("period", "yearFrom", "yearTo", "budgetVersion", "currency")} == {
        "period": OCTOBER,
        "yearFrom": SEPTEMBER,
        "yearTo": "2027-08",
        "budgetVersion": 1,
        "currency": "EUR",
    }
    assert [row["scopeId"] for row in answer["data"]] == ["acme", "open", "idle", "shop"]
    rows = compared(autumn)
    of_open = rows["domain", "open"]
    september, october = spent(SEPTEMBER, domain="open"), spent(OCTOBER, domain="open")
    so_far = september + october
    assert of_open["month"] == {
        "budget": 5,
        "cost": october,
        "remaining": 5 - october,
        "percent": (100 * october / 5).quantize(Decimal("0.01")),
        "forecast": max(september, october),
        "unpricedRows": 2,
    }
    assert of_open["toDate"] == {
        "budget": 15,
        "cost": so_far,
        "remaining": 15 - so_far,
        "percent": (100 * so_far / 15).quantize(Decimal("0.01")),
        "months": 2,
        "monthsWithoutData": 0,
        "unpricedRows": 3,
    }
    # November and January are expected to cost what September did; December has no budget, September 2027 is not of it.
    expected = september + max(september, october) + 2 * september.quantize(Decimal("0.000001"))
    assert {key: of_open["year"][key] for key in ("budget", "cost", "forecast", "months")} == {
        "budget": 27,
        "cost": so_far,
        "forecast": expected,
        "months": 4,
    }
    assert rows["entity", "acme"]["toDate"]["cost"] == spent(SEPTEMBER) + spent(OCTOBER)
    assert rows["application", "idle"]["month"] == {
        "budget": 1,
        "cost": 0,
        "remaining": 1,
        "percent": 0,
        "forecast": 0,
        "unpricedRows": 0,
    }
    # Its only budget is of a month to come: nothing to hold its costs against yet.
    later = rows["application", "shop"]
    assert (later["month"]["budget"], later["month"]["cost"]) == (None, spent(OCTOBER, application="shop"))
    assert (later["toDate"]["budget"], later["toDate"]["cost"], later["toDate"]["months"]) == (None, None, 0)


def test_the_fiscal_year_goes_over_the_turn_of_the_year(autumn: Api) -> None:
    published(put(autumn, HEADER + year("domain", "open", {SEPTEMBER: "10", OCTOBER: "5", "2027-01": "7"})))
    january = compared(autumn, "?period=2027-01")["domain", "open"]
    assert january["month"]["cost"] is None
    assert january["toDate"]["budget"] == 22
    assert january["toDate"]["cost"] == spent(SEPTEMBER, domain="open") + spent(OCTOBER, domain="open")
    assert (january["toDate"]["months"], january["toDate"]["monthsWithoutData"]) == (3, 1)
    assert compared(autumn, "?period=2026-08") == {}
    assert compared(autumn, "?period=2027-09") == {}


def test_a_status_says_what_to_do(autumn: Api) -> None:
    for status, amounts in (
        ("over", {SEPTEMBER: "0.01", OCTOBER: "0.01", "2026-11": "1e6"}),
        ("under", {SEPTEMBER: "1e3", OCTOBER: "1e3", "2026-11": "0", "2026-12": "0"}),
        ("at_risk", {SEPTEMBER: "8", OCTOBER: "9", "2026-11": "0", "2026-12": "0"}),
    ):
        published(put(autumn, HEADER + year("domain", "open", amounts)))
        assert compared(autumn)["domain", "open"]["status"] == status


def test_filters_sorting_pages_and_csv(autumn: Api) -> None:
    table = year("domain", "open", {OCTOBER: "1"}) + year("domain", "cloud", {OCTOBER: "1e9"})
    published(put(autumn, HEADER + table + year("family", "servers", {OCTOBER: "0"})))
    assert set(compared(autumn, "?scope=domain")) == {("domain", "open"), ("domain", "cloud")}
    asked = compared(autumn, "?scope=domain&scopeId=open&scopeId=weights&scopeId=nowhere")
    assert set(asked) == {("domain", "open"), ("domain", "weights")}
    without = asked["domain", "weights"]
    assert (without["status"], without["month"]["budget"], without["month"]["cost"]) == ("none", None, 1000)
    assert without["year"]["months"] == 12
    ordered = autumn.get("budgets/comparison?sort=-monthPercent&limit=2")
    assert [row["scopeId"] for row in ordered["data"]] == ["open", "cloud"]
    second = autumn.get(f"budgets/comparison?sort=-monthPercent&limit=2&cursor={ordered['meta']['page']['next']}")
    assert [row["scopeId"] for row in second["data"]] == ["servers"]  # a budget of 0 has no percentage
    assert second["meta"]["page"]["next"] is None
    answer = autumn.call("budgets/comparison?scope=domain", headers={"Accept": "text/csv"})
    first = next(iter(csv.DictReader(io.StringIO(answer.text))))
    assert (first["scopeId"], first["monthBudget"], first["toDateMonths"]) == ("open", "1", "1")
    assert Decimal(first["yearCost"]) == spent(OCTOBER, domain="open")
    for question, status in (
        ("?scopeId=open", 400),
        ("?scope=planet", 400),
        ("?environment=production", 400),
        ("?pricingView=nope", 404),
        ("?sort=cost", 400),
    ):
        assert autumn.call(f"budgets/comparison{question}").status_code == status, question
    assert autumn.call("budgets/comparison", role=None).status_code == 401


def test_an_amount_comes_as_exactly_as_it_went(autumn: Api) -> None:
    published(put(autumn, HEADER + year("domain", "open", {OCTOBER: "999999999999999.000000000001"})))
    month = compared(autumn)["domain", "open"]["month"]
    assert month["budget"] == Decimal("999999999999999.000000000001")
    assert month["remaining"] == Decimal("999999999999999.000000000001") - spent(OCTOBER, domain="open")


def test_answers_are_as_described(autumn: Api) -> None:
    document = json.loads(autumn.call("/openapi.json").data)
    version = "/v1/local/admin/budgets/{view}/versions/{version}"
    admin: dict[str, Any] = {"role": "Rosetta_FinOps_Admin"}
    validate(document, "/v1/local/budgets/comparison", "get", autumn.call("budgets/comparison"))
    table = HEADER + year("domain", "open", {OCTOBER: "1"}) + year("entity", "", {OCTOBER: "1"})
    validate(document, "/v1/local/admin/budgets/{view}", "put", put(autumn, table))
    validate(document, "/v1/local/budgets/comparison", "get", autumn.call("budgets/comparison"))
    validate(document, "/v1/local/admin/budgets", "get", autumn.call("admin/budgets", **admin))
    validate(document, version, "get", autumn.call("admin/budgets/actual/versions/1", **admin))


def test_before_anything_was_published(empty_api: Api) -> None:
    answer = empty_api.get("budgets/comparison")
    assert (answer["data"], answer["meta"]["period"], answer["meta"]["yearFrom"]) == ([], None, None)
