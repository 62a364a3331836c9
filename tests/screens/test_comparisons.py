"""Rankings, histories and gaps: figures, what an address says, and the way on."""

import csv
import io
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
from playwright.sync_api import Locator, Page, expect
from psycopg.rows import DictRow

from finops_contract.period import Period
from finops_local.demo.api import Api
from finops_local.demo.stage import Stage
from tests.fix_screens import asked


@pytest.fixture(scope="session")
def month(screens: Stage) -> Period:
    """The last one that is over."""
    return screens.company.current.plus(-1)


@pytest.mark.parametrize("order", ["cost", "growth", "reduction"])
@pytest.mark.parametrize("by", ["application", "family"])
def test_a_ranking_is_the_api_s(olivia: Page, api: Api, month: Period, order: str, by: str) -> None:
    olivia.goto(f"/finops/rankings?period={month}&order={order}&by={by}&threshold=500")
    answer = api.get("/v1/local/rankings", period=str(month), order=order, by=by, threshold="500", limit="20")
    left = answer["meta"]["ranking"]["belowThreshold"]
    rows = olivia.get_by_role("row")
    if answer["data"]:
        said = f"{left} line{'' if left == 1 else 's'} below" if left else "Nothing is below"
        expect(olivia.get_by_text(said)).to_be_visible()
        expect(rows).to_have_count(len(answer["data"]) + 1)
    else:
        expect(olivia.get_by_text("Nothing matches" if left else "Nothing to rank here")).to_be_visible()
    shown = [_values(row)[0] for row in rows.all()[1:]]
    assert shown == [each["cost"] for each in answer["data"]]


def test_the_costliest_is_the_mart_s(olivia: Page, api: Api, mart: psycopg.Connection[DictRow], month: Period) -> None:
    view = api.get("/v1/local/rankings", period=str(month))["meta"]["pricingView"]
    most = mart.execute(
        "SELECT sum(cost) AS cost FROM mv_cost_app_domain_month"
        " WHERE period_month = %s AND pricing_view_id = %s AND application_id <> 'unallocated'"
        " GROUP BY application_id ORDER BY cost DESC NULLS LAST LIMIT 1",
        [month.first_day, view],
    ).fetchone()
    assert most is not None
    olivia.goto(f"/finops/rankings?period={month}")
    first = olivia.get_by_role("row").nth(1)
    expect(first).to_be_visible()
    assert _values(first)[0] == most["cost"]


def test_the_threshold_is_changed_and_kept_in_the_address(olivia: Page, month: Period) -> None:
    olivia.goto(f"/finops/rankings?period={month}&order=growth")
    threshold = olivia.get_by_role("textbox", name="Leave out below")
    threshold.fill("100000")
    threshold.press("Enter")
    olivia.wait_for_url("**threshold=100000*")
    expect(olivia.get_by_text("below €100,000 are left out")).to_be_visible()
    olivia.reload()
    expect(threshold).to_have_value("100000")


def test_a_ranking_leads_to_what_it_ranks(olivia: Page, api: Api, month: Period) -> None:
    first = api.get("/v1/local/rankings", period=str(month), environment="production")["data"][0]
    olivia.goto(f"/finops/rankings?period={month}&environment=production")
    olivia.get_by_role("link", name=first["applicationLabel"], exact=True).click()
    olivia.wait_for_url(f"**/finops/applications/{first['applicationId']}?*")
    asked = parse_qs(urlsplit(olivia.url).query)
    assert asked == {"period": [str(month)], "environment": ["production"]}


def test_anomalies_are_sentences_of_several_months(olivia: Page, api: Api, month: Period) -> None:
    olivia.goto(f"/finops/rankings?period={month}&order=anomalies&back=6")
    span = {"from": str(month.plus(-5)), "to": str(month), "limit": "20"}
    answer = api.get("/v1/local/anomalies", **span)
    rows = olivia.get_by_role("row")
    expect(rows).to_have_count(len(answer["data"]) + 1)
    first = answer["data"][0]
    expect(rows.nth(1)).to_contain_text(f"{first['applicationLabel']}: ")
    assert _values(rows.nth(1)) == [first["cost"], first["deviation"]]
    rows.nth(1).get_by_role("link").click()
    olivia.wait_for_url(f"**/finops/applications/{first['applicationId']}?*period={first['period']}*")


