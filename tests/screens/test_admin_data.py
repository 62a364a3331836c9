"""What admins keep: domains, keys, prices, budgets. Each test leaves the mart's figures as it found them."""

import csv
import io
import re
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import FilePayload, Locator, Page, expect

from finops_contract.period import Period
from finops_local.demo.api import Api
from finops_local.demo.stage import Stage
from tests.fix_screens import ended, seen

ADMIN = "/v1/local/admin"


def test_a_reader_is_told_that_this_is_not_for_them(olivia: Page) -> None:
    for place in ("domains", "keys", "prices", "budgets"):
        olivia.goto(f"/finops/admin/{place}")
        expect(olivia.get_by_text("This part is not for your role")).to_be_visible()
    assert [call for call in seen(olivia).api_calls() if "/admin/" in call] == []


def test_a_domain_is_written_checked_enabled_for_a_reason_and_disabled(adam: Page, admin_api: Api) -> None:
    adam.goto("/finops/admin/domains/new")
    adam.get_by_role("textbox", name="Identifier").fill("trial_labs")
    adam.get_by_role("textbox", name="Name").fill("Trial of the labs")
    adam.get_by_role("textbox", name="First month with data").fill("2026-13")
    adam.get_by_role("button", name="Choose a connector").click()
    adam.get_by_role("option", name="ingest_cloud / focus").click()
    adam.get_by_role("textbox", name="source").fill("labs-bill")
    save = adam.get_by_role("button", name="Create it")
    save.click()
    expect(adam.get_by_role("textbox", name="First month with data")).to_have_accessible_description(
        re.compile("is not a month")
    )
    adam.get_by_role("textbox", name="First month with data").fill("2026-10")
    save.click()
    expect(adam.get_by_role("textbox", name="files")).to_have_accessible_description(re.compile("missing"))
    adam.get_by_role("textbox", name="files").fill("/nowhere/{period}.csv")
    save.click()
    adam.wait_for_url("**/admin/domains/trial_labs*")
    expect(adam.get_by_text("not enabled")).to_be_visible()
    written = admin_api.get(f"{ADMIN}/domains/trial_labs")["data"]
    assert written["connectorConfig"] == {"source": "labs-bill", "files": "/nowhere/{period}.csv"}
    for item in written["checklist"]["items"]:
        expect(adam.get_by_text(item["message"], exact=True).first).to_be_visible()

    adam.get_by_role("button", name="Enable").click()
    dialog = adam.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Enable")).to_be_disabled()
    _give_reason(dialog, "to see how it goes")
    dialog.get_by_role("button", name="Enable").click()
    expect(adam.get_by_text("enabled", exact=True)).to_be_visible()
    assert admin_api.get(f"{ADMIN}/domains/trial_labs")["data"]["isEnabled"]

    adam.get_by_role("button", name="Disable").click()
    _give_reason(dialog, "it was a trial")
    dialog.get_by_role("button", name="Disable").click()
    expect(adam.get_by_text("not enabled")).to_be_visible()
    assert not admin_api.get(f"{ADMIN}/domains/trial_labs")["data"]["isEnabled"]


def test_unknown_keys_are_the_api_s_and_are_mapped_where_they_stand(adam: Page, admin_api: Api, screens: Stage) -> None:
    month = screens.company.current
    path = f"{ADMIN}/referential/unknown-keys"
    rows = admin_api.get(path, period=str(month), domain="artifacts", limit="20")["data"]
    adam.goto(f"/finops/admin/keys?period={month}&of=artifacts")
    shown = adam.get_by_role("row")
    expect(shown).to_have_count(len(rows) + 1)
    for row in rows:
        title = f"{row['quantity']:,f} {row['metric']}"
        expect(adam.get_by_title(title, exact=True).first).to_be_visible()

    key = next(row for row in rows if row["foreignKey"] is not None)
    adam.get_by_role("button", name=f"Map {key['foreignKey']} of {key['sourceSystem']}").click()
    dialog = adam.get_by_role("dialog")
    dialog.get_by_role("combobox").fill("APM0000001")
    adam.get_by_role("option", name="(APM0000001)").click()
    _give_reason(dialog, "asked the owner")
    dialog.get_by_role("button", name="Map it").click()
    expect(adam.get_by_text(f"{key['foreignKey']} of {key['sourceSystem']} now stands for")).to_be_visible()
    adam.get_by_role("button", name="Read them again").click()
    expect(adam.get_by_role("dialog").get_by_role("radiogroup").first).to_be_visible()
    adam.keyboard.press("Escape")
    alias = {"sourceSystem": key["sourceSystem"], "foreignKey": key["foreignKey"]}
    known = admin_api.get(f"{ADMIN}/referential/aliases", q=key["foreignKey"])["data"]
    assert [each["applicationId"] for each in known if alias.items() <= each.items()] == ["APM0000001"]
    admin_api.send(
        "POST",
        f"{ADMIN}/referential/aliases",
        {**alias, "applicationId": "unallocated", "reason": "it was a trial"},
    )


