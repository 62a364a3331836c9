"""INDIRECT domains: external weights and derived ones, in the same night as what they share out."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from psycopg.types.json import Jsonb

from tests.fix_chain import ENTITY, Chain, MakeChain
from tests.fix_company import LAST_MONTH, THIS_MONTH, Company, server

NOW = datetime.now(UTC)
FROM_MONGO = {"source": "cmdb", "from": {"collection": "indirect_coefficients"}}
BY_VCPU = {"source_domain": "open", "weights": {"VCPU": "2"}}


def add_indirect(  # the columns of dim_domain, by their names
    company: Company,
    domain_id: str,
    config: dict[str, Any],
    *,
    connector: str = "external_coefficients",
    policy: str | None = None,
    enabled: bool = True,
) -> None:
    company.db.execute(
        "INSERT INTO dim_domain VALUES (%s, %s, 'INDIRECT', %s, 'Shared out', %s, %s, %s, %s, %s, %s)",
        [
            domain_id,
            domain_id.title(),
            connector,
            enabled,
            THIS_MONTH.first_day,
            policy,
            "load_facts" if connector == "open_weight" else "ingest_open",
            connector,
            Jsonb(config),
        ],
    )


def has_weights(company: Company, rows: Sequence[tuple[str | None, str]], domain: str = "network") -> None:
    """The coefficients of this month, and none else."""
    collection = company.raw_zone.database["indirect_coefficients"]
    collection.delete_many({"domain": domain})
    if rows:
        collection.insert_many(
            {"domain": domain, "period": str(THIS_MONTH), "application": application, "weight": weight}
            for application, weight in rows
        )


def price_domain(company: Company, domain_id: str, amount: str) -> None:
    """One more version of the price list: 10 EUR a vCPU, and the month's amount to share out."""
    company.db.execute(
        "INSERT INTO pricing_view_version (pricing_view_id, version, author, reason)"
        " VALUES ('actual', 9, 'me', 'indirect')"
    )
    company.db.execute(
        "INSERT INTO pricing_view_metric SELECT version_id, m FROM pricing_view_version,"
        " unnest(ARRAY['VCPU', 'COEFFICIENT']) AS m WHERE version = 9"
    )
    company.db.execute(
        "INSERT INTO unit_price SELECT version_id, 'linux-server', NULL, 'VCPU', 10, '2020-01-01'"
        " FROM pricing_view_version WHERE version = 9"
    )
    company.db.execute(
        "INSERT INTO unit_price SELECT version_id, NULL, %s, 'COEFFICIENT', %s, '2020-01-01'"
        " FROM pricing_view_version WHERE version = 9",
        [domain_id, amount],
    )
    company.db.execute("UPDATE pricing_view_version SET published_at = now() WHERE version = 9")


def coefficients(company: Company, domain_id: str) -> dict[str, tuple[Any, Any]]:
    """Published raw weight and weight by application."""
    rows = company.all("SELECT * FROM fact_coefficient WHERE domain_id = %s", domain_id)
    return {row["application_id"]: (row["raw_weight"], row["weight"]) for row in rows}


def quantities(company: Company, domain_id: str) -> dict[str, Decimal]:
    rows = company.all("SELECT * FROM fact_consumption WHERE domain_id = %s", domain_id)
    assert {(row["environment"], row["product_id"], row["consumption_type"]) for row in rows} <= {
        ("shared", None, "INDIRECT")
    }
    return {row["application_id"]: row["quantity"] for row in rows}


@pytest.fixture
def network(company: Company) -> Company:
    """Domain `network`, shared out by weights that people keep; 100 EUR a month."""
    company.db.execute("UPDATE dim_domain SET available_from = %s", [THIS_MONTH.first_day])
    add_indirect(company, "network", FROM_MONGO)
    price_domain(company, "network", "100")
    has_weights(company, [("sys-billing", "1"), ("sys-billing", "1"), ("sys-payroll", "1"), ("sys-unheard-of", "0")])
    return company


