"""Applications and aliases fed from the CMDB: who gets which costs, which names stay, and what is a conflict."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from psycopg.types.json import Jsonb

from finops_contract.period import Period
from tests.fix_chain import Chain
from tests.fix_company import LAST_MONTH, THIS_MONTH, Company, cmdb_config, server

NOW = datetime.now(UTC)
APPS = "cmdb_ci_business_app"
FEED = {
    "collection": APPS,
    "owner": "owned_by.display_value",
    "retired_where": {"install_status": ["7"]},
    "aliases": [{"field": "number"}, {"source": "gitlab", "field": "u_group"}],
}


def app(sys_id: str, name: str, number: str = "", group: str = "", status: str = "1") -> dict[str, Any]:
    """A business application as ServiceNow's table API gives it."""
    return {
        "sys_id": sys_id,
        "name": name,
        "number": number,
        "u_group": group,
        "install_status": status,
        "owned_by": {"display_value": f"owner of {name}", "value": "x"},
    }


@pytest.fixture
def fed(company: Company) -> Company:
    """Domain `open` feeds the referential too; last month held nobody new."""
    feed(company, "open")
    company.has(APPS, [app("sys-billing", "Billing")])
    company.has("cmdb_ci_server", [server("1", "2", "sys-billing")])
    company.lands("open", LAST_MONTH)
    return company


def feed(company: Company, domain_id: str, **changes: Any) -> None:
    row = company.one("SELECT connector_config FROM dim_domain WHERE domain_id = %s", domain_id)
    config = {**row["connector_config"], **changes, "applications": FEED}
    company.db.execute("UPDATE dim_domain SET connector_config = %s WHERE domain_id = %s", [Jsonb(config), domain_id])


def other_source(company: Company, applications: str) -> None:
    """A second domain, whose CMDB is another one: source `legacy`, applications in a collection of their own."""
    company.domain("legacy", "cmdb_legacy_server", "legacy-server", available_from=THIS_MONTH)
    config = {
        **cmdb_config("cmdb_legacy_server", "legacy-server"),
        "source": "legacy",
        "applications": {**FEED, "collection": applications},
    }
    company.db.execute("UPDATE dim_domain SET connector_config = %s WHERE domain_id = 'legacy'", [Jsonb(config)])
    company.has("cmdb_legacy_server", [])


def run(chain: Chain, company: Company, periods: Sequence[Period] = (THIS_MONTH,), **asked: Any) -> UUID:
    run_id = chain.request(periods=[str(period) for period in periods], force=True, reason="test", **asked)
    chain.settle()
    ended = company.run(run_id)
    assert ended["status"] == "SUCCESS", ended["error_summary"]
    return run_id


def applications(company: Company) -> dict[str, tuple[str, str | None, bool]]:
    """Label, owner and whether it is in use, by id."""
    rows = company.all("SELECT * FROM dim_application WHERE application_id <> 'unallocated'")
    return {r["application_id"]: (r["application_label"], r["owner"], r["retired_at"] is None) for r in rows}


def aliases(company: Company) -> dict[tuple[str, str], tuple[str, str]]:
    rows = company.all("SELECT * FROM application_alias")
    return {(r["source_system"], r["foreign_key"]): (r["application_id"], r["claimed_by"]) for r in rows}


def conflicts(company: Company) -> set[tuple[str, str, str, str, str | None]]:
    """The open ones."""
    rows = company.all("SELECT * FROM alias_conflict WHERE resolved_at IS NULL")
    return {
        (
            r["source_system"],
            r["foreign_key"],
            r["claimed_application_id"],
            r["claimed_by"],
            r["standing_application_id"],
        )
        for r in rows
    }


def quantities(company: Company, period: Period = THIS_MONTH) -> dict[str, int]:
    rows = company.all(
        "SELECT application_id, sum(quantity)::integer AS n FROM fact_consumption WHERE period_month = %s GROUP BY 1",
        period.first_day,
    )
    return {r["application_id"]: r["n"] for r in rows}


def test_a_new_application_gets_its_costs_the_night_it_appears(chain: Chain, fed: Company) -> None:
    fed.has(APPS, [app("sys-billing", "Billing"), app("sys-crm", "CRM", "APP7", "group/crm")])
    fed.has("cmdb_ci_server", [server("1", "3", "sys-crm"), server("2", "4", "APP7"), server("3", "5", "sys-billing")])
    run(chain, fed)
    assert quantities(fed) == {"sys-crm": 7, "billing": 5}
    assert applications(fed) == {
        "billing": ("Billing", "owner of Billing", True),
        "payroll": ("PAYROLL", None, True),
        "sys-crm": ("CRM", "owner of CRM", True),
    }
    assert aliases(fed) == {
        ("cmdb", "sys-billing"): ("billing", "admin"),
        ("cmdb", "sys-payroll"): ("payroll", "admin"),
        ("cmdb", "sys-crm"): ("sys-crm", "cmdb"),
        ("cmdb", "APP7"): ("sys-crm", "cmdb"),
        ("gitlab", "group/crm"): ("sys-crm", "cmdb"),
    }
    for table in ("staged_application", "staged_application_alias"):
        assert fed.one(f"SELECT count(*) AS n FROM {table}")["n"] == 0
    assert fed.one("SELECT period_month FROM referential_feed")["period_month"] == THIS_MONTH.first_day


