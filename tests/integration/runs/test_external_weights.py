"""INDIRECT domains shared out by weights that people keep, in the same night as everything else."""

from decimal import Decimal
from pathlib import Path

import pytest
from psycopg.types.json import Jsonb

from tests.fix_chain import ENTITY, Chain
from tests.fix_company import LAST_MONTH, THIS_MONTH, Company
from tests.integration.runs.indirect import (
    FROM_MONGO,
    NOW,
    add_indirect,
    coefficients,
    has_weights,
    price_domain,
    quantities,
)


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
