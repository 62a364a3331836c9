"""From the dashboard down to an application and back: filters go along, addresses bring everything back."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from finops_local.demo.stage import Stage
from tests.fix_screens import OpenAs


def _asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def _follow(page: Page, within: str, heading_level: int = 2) -> str:
    """Click the first link of a table's first row, and wait until the page has its name."""
    link = page.get_by_role("heading", name=within, exact=True).locator(
        "xpath=following::*[self::table or @role='grid'][1]"
    )
    first = link.get_by_role("link").first
    name = first.inner_text()
    first.click()
    expect(page.get_by_role("heading", level=heading_level, name=name)).to_be_visible()
    return name


def test_from_the_dashboard_to_an_application_and_back(olivia: Page, screens: Stage) -> None:
    before = screens.company.current.plus(-1)
    olivia.goto(f"/finops?period={before}&pricingView=standard&environment=production")
    way = [_follow(olivia, "Domains"), _follow(olivia, "Families"), _follow(olivia, "Products")]
    way.append(_follow(olivia, "Applications"))
    asked = _asked(olivia)
    assert asked["period"] == [str(before)]
    assert asked["pricingView"] == ["standard"]
    assert asked["environment"] == ["production"]
    assert "/finops/applications/" in olivia.url
    for name in way[:-1]:
        expect(olivia.get_by_role("link", name=name, exact=True).first).to_be_visible()
    for name in reversed(way[:-1]):
        olivia.go_back()
        expect(olivia.get_by_role("heading", level=2, name=name)).to_be_visible()
    olivia.go_back()
    expect(olivia.get_by_role("heading", level=2, name="Dashboard")).to_be_visible()
    assert _asked(olivia)["environment"] == ["production"]


def test_an_address_is_enough_for_somebody_else(open_as: OpenAs, screens: Stage) -> None:
    sender, receiver = open_as("olivia"), open_as("adam")
    sender.goto(f"/finops/applications?period={screens.company.current}")
    sender.get_by_role("searchbox").first.fill("Portal")
    expect(sender).to_have_url(re.compile("Portal"))
    names = sender.get_by_role("rowheader")
    expect(names.first).to_contain_text("Portal")
    receiver.goto(sender.url)
    expect(receiver.get_by_role("rowheader").first).to_have_text(names.first.inner_text())
    expect(receiver.get_by_role("searchbox").first).to_have_value("Portal")


def test_the_month_before_is_one_click_away(olivia: Page, screens: Stage) -> None:
    olivia.goto(f"/finops?period={screens.company.current}&environment=production")
    olivia.get_by_role("button", name="Previous month").click()
    expect(olivia).to_have_url(re.compile(f"period={screens.company.current.plus(-1)}"))
    assert _asked(olivia)["environment"] == ["production"]