def test_a_search_of_aliases_is_in_the_address(adam: Page) -> None:
    adam.goto("/finops/admin/keys?list=applications")
    adam.get_by_role("searchbox").fill("claims")
    adam.wait_for_url("**q=claims*")
    adam.reload()
    expect(adam.get_by_role("searchbox")).to_have_value("claims")
    keys = adam.get_by_role("rowheader")
    expect(keys.first).to_be_visible()
    assert all("claims" in " ".join(row.all_inner_texts()).lower() for row in adam.get_by_role("row").all()[1:])


def test_a_product_is_moved_to_another_family_from_a_month_on(adam: Page, admin_api: Api, screens: Stage) -> None:
    month = screens.company.current
    product, families = "aws-lambda", ("public-compute", "public-network")
    before = {family: _cost(admin_api, f"families/{family}", month) for family in families}
    its_own = _cost(admin_api, f"products/{product}", month)
    assert its_own > 0
    adam.goto("/finops/admin/keys?list=placements&q=lambda")
    adam.get_by_role("button", name="Move AWS Lambda").click()
    dialog = adam.get_by_role("dialog")
    dialog.get_by_role("combobox").fill("network")
    adam.get_by_role("option", name="(public-network)").click()
    dialog.get_by_role("textbox", name="From the month").fill(str(month.plus(-1)))
    _give_reason(dialog, "a trial")
    move = dialog.get_by_role("button", name="Move", exact=True)
    move.click()
    expect(dialog.get_by_role("textbox", name="From the month")).to_have_accessible_description(re.compile("is closed"))
    dialog.get_by_role("textbox", name="From the month").fill(str(month))
    move.click()
    expect(adam.get_by_text("aws-lambda is moved with the run that rewrites its months.")).to_be_visible()
    link = adam.get_by_role("link", name="Watch the run").get_attribute("href") or ""
    run_id = urlsplit(link).path.removeprefix("/finops/admin/runs/")
    assert ended(screens, run_id) == "SUCCESS"

    costs = {family: _cost(admin_api, f"families/{family}", month) for family in families}
    assert costs == {
        "public-compute": before["public-compute"] - its_own,
        "public-network": before["public-network"] + its_own,
    }
    adam.goto(f"/finops/families/public-network?period={month}")
    row = adam.get_by_role("row").filter(has=adam.get_by_role("rowheader", name="AWS Lambda", exact=True))
    assert Decimal(_values(row)[0]) == its_own
    adam.goto(f"/finops/families/public-network?period={month.plus(-1)}")
    expect(adam.get_by_role("link", name="Amazon CloudFront").first).to_be_visible()
    expect(adam.get_by_role("link", name="AWS Lambda")).to_have_count(0)

    back = {"familyId": "public-compute", "firstMonth": str(month), "reason": "it was a trial"}
    moved = admin_api.send("PUT", f"{ADMIN}/referential/products/{product}/placement", back)["data"]
    assert ended(screens, moved["runId"]) == "SUCCESS"
    assert {family: _cost(admin_api, f"families/{family}", month) for family in families} == before