def test_external_weights_share_out_the_amount_of_the_month(chain: Chain, network: Company) -> None:
    run_id = chain.night(NOW)
    chain.settle()
    assert network.run(run_id)["status"] == "SUCCESS"
    two_thirds, rest = Decimal("0.666666666666666666"), Decimal("0.333333333333333334")
    assert coefficients(network, "network") == {
        "billing": (2, two_thirds),
        "payroll": (1, rest),
        "unallocated": (0, 0),
    }
    assert quantities(network, "network") == {"billing": two_thirds, "payroll": rest}
    costs = network.all(
        "SELECT application_id, family_id, cost FROM mv_cost_app_family_month WHERE domain_id = 'network'"
        " ORDER BY application_id"
    )
    assert costs == [
        {"application_id": "billing", "family_id": "(none)", "cost": Decimal("66.6666666666666666")},
        {"application_id": "payroll", "family_id": "(none)", "cost": Decimal("33.3333333333333334")},
    ]
    step = network.steps(run_id)[f"network/{THIS_MONTH}"]
    assert step["totals"] == {
        "COEFFICIENT": {
            "source": "3",
            "releves": "3",
            "rejected": "0",
            "allocated": "3",
            "unallocated": "0",
            "unmapped": "0",
        }
    }
    (method,) = network.all("SELECT DISTINCT method, metric, run_id FROM fact_coefficient")
    assert method == {"method": "external_coefficients", "metric": "COEFFICIENT", "run_id": run_id}
    assert network.one("SELECT count(*) AS n FROM coefficient_pending")["n"] == 0


def test_new_weights_replace_the_slice_and_nothing_else(chain: Chain, network: Company) -> None:
    chain.night(NOW)
    chain.settle()
    has_weights(network, [("sys-payroll", "0.5")])
    chain.request(domains=["network"], periods=[str(THIS_MONTH)])
    chain.settle()
    assert coefficients(network, "network") == {"payroll": (Decimal("0.5"), 1)}
    assert network.one("SELECT count(*) AS n FROM fact_consumption WHERE domain_id = 'open'")["n"] == 3


def test_a_month_can_be_computed_again_from_the_raw_zone(chain: Chain, network: Company) -> None:
    chain.night(NOW)
    chain.settle()
    before = network.published()
    has_weights(network, [])
    run_id = chain.request(periods=[str(THIS_MONTH)], origin="raw")
    chain.settle()
    assert network.run(run_id)["status"] == "SUCCESS"
    assert network.published() == before


@pytest.mark.parametrize(
    ("weights", "code", "message"),
    [
        ([("sys-billing", "0"), ("sys-payroll", "0.000")], "no_weight", "add up to 0"),
        ([], "no_coefficients", "none of 0 rows"),
        ([("sys-billing", "-1")], "no_weight", "add up to 0"),
    ],
    ids=["only zeros", "no rows", "only rejects"],
)
def test_i3_weights_that_share_out_nothing_fail_the_run_and_say_why(
    chain: Chain, network: Company, weights: list[tuple[str, str]], code: str, message: str
) -> None:
    chain.night(NOW)
    chain.settle()
    before = network.published(but=())
    has_weights(network, weights)
    run_id = chain.night(NOW)
    chain.settle()
    run = network.run(run_id)
    assert (run["status"], run["error_code"], run["error_step"]) == ("FAILED", code, f"network/{THIS_MONTH}")
    assert message in run["error_summary"]
    assert "available_from" in run["error_summary"]
    assert network.published(but=()) == before


def test_a_tolerant_domain_without_weights_goes_missing_and_keeps_what_it_had(chain: Chain, network: Company) -> None:
    network.db.execute("UPDATE dim_domain SET failure_policy = 'tolerant' WHERE domain_id = 'network'")
    chain.night(NOW)
    chain.settle()
    before = coefficients(network, "network")
    has_weights(network, [("sys-billing", "0")])
    run_id = chain.night(NOW)
    chain.settle()
    assert network.run(run_id)["status"] == "SUCCESS"
    step = network.steps(run_id)[f"network/{THIS_MONTH}"]
    assert (step["status"], step["error_code"]) == ("MISSING", "no_weight")
    missing = network.one("SELECT missing_reason FROM slice_publication WHERE domain_id = 'network'")
    assert "add up to 0" in missing["missing_reason"]
    assert coefficients(network, "network") == before
    assert network.one("SELECT count(*) AS n FROM coefficient_pending")["n"] == 0


