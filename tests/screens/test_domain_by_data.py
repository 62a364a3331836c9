"""A domain that is only data comes to every view by itself, and is marked where a tolerant run goes without it.

The domain stays in the mart for the tests after these, disabled, with the figures of the running month.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Page, expect
from psycopg.rows import DictRow

from finops_local.demo.api import Api
from finops_local.demo.stage import Stage
from tests.fix_screens import ended

ADMIN = "/v1/local/admin"
DOMAIN, LABEL = "labs", "Cloud of the labs"
COLUMNS = "BillingPeriodStart,BillingCurrency,EffectiveCost,ServiceCategory,Tags"
WHOLE = re.compile("(?<!in)complete")


class Labs:
    """The domain's bill of the running month, and the runs that read it."""

    def __init__(self, stage: Stage, admin: Api) -> None:
        self._stage, self._admin = stage, admin
        self._bill: Path = stage.places.folder / DOMAIN / f"{stage.company.current}.csv"
        self._bill.parent.mkdir()

    def write(self) -> None:
        """Its settings, for a run that publishes the others without it."""
        settings = {
            "source": "labs-bill",
            "files": str(self._bill.with_name("{period}.csv")),
            "metrics": {"EffectiveCost": "EFFECTIVE_COST"},
        }
        domain = {
            "domainLabel": LABEL,
            "availableFrom": str(self._stage.company.current),
            "ingestFunction": "ingest_cloud",
            "connector": "focus",
            "connectorConfig": settings,
            "failurePolicy": "tolerant",
            "reason": "the labs have a cloud of their own",
        }
        self._admin.send("PUT", f"{ADMIN}/domains/{DOMAIN}", domain)
        self._admin.send("POST", f"{ADMIN}/domains/{DOMAIN}/activation", {"reason": "to see it on the screens"})

    def is_billed(self, dollars: str) -> None:
        """What one application has used."""
        month = self._stage.company.current
        tags = '"{""application"": ""simulation""}"'
        self._bill.write_text(f"{COLUMNS}\n{month}-01 00:00:00,USD,{dollars},Compute,{tags}\n", encoding="utf-8")

    def sends_nonsense(self) -> None:
        """A bill that no connector reads."""
        self._bill.write_text("Total\n12\n", encoding="utf-8")

    def run(self) -> str:
        """One run of the domain, to its end; its status."""
        asked = {"domains": [DOMAIN], "periods": [str(self._stage.company.current)], "reason": "the bill is there"}
        run_id = self._admin.send("POST", f"{ADMIN}/runs", asked)["data"]["runId"]
        return ended(self._stage, run_id)


@pytest.fixture(scope="module")
def labs(screens: Stage, admin_api: Api) -> Iterator[Labs]:
    labs = Labs(screens, admin_api)
    labs.write()
    _has_products(screens.platform.postgres_url)
    alias = {"sourceSystem": "labs-bill", "foreignKey": "simulation", "applicationId": "APM0000001"}
    admin_api.send("POST", f"{ADMIN}/referential/aliases", {**alias, "reason": "asked the owner"})
    labs.is_billed("1250.50")
    assert labs.run() == "SUCCESS"
    yield labs
    admin_api.send("DELETE", f"{ADMIN}/domains/{DOMAIN}/activation", {"reason": "it was a trial"})


@pytest.mark.usefixtures("labs")
def test_i8_a_new_domain_is_on_the_screens_without_a_change(
    olivia: Page, screens: Stage, mart: psycopg.Connection[DictRow]
) -> None:
    month = screens.company.current
    cost = mart.execute(
        "SELECT cost FROM mv_cost_domain_month JOIN pricing_view USING (pricing_view_id)"
        " WHERE is_default AND domain_id = %s AND period_month = %s",
        [DOMAIN, month.first_day],
    ).fetchone()
    assert cost is not None
    olivia.goto(f"/finops/domains?period={month}")
    row = olivia.get_by_role("row").filter(has_text=LABEL)
    assert row.locator("data").first.get_attribute("value") == f"{cost['cost']:f}"
    olivia.get_by_role("link", name=LABEL, exact=True).click()
    expect(olivia.get_by_role("heading", level=2, name=LABEL)).to_be_visible()
    olivia.get_by_role("link", name="Lab computing").first.click()
    expect(olivia.get_by_role("heading", level=2, name="Lab computing")).to_be_visible()
    expect(olivia.get_by_role("link", name="Lab machines").first).to_be_visible()
    olivia.goto(f"/finops/applications/APM0000001?period={month}")
    expect(olivia.get_by_text(LABEL).first).to_be_visible()
    olivia.goto(f"/finops/history?series=domain:{DOMAIN}")
    expect(olivia.get_by_text(LABEL).first).to_be_visible()


def test_a_partial_run_is_marked_until_the_domain_is_there_again(labs: Labs, olivia: Page, screens: Stage) -> None:
    month = screens.company.current
    freshness = olivia.get_by_role("status").filter(has_text="published")
    labs.sends_nonsense()
    assert labs.run() == "SUCCESS"
    for place in ("", "/domains", f"/domains/{DOMAIN}", "/applications/APM0000001"):
        olivia.goto(f"/finops{place}?period={month}")
        expect(freshness).to_contain_text(f"{LABEL} is missing for")
        expect(freshness).to_contain_text("since")
    olivia.goto(f"/finops/domains/public_cloud?period={month.plus(-1)}")
    expect(freshness).to_contain_text(WHOLE)

    labs.is_billed("1250.50")
    assert labs.run() == "SUCCESS"
    olivia.goto(f"/finops?period={month}")
    expect(freshness).to_contain_text(WHOLE)
    expect(freshness).not_to_contain_text("missing")


def _has_products(admin_url: str) -> None:
    """What the files of the referential would bring."""
    with psycopg.connect(admin_url) as connection:
        connection.execute("INSERT INTO dim_family VALUES ('labs-compute', %s, 'Lab computing')", [DOMAIN])
        connection.execute("INSERT INTO dim_product VALUES ('labs-vm', 'labs-compute', 'Lab machines')")
        connection.execute("INSERT INTO product_alias VALUES ('labs-bill', 'Compute', 'labs-vm')")