def test_a_history_is_the_api_s_in_each_pricing_view(olivia: Page, api: Api, month: Period) -> None:
    before = month.plus(-2)
    span = {"from": str(before), "to": str(month), "by": "domain", "domain": "public_cloud"}
    views = [
        api.get("/v1/local/history", **span, pricingView=view)["data"][0]["points"] for view in ("actual", "standard")
    ]
    olivia.goto(f"/finops/history?from={before}&to={month}&series=domain:public_cloud&with=standard")
    rows = olivia.locator("tbody tr")
    expect(rows).to_have_count(3)
    shown = [_values(row) for row in rows.all()]
    assert shown == [[points[at]["cost"] for points in views] for at in (2, 1, 0)]


def test_a_history_s_csv_has_every_digit(olivia: Page, api: Api, month: Period) -> None:
    olivia.goto(f"/finops/history?from={month}&to={month}&series=total")
    with olivia.expect_download() as file:
        olivia.get_by_role("button", name="as CSV").click()
    [line] = csv.DictReader(io.StringIO(Path(file.value.path()).read_text("utf-8"), newline=""))
    [point] = api.get("/v1/local/history", **{"from": str(month), "to": str(month)})["data"][0]["points"]
    assert (line["period"], Decimal(line["cost"])) == (str(month), point["cost"])


def test_series_are_searched_added_and_taken_away(olivia: Page, api: Api) -> None:
    olivia.goto("/finops/history?series=total")
    search = olivia.get_by_role("combobox", name="Add a series")
    search.fill("s3")
    olivia.get_by_role("option", name="Amazon S3").click()
    olivia.wait_for_url("**series=product%3Aaws-s3*")
    expect(search).to_have_value("")
    expect(olivia.get_by_role("columnheader", name="Amazon S3")).to_be_visible()
    search.press("ArrowDown")
    olivia.get_by_role("option", name="Telephony").click()
    olivia.get_by_role("row", name="Total").get_by_role("button").click()
    olivia.wait_for_url(lambda url: "total" not in url)
    expect(olivia.get_by_role("columnheader")).to_have_text(["Month", "Amazon S3", "Telephony"])
    assert len(api.get("/v1/local/history", by="product", product="aws-s3")["data"]) == 1


def test_gaps_are_the_api_s_and_lead_admins_on(adam: Page, api: Api, month: Period) -> None:
    adam.goto(f"/finops/gaps?period={month}&of=prices")
    lacking = api.get("/v1/local/unallocated", period=str(month))["data"]
    table = adam.get_by_role("region", name="By domain and metric").first
    without = [each for each in lacking if each["unallocatedQuantity"] != 0]
    expect(table.get_by_role("row")).to_have_count(len(without) + 1)
    shown = {_values(row)[1] for row in table.get_by_role("row").all()[1:]}
    assert shown == {each["unallocatedQuantity"] for each in without}
    lines = api.get("/v1/local/unpriced", period=str(month))["meta"]["total"]["unpricedRows"]
    expect(adam.get_by_text(f"{lines} lines without a price")).to_be_in_viewport()
    adam.get_by_role("link", name="Go to prices").click()
    adam.wait_for_url(f"**/finops/admin/prices?period={month}")


@pytest.mark.parametrize("place", ["rankings", "rankings?order=growth", "rankings?order=anomalies", "gaps"])
def test_a_month_without_figures_is_explained(olivia: Page, screens: Stage, place: str) -> None:
    olivia.goto(_at(place, screens.company.current.plus(1)))
    expect(olivia.get_by_text("No run has published")).to_be_visible()


@pytest.mark.parametrize(
    ("place", "own"),
    [
        ("rankings", ["rankings"]),
        ("rankings?order=anomalies&back=3", ["anomalies"]),
        ("history", ["history"]),
        ("history?series=total&series=domain:open&series=domain:public_cloud&with=standard", ["history"] * 4),
        ("gaps", ["unallocated", "unpriced"]),
    ],
)
def test_nothing_is_asked_for_twice_or_in_vain(olivia: Page, month: Period, place: str, own: list[str]) -> None:
    olivia.goto(_at(place, month))
    assert asked(olivia) == sorted([*own, "me", "pricing-views", "status"])


def _at(place: str, month: Period) -> str:
    return f"/finops/{place}{'&' if '?' in place else '?'}period={month}"


def _values(within: Locator) -> list[Decimal]:
    """Its figures as the page holds them: every digit."""
    return [Decimal(each.get_attribute("value") or "NaN") for each in within.locator("data").all()]
