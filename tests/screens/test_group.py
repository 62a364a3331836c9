"""The group's screens: their figures are the API's, who is missing is told, and they are for the group's role only."""

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.fix_screens import GroupApi, OpenAs, asked, asked_of_group, seen, settle
from tests.integration.query_api.group.mart import AUGUST, OCTOBER, SEPTEMBER, cost
from tests.screens.views import small_group_views

GROUP = "/finops/group"
_REFUSED = "1 blocking findings, the first: metric TAPES (extra)"


def _open(page: Page, path: str = "", period: str = OCTOBER, **more: str) -> None:
    query = "&".join(f"{name}={value}" for name, value in {"period": period, **more}.items())
    page.goto(f"{GROUP}{path}?{query}")
    settle(page)


def _figures(page: Page) -> Locator:
    return page.get_by_role("region", name="Key figures")


def _costs(page: Page, table: str) -> dict[str, Decimal | None]:
    """Each row's name and cost, with every digit; None: unknown."""
    rows = page.get_by_role("region", name=table, exact=True).locator("tbody tr")
    rows.first.wait_for()
    head = page.get_by_role("region", name=table, exact=True).locator("thead th").all_inner_texts()
    place = [name.strip() for name in head].index("Cost") + 1
    found: dict[str, Decimal | None] = {}
    for row in rows.all():
        value = row.locator(f":scope > :nth-child({place}) data")
        amount = value.first.get_attribute("value") if value.count() else None
        found[row.get_by_role("rowheader").inner_text().splitlines()[0]] = Decimal(amount) if amount else None
    return found


def _downloaded(page: Page, title: str) -> list[dict[str, str]]:
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Download {title} as CSV").click()
    return list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8"))))


# To whom.


def test_it_is_shown_to_who_reads_the_group(gina: Page) -> None:
    gina.goto("/finops")
    gina.get_by_role("link", name="Group", exact=True).click()
    expect(gina.get_by_role("heading", level=2, name="The group")).to_be_visible()
    expect(_figures(gina)).to_be_visible()


def test_it_is_hidden_from_who_does_not_and_tells_them_nothing(olivia: Page) -> None:
    olivia.goto("/finops")
    settle(olivia)
    expect(olivia.get_by_role("link", name="Group", exact=True)).to_have_count(0)
    for path in ("", "/entities/north", "/completeness", "/conformity"):
        olivia.goto(f"{GROUP}{path}")
        expect(olivia.get_by_text("not for your role")).to_be_visible()
        expect(olivia.get_by_text("North")).to_have_count(0)
    assert {each.partition("finops-group/")[2] for each in seen(olivia).requests if "finops-group" in each} == {
        "v1/group/me"
    }


# Figures.


def test_the_dashboard_s_figures_are_the_api_s_and_the_facts(gina: Page, group_api: GroupApi) -> None:
    _open(gina)
    data = group_api.get("dashboard", period=OCTOBER)["data"]
    shown = Decimal(_figures(gina).locator("data").first.get_attribute("value") or "")
    assert shown == data["cost"] == cost(OCTOBER)
    assert _costs(gina, "By entity") == {line["entityLabel"]: line["cost"] for line in data["entities"]}
    assert _costs(gina, "By domain") == {line["domainLabel"]: line["cost"] for line in data["domains"]}
    applications = _costs(gina, "Costliest applications")
    assert applications.pop("No application found") == Decimal("5.5")
    assert applications == {
        line["applicationLabel"]: line["cost"] for line in data["applications"] if not line["reserved"]
    }


def test_a_change_is_also_told_like_for_like(gina: Page, group_api: GroupApi) -> None:
    _open(gina)
    same = group_api.get("dashboard", period=OCTOBER)["data"]["likeForLike"]
    tile = _figures(gina).get_by_text("Change, like for like").locator("xpath=ancestor::*[.//data][1]")
    assert Decimal(tile.locator("data").first.get_attribute("value") or "") == same["delta"]
    expect(tile).to_contain_text("2 entities")