def test_before_publication_nothing_of_it_is_visible(chain: Chain, fed: Company) -> None:
    fed.has(APPS, [app("sys-crm", "CRM", "APP7")])
    before = (applications(fed), aliases(fed))
    chain.request(periods=[str(THIS_MONTH)], reason="test")
    assert (applications(fed), aliases(fed)) == before
    assert fed.one("SELECT count(*) AS n FROM staged_application")["n"] == 1
    dry = chain.request(periods=[str(THIS_MONTH)], dry_run=True)
    chain.settle()
    assert fed.one("SELECT count(*) AS n FROM staged_application WHERE run_id = %s", dry)["n"] == 0


def test_i2_the_same_night_again_changes_nothing(chain: Chain, fed: Company) -> None:
    fed.has(APPS, [app("sys-crm", "CRM", "APP7"), app("sys-x", "X", "APP7")])
    run(chain, fed)
    before = (applications(fed), aliases(fed), conflicts(fed), fed.published())
    run(chain, fed)
    assert (applications(fed), aliases(fed), conflicts(fed), fed.published()) == before


def test_a_name_that_changes_keeps_its_id_and_retired_ones_come_back(chain: Chain, fed: Company) -> None:
    for name, status in (("CRM", "1"), ("Customers", "7"), ("Customers", "1")):
        fed.has(APPS, [app("sys-crm", name, status=status)])
        run(chain, fed)
        assert applications(fed)["sys-crm"] == (name, f"owner of {name}", status == "1")


def test_an_older_month_does_not_bring_old_names_back(chain: Chain, fed: Company) -> None:
    fed.has(APPS, [app("sys-billing", "Invoices"), app("sys-new", "New")])
    run(chain, fed, (LAST_MONTH, THIS_MONTH))
    assert applications(fed)["billing"][0] == "Invoices"
    run(chain, fed, (LAST_MONTH,))
    assert applications(fed)["billing"][0] == "Invoices"
    assert fed.one("SELECT period_month FROM referential_feed")["period_month"] == THIS_MONTH.first_day


def test_two_applications_that_claim_one_alias_and_nobody_gets_it(chain: Chain, fed: Company) -> None:
    fed.has(APPS, [app("sys-a", "A", "APP1"), app("sys-b", "B", "APP1")])
    fed.has("cmdb_ci_server", [server("1", "3", "APP1"), server("2", "4", "sys-a")])
    run(chain, fed)
    assert quantities(fed) == {"unallocated": 3, "sys-a": 4}
    assert conflicts(fed) == {("cmdb", "APP1", "sys-a", "cmdb", None), ("cmdb", "APP1", "sys-b", "cmdb", None)}
    assert ("cmdb", "APP1") not in aliases(fed)
    fed.has(APPS, [app("sys-a", "A", "APP1"), app("sys-b", "B", "APP2")])
    run(chain, fed)
    assert conflicts(fed) == set()
    assert quantities(fed) == {"sys-a": 7}


def test_the_mapping_that_stands_stays(chain: Chain, fed: Company) -> None:
    fed.has(APPS, [app("sys-a", "A", "APP1")])
    run(chain, fed)
    fed.has(APPS, [app("sys-a", "A"), app("sys-b", "B", "APP1")])
    run(chain, fed)
    assert aliases(fed)["cmdb", "APP1"] == ("sys-a", "cmdb")
    assert conflicts(fed) == {("cmdb", "APP1", "sys-b", "cmdb", "sys-a")}


def test_what_an_admin_mapped_is_decided(chain: Chain, fed: Company) -> None:
    fed.has(APPS, [app("sys-a", "A", "APP1"), app("sys-b", "B", "APP1"), app("sys-billing", "Billing", "sys-payroll")])
    run(chain, fed)
    assert fed.one("SELECT count(*) AS n FROM alias_conflict")["n"] == 2  # of APP1; sys-payroll is an admin's: none
    assert len(conflicts(fed)) == 2
    fed.db.execute("INSERT INTO application_alias VALUES ('cmdb', 'APP1', 'sys-b')")
    run(chain, fed)
    assert conflicts(fed) == set()
    assert aliases(fed)["cmdb", "APP1"] == ("sys-b", "admin")
    assert aliases(fed)["cmdb", "sys-payroll"] == ("payroll", "admin")


