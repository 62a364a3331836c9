"""What admins watch and decide: runs, months, the audit log. Figures and months are left as they were found."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from finops_local.demo.api import Api
from tests.fix_screens import OpenAs, seen
from tests.screens.accessibility import violations

ADMIN = "/v1/local/admin"
RUN_MS = 120_000


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_form_can_be_used_by_everybody(open_as: OpenAs, theme: str) -> None:
    page = open_as("adam", theme=theme)
    page.goto("/finops/admin/runs")
    page.get_by_role("button", name="Request a run").click()
    expect(page.get_by_role("button", name="Start the dry run")).to_be_enabled()
    found = violations(page)
    assert not found, "\n".join(found)


def test_a_reader_is_told_that_this_is_not_for_them(olivia: Page) -> None:
    for place in ("runs", "months", "audit"):
        olivia.goto(f"/finops/admin/{place}")
        expect(olivia.get_by_text("This part is not for your role")).to_be_visible()
    assert [call for call in seen(olivia).api_calls() if "/admin/" in call] == []


def test_a_dry_run_is_watched_until_it_says_what_the_api_says(adam: Page, admin_api: Api) -> None:
    month = _last_closed(admin_api)
    adam.goto(f"/finops/admin/months/{month}")
    adam.get_by_role("button", name="Read it again").click()
    dialog = adam.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Reason").fill("what came late?")
    dialog.get_by_role("button", name="Start the dry run").click()
    adam.wait_for_url(re.compile(r"/admin/runs/[0-9a-f-]{36}"))
    expect(adam.get_by_role("heading", name="What would change")).to_be_visible(timeout=RUN_MS)
    run = admin_api.get(f"{ADMIN}/runs/{_run_id(adam)}")["data"]
    assert (run["dryRun"], run["reason"], run["periods"]) == (True, "what came late?", [month])

    table = adam.get_by_role("region", name="What would change")
    shown = {row.get_by_role("rowheader").inner_text(): row for row in table.get_by_role("row").all()[1:]}
    assert set(shown) == {change["domainLabel"] for change in run["changes"]}
    for change in run["changes"]:
        row = shown[change["domainLabel"]]
        rows = [cell.inner_text().replace(",", "") for cell in row.get_by_role("cell").all()[1:3]]
        assert rows == [str(change["rowsBefore"]), str(change["rowsAfter"])]
        costs = [Decimal(value.get_attribute("value") or "") for value in row.locator("data").all()]
        assert costs == [cost for cost in (change["costBefore"], change["costAfter"]) if cost is not None]
    late = next(change for change in run["changes"] if change["rowsDelta"] > 0)
    said = f"{late['domainLabel']}, .*: \\+{late['rowsDelta']:,} rows?, \\+"
    expect(adam.get_by_role("listitem").filter(has_text=re.compile(said))).to_be_visible()

    seen(adam).requests.clear()
    adam.wait_for_timeout(5_000)
    assert seen(adam).api_calls() == []


def test_a_run_s_steps_are_the_api_s(adam: Page, admin_api: Api) -> None:
    run = admin_api.get(f"{ADMIN}/runs/{_latest(admin_api)}")["data"]
    adam.goto(f"/finops/admin/runs/{run['runId']}")
    rows = adam.get_by_role("table").last.get_by_role("row")
    expect(rows).to_have_count(len(run["steps"]) + 1)
    step = next(step for step in run["steps"] if step["rejects"])
    adam.get_by_role("button", name=f"Details of {step['domainLabel']}").first.click()
    for reject in step["rejectReasons"]:
        expect(adam.get_by_text(f"{reject['count']} × {reject['reason']}").first).to_be_visible()
    expect(adam.get_by_text("adds up").first).to_be_visible()


def test_months_reopen_in_order_and_close_for_a_reason(adam: Page, admin_api: Api) -> None:
    closed = [month["period"] for month in admin_api.get(f"{ADMIN}/periods", status="CLOSED")["data"]]
    last, before = closed[:2]
    dialog = adam.get_by_role("dialog")
    adam.goto(f"/finops/admin/months/{before}")
    _reopen(adam, "too early")
    expect(dialog.get_by_role("alert")).to_contain_text(f"reopen {last} first")

    adam.goto(f"/finops/admin/months/{last}")
    _reopen(adam, "the bill was corrected")
    expect(adam.get_by_role("heading", name="Before it is closed")).to_be_visible()
    adam.get_by_role("button", name="Close", exact=True).click()
    assert _status(admin_api, last) == "OPEN"
    for item in admin_api.get(f"{ADMIN}/periods/{last}")["data"]["checklist"]["items"]:
        if not item["ok"]:
            expect(dialog).to_contain_text(item["message"])
    dialog.get_by_role("textbox", name="Reason").fill("signed again")
    dialog.get_by_role("button", name="Close the month").click()
    expect(adam.get_by_role("button", name="Reopen")).to_be_visible()
    assert _status(admin_api, last) == "CLOSED"

    adam.goto("/finops/admin/audit?action=period.closed,period.reopened")
    logged = admin_api.get(f"{ADMIN}/audit", action=["period.closed", "period.reopened"], limit="20")["data"]
    rows = adam.get_by_role("row")
    expect(rows).to_have_count(len(logged) + 1)
    assert [entry["reason"] for entry in logged[:2]] == ["signed again", "the bill was corrected"]
    for row, entry in zip(rows.all()[1:], logged, strict=True):
        expect(row).to_contain_text(entry["reason"])
        expect(row).to_contain_text(entry["actor"])


def _latest(admin_api: Api) -> str:
    """The last run that read sources and was published."""
    runs = admin_api.get(f"{ADMIN}/runs", status="SUCCESS")["data"]
    return str(next(run["runId"] for run in runs if run["generation"] and run["stepsPlanned"]))


def _last_closed(admin_api: Api) -> str:
    return str(admin_api.get(f"{ADMIN}/periods", status="CLOSED")["data"][0]["period"])


def _status(admin_api: Api, period: str) -> str:
    return str(admin_api.get(f"{ADMIN}/periods/{period}")["data"]["status"])


def _run_id(page: Page) -> str:
    return page.url.split("/")[-1].split("?")[0]


def _reopen(page: Page, reason: str) -> None:
    page.get_by_role("button", name="Reopen").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Reason").fill(reason)
    dialog.get_by_role("button", name="Reopen the month").click()