def test_who_is_missing_is_told_above_every_figure(gina: Page) -> None:
    for path in ("", "/entities", "/domains", "/applications", "/domains/cloud", "/applications/shop"):
        _open(gina, path)
        note = gina.get_by_role("note")
        expect(note).to_contain_text("These figures lack 3 entities, or parts of them")
        expect(note).to_contain_text("West: nothing came for October 2026")
        expect(note).to_contain_text("East: October 2026 came without Floor space")
        expect(gina.get_by_role("status").filter(has_text="published")).to_contain_text("3 entities are missing")


def test_a_month_that_lacks_nobody_says_so(gina: Page) -> None:
    _open(gina, period=SEPTEMBER)
    expect(gina.get_by_role("note")).to_have_count(0)
    expect(gina.get_by_role("status").filter(has_text="published")).to_contain_text("complete")


def test_the_history_tells_months_that_lack_an_entity_from_the_others(gina: Page) -> None:
    _open(gina)
    gina.get_by_role("radio", name="Table").or_(gina.get_by_role("button", name="Table")).first.click()
    table = gina.get_by_role("grid", name="Cost by month (EUR)")
    row = table.get_by_role("row").filter(has_text="October 2026")
    assert Decimal(row.locator("data").get_attribute("value") or "") == cost(OCTOBER)
    expect(row.get_by_role("gridcell").last.locator("data")).to_have_count(1)  # the column of those that lack somebody
    assert table.get_by_role("row").count() == 1 + len((AUGUST, SEPTEMBER, OCTOBER))


def test_entities_are_compared_sorted_and_downloaded(gina: Page, group_api: GroupApi) -> None:
    _open(gina, "/entities")
    data = group_api.get("entities", period=OCTOBER)["data"]
    shown = _costs(gina, "Entities compared")
    assert list(shown.items()) == [(line["entityLabel"], line["cost"]) for line in data]
    gina.get_by_role("columnheader", name="Name").click()
    gina.wait_for_url("**sort=label*")
    settle(gina)
    assert list(_costs(gina, "Entities compared")) == ["East", "North", "South", "West"]
    lines = _downloaded(gina, "Entities compared")
    assert {line["entityId"]: line["costPerApplication"] and Decimal(line["costPerApplication"]) for line in lines} == {
        line["entityId"]: line["costPerApplication"] if line["costPerApplication"] is not None else "" for line in data
    }


def test_one_goes_down_from_an_entity_to_its_domains_and_applications(gina: Page, group_api: GroupApi) -> None:
    _open(gina, "/entities")
    gina.get_by_role("rowheader", name="North").get_by_role("link").click()
    expect(gina.get_by_role("heading", level=2, name="North")).to_be_visible()
    domains = group_api.get("entities/north", period=OCTOBER)["data"]["domains"]
    assert _costs(gina, "By domain") == {line["domainLabel"]: line["cost"] for line in domains}
    gina.get_by_role("link", name="Public cloud").click()
    gina.wait_for_url("**/domains/cloud*entity=north*")
    expect(gina.get_by_role("heading", level=2, name="Public cloud")).to_be_visible()
    settle(gina)
    assert _costs(gina, "By entity") == {"North": cost(OCTOBER, lambda f: (f.entity, f.domain) == ("north", "cloud"))}
    gina.get_by_role("link", name="Payments").click()
    expect(gina.get_by_role("heading", level=2, name="Payments")).to_be_visible()
    settle(gina)
    products = group_api.get("applications/pay", period=OCTOBER, entity="north")["data"]["products"]
    assert sum(each or 0 for each in _costs(gina, "Products").values()) == sum(line["cost"] for line in products)
    gina.get_by_role("link", name="North", exact=True).first.click()
    expect(gina.get_by_role("heading", level=2, name="North")).to_be_visible()


