"""Strict and tolerant end to end: what the run does, what readers are told is missing, and since when."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from psycopg.types.json import Jsonb

from tests.fix_chain import Chain, MakeChain, Sink
from tests.fix_company import THIS_MONTH, Company, cmdb_config, server
from tests.integration.query_api.conftest import Api, make_function, settings_for
from tests.integration.query_api.signer import Signer
from tests.integration.runs.indirect import BY_VCPU, add_indirect, price_domain

NOW = datetime.now(UTC)
MONTH = f"period={THIS_MONTH}"
SCREENS = (
    f"dashboard?{MONTH}",
    f"domains?{MONTH}",
    f"domains/open?{MONTH}",
    f"applications?{MONTH}",
    f"applications/billing?{MONTH}",
    f"rankings?{MONTH}",
)


@pytest.fixture
def api(database_url: str, sink: Sink) -> Iterator[Api]:
    signer = Signer()
    client, module = make_function(settings_for(database_url, signer, sink))
    yield Api(client, signer, module)
    module.application().close()
    signer.close()


@pytest.fixture
def databases(company: Company) -> Company:
    """A second domain, of this month alone."""
    company.db.execute("UPDATE dim_domain SET available_from = %s", [THIS_MONTH.first_day])
    company.domain("databases", "cmdb_ci_database", "postgres", available_from=THIS_MONTH)
    company.has("cmdb_ci_database", [server("d1", "8", "sys-billing")])
    return company


def breaks(company: Company, domain_id: str = "databases") -> None:
    config = cmdb_config("cmdb_ci_database", "postgres")
    config["rules"][0]["metrik"] = "VCPU"
    company.db.execute("UPDATE dim_domain SET connector_config = %s WHERE domain_id = %s", [Jsonb(config), domain_id])


def is_mended(company: Company) -> None:
    config = Jsonb(cmdb_config("cmdb_ci_database", "postgres"))
    company.db.execute("UPDATE dim_domain SET connector_config = %s WHERE domain_id = 'databases'", [config])


def night(chain: Chain, company: Company) -> Any:
    run_id = chain.night(NOW)
    chain.settle()
    return company.run(run_id)


def told(api: Api) -> dict[str, tuple[bool, tuple[tuple[str, str], ...]]]:
    """Per screen: whether it is complete, and what is missing since when."""
    metas = {path: api.get(path)["meta"] for path in SCREENS}
    return {
        path: (meta["complete"], tuple((gone["domainId"], gone["since"]) for gone in meta["missing"]))
        for path, meta in metas.items()
    }


def test_every_screen_says_what_a_tolerant_domain_leaves_missing_and_since_when(
    chain: Chain, databases: Company, api: Api
) -> None:
    databases.db.execute("UPDATE dim_domain SET failure_policy = 'tolerant' WHERE domain_id = 'databases'")
    assert night(chain, databases)["status"] == "SUCCESS"
    assert told(api) == dict.fromkeys(SCREENS, (True, ()))

    breaks(databases)
    databases.has("cmdb_ci_server", [server("1", "100", "sys-billing"), server("2", "7", "sys-payroll")])
    assert night(chain, databases)["status"] == "SUCCESS"
    (since,) = {
        row["since"]
        for row in databases.all(
            'SELECT to_char(missing_since, \'YYYY-MM-DD"T"HH24:MI:SS"Z"\') AS since FROM slice_publication'
            " WHERE missing_since IS NOT NULL"
        )
    }
    assert told(api) == dict.fromkeys(SCREENS, (False, (("databases", since),)))
    status = api.get("status")["data"]
    assert (status["complete"], [gone["domainId"] for gone in status["missing"]]) == (False, ["databases"])
    assert "metrik" in status["missing"][0]["reason"]
    assert databases.cost(THIS_MONTH) == 1070  # the others have published; databases has no price

    assert night(chain, databases)["status"] == "SUCCESS"
    assert told(api)[SCREENS[0]] == (False, (("databases", since),))  # it is missing since the first night

    is_mended(databases)
    assert night(chain, databases)["status"] == "SUCCESS"
    assert told(api) == dict.fromkeys(SCREENS, (True, ()))
    assert api.get("status")["data"]["complete"] is True


def test_a_slice_that_never_was_published_is_missing_too(chain: Chain, databases: Company, api: Api) -> None:
    databases.db.execute("UPDATE dim_domain SET failure_policy = 'tolerant' WHERE domain_id = 'databases'")
    breaks(databases)
    assert night(chain, databases)["status"] == "SUCCESS"
    assert {complete for complete, _ in told(api).values()} == {False}
    assert {gone[0][0] for _, gone in told(api).values()} == {"databases"}


@pytest.mark.parametrize(
    ("default", "own", "outcome"),
    [
        ("strict", None, "FAILED"),
        ("tolerant", None, "SUCCESS"),
        ("tolerant", "strict", "FAILED"),
        ("strict", "tolerant", "SUCCESS"),
    ],
)
def test_a_domain_s_own_policy_stands_before_the_setting(
    make_chain: MakeChain, databases: Company, default: str, own: str | None, outcome: str
) -> None:
    databases.db.execute("UPDATE dim_domain SET failure_policy = %s WHERE domain_id = 'databases'", [own])
    breaks(databases)
    run = night(make_chain(FINOPS_FAILURE_POLICY=default), databases)
    assert run["status"] == outcome
    steps = databases.steps(run["run_id"])
    assert steps[f"databases/{THIS_MONTH}"]["failure_policy"] == (own or default)
    assert steps[f"databases/{THIS_MONTH}"]["status"] == ("FAILED" if outcome == "FAILED" else "MISSING")


def test_a_night_of_tolerant_domains_that_all_fail_publishes_that_everything_is_missing(
    make_chain: MakeChain, databases: Company, api: Api
) -> None:
    chain = make_chain(FINOPS_FAILURE_POLICY="tolerant")
    assert night(chain, databases)["status"] == "SUCCESS"
    shown = databases.published(but=("run_id", "computed_at"))
    breaks(databases)
    breaks(databases, "open")
    assert night(chain, databases)["status"] == "SUCCESS"
    assert databases.published(but=("run_id", "computed_at")) == shown
    assert {gone["domainId"] for gone in api.get("status")["data"]["missing"]} == {"databases", "open"}


def test_a_derived_domain_whose_source_never_came_goes_by_its_own_policy(chain: Chain, databases: Company) -> None:
    databases.db.execute("UPDATE dim_domain SET failure_policy = 'tolerant' WHERE domain_id = 'open'")
    breaks(databases, "open")
    add_indirect(databases, "support", BY_VCPU, connector="open_weight")
    price_domain(databases, "support", "13")
    run = night(chain, databases)
    assert (run["status"], run["error_code"], run["error_step"]) == ("FAILED", "no_weight", f"support/{THIS_MONTH}")
    databases.db.execute("UPDATE dim_domain SET failure_policy = 'tolerant' WHERE domain_id = 'support'")
    run = night(chain, databases)
    assert run["status"] == "SUCCESS"
    states = {name: step["status"] for name, step in databases.steps(run["run_id"]).items()}
    assert states == {
        f"open/{THIS_MONTH}": "MISSING",
        f"databases/{THIS_MONTH}": "STAGED",
        f"support/{THIS_MONTH}": "MISSING",
    }


def test_a_tolerant_source_that_stays_away_goes_missing_after_its_attempts(
    make_chain: MakeChain, databases: Company
) -> None:
    gitlab = {
        "source": "gitlab",
        "base_url": "http://127.0.0.1:9",
        "statistics": {"storage_size": {"metric": "VCPU", "product": "p"}},
    }
    databases.db.execute(
        "UPDATE dim_domain SET failure_policy = 'tolerant', ingest_function = 'ingest_native', connector = 'gitlab',"
        " connector_config = %s WHERE domain_id = 'databases'",
        [Jsonb(gitlab)],
    )
    chain = make_chain(FINOPS_STEP_ATTEMPTS="2", HTTP_RETRIES="0")
    run_id = chain.night(NOW, event_id="tick")
    chain.settle()
    assert databases.run(run_id)["status"] == "RUNNING"  # one attempt is left
    chain.night(NOW, event_id="tick")
    chain.settle()
    assert databases.run(run_id)["status"] == "SUCCESS"
    step = databases.steps(run_id)[f"databases/{THIS_MONTH}"]
    assert (step["status"], step["error_code"], step["attempts"]) == ("MISSING", "source_unavailable", 2)


def test_the_deadline_ends_a_run_whatever_the_policy(make_chain: MakeChain, databases: Company) -> None:
    chain = make_chain(FINOPS_FAILURE_POLICY="tolerant")
    run_id = chain.night(NOW, to=("load_facts",))  # the function that owns the steps is down
    databases.db.execute("UPDATE etl_runs SET deadline_at = clock_timestamp()")
    chain.watch(NOW)
    run = databases.run(run_id)
    assert (run["status"], run["error_code"]) == ("FAILED", "deadline_passed")
    assert databases.published()["fact_consumption"] == []
