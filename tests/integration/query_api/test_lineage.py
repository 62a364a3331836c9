"""Lineage: from a cost to its facts, and from each of them to its run, step, landing, price line and weight."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from psycopg.rows import DictRow

from tests.fix_chain import Chain
from tests.fix_company import THIS_MONTH, Company
from tests.integration.query_api.conftest import Api
from tests.integration.query_api.mart import FACTS, RUN, cost

OCTOBER = "admin/lineage?period=2026-10"


def test_a_cost_is_what_its_facts_add_up_to(api: Api) -> None:
    """I5: for every cell that the screens show, and whatever page is looked at."""
    for query, keep in (
        ("&application=shop", lambda f: f.application == "shop"),
        ("&domain=cloud", lambda f: f.domain == "cloud"),
        ("&application=shop&product=vm", lambda f: (f.application, f.product) == ("shop", "vm")),
        ("&domain=open&environment=staging", lambda f: (f.domain, f.environment) == ("open", "staging")),
        ("&product=ec2&metric=EFFECTIVE_COST.USD", lambda f: (f.product, f.metric) == ("ec2", "EFFECTIVE_COST.USD")),
        ("&product=(none)", lambda f: f.product is None),
    ):
        answer = api.admin(f"{OCTOBER}{query}")
        assert answer["meta"]["total"]["cost"] == cost("2026-10", keep)
        assert answer["meta"]["total"]["facts"] == len([f for f in FACTS if f.month == "2026-10" and keep(f)])
        assert sum(row["cost"] or 0 for row in answer["data"]) == cost("2026-10", keep)
        assert all(row["cost"] == row["quantity"] * row["price"]["unitPrice"] for row in answer["data"] if row["price"])
    shown = api.get("applications/shop?period=2026-10")["meta"]["total"]["cost"]
    assert shown == api.admin(f"{OCTOBER}&application=shop")["meta"]["total"]["cost"]


def test_what_is_not_priced_and_what_is_not_valued_are_told_apart(api: Api) -> None:
    rows = {row["metric"]: row for row in api.admin(f"{OCTOBER}&application=shop")["data"]}
    disk, billed = rows["GB_MONTH"], rows["BILLED_COST.USD"]
    assert (disk["cost"], disk["price"], disk["valued"]) == (None, None, True)
    assert (billed["cost"], billed["price"], billed["valued"]) == (None, None, False)
    assert api.admin(f"{OCTOBER}&application=shop")["meta"]["total"]["unpricedRows"] == 1


def test_which_rule_priced_it(api: Api, own_api: Api) -> None:
    rows = api.admin(f"{OCTOBER}&application=shop&environment=production")["data"]
    rows += api.admin(f"{OCTOBER}&application=shop&environment=shared")["data"]
    rules = {row["metric"]: (row["price"]["pricedBy"], row["price"]["pricedKey"]) for row in rows if row["price"]}
    assert rules == {
        "VCPU_HOURS": ("product", "vm"),
        "EFFECTIVE_COST.USD": ("metric", "EFFECTIVE_COST.USD"),
        "WEIGHT": ("domain", "weights"),
    }
    budget = api.admin(f"{OCTOBER}&product=vm&application=pay&pricingView=budget")
    assert (budget["meta"]["currency"], budget["data"][0]["price"]["unitPrice"]) == ("USD", 2)


def test_the_run_and_the_step_are_those_that_brought_it(own_api: Api, db: psycopg.Connection[DictRow]) -> None:
    db.execute(
        "UPDATE etl_run_steps s SET landing_id = 'raw-1', config_checksum = config_checksum(d) FROM dim_domain d"
        " WHERE d.domain_id = s.domain_id"
    )
    (row,) = own_api.admin(f"{OCTOBER}&product=vm&application=pay")["data"]
    assert (row["run"]["runId"], row["run"]["generation"], row["run"]["triggerType"]) == (str(RUN), 7, "CRON")
    step = row["step"]
    assert (step["landingId"], step["checksum"], step["records"], step["rejects"]) == ("raw-1", "abc", 8, 2)
    assert step["settingsUnchanged"] is True
    db.execute("""UPDATE dim_domain SET connector_config = '{"a": 1}' WHERE domain_id = 'open'""")
    (row,) = own_api.admin(f"{OCTOBER}&product=vm&application=pay")["data"]
    assert row["step"]["settingsUnchanged"] is False
    db.execute("DELETE FROM etl_runs WHERE run_id = %s", [RUN])  # no longer kept
    (row,) = own_api.admin(f"{OCTOBER}&product=vm&application=pay")["data"]
    assert (row["run"]["runId"], row["run"]["status"], row["step"]) == (str(RUN), None, None)


def test_the_weight_behind_an_indirect_quantity(own_api: Api, db: psycopg.Connection[DictRow]) -> None:
    for application, raw, weight in (("shop", "300.5", "0.75"), ("pay", "100.166666666666666667", "0.25")):
        db.execute(
            "INSERT INTO fact_coefficient VALUES ('acme', '2026-10-01', 'weights', %s, %s, %s, 'external_coefficients',"
            " 'WEIGHT', 'floors', %s, now())",
            [application, raw, weight, RUN],
        )
    rows = own_api.admin(f"{OCTOBER}&domain=weights")["data"]
    assert [row["coefficient"] for row in rows] == [
        {
            "rawWeight": Decimal(raw),
            "weight": Decimal(weight),
            "method": "external_coefficients",
            "metric": "WEIGHT",
            "source": "floors",
        }
        for raw, weight in (("100.166666666666666667", "0.25"), ("300.5", "0.75"))
    ]
    assert all(row["quantity"] == row["coefficient"]["weight"] for row in rows)
    assert own_api.admin(f"{OCTOBER}&application=shop&domain=open")["data"][0]["coefficient"] is None


def test_from_a_night_to_what_it_read(empty_api: Api, chain: Chain, company: Company) -> None:
    run_id = chain.night(datetime.now(UTC))
    chain.settle()
    answer = empty_api.admin(f"admin/lineage?period={THIS_MONTH}&product=linux-server")
    assert answer["meta"]["total"]["cost"] == company.cost(THIS_MONTH)
    step = company.steps(run_id)[f"open/{THIS_MONTH}"]
    assert {(row["applicationId"], row["quantity"]) for row in answer["data"]} == {
        ("billing", 3),
        ("payroll", 4),
        ("unallocated", 6),
    }
    for row in answer["data"]:
        assert (row["run"]["runId"], row["run"]["version"], row["source"]) == (str(run_id), "test", "cmdb")
        assert (row["step"]["landingId"], row["step"]["checksum"]) == (step["landing_id"], step["checksum"])
        assert (row["price"]["unitPrice"], row["price"]["version"], row["price"]["author"]) == (10, 1, "me")
        assert (row["price"]["firstMonth"], row["price"]["lastMonth"]) == ("2020-01", None)
    landed = company.raw_zone.database["raw_payloads"].find_one({"landing_id": step["landing_id"]})
    assert landed is not None or step["landing_id"]


def test_pages_hold_to_one_generation(own_api: Api, db: psycopg.Connection[DictRow]) -> None:
    whole = own_api.admin(f"{OCTOBER}&domain=open")
    pages: list[Any] = []
    cursor: str | None = ""
    while cursor is not None:
        answer = own_api.admin(f"{OCTOBER}&domain=open&limit=2{f'&cursor={cursor}' if cursor else ''}")
        assert answer["meta"]["total"] == whole["meta"]["total"]
        pages += answer["data"]
        last, cursor = cursor, answer["meta"]["page"]["next"]
    assert pages == whole["data"]
    own_api.admin(f"{OCTOBER}&domain=cloud&cursor={last}", status=400)
    db.execute("UPDATE publication SET generation = generation + 1")
    own_api.admin(f"{OCTOBER}&domain=open&limit=2&cursor={last}", status=409)


@pytest.mark.parametrize(
    "query",
    [
        "&application=nothing",
        "&product=nothing",
        "&domain=off",
        "&domain=open&environment=nothing",
        "&domain=open&metric=nothing",
        "&application=%27%20OR%201=1--",
        "&application=%25s",
    ],
)
def test_an_unknown_cell_is_empty(api: Api, query: str) -> None:
    answer = api.admin(f"{OCTOBER}{query}")
    assert (answer["data"], answer["meta"]["total"]) == ([], {"facts": 0, "cost": None, "unpricedRows": 0})


def test_nothing_of_another_entity(api: Api) -> None:
    assert api.admin("admin/lineage?period=2026-11&application=shop")["data"] == []
    assert api.admin("admin/lineage?period=2150-01&application=shop")["data"] == []


@pytest.mark.parametrize(
    "query",
    [
        "period=2026-10",
        "period=2026-10&metric=VCPU_HOURS&environment=production",
        "application=shop",
        "period=2026-13&application=shop",
        "period=2026-10&application=",
        "period=2026-10&application=a%00",
        "period=2026-10&application=" + "x" * 513,
        "period=2026-10&application=a&application=b",
        "period=2026-10&domain=%FF",
        "period=2026-10&domain=open&limit=501",
        "period=2026-10&domain=open&cursor=7.1.0000000000000000",
        "period=2026-10&domain=open&run=x",
    ],
)
def test_what_cannot_be_asked(api: Api, query: str) -> None:
    assert api.admin(f"admin/lineage?{query}", status=400)["errors"]


def test_an_unknown_view_is_404_and_readers_are_403(api: Api) -> None:
    api.admin(f"{OCTOBER}&domain=open&pricingView=nothing", status=404)
    for role in ("Rosetta_User", "Rosetta_Referentiel_Admin"):
        assert api.call(f"{OCTOBER}&domain=open", role=role).status_code == 403


def test_as_csv(api: Api) -> None:
    answer = api.call(f"{OCTOBER}&domain=open&application=pay", role="Rosetta_Admin", headers={"Accept": "text/csv"})
    head, row = (line.split(",") for line in answer.text.splitlines())
    cells = dict(zip(head, row, strict=True))
    assert (cells["quantity"], cells["priceUnitPrice"], cells["runRunId"]) == ("40", "0.0500001", str(RUN))