def test_what_only_an_entity_knows_says_so(gina: Page) -> None:
    _open(gina, "/domains")
    expect(gina.get_by_role("rowheader", name="Labs")).to_contain_text("not in the official referential")
    gina.get_by_role("link", name="Labs").click()
    expect(gina.get_by_role("heading", level=2, name="Labs")).to_be_visible()
    settle(gina)
    assert _costs(gina, "By entity") == {"East": Decimal(6)}


def test_one_entity_alone_can_be_looked_at(gina: Page) -> None:
    _open(gina, "/domains")
    gina.get_by_role("button", name="Entity", exact=False).first.click()
    gina.get_by_role("option", name="East").click()
    gina.wait_for_url("**entity=east*")
    settle(gina)
    assert sum(each or 0 for each in _costs(gina, "Domains").values()) == cost(OCTOBER, lambda f: f.entity == "east")


def test_filters_go_along_but_the_pricing_view_of_another_mart(gina: Page) -> None:
    _open(gina, "/entities", pricingView="standard")
    settle(gina)
    href = gina.get_by_role("link", name="Rankings", exact=True).get_attribute("href") or ""
    assert f"period={OCTOBER}" in href
    assert "pricingView" not in href
    within = gina.get_by_role("navigation", name="Group").get_by_role("link", name="Domains")
    assert "pricingView=standard" in (within.get_attribute("href") or "")


# Completeness, conformity, exchanges.


def test_the_calendar_says_what_came_of_each_month(gina: Page) -> None:
    _open(gina, "/completeness")
    table = gina.get_by_role("table", name="Months by entity")
    for name in (
        "North, October 2026: received",
        "North, August 2026: closed",
        "South, October 2026: refused",
        "East, October 2026: incomplete",
        "West, October 2026: late",
    ):
        expect(table.get_by_role("button", name=name, exact=True)).to_be_visible()
    expect(table.get_by_role("row", name="West").get_by_role("button")).to_have_count(1)
    expect(gina.get_by_role("list", name="Legend").get_by_role("listitem")).to_have_count(6)


def test_the_calendar_is_used_with_the_keyboard(gina: Page) -> None:
    _open(gina, "/completeness")
    table = gina.get_by_role("table", name="Months by entity")
    start = table.get_by_role("row", name="South").get_by_role("button").last
    start.focus()
    expect(gina.get_by_role("tooltip")).to_contain_text("Cut-off:")
    expect(gina.get_by_role("tooltip")).to_contain_text(_REFUSED)
    gina.keyboard.press("ArrowLeft")
    expect(table.get_by_role("button", name="South, September 2026: received")).to_be_focused()
    gina.keyboard.press("ArrowRight")
    gina.keyboard.press("ArrowDown")
    expect(table.get_by_role("button", name="West, October 2026: late")).to_be_focused()
    assert table.locator("button[tabindex='0'], button:not([tabindex])").count() == 1
    gina.keyboard.press("Enter")
    expect(gina.get_by_text("West, October 2026: late").last).to_be_visible()


def test_the_calendar_can_be_filtered_and_downloaded(gina: Page, group_api: GroupApi) -> None:
    _open(gina, "/completeness", status="late")
    table = gina.get_by_role("table", name="Months by entity")
    expect(table.get_by_role("button")).to_have_count(2)  # South's was refused, and is late as well
    lines = _downloaded(gina, "Completeness")
    data = group_api.get("completeness", **{"from": "2025-10", "to": OCTOBER, "status": "late"})["data"]
    assert [line["entityId"] for line in lines] == [line["entityId"] for line in data] == ["south", "west"]


