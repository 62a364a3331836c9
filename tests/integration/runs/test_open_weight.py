"""INDIRECT domains shared out by what another domain consumed, in the same run as that domain."""

from decimal import Decimal
from typing import Any

import pytest
from psycopg.types.json import Jsonb

from tests.fix_chain import Chain, MakeChain
from tests.fix_company import THIS_MONTH, Company, server
from tests.integration.runs.indirect import (
    BY_VCPU,
    FROM_MONGO,
    NOW,
    add_indirect,
    coefficients,
    has_weights,
    price_domain,
)


@pytest.fixture
def derived(company: Company) -> Company:
    """Domain `support`, shared out like the vCPUs of `open`."""
    company.db.execute("UPDATE dim_domain SET available_from = %s", [THIS_MONTH.first_day])
    add_indirect(company, "support", BY_VCPU, connector="open_weight")
    price_domain(company, "support", "13")
    return company


SHARES = {"billing": (6, Decimal(3)), "payroll": (8, Decimal(4)), "unallocated": (12, Decimal(6))}
"""Raw weights, and what 13 EUR shared out by them must come to; the fixture's vCPUs are 3, 4 and 1 + 5."""


def test_open_weight_shares_out_by_the_consumption_of_the_same_night(chain: Chain, derived: Company) -> None:
    run_id = chain.night(NOW)
    chain.settle()
    assert derived.run(run_id)["status"] == "SUCCESS"
    found = coefficients(derived, "support")
    assert {application: raw for application, (raw, _) in found.items()} == {a: raw for a, (raw, _) in SHARES.items()}
    assert sum(weight for _, weight in found.values()) == 1
    costs = derived.all("SELECT application_id, cost FROM mv_cost_app_domain_month WHERE domain_id = 'support'")
    assert {row["application_id"]: round(row["cost"], 15) for row in costs} == {
        application: cost for application, (_, cost) in SHARES.items()
    }
    step = derived.steps(run_id)[f"support/{THIS_MONTH}"]
    assert (step["status"], step["rows"], step["records"]) == ("STAGED", 3, 3)
    assert step["totals"]["COEFFICIENT"] == {
        "source": "26",
        "releves": "26",
        "rejected": "0",
        "allocated": "14",
        "unallocated": "12",
        "unmapped": "0",
    }


def test_metrics_without_a_weight_do_not_count(chain: Chain, derived: Company) -> None:
    derived.db.execute("INSERT INTO dim_metric VALUES ('RAM', 'GB', 'RAM', 'RAM')")
    config = {"source_domain": "open", "weights": {"RAM": "0.25", "VCPU": "0"}}
    derived.db.execute("UPDATE dim_domain SET connector_config = %s WHERE domain_id = 'support'", [Jsonb(config)])
    run_id = chain.night(NOW)
    chain.settle()
    run = derived.run(run_id)
    assert (run["status"], run["error_code"], run["error_step"]) == ("FAILED", "no_weight", f"support/{THIS_MONTH}")
    assert derived.steps(run_id)[f"support/{THIS_MONTH}"]["status"] == "FAILED"
    assert derived.published()["fact_consumption"] == []


def test_a_run_of_derived_domains_alone_takes_the_published_facts(chain: Chain, derived: Company) -> None:
    chain.night(NOW)
    chain.settle()
    before = derived.published()
    derived.has("cmdb_ci_server", [server("1", "999", "sys-billing")])
    run_id = chain.request(domains=["support"], periods=[str(THIS_MONTH)], event_id="again")
    assert derived.run(run_id)["phase"] == "LOADED"
    chain.request(domains=["support"], periods=[str(THIS_MONTH)], event_id="again")
    chain.settle(copies=2)
    assert derived.run(run_id)["status"] == "SUCCESS"
    assert derived.published() == before


def test_the_watch_moves_a_stalled_run_of_derived_domains_on(chain: Chain, derived: Company) -> None:
    chain.night(NOW)
    chain.settle()
    run_id = chain.request(domains=["support"], periods=[str(THIS_MONTH)], to=("ingest_open",))
    derived.db.execute("UPDATE etl_runs SET started_at = now() - interval '1 hour' WHERE run_id = %s", [run_id])
    assert derived.run(run_id)["phase"] == "STAGING"
    chain.watch(NOW)
    chain.settle()
    assert derived.run(run_id)["status"] == "SUCCESS"


def test_a_derived_step_holds_up_no_watch(chain: Chain, derived: Company) -> None:
    run_id = chain.night(NOW, to=("ingest_open",))
    chain.sink.events.clear()
    derived.db.execute("UPDATE etl_runs SET started_at = now() - interval '1 hour'")
    derived.db.execute("UPDATE etl_run_steps SET started_at = now() - interval '1 hour', ended_at = NULL")
    chain.watch(NOW)
    assert [event["subject"] for event in chain.sink.of_type("releves.staged")] == [f"open/{THIS_MONTH}"]
    assert chain.sink.of_type("run.requested") == []
    chain.delivered = 0
    chain.settle()
    assert derived.run(run_id)["status"] == "SUCCESS"


def test_open_weight_of_a_missing_source_domain_takes_what_is_published(chain: Chain, derived: Company) -> None:
    chain.night(NOW)
    chain.settle()
    before = coefficients(derived, "support")
    derived.db.execute(
        "UPDATE dim_domain SET failure_policy = 'tolerant', connector = 'unheard-of' WHERE domain_id = 'open'"
    )
    run_id = chain.night(NOW)
    chain.settle()
    assert derived.run(run_id)["status"] == "SUCCESS"
    assert derived.steps(run_id)[f"open/{THIS_MONTH}"]["status"] == "MISSING"
    assert coefficients(derived, "support") == before