def test_weights_of_several_metrics_are_not_added(chain: Chain, network: Company) -> None:
    config = {
        "source": "cmdb",
        "rules": [
            {
                "collection": "cmdb_ci_server",
                "metric": metric,
                "quantity": "1",
                "product": "p",
                "application": "u_application",
            }
            for metric in ("VCPU", "COEFFICIENT")
        ],
    }
    network.db.execute(
        "UPDATE dim_domain SET connector = 'cmdb', connector_config = %s WHERE domain_id = 'network'", [Jsonb(config)]
    )
    run_id = chain.night(NOW)
    chain.settle()
    run = network.run(run_id)
    assert (run["status"], run["error_code"]) == ("FAILED", "several_metrics")


def test_weights_in_a_file_that_is_gone_fail_the_run(chain: Chain, network: Company, tmp_path: Path) -> None:
    config = {"source": "cmdb", "from": {"files": f"{tmp_path}/keys-{{period}}.csv"}}
    network.db.execute("UPDATE dim_domain SET connector_config = %s WHERE domain_id = 'network'", [Jsonb(config)])
    assert network.run(chain.night(NOW))["error_code"] == "no_files"
    (tmp_path / f"keys-{THIS_MONTH}.csv").write_text(
        f"domain;period;application;weight\nnetwork;{THIS_MONTH};sys-billing;1\n"
    )
    chain.night(NOW)
    chain.settle()
    assert coefficients(network, "network") == {"billing": (1, 1)}


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


def test_i5_weights_that_do_not_add_up_to_one_are_not_published(chain: Chain, network: Company) -> None:
    run_id = chain.night(NOW)
    for event in chain.sink.of_type("releves.staged"):
        chain.post("load_facts", event)
    network.db.execute(
        "UPDATE coefficient_pending SET weight = weight - 0.000000000000000001 WHERE application_id = 'payroll'"
    )
    chain.settle()
    run = network.run(run_id)
    assert (run["status"], run["error_code"]) == ("FAILED", "not_reconciled")
    assert "fact_coefficient" in run["error_summary"]
    assert network.published()["fact_coefficient"] == []


def test_i5_facts_that_are_not_their_weights_are_not_published(chain: Chain, network: Company) -> None:
    run_id = chain.night(NOW)
    for event in chain.sink.of_type("releves.staged"):
        chain.post("load_facts", event)
    network.db.execute("DELETE FROM fact_pending WHERE domain_id = 'network'")
    chain.settle()
    assert network.run(run_id)["error_code"] == "not_reconciled"
    assert network.published()["fact_consumption"] == []


def test_the_run_after_a_failed_one_clears_the_weights_it_had_computed(chain: Chain, network: Company) -> None:
    failed = chain.night(NOW)
    for event in chain.sink.of_type("releves.staged"):
        chain.post("load_facts", event)
    network.db.execute("UPDATE etl_runs SET deadline_at = now() - interval '1 second' WHERE run_id = %s", [failed])
    assert network.one("SELECT count(*) AS n FROM coefficient_pending")["n"] == 3
    chain.delivered = len(chain.sink.events)
    chain.night(NOW)
    chain.settle()
    assert network.run(failed)["status"] == "FAILED"
    assert network.one("SELECT count(*) AS n FROM coefficient_pending")["n"] == 0
    assert network.one("SELECT count(DISTINCT entity_id) AS n, min(entity_id) AS e FROM fact_coefficient") == {
        "n": 1,
        "e": ENTITY,
    }


def test_a_month_before_the_domain_began_is_left_alone(chain: Chain, network: Company) -> None:
    assert f"network/{LAST_MONTH}" not in network.steps(chain.night(NOW))