def test_findings_say_what_is_expected_what_was_found_and_what_to_do(gina: Page, group_api: GroupApi) -> None:
    _open(gina, "/conformity")
    expect(gina.get_by_role("region", name="Months compared")).to_contain_text(_REFUSED)
    findings = gina.get_by_role("region", name="Findings: 1 blocking, 1 warning")
    tapes = findings.get_by_role("row").filter(has_text="TAPES")
    expect(tapes).to_contain_text("blocking")
    expect(tapes).to_contain_text("unknown to the group")
    expect(tapes).to_contain_text("maps it to an official one")
    renamed = findings.get_by_role("row").filter(has_text="Openness")
    expect(renamed).to_contain_text("Open systems")
    lines = _downloaded(gina, "Findings: 1 blocking, 1 warning")
    data = group_api.get("conformity", period=OCTOBER)["data"]
    assert [(line["keyId"], line["facts"]) for line in lines] == [(row["keyId"], str(row["facts"])) for row in data]


def test_findings_are_filtered(gina: Page) -> None:
    _open(gina, "/conformity")
    gina.get_by_role("button", name="Severity").click()
    gina.get_by_role("option", name="warning").click()
    gina.wait_for_url("**severity=warning*")
    settle(gina)
    findings = gina.get_by_role("region", name="Findings: 1 blocking, 1 warning")
    expect(findings.locator("tbody tr")).to_have_count(1)


def test_what_was_sent_is_listed_with_what_became_of_it(gina: Page) -> None:
    _open(gina, "/exchanges", status="REFUSED")
    rows = gina.get_by_role("region", name="What entities sent").locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("not_conformant")
    expect(rows.last).to_contain_text("totals_differ")


# States.


def test_a_month_of_which_nothing_is_there_is_explained(gina: Page) -> None:
    _open(gina, period="2026-02")
    expect(gina.get_by_text("There is nothing of February 2026")).to_be_visible()


def test_an_entity_that_never_published_is_explained(gina: Page) -> None:
    _open(gina, "/entities/west")
    expect(gina.get_by_role("heading", level=2, name="West")).to_be_visible()
    expect(gina.get_by_text("There is nothing of October 2026")).to_be_visible()
    expect(_figures(gina)).to_contain_text("missing")


@pytest.mark.parametrize("path", ["/entities/atlantis", "/domains/atlantis", "/applications/atlantis"])
def test_what_does_not_exist_is_told(gina: Page, path: str) -> None:
    gina.goto(f"{GROUP}{path}")
    expect(gina.get_by_role("alert").first).to_contain_text("There is no such thing")


def test_a_group_s_api_that_is_away_is_told_and_leaves_the_entity_s_views_alone(
    gina: Page, group_api_down: Callable[[], AbstractContextManager[None]]
) -> None:
    _open(gina)
    with group_api_down():
        gina.get_by_role("button", name="Previous month").click()
        expect(gina.get_by_role("alert").first).to_contain_text("does not answer", timeout=30_000)
        gina.goto("/finops")
        expect(_figures(gina)).to_be_visible()
        gina.goto(GROUP)
        expect(gina.get_by_role("alert").first).to_contain_text("does not answer", timeout=30_000)
    gina.get_by_role("button", name="Try again").first.click()
    expect(_figures(gina)).to_be_visible(timeout=30_000)


@pytest.mark.parametrize(
    ("name", "calls"),
    [
        ("group-dashboard", ["dashboard", "me", "pricing-views"]),
        ("group-entities", ["entities", "me", "pricing-views"]),
        ("group-entity", ["entities/north", "me", "pricing-views"]),
        ("group-domain", ["applications", "domains/cloud", "me", "pricing-views"]),
        ("group-application", ["applications/shop", "me", "pricing-views"]),
        ("group-completeness", ["completeness", "me"]),
        ("group-conformity", ["conformity", "me"]),
        ("group-exchanges", ["ingestion-runs", "me"]),
    ],
)
def test_a_view_asks_for_what_it_shows_and_for_nothing_twice(gina: Page, name: str, calls: list[str]) -> None:
    gina.goto(small_group_views()[name])
    assert asked_of_group(gina) == calls
    assert asked(gina) == ["me"]


def test_the_entity_s_views_ask_the_group_only_who_one_is(open_as: OpenAs) -> None:
    page = open_as("gina")
    page.goto("/finops/domains")
    assert asked_of_group(page) == ["me"]