def test_a_tolerant_derived_domain_goes_missing_and_the_others_publish(chain: Chain, derived: Company) -> None:
    derived.db.execute(
        "UPDATE dim_domain SET failure_policy = 'tolerant', connector_config = %s WHERE domain_id = 'support'",
        [Jsonb({**BY_VCPU, "source_domain": "nowhere"})],
    )
    run_id = chain.night(NOW)
    chain.settle()
    assert derived.run(run_id)["status"] == "SUCCESS"
    step = derived.steps(run_id)[f"support/{THIS_MONTH}"]
    assert (step["status"], step["error_code"]) == ("MISSING", "bad_connector_config")
    assert "nowhere" in step["error"]
    assert derived.cost(THIS_MONTH) == 130
    assert coefficients(derived, "support") == {}


@pytest.mark.parametrize(
    ("config", "named"),
    [
        ({**BY_VCPU, "source_domain": "support"}, "is derived itself"),
        ({**BY_VCPU, "source_domain": "nowhere"}, "does not exist"),
        ({**BY_VCPU, "source_domain": "network"}, "is INDIRECT"),
        ({"weights": {"VCPU": "1", "MOON": "1"}}, "'MOON' is not in dim_metric"),
        ({**BY_VCPU, "metric": "MOON"}, "'MOON' is not in dim_metric"),
        ({**BY_VCPU, "wieghts": {}}, "wieghts"),
    ],
)
def test_settings_of_open_weight_are_named_when_they_are_wrong(
    chain: Chain, derived: Company, config: dict[str, Any], named: str
) -> None:
    add_indirect(derived, "network", FROM_MONGO, enabled=False)
    derived.db.execute("UPDATE dim_domain SET connector_config = %s WHERE domain_id = 'support'", [Jsonb(config)])
    run_id = chain.request(domains=["support"], periods=[str(THIS_MONTH)])
    run = derived.run(run_id)
    assert (run["status"], run["error_code"]) == ("FAILED", "bad_connector_config")
    assert named in run["error_summary"]
    assert [event.data["step"] for event in chain.sink.of_type("run.failed")] == [f"support/{THIS_MONTH}"]


def test_an_unknown_derivation_and_a_direct_domain_are_refused(chain: Chain, derived: Company) -> None:
    derived.db.execute("UPDATE dim_domain SET connector = 'moon_weight' WHERE domain_id = 'support'")
    unknown = derived.run(chain.request(domains=["support"], periods=[str(THIS_MONTH)]))
    assert "no connector 'moon_weight' (open_weight)" in unknown["error_summary"]
    derived.db.execute(
        "UPDATE dim_domain SET connector = 'open_weight', domain_mode = 'DIRECT', indirect_method_key = NULL,"
        " indirect_label = NULL WHERE domain_id = 'support'"
    )
    direct = derived.run(chain.request(domains=["support"], periods=[str(THIS_MONTH)]))
    assert "make the domain INDIRECT" in direct["error_summary"]


def test_a_derived_domain_that_load_facts_leaves_out_is_refused(make_chain: MakeChain, derived: Company) -> None:
    everywhere, narrow = make_chain(), make_chain(FINOPS_DOMAINS_ENABLED="open")
    run_id = everywhere.request(domains=["support"], periods=[str(THIS_MONTH)], event_id="one", to=("ingest_open",))
    narrow.request(domains=["support"], periods=[str(THIS_MONTH)], event_id="one", to=("load_facts",))
    run = derived.run(run_id)
    assert (run["status"], run["error_code"]) == ("FAILED", "domain_not_enabled_here")
    assert "FINOPS_DOMAINS_ENABLED" in run["error_summary"]


def test_a_dry_run_tells_what_would_be_shared_out_and_leaves_nothing(chain: Chain, derived: Company) -> None:
    add_indirect(derived, "network", FROM_MONGO, enabled=False)
    has_weights(derived, [("sys-billing", "2"), ("sys-payroll", "6")])
    run_id = chain.request(domains=["open", "network", "support"], periods=[str(THIS_MONTH)], dry_run=True)
    chain.settle()
    slices = {slice_of["domain_id"]: slice_of for slice_of in derived.run(run_id)["report"]["slices"]}
    assert slices["network"]["rows_after"] == 2
    assert Decimal(slices["network"]["quantities"]["COEFFICIENT"]["after"]) == 1
    assert Decimal(slices["support"]["cost_after"]) == 13
    for table in ("fact_pending", "coefficient_pending", "staged_releve", "fact_coefficient"):
        assert derived.one(f"SELECT count(*) AS n FROM {table}")["n"] == 0, table


def test_i2_every_event_twice_and_backwards_shares_out_the_same(chain: Chain, derived: Company) -> None:
    add_indirect(derived, "network", FROM_MONGO)
    has_weights(derived, [("sys-billing", "1"), ("sys-payroll", "2")])
    chain.night(NOW)
    chain.settle()
    before = derived.published()
    assert len(before["fact_coefficient"]) == 5
    for _ in range(2):
        run_id = chain.night(NOW, event_id="the same night")
    chain.settle(copies=2, order=lambda events: events[::-1])
    assert derived.run(run_id)["status"] == "SUCCESS"
    assert derived.published() == before