def test_bad_prices_are_named_and_nothing_is_kept(adam: Page, admin_api: Api) -> None:
    adam.goto("/finops/admin/prices/standard")
    bad = "productId,domainId,metric,unitPrice,firstMonth,lastMonth\n,,VCPU_HOUR,-3,2026-10,\n,,VCPU_HOUR,1,2026-13,\n"
    _choose(adam, "bad.csv", bad)
    expect(adam.get_by_text("line 2, unitPrice")).to_be_visible()
    expect(adam.get_by_text("line 3, firstMonth")).to_be_visible()
    assert _draft(admin_api, "standard") is None


def test_a_draft_s_effect_is_the_api_s_and_it_is_discarded(adam: Page, admin_api: Api, screens: Stage) -> None:
    month = screens.company.current
    lines = admin_api.get_lines(f"{ADMIN}/pricing-views/standard/versions/1")
    adam.goto("/finops/admin/prices/standard")
    _choose(adam, "prices.csv", _dearer(lines, month))
    adam.get_by_role("button", name="Keep it as the draft").click()
    expect(adam.get_by_text("What publishing it would change")).to_be_visible()
    changes = admin_api.get(f"{ADMIN}/pricing-views/standard/draft/changes")["data"]
    assert changes["applications"]["count"] > 0
    assert [each["period"] for each in changes["months"]] == [str(month)]
    table = adam.get_by_role("region", name="By month", exact=True)
    shown = [Decimal(value) for value in _values(table)]
    (change,) = changes["months"]
    assert shown == [change["costBefore"], change["costAfter"], change["publishedCost"]]
    of_applications = adam.get_by_role("region", name="applications change")
    largest = changes["applications"]["largest"]
    assert [Decimal(value) for value in _values(of_applications)] == [
        cost for each in largest for cost in (each["costBefore"], each["costAfter"]) if cost is not None
    ]

    adam.get_by_role("button", name="Discard the draft").click()
    adam.get_by_role("dialog").get_by_role("button", name="Discard the draft").click()
    expect(adam.get_by_text("There is no draft.")).to_be_visible()
    assert _draft(admin_api, "standard") is None


def test_prices_are_published_with_a_reason_and_the_run_is_there_to_watch(adam: Page, admin_api: Api) -> None:
    adam.goto("/finops/admin/prices")
    adam.get_by_role("button", name="New pricing view").click()
    dialog = adam.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Identifier").fill("trial")
    dialog.get_by_role("textbox", name="Name").fill("Trial prices")
    dialog.get_by_role("textbox", name="Currency").fill("EUR")
    _give_reason(dialog, "a trial")
    dialog.get_by_role("button", name="Create it").click()
    adam.get_by_role("link", name="Trial prices").click()
    text = "productId,domainId,metric,unitPrice,firstMonth,lastMonth\n,,VCPU_HOUR,0.02,2020-01,2020-02\n"
    _choose(adam, "prices.csv", text)
    adam.get_by_role("button", name="Keep it as the draft").click()
    adam.get_by_role("button", name="Publish").click()
    _give_reason(dialog, "first prices")
    dialog.get_by_role("button", name="Publish").click()
    expect(adam.get_by_text("Version 1 is published.")).to_be_visible()
    link = adam.get_by_role("link", name="Watch the run")
    assert "/finops/admin/runs/" in (link.get_attribute("href") or "")
    (version,) = _view(admin_api, "trial")["versions"]
    assert (version["reason"], version["state"] in ("pending", "in_force")) == ("first prices", True)

    adam.get_by_role("button", name="Retire").click()
    _give_reason(dialog, "it was a trial")
    dialog.get_by_role("button", name="Retire").click()
    expect(adam.get_by_text("retired", exact=True)).to_be_visible()