def test_two_sources_that_claim_one_alias_whichever_comes_first(chain: Chain, fed: Company) -> None:
    other_source(fed, "cmdb_legacy_app")
    fed.has(APPS, [app("sys-a", "A", group="group/one")])
    fed.has("cmdb_legacy_app", [app("old-b", "B", group="group/one")])
    run(chain, fed)
    both = {("gitlab", "group/one", "sys-a", "cmdb", None), ("gitlab", "group/one", "old-b", "legacy", None)}
    assert conflicts(fed) == both
    run(chain, fed, domains=["open"])  # a night without the rival does not hand it over
    assert conflicts(fed) == both
    assert ("gitlab", "group/one") not in aliases(fed)


def test_two_sources_with_the_same_id_are_not_one_application(chain: Chain, fed: Company) -> None:
    other_source(fed, "cmdb_legacy_app")
    fed.has(APPS, [app("42", "Answer")])
    run(chain, fed, domains=["open"])
    fed.has("cmdb_legacy_app", [app("42", "Other thing", "N42")])
    fed.has("cmdb_legacy_server", [server("1", "3", "42"), server("2", "1", "N42")])
    run(chain, fed)
    assert applications(fed)["42"][0] == "Answer"
    assert {c[:4] for c in conflicts(fed)} == {("legacy", "42", "42", "legacy"), ("legacy", "N42", "42", "legacy")}
    assert quantities(fed)["unallocated"] == 4


def test_reserved_ids_cannot_be_claimed_and_keep_their_name(chain: Chain, fed: Company) -> None:
    fed.db.execute("INSERT INTO application_alias VALUES ('cmdb', 'sys-dump', 'unallocated')")
    fed.has(APPS, [app("unallocated", "Mine"), app("unmapped", "Mine"), app("sys-dump", "Dump", "APP9")])
    run_id = run(chain, fed)
    assert fed.one("SELECT * FROM dim_application WHERE application_id = 'unallocated'")["application_label"] == (
        "Unallocated"
    )
    assert set(applications(fed)) == {"billing", "payroll"}
    assert ("cmdb", "APP9") not in aliases(fed)
    rejects = fed.all("SELECT reason FROM etl_rejects WHERE run_id = %s", run_id)
    assert [r["reason"] for r in rejects] == ["bad_application"] * 2


def test_unknown_keys_are_kept_per_slice_and_add_up_to_the_unallocated(chain: Chain, fed: Company) -> None:
    many = [server(f"m{n}", "1", f"nobody-{n:04d}") for n in range(1_003)]
    fed.has("cmdb_ci_server", [*many, server("1", "9", "big"), server("2", "5", None), server("3", "1", "sys-billing")])
    run(chain, fed)
    rows = fed.all("SELECT * FROM unknown_key WHERE kind = 'application' ORDER BY abs(quantity) DESC, foreign_key")
    assert sum(r["quantity"] for r in rows) == quantities(fed)["unallocated"] == 1_003 + 9 + 5
    assert [(r["foreign_key"], r["quantity"], r["key_count"]) for r in rows if r["key_count"] != 1] == [
        (None, 5, 0),
        (None, 4, 4),
    ]
    assert len(rows) == 1_000 + 2
    assert (rows[0]["foreign_key"], rows[0]["source_system"], rows[0]["rows"]) == ("big", "cmdb", 1)
    fed.db.execute("INSERT INTO application_alias VALUES ('cmdb', 'big', 'billing')")
    fed.has("cmdb_ci_server", [server("1", "9", "big"), server("2", "2", "left")])
    run(chain, fed)
    found = fed.all("SELECT foreign_key, quantity FROM unknown_key WHERE kind = 'application'")
    assert [(r["foreign_key"], r["quantity"]) for r in found] == [("left", 2)]


def test_unknown_products_are_kept_too(chain: Chain, fed: Company) -> None:
    fed.db.execute("DELETE FROM product_alias")
    run(chain, fed)
    row = fed.one("SELECT * FROM unknown_key WHERE kind = 'product'")
    assert (row["foreign_key"], row["consumption_metric"], row["quantity"]) == ("linux-server", "VCPU", 2)


def test_a_key_mapped_elsewhere_between_load_and_publication_leaves_no_nameless_application(
    chain: Chain, fed: Company
) -> None:
    fed.has(APPS, [app("sys-crm", "CRM")])
    fed.has("cmdb_ci_server", [server("1", "3", "sys-crm")])
    run_id = chain.request(periods=[str(THIS_MONTH)], force=True, reason="test")
    for event in list(chain.sink.of_type("releves.staged")):
        chain.post("load_facts", event)
    fed.db.execute("INSERT INTO application_alias VALUES ('cmdb', 'sys-crm', 'payroll')")
    chain.settle()
    assert fed.run(run_id)["status"] == "SUCCESS"
    assert quantities(fed) == {"sys-crm": 3}
    assert applications(fed)["sys-crm"][0] == "CRM"
    assert aliases(fed)["cmdb", "sys-crm"] == ("payroll", "admin")
