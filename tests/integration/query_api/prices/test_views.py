"""Pricing views: created, changed and retired by admins, without misleading readers."""

from typing import Any

import psycopg
import pytest
from psycopg.rows import DictRow
from werkzeug.test import TestResponse

from query_api.route import CSV
from tests.integration.query_api.conftest import Api
from tests.integration.query_api.mart import GENERATION
from tests.integration.query_api.prices.conftest import FIRST, Admin, table

ACTUAL = {"label": "Actual", "currency": "EUR", "isDefault": True, "reason": "x"}
BUDGET = {"label": "Budget", "currency": "USD", "isDefault": False, "reason": "x"}


def write(admin: Admin, view: str, body: dict[str, Any]) -> TestResponse:
    return Admin(admin.api, view).call("", "PUT", json=body)


def generation(admin: Admin) -> int:
    return int(admin.api.admin("admin/pricing-views")["meta"]["generation"])


def code(response: TestResponse) -> tuple[int, str]:
    document: Any = response.json
    return response.status_code, document["type"].rpartition(":")[2]


def test_a_view_begins_empty_and_nobody_can_ask_for_it(admin: Admin, db: psycopg.Connection[DictRow]) -> None:
    answer = write(admin, "plan", {"label": "Plan", "currency": "CHF", "reason": "a plan"})
    assert answer.json["data"] == {  # type: ignore[index]  # is JSON
        "pricingViewId": "plan",
        "label": "Plan",
        "currency": "CHF",
        "isDefault": False,
        "retiredAt": None,
        "versions": [],
    }
    assert generation(admin) == GENERATION
    assert admin.api.call("domains?pricingView=plan").status_code == 404
    assert write(admin, "plan", {"label": "Plan", "currency": "EUR", "reason": "moved"}).status_code == 200
    entries = db.execute("SELECT actor, action, target, reason FROM audit_log ORDER BY at").fetchall()
    assert [tuple(entry.values()) for entry in entries] == [
        ("adam", "pricing_view.written", "plan", "a plan"),
        ("adam", "pricing_view.written", "plan", "moved"),
    ]


def test_what_readers_see_of_a_view_has_a_generation_of_its_own(admin: Admin) -> None:
    assert write(admin, "actual", ACTUAL).status_code == 200
    assert generation(admin) == GENERATION
    assert write(admin, "actual", {**ACTUAL, "label": "As billed"}).status_code == 200
    assert generation(admin) == GENERATION + 1
    assert admin.api.get("pricing-views")["data"][0]["label"] == "As billed"


def test_there_is_one_default_view(admin: Admin) -> None:
    assert write(admin, "budget", {**BUDGET, "isDefault": True}).status_code == 200
    views = admin.api.admin("admin/pricing-views")["data"]
    assert {view["pricingViewId"]: view["isDefault"] for view in views} == {"actual": False, "budget": True}
    assert admin.api.get("domains")["meta"]["pricingView"] == "budget"
    assert code(write(admin, "budget", BUDGET)) == (409, "default-view")
    assert code(write(admin, "plan", {**BUDGET, "isDefault": True})) == (409, "nothing-in-force")


def test_the_currency_of_a_published_view_stays(admin: Admin) -> None:
    assert code(write(admin, "budget", {**BUDGET, "currency": "EUR"})) == (409, "view-published")


def test_a_retired_view_is_gone_for_readers_and_for_good(admin: Admin, db: psycopg.Connection[DictRow]) -> None:
    budget = Admin(admin.api, "budget")
    budget.draft(*FIRST)
    retired = budget.call("", "DELETE", json={"reason": "nobody asks"})
    assert retired.json["data"]["retiredAt"] is not None  # type: ignore[index]  # is JSON
    assert [version["state"] for version in retired.json["data"]["versions"]] == ["in_force"]  # type: ignore[index]
    assert generation(admin) == GENERATION + 1
    assert admin.api.call("domains?pricingView=budget").status_code == 404
    assert code(write(admin, "budget", BUDGET)) == (409, "retired-view")
    assert code(budget.put(table(FIRST))) == (409, "retired-view")
    assert code(budget.call("", "DELETE", json={"reason": "again"})) == (409, "retired-view")
    assert budget.get("/versions/1")["data"]["prices"] != []
    entry = db.execute("SELECT reason FROM audit_log WHERE action = 'pricing_view.retired'").fetchall()
    assert entry == [{"reason": "nobody asks"}]


def test_the_default_view_and_one_about_to_change_are_not_retired(admin: Admin) -> None:
    assert code(admin.call("", "DELETE", json={"reason": "x"})) == (409, "default-view")
    budget = Admin(admin.api, "budget")
    budget.draft(*FIRST)
    assert budget.publish(restateRates=True).status_code == 202
    assert code(budget.call("", "DELETE", json={"reason": "x"})) == (409, "version-pending")


@pytest.mark.parametrize(
    ("view", "body"),
    [
        ("a view", BUDGET),
        ("-x", BUDGET),
        ("x" * 101, BUDGET),
        ("plan", {**BUDGET, "currency": "eur"}),
        ("plan", {**BUDGET, "currency": "EURO"}),
        ("plan", {**BUDGET, "label": " "}),
        ("plan", {**BUDGET, "isDefault": "yes"}),
        ("plan", {**BUDGET, "color": "red"}),
        ("plan", {"label": "Plan", "currency": "EUR"}),
    ],
)
def test_wrong_views_are_refused(admin: Admin, view: str, body: dict[str, Any]) -> None:
    assert write(admin, view, body).status_code == 400


@pytest.mark.parametrize("role", [None, "Rosetta_User", "Rosetta_Referentiel_Admin", "Rosetta_Group"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "admin/pricing-views"),
        ("PUT", "admin/pricing-views/actual"),
        ("DELETE", "admin/pricing-views/budget"),
        ("PUT", "admin/pricing-views/actual/draft"),
        ("DELETE", "admin/pricing-views/actual/draft"),
        ("GET", "admin/pricing-views/actual/draft/changes"),
        ("POST", "admin/pricing-views/actual/draft/publication"),
        ("GET", "admin/pricing-views/actual/versions/1"),
    ],
)
def test_i9_prices_are_for_admins(api: Api, role: str | None, method: str, path: str) -> None:
    answer = api.call(path, role=role, method=method, data=table(FIRST), headers={"Content-Type": CSV})
    assert answer.status_code == (401 if role is None else 403)
