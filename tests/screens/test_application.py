"""An application: what it costs and why, in FinOps and in the catalog; and the list of all of them."""

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Locator, Page, expect
from psycopg.rows import DictRow

from finops_contract.period import Period
from finops_local.demo.api import Api
from finops_local.demo.stage import Stage
from tests.fix_screens import OpenAs, asked, seen, settle
from tests.screens.accessibility import violations

APPLICATION = "APM0000001"
COMPONENT = "/catalog/default/component/payments-portal"
"""The component that says it is APPLICATION."""
UNNAMED = "/catalog/default/component/fraud-desk"
"""One that does not say what it is."""


@pytest.fixture(scope="session")
def month(screens: Stage) -> Period:
    """The last one that is over."""
    return screens.company.current.plus(-1)


def test_what_it_is_made_of_is_the_api_s_and_the_mart_s(
    olivia: Page, api: Api, mart: psycopg.Connection[DictRow], month: Period
) -> None:
    olivia.goto(f"/finops/applications/{APPLICATION}?period={month}")
    tree = olivia.get_by_role("table", name="What it is made of")
    answer = api.get(f"/v1/local/applications/{APPLICATION}", period=str(month))
    domains = [each["cost"] for each in answer["data"]["domains"]]
    expect(tree.get_by_role("row")).to_have_count(len(domains) + 2)
    shown = [_costs(row) for row in tree.get_by_role("row").all()[1:]]
    assert shown == [*domains, answer["data"]["cost"]]
    stored = mart.execute(
        "SELECT sum(cost) AS cost FROM mv_cost_app_domain_month"
        " WHERE period_month = %s AND pricing_view_id = %s AND application_id = %s",
        [month.first_day, answer["meta"]["pricingView"], APPLICATION],
    ).fetchone()
    assert stored is not None
    assert shown[-1] == stored["cost"]


def test_it_opens_down_to_the_products(olivia: Page, api: Api, month: Period) -> None:
    olivia.goto(f"/finops/applications/{APPLICATION}?period={month}&sort=label")
    tree = olivia.get_by_role("table", name="What it is made of")
    data = api.get(f"/v1/local/applications/{APPLICATION}", period=str(month), sort="label")["data"]
    expect(tree.get_by_role("rowheader").first).to_contain_text(data["domains"][0]["domainLabel"])
    olivia.get_by_role("button", name="Open all").click()
    products = [each for each in data["products"] if each["familyId"] != "(none)"]
    families = [each for each in data["families"] if each["familyId"] != "(none)"]
    rows = len(data["domains"]) + len(families) + len(products)
    expect(tree.get_by_role("row")).to_have_count(rows + 2)
    names = {each["productLabel"] for each in products if each["productId"] != "unmapped"}
    assert names <= set(tree.get_by_role("link").all_inner_texts())


@pytest.mark.parametrize("against", ["previousMonth", "lastYear"])
def test_the_steps_of_its_change_add_up_with_every_digit(olivia: Page, api: Api, month: Period, against: str) -> None:
    olivia.goto(f"/finops/applications/{APPLICATION}?period={month}&against={against}")
    why = olivia.get_by_role("table", name="Why it changed")
    expect(why).to_be_visible()
    before, *steps, now = [Decimal(each.get_attribute("value") or "") for each in why.locator("data").all()]
    data = api.get(f"/v1/local/applications/{APPLICATION}", period=str(month), against=against)["data"]
    assert (before, now) == (data["previousCost"], data["cost"])
    assert steps
    assert before + sum(steps) == now


def test_the_way_that_led_there_leads_back(olivia: Page, month: Period) -> None:
    olivia.goto(f"/finops/domains/public_cloud?period={month}&environment=production")
    applications = olivia.get_by_role("region", name="Applications")
    applications.get_by_role("rowheader").first.get_by_role("link").click()
    olivia.wait_for_url("**/finops/applications/*")
    expect(olivia.get_by_role("table", name="What it is made of")).to_be_visible()
    olivia.get_by_role("link", name="Public cloud", exact=True).first.click()
    olivia.wait_for_url(f"**/finops/domains/public_cloud?*period={month}*")
    assert "environment=production" in olivia.url


