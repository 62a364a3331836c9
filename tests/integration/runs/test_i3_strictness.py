"""I3: a run that fails publishes nothing; readers keep the last good generation. Tolerant domains only go missing."""

from datetime import UTC, datetime

import pytest
from psycopg.types.json import Jsonb

from tests.fix_chain import Chain, MakeChain
from tests.fix_company import LAST_MONTH, THIS_MONTH, Company, cmdb_config, server

NOW = datetime.now(UTC)


@pytest.fixture
def two_domains(chain: Chain, company: Company) -> Company:
    """A second domain, published once; then both sources change."""
    company.domain("databases", "cmdb_ci_database", "postgres", available_from=THIS_MONTH)
    company.has("cmdb_ci_database", [server("d1", "8", "sys-billing")])
    chain.night(NOW)
    chain.settle()
    company.has("cmdb_ci_server", [server("1", "100", "sys-billing")])
    return company


def misconfigure(company: Company, domain_id: str) -> None:
    config = cmdb_config("cmdb_ci_database", "postgres")
    config["rules"][0]["metrik"] = "VCPU"
    company.db.execute("UPDATE dim_domain SET connector_config = %s WHERE domain_id = %s", [Jsonb(config), domain_id])


def test_i3_a_failed_run_leaves_readers_what_they_had(two_domains: Company, chain: Chain) -> None:
    before = two_domains.published(but=())
    misconfigure(two_domains, "databases")
    run_id = chain.night(NOW)
    chain.settle()
    run = two_domains.run(run_id)
    assert (run["status"], run["error_code"], run["error_step"]) == (
        "FAILED",
        "bad_connector_config",
        f"databases/{THIS_MONTH}",
    )
    assert "metrik" in run["error_summary"]
    assert two_domains.published(but=()) == before
    assert two_domains.one("SELECT generation FROM publication")["generation"] == 1
    assert {(event["runid"], event.data["code"]) for event in chain.sink.of_type("run.failed")} == {
        (str(run_id), "bad_connector_config")
    }


def test_i3_the_run_after_a_failed_one_publishes_and_clears_what_it_left(two_domains: Company, chain: Chain) -> None:
    two_domains.db.execute(
        "UPDATE dim_domain SET connector_config = jsonb_set(connector_config, '{rules,0,metric}', '\"MOON\"')"
        " WHERE domain_id = 'databases'"
    )
    failed = chain.night(NOW)
    chain.settle()
    assert two_domains.run(failed)["error_code"] == "unknown_metric"
    assert two_domains.one("SELECT count(*) AS n FROM staged_releve")["n"] > 0
    two_domains.db.execute(
        "UPDATE dim_domain SET connector_config = %s WHERE domain_id = 'databases'",
        [Jsonb(cmdb_config("cmdb_ci_database", "postgres"))],
    )
    run_id = chain.night(NOW)
    chain.settle()
    assert two_domains.run(run_id)["status"] == "SUCCESS"
    assert two_domains.one("SELECT count(*) AS n FROM staged_releve")["n"] == 0


def test_a_tolerant_domain_goes_missing_and_the_others_publish(two_domains: Company, chain: Chain) -> None:
    two_domains.db.execute("UPDATE dim_domain SET failure_policy = 'tolerant' WHERE domain_id = 'databases'")
    misconfigure(two_domains, "databases")
    run_id = chain.night(NOW)
    chain.settle()
    assert two_domains.run(run_id)["status"] == "SUCCESS"
    slices = {
        row["domain_id"]: row
        for row in two_domains.all("SELECT * FROM slice_publication WHERE period_month = %s", THIS_MONTH.first_day)
    }
    assert slices["open"]["missing_since"] is None
    assert slices["open"]["generation"] == 2
    assert slices["databases"]["missing_since"] is not None
    assert "metrik" in slices["databases"]["missing_reason"]
    assert (slices["databases"]["generation"], slices["databases"]["rows"]) == (
        1,
        1,
    )  # what is shown is the last good one
    assert two_domains.one("SELECT sum(quantity) AS q FROM fact_consumption WHERE domain_id = 'databases'")["q"] == 8
    since = slices["databases"]["missing_since"]
    chain.night(NOW)
    chain.settle()
    again = two_domains.one("SELECT missing_since FROM slice_publication WHERE domain_id = 'databases'")
    assert again["missing_since"] == since


def test_a_truncated_source_fails_the_step_unless_forced_with_a_reason(chain: Chain, company: Company) -> None:
    company.has("cmdb_ci_server", [server(str(i), "1", "sys-billing") for i in range(100)])
    chain.night(NOW)
    chain.settle()
    company.has("cmdb_ci_server", [server(str(i), "1", "sys-billing") for i in range(49)])
    run = company.run(chain.night(NOW))
    assert (run["status"], run["error_code"]) == ("FAILED", "implausible_drop")
    assert "49 records would replace 100" in run["error_summary"]
    forced = chain.request(periods=[str(THIS_MONTH)], force=True, reason="half the servers were sold")
    chain.settle()
    assert company.run(forced)["status"] == "SUCCESS"
    assert company.cost(THIS_MONTH) == 490


def test_a_month_of_which_nothing_was_landed_fails_and_says_what_to_do(chain: Chain, company: Company) -> None:
    early = LAST_MONTH.plus(-5)
    company.db.execute("UPDATE dim_domain SET available_from = %s", [early.first_day])
    run = company.run(chain.request(periods=[str(early)]))
    assert (run["status"], run["error_code"]) == ("FAILED", "snapshot_missing")
    assert "available_from" in run["error_summary"]


def test_i10_a_month_closed_in_mid_run_is_not_published(chain: Chain, company: Company) -> None:
    run_id = chain.night(NOW)
    company.db.execute("UPDATE period_status SET status = 'CLOSED' WHERE period_month = %s", [LAST_MONTH.first_day])
    chain.settle()
    run = company.run(run_id)
    assert (run["status"], run["error_code"]) == ("FAILED", "period_closed")
    assert str(LAST_MONTH) in run["error_summary"]
    assert company.published()["fact_consumption"] == []


def test_a_source_that_stays_away_is_tried_again_then_fails_the_run(make_chain: MakeChain, company: Company) -> None:
    company.db.execute(
        "UPDATE dim_domain SET ingest_function = 'ingest_native', connector = 'gitlab', connector_config = %s",
        [
            Jsonb(
                {
                    "source": "gitlab",
                    "base_url": "http://127.0.0.1:9",
                    "statistics": {"storage_size": {"metric": "VCPU", "product": "p"}},
                }
            )
        ],
    )
    company.db.execute("UPDATE dim_domain SET available_from = %s", [THIS_MONTH.first_day])
    chain = make_chain(FINOPS_STEP_ATTEMPTS="2", HTTP_RETRIES="0")
    run_id = chain.night(NOW, event_id="tick")
    assert ("ingest_native", 503) in chain.answers
    assert company.run(run_id)["status"] == "RUNNING"
    chain.night(NOW, event_id="tick")
    run = company.run(run_id)
    assert (run["status"], run["error_code"]) == ("FAILED", "source_unavailable")
    assert company.steps(run_id)[f"open/{THIS_MONTH}"]["attempts"] == 2
