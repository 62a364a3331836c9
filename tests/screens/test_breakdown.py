"""Domains, families and products: figures, why they changed, the way down and back, and what an address says."""

from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
from playwright.sync_api import Locator, Page, expect
from psycopg.rows import DictRow

from finops_contract.period import Period
from finops_local.demo.api import Api
from finops_local.demo.stage import Stage
from tests.fix_screens import asked

PLACES = ("domains", "domains/public_cloud", "families/public-storage", "products/aws-s3")


@pytest.fixture(scope="session")
def month(screens: Stage) -> Period:
    """The last one that is over."""
    return screens.company.current.plus(-1)


def test_domains_cost_what_the_api_and_the_mart_say(
    olivia: Page, api: Api, mart: psycopg.Connection[DictRow], month: Period
) -> None:
    olivia.goto(f"/finops/domains?period={month}")
    answer = api.get("/v1/local/domains", period=str(month))
    expect(olivia.get_by_role("row")).to_have_count(len(answer["data"]) + 1)
    shown = {each["domainId"]: _figures(olivia, each["domainLabel"])[0] for each in answer["data"]}
    assert shown == {each["domainId"]: each["cost"] for each in answer["data"]}
    stored = mart.execute(
        "SELECT domain_id, sum(cost) AS cost FROM mv_cost_domain_month"
        " WHERE period_month = %s AND pricing_view_id = %s GROUP BY domain_id",
        [month.first_day, answer["meta"]["pricingView"]],
    )
    assert shown == {row["domain_id"]: row["cost"] for row in stored}


@pytest.mark.parametrize("place", PLACES[1:])
@pytest.mark.parametrize("against", ["previousMonth", "lastYear"])
def test_what_changed_a_cost_adds_up(olivia: Page, api: Api, month: Period, place: str, against: str) -> None:
    olivia.goto(f"/finops/{place}?period={month}&against={against}")
    why = olivia.get_by_role("table", name="Why it changed")
    expect(why).to_be_visible()
    before, *effects, now = [Decimal(value) for value in _values(why)]
    data = api.get(f"/v1/local/{place}", period=str(month), against=against)["data"]
    assert (before, now) == (data["previousCost"], data["cost"])
    assert before + sum(effects) == now
    assert effects[:2] == [data["quantityEffect"], data["priceEffect"]]


def test_one_goes_down_and_back_and_keeps_the_filters(olivia: Page, month: Period) -> None:
    olivia.goto(f"/finops/domains?period={month}&environment=production&against=lastYear")
    for name in ("Public cloud", "Storage", "Amazon S3"):
        olivia.get_by_role("link", name=name, exact=True).click()
        expect(olivia.get_by_role("heading", name=name).first).to_be_visible()
        assert _asked(olivia) == {"period": str(month), "environment": "production", "against": "lastYear"}
    assert urlsplit(olivia.url).path == "/finops/products/aws-s3"
    for name, path in (("Storage", "families/public-storage"), ("Public cloud", "domains/public_cloud")):
        olivia.get_by_role("link", name=name, exact=True).click()
        olivia.wait_for_url(f"**/finops/{path}?*")
        assert _asked(olivia) == {"period": str(month), "environment": "production", "against": "lastYear"}


def test_an_address_has_order_and_search(olivia: Page, api: Api, month: Period) -> None:
    olivia.goto(f"/finops/domains/public_cloud?period={month}&sort=label&applicationSort=-delta&q=a")
    families = olivia.get_by_role("region", name="Families")
    data = api.get("/v1/local/domains/public_cloud", period=str(month), sort="label")["data"]
    wanted = [each["familyLabel"] for each in data["families"] if not each["reserved"]]
    expect(families.get_by_role("rowheader").first).to_have_text(wanted[0])
    assert families.get_by_role("rowheader").all_inner_texts()[: len(wanted)] == wanted
    most = api.get("/v1/local/applications", period=str(month), domain="public_cloud", sort="-delta", q="a")["data"][0]
    applications = olivia.get_by_role("region", name="Applications")
    expect(applications.get_by_role("rowheader").first).to_have_text(most["applicationLabel"])
    expect(applications.get_by_role("searchbox")).to_have_value("a")


def test_indirect_costs_say_how_they_are_shared_out(olivia: Page, api: Api) -> None:
    method = api.get("/v1/local/domains/production_support")["data"]["indirectLabel"]
    olivia.goto("/finops/domains/production_support")
    expect(olivia.get_by_text("INDIRECT", exact=True)).to_be_visible()
    expect(olivia.get_by_text(f"Shared out, by: {method}")).to_be_visible()


def test_a_product_shows_its_price_and_quantity_of_two_years(olivia: Page, api: Api, month: Period) -> None:
    data = api.get("/v1/local/products/aws-s3", period=str(month))["data"]
    olivia.goto(f"/finops/products/aws-s3?period={month}")
    olivia.get_by_role("radio", name="Table").first.click()
    published = [point for point in data["series"][0]["points"] if point["published"]]
    table = olivia.get_by_role("grid", name="two years")
    expect(table.get_by_role("row")).to_have_count(len(published) + 1)
    assert _values(table.get_by_role("row").nth(1)) == [str(published[-1]["cost"])]
    expect(olivia.get_by_text(str(data["unitPrice"]), exact=True).first).to_be_visible()


@pytest.mark.parametrize("place", PLACES)
def test_a_month_without_figures_is_explained(olivia: Page, screens: Stage, place: str) -> None:
    olivia.goto(f"/finops/{place}?period={screens.company.current.plus(1)}")
    expect(olivia.get_by_text("No run has published")).to_be_visible()


def test_nothing_is_asked_for_twice_or_in_vain(olivia: Page, month: Period) -> None:
    olivia.goto(f"/finops/domains/public_cloud?period={month}")
    expect(olivia.get_by_role("region", name="Applications").get_by_role("rowheader").first).to_be_visible()
    expect(olivia.get_by_role("heading", name="Two years by family")).to_be_visible()
    assert asked(olivia) == ["applications", "domains/public_cloud", "history", "me", "pricing-views", "status"]


def _figures(page: Page, label: str) -> list[Decimal | None]:
    """The amounts of the row that this names, as the page holds them: every digit."""
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=label, exact=True))
    return [Decimal(value) for value in _values(row)]


def _values(within: Locator) -> list[str]:
    return [each.get_attribute("value") or "" for each in within.locator("data").all()]


def _asked(page: Page) -> dict[str, str]:
    """The filters of its address."""
    asked = parse_qs(urlsplit(page.url).query)
    return {name: values[0] for name, values in asked.items() if name not in ("domain", "family")}