def test_it_leads_to_the_catalog_and_back(olivia: Page, month: Period) -> None:
    olivia.goto(f"/finops/applications/{APPLICATION}?period={month}")
    olivia.get_by_role("link", name="Payments Portal", exact=True).click()
    olivia.wait_for_url(f"**{COMPONENT}*")
    expect(olivia.get_by_role("heading", name="Costs", exact=True)).to_be_visible()


def test_a_component_has_a_card_with_its_month(olivia: Page, api: Api) -> None:
    data = api.get(f"/v1/local/applications/{APPLICATION}")["data"]
    olivia.goto(COMPONENT)
    expect(olivia.locator(f"data[value='{data['cost']}']")).to_be_visible()
    expect(olivia.locator(f"data[value='{data['delta']}']")).to_be_visible()
    olivia.get_by_role("link", name="All costs").click()
    olivia.wait_for_url(f"**{COMPONENT}/costs")
    expect(olivia.get_by_role("table", name="What it is made of")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_component_s_tab_is_the_whole_view_at_its_address(
    open_as: OpenAs, api: Api, month: Period, theme: str
) -> None:
    page = open_as(theme=theme)
    page.goto(f"{COMPONENT}/costs?period={month}&environment=production")
    data = api.get(f"/v1/local/applications/{APPLICATION}", period=str(month), environment="production")["data"]
    tree = page.get_by_role("table", name="What it is made of")
    expect(tree).to_be_visible()
    assert _costs(tree.get_by_role("row").last) == data["cost"]
    page.get_by_role("button", name="Previous month").click()
    page.wait_for_url(f"**{COMPONENT}/costs?*period={month.plus(-1)}*")
    assert "environment=production" in page.url
    settle(page)
    found = violations(page)
    assert not found, "\n".join(found)


def test_a_component_that_does_not_say_what_it_is_is_told_how(olivia: Page) -> None:
    olivia.goto(UNNAMED)
    expect(olivia.get_by_role("heading", name="About")).to_be_visible()
    expect(olivia.get_by_role("heading", name="Costs", exact=True)).to_have_count(0)
    olivia.goto(f"{UNNAMED}/costs")
    expect(olivia.get_by_text("rosetta-finops/application: APPLICATION-ID")).to_be_visible()
    assert [each for each in seen(olivia).api_calls() if "applications/" in each] == []


def test_a_month_without_figures_is_explained(olivia: Page, screens: Stage) -> None:
    ahead = screens.company.current.plus(1)
    for place in (f"applications/{APPLICATION}", "applications"):
        olivia.goto(f"/finops/{place}?period={ahead}")
        expect(olivia.get_by_text("No run has published")).to_be_visible()


def test_nothing_is_asked_for_twice_or_in_vain(olivia: Page, month: Period) -> None:
    olivia.goto(f"/finops/applications/{APPLICATION}?period={month}")
    own = ["anomalies", f"applications/{APPLICATION}", "budgets/comparison", "history"]
    assert asked(olivia) == [*own, "me", "pricing-views", "status"]


def test_the_list_is_searched_narrowed_and_paged(olivia: Page, api: Api, month: Period) -> None:
    olivia.goto(f"/finops/applications?period={month}")
    names = olivia.get_by_role("rowheader")
    whole = api.get("/v1/local/applications", period=str(month), sort="-cost", limit="40")["data"]
    expect(names).to_have_count(20)
    assert names.all_inner_texts() == [each["applicationLabel"] for each in whole[:20]]
    olivia.get_by_role("button", name="Next table page").click()
    expect(names.first).to_have_text(whole[20]["applicationLabel"])
    olivia.get_by_role("searchbox").fill("Portal")
    olivia.wait_for_url("**q=Portal*")
    found = api.get("/v1/local/applications", period=str(month), sort="-cost", q="Portal")["data"]
    expect(names).to_have_count(min(20, len(found)))
    expect(names.first).to_have_text(found[0]["applicationLabel"])
    olivia.goto(f"/finops/applications?period={month}&q=Portal&domain=public_cloud")
    part = api.get("/v1/local/applications", period=str(month), sort="-cost", q="Portal", domain="public_cloud")
    expect(names.first).to_have_text(part["data"][0]["applicationLabel"])
    assert _costs(olivia.get_by_role("row").nth(1)) == part["data"][0]["cost"]


def test_the_list_is_downloaded_as_it_is_filtered(olivia: Page, api: Api, month: Period, tmp_path: Path) -> None:
    olivia.goto(f"/finops/applications?period={month}&environment=production")
    with olivia.expect_download() as download:
        olivia.get_by_role("button", name=re.compile("as CSV")).click()
    download.value.save_as(tmp_path / "applications.csv")
    with (tmp_path / "applications.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = [(line["applicationId"], Decimal(line["cost"])) for line in csv.DictReader(file) if line["cost"]]
    wanted = api.pages("/v1/local/applications", period=str(month), environment="production", sort="-cost")
    assert lines == [(each["applicationId"], each["cost"]) for each in wanted if each["cost"] is not None]


@pytest.fixture
def anomaly(screens: Stage, api: Api, admin_api: Api) -> Iterator[dict[str, Any]]:
    """The one that the company has; open before and after."""
    found = api.get("/v1/local/anomalies", period=str(screens.company.current), state="open")["data"][0]
    yield found
    admin_api.send("DELETE", f"/v1/local/admin/anomalies/{found['anomalyId']}/acknowledgement", {})


def test_an_admin_says_what_an_anomaly_is_and_readers_read_it(
    open_as: OpenAs, anomaly: dict[str, Any], screens: Stage
) -> None:
    address = f"/finops/applications/{anomaly['applicationId']}?period={screens.company.current}"
    reader, admin = open_as("olivia"), open_as("adam")
    reader.goto(address)
    expect(reader.get_by_text("Nobody has acknowledged it.").first).to_be_visible()
    expect(reader.get_by_role("button", name=re.compile("Acknowledge"))).to_have_count(0)
    admin.goto(address)
    admin.get_by_role("button", name=re.compile("Acknowledge")).first.click()
    dialog = admin.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("The archive was restored")
    dialog.get_by_role("button", name="Acknowledge", exact=True).click()
    expect(admin.get_by_text("The archive was restored")).to_be_visible()
    reader = open_as("olivia")
    reader.goto(address)
    expect(reader.get_by_text(re.compile("Acknowledged by .*The archive was restored"))).to_be_visible()


def test_where_figures_come_from_is_asked_for_by_admins_who_open_it(
    open_as: OpenAs, admin_api: Api, month: Period
) -> None:
    address = f"/finops/applications/{APPLICATION}?period={month}"
    reader, admin = open_as("olivia"), open_as("adam")
    reader.goto(address)
    settle(reader)
    expect(reader.get_by_text("Where the figures come from")).to_have_count(0)
    admin.goto(address)
    opener = admin.get_by_role("button", name=re.compile("Where the figures come from"))
    expect(opener).to_be_visible()
    settle(admin)
    assert [each for each in seen(admin).api_calls() if "lineage" in each] == []
    opener.click()
    facts = admin.get_by_role("region", name="Facts")
    first = admin_api.get("/v1/local/admin/lineage", period=str(month), application=APPLICATION, limit="20")["data"]
    expect(facts.get_by_role("rowheader")).to_have_count(len(first))
    expect(facts.get_by_text(first[0]["source"], exact=True).first).to_be_visible()


def _costs(row: Locator) -> Decimal | None:
    """The first amount of a row, as the page holds it: every digit; None where it is unknown."""
    value = row.locator("data").first.get_attribute("value")
    return Decimal(value) if value else None
