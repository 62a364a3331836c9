"""The dashboard's figures are the API's, and those are the mart's; what it asks for is what it shows."""

from decimal import Decimal

import psycopg
from playwright.sync_api import Page, expect
from psycopg.rows import DictRow

from finops_local.demo.api import Api
from finops_local.demo.stage import Stage
from tests.fix_screens import asked, seen, settle


def _open(page: Page, stage: Stage) -> None:
    page.goto(f"/finops?period={stage.company.current}")
    expect(page.get_by_role("region", name="Key figures")).to_be_visible()


def _amounts(page: Page, heading: str) -> list[Decimal]:
    """The costs of one of the top lists, every digit."""
    table = page.get_by_role("heading", name=heading, exact=True).locator("xpath=ancestor::*[.//table][1]//table")
    table.wait_for()
    values = table.locator("tbody td:nth-child(3) data").evaluate_all("cells => cells.map(cell => cell.value)")
    return [Decimal(value) for value in values]


def test_the_month_s_cost_is_the_api_s_and_the_mart_s(
    olivia: Page, screens: Stage, api: Api, mart: psycopg.Connection[DictRow]
) -> None:
    _open(olivia, screens)
    shown = Decimal(olivia.get_by_role("region", name="Key figures").locator("data").first.get_attribute("value") or "")
    answer = api.get("/v1/local/dashboard", period=str(screens.company.current))
    row = mart.execute(
        "SELECT sum(cost) AS cost FROM mv_cost_domain_month WHERE period_month = %s AND pricing_view_id = %s",
        (screens.company.current.first_day, answer["meta"]["pricingView"]),
    ).fetchone()
    assert row is not None
    assert shown == answer["data"]["cost"] == row["cost"]


def test_the_lists_are_the_api_s(olivia: Page, screens: Stage, api: Api) -> None:
    _open(olivia, screens)
    data = api.get("/v1/local/dashboard", period=str(screens.company.current), limit="5")["data"]
    for heading, name in (("Domains", "topDomains"), ("Families", "topFamilies"), ("Applications", "topApplications")):
        assert _amounts(olivia, heading) == [line["cost"] for line in data[name]]


def test_the_trend_s_table_has_thirteen_months(olivia: Page, screens: Stage) -> None:
    _open(olivia, screens)
    olivia.get_by_role("radio", name="Table").or_(olivia.get_by_role("button", name="Table")).first.click()
    table = olivia.get_by_role("grid").first
    expect(table.get_by_role("row")).to_have_count(14)


def test_it_asks_for_what_it_shows_and_for_nothing_twice(olivia: Page, screens: Stage) -> None:
    _open(olivia, screens)
    assert asked(olivia) == [
        "anomalies",
        "dashboard",
        "history",
        "history",
        "me",
        "pricing-views",
        "status",
    ]


def test_another_view_asks_only_for_its_own(olivia: Page, screens: Stage) -> None:
    _open(olivia, screens)
    settle(olivia)
    seen(olivia).requests.clear()
    olivia.get_by_role("tab", name="Domains").or_(olivia.get_by_role("link", name="Domains", exact=True)).first.click()
    expect(olivia.get_by_role("heading", level=2, name="Domains")).to_be_visible()
    assert asked(olivia) == ["domains"]