def test_budgets_are_looked_at_then_published_with_a_reason(adam: Page, admin_api: Api) -> None:
    version = admin_api.get(f"{ADMIN}/budgets")["data"][0]
    path = f"{ADMIN}/budgets/actual/versions/{version['version']}"
    lines = admin_api.get_lines(path)
    last = max(lines, key=lambda line: (line["month"], line["scope"] == "application"))
    changed = [{**line, "amount": "4321.5" if line == last else line["amount"]} for line in lines]
    adam.goto("/finops/admin/budgets")
    _choose(adam, "bad.csv", "scope,scopeId,month,amount\ndomain,nope,2026-1,x\n")
    expect(adam.get_by_text("line 2, amount")).to_be_visible()
    _choose(adam, "budgets.csv", _csv(changed))
    expect(adam.get_by_text(f"0 added, 1 changed, 0 removed, {len(lines) - 1} unchanged")).to_be_visible()
    expect(adam.get_by_role("region", name="1 line changes").get_by_text("4,321.5")).to_be_visible()
    assert admin_api.get(f"{ADMIN}/budgets")["data"][0] == version
    adam.get_by_role("button", name="Publish").click()
    dialog = adam.get_by_role("dialog")
    _give_reason(dialog, "a trial")
    dialog.get_by_role("button", name="Publish").click()
    expect(adam.get_by_text(f"Version {version['version'] + 1} is in force.")).to_be_visible()
    columns = list(lines[0])
    admin_api.put_lines(
        f"{ADMIN}/budgets/actual", columns, [[line[name] for name in columns] for line in lines], reason="as before"
    )


def test_budgets_against_cost_are_the_api_s(adam: Page, api: Api, screens: Stage) -> None:
    month = screens.company.current.plus(-1)
    rows = api.get("/v1/local/budgets/comparison", period=str(month), sort="-toDatePercent", limit="20")["data"]
    adam.goto(f"/finops/admin/budgets?period={month}&sort=-toDatePercent")
    table = adam.get_by_role("region", name="Against cost")
    expect(table.get_by_role("row")).to_have_count(len(rows) + 1)
    expected = [row[span][figure] for row in rows for span in ("month", "toDate") for figure in ("budget", "cost")]
    assert [Decimal(value) for value in _values(table)] == [value for value in expected if value is not None]


def test_a_version_is_downloaded_as_the_api_gives_it(adam: Page, admin_api: Api) -> None:
    adam.goto("/finops/admin/prices/standard")
    with adam.expect_download() as download:
        adam.get_by_role("button", name="prices of version 1").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert list(csv.DictReader(io.StringIO(text))) == admin_api.get_lines(f"{ADMIN}/pricing-views/standard/versions/1")


def _cost(api: Api, of: str, month: Period) -> Decimal:
    cost: Decimal = api.get(f"/v1/local/{of}", period=str(month))["data"]["cost"]
    return cost


def _give_reason(dialog: Locator, reason: str) -> None:
    dialog.get_by_role("textbox", name="Reason").fill(reason)


def _choose(page: Page, name: str, text: str) -> None:
    file = FilePayload(name=name, mimeType="text/csv", buffer=text.encode())
    page.locator("input[type=file]").first.set_input_files(file)


def _csv(lines: list[dict[str, str]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(lines[0]))
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue()


def _dearer(lines: list[dict[str, str]], month: Period) -> str:
    """The prices with those of vCPU months twice as high from a month on: no closed month is touched."""
    changed = []
    for line in lines:
        if line["metric"] == "VCPU_MONTH" and not line["lastMonth"]:
            doubled = str(Decimal(line["unitPrice"]) * 2)
            changed.append({**line, "lastMonth": str(month.plus(-1))})
            changed.append({**line, "firstMonth": str(month), "unitPrice": doubled})
        else:
            changed.append(line)
    return _csv(changed)


def _view(admin_api: Api, name: str) -> dict[str, Any]:
    views: list[dict[str, Any]] = admin_api.get(f"{ADMIN}/pricing-views")["data"]
    return next(view for view in views if view["pricingViewId"] == name)


def _draft(admin_api: Api, name: str) -> dict[str, Any] | None:
    versions: list[dict[str, Any]] = _view(admin_api, name)["versions"]
    return next((version for version in versions if version["state"] == "draft"), None)


def _values(of: Locator) -> list[str]:
    """Every amount in it, to the last digit."""
    expect(of.locator("data").first).to_be_visible()
    return [one.get_attribute("value") or "" for one in of.locator("data").all()]
