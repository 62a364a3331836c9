"""The guards of a run's life: each stands for a way in which a night went wrong without it."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from finops_contract.errors import NotReconciled, SourceRefused
from finops_contract.quantity import EXACT
from finops_contract.releve import Releve
from finops_runtime.database import Database, load_sql
from finops_runtime.events import Publisher
from finops_runtime.ingest.connector import SourceTotals
from finops_runtime.ingest.landing import landing_of
from finops_runtime.ingest.staging import ForeignReleve, stage_step
from finops_runtime.raw_zone import LandingKey, RawZone
from finops_runtime.runs.fail import fail_step
from finops_runtime.runs.step import Step, steps_of
from finops_runtime.settings import PostgresSettings
from ingest_open.cmdb.config import CmdbConfig
from ingest_open.cmdb.connector import CmdbConnector
from refresh_mvs.publish import publish_run
from refresh_mvs.settings import RefreshSettings
from tests.fix_chain import Chain, Environment
from tests.fix_company import LAST_MONTH, THIS_MONTH, Company, server

NOW = datetime.now(UTC)


@pytest.fixture
def ingest_database(function_settings: Environment) -> Iterator[Database]:
    url = function_settings("ingest_open")["POSTGRES_URL"]
    database = Database(PostgresSettings.model_validate({"postgres_url": url}), "test")
    yield database
    database.close()


@pytest.fixture
def open_step(chain: Chain, company: Company, ingest_database: Database) -> Step:
    """A planned step of a run under way."""
    run_id = chain.request(periods=[str(THIS_MONTH)], to=("load_facts",))
    with ingest_database.transaction() as connection:
        (step,) = steps_of(connection, run_id, "ingest_open")
    return step


def releve(step: Step, quantity: str = "2") -> Releve:
    return Releve.model_validate(
        {
            "period": step.period,
            "domain_id": step.domain_id,
            "source": "cmdb",
            "application_key": "sys-billing",
            "metric": "VCPU",
            "quantity": quantity,
        }
    )


def totals_of(*quantities: str) -> SourceTotals:
    totals = SourceTotals()
    for quantity in quantities:
        totals.add("VCPU", EXACT.create_decimal(quantity))
    return totals


def staged_rows(company: Company) -> int:
    return int(company.one("SELECT count(*) AS n FROM staged_releve")["n"])


def test_a_run_that_fails_while_a_step_is_read_takes_nothing_of_it(
    open_step: Step, company: Company, ingest_database: Database
) -> None:
    def outcomes() -> Iterator[Releve]:
        yield releve(open_step)
        company.db.execute("UPDATE etl_runs SET status = 'FAILED', ended_at = now()")

    staged = stage_step(ingest_database, open_step, "cmdb", outcomes(), totals_of("2"), "landing", 50)
    assert staged is None
    assert staged_rows(company) == 0
    assert company.steps(open_step.run_id)[open_step.name]["status"] == "PLANNED"


def test_a_step_that_another_instance_staged_first_is_staged_once(
    open_step: Step, company: Company, ingest_database: Database
) -> None:
    def outcomes() -> Iterator[Releve]:
        first = stage_step(ingest_database, open_step, "cmdb", [releve(open_step)], totals_of("2"), "landing", 50)
        assert first is not None
        yield releve(open_step)

    second = stage_step(ingest_database, open_step, "cmdb", outcomes(), totals_of("2"), "landing", 50)
    assert second is None
    assert staged_rows(company) == 1


def test_what_stops_one_instance_does_not_matter_once_another_staged_the_step(
    open_step: Step, company: Company, ingest_database: Database, function_settings: Environment
) -> None:
    settings = RefreshSettings.model_validate(
        {**_lower(function_settings("ingest_open")), "k_sink": "http://127.0.0.1:9"}
    )
    stage_step(ingest_database, open_step, "cmdb", [releve(open_step)], totals_of("2"), "landing", 50)
    fail_step(ingest_database, Publisher("ingest_open", settings, settings), open_step, SourceRefused("too late"))
    assert company.run(open_step.run_id)["status"] == "RUNNING"
    assert company.steps(open_step.run_id)[open_step.name]["status"] == "STAGED"


def _lower(environment: dict[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in environment.items()}


def test_a_run_cannot_fail_between_the_staging_of_a_step_and_its_commit(
    open_step: Step, company: Company, ingest_database: Database
) -> None:
    with ingest_database.transaction() as connection:
        connection.execute(load_sql("finops_runtime", "running_run_for_share"), open_step.key)
        company.db.execute("SET lock_timeout = '200ms'")
        with pytest.raises(Exception, match="lock timeout"):
            company.db.execute("UPDATE etl_runs SET status = 'FAILED', ended_at = now()")


def test_i1_releves_that_do_not_add_up_to_the_source_are_not_staged(
    open_step: Step, company: Company, ingest_database: Database
) -> None:
    releves = [releve(open_step), releve(open_step, "0.000000000000000001")]
    with pytest.raises(NotReconciled, match="do not add up"):
        stage_step(ingest_database, open_step, "cmdb", releves, totals_of("2"), "landing", 50)
    assert staged_rows(company) == 0


def test_a_connector_that_leaves_its_step_is_stopped(
    open_step: Step, company: Company, ingest_database: Database
) -> None:
    stray = releve(open_step).model_copy(update={"domain_id": "other"})
    with pytest.raises(ForeignReleve, match="gave a relevé of other"):
        stage_step(ingest_database, open_step, "cmdb", [stray], totals_of("2"), "landing", 50)


def test_a_loaded_run_published_by_two_at_once_is_published_once(
    chain: Chain, company: Company, function_settings: Environment
) -> None:
    run_id = chain.night(NOW)
    for event in chain.sink.of_type("releves.staged"):
        chain.post("load_facts", event)
    settings = RefreshSettings.model_validate(
        {
            "postgres_url": function_settings("refresh_mvs")["POSTGRES_URL"],
            "k_sink": chain.sink.url,
            "finops_entity_id": "acme",
        }
    )
    publishing = [threading.Thread(target=_publish, args=(settings, run_id)) for _ in range(2)]
    with company.db.transaction():
        company.db.execute("LOCK TABLE publication IN EXCLUSIVE MODE")
        for thread in publishing:
            thread.start()
        _wait_for_waiters(company, 2)
    for thread in publishing:
        thread.join()
    assert company.run(run_id)["status"] == "SUCCESS"
    assert company.one("SELECT generation FROM publication")["generation"] == 1
    assert company.cost(THIS_MONTH) == 130
    refreshed = chain.sink.of_type("mvs.refreshed")
    assert len(refreshed) == 2
    assert len({event["id"] for event in refreshed}) == 1


def _publish(settings: RefreshSettings, run_id: UUID) -> None:
    database = Database(settings, "test")
    publish_run(database, Publisher("refresh_mvs", settings, settings), settings, run_id)
    database.close()


def _wait_for_waiters(company: Company, count: int) -> None:
    waiting = "SELECT count(*) AS n FROM pg_locks WHERE relation = 'publication'::regclass AND NOT granted"
    for _ in range(400):
        if company.one(waiting)["n"] >= count:
            return
        time.sleep(0.05)
    pytest.fail(f"{count} publishers should be waiting for the publication's lock")


def test_a_broken_sum_rolls_the_publication_back(chain: Chain, company: Company) -> None:
    """I5: the last statement before commit proves it. The definition of one aggregate loses the test environment."""
    chain.night(NOW)
    chain.settle()
    before = company.published(but=())
    definition = company.one("SELECT pg_get_viewdef('mv_cost_domain_month_definition') AS sql")["sql"]
    broken = definition.replace("FROM mv_cost_product_month", "FROM mv_cost_product_month WHERE environment <> 'test'")
    assert broken != definition
    company.db.execute(f"CREATE OR REPLACE VIEW mv_cost_domain_month_definition AS {broken}".encode())
    run_id = chain.night(NOW)
    chain.settle()
    run = company.run(run_id)
    assert (run["status"], run["error_code"]) == ("FAILED", "not_reconciled")
    assert "mv_cost_domain_month" in run["error_summary"]
    assert company.published(but=()) == before


def test_a_run_past_its_deadline_is_failed_by_the_next_one(chain: Chain, company: Company) -> None:
    stuck = chain.request(to=("load_facts",))
    company.db.execute("UPDATE etl_runs SET deadline_at = now() - interval '1 minute'")
    run_id = chain.night(NOW)
    chain.settle()
    assert company.run(stuck)["error_code"] == "deadline_passed"
    assert company.run(run_id)["status"] == "SUCCESS"
    assert str(stuck) in {event["runid"] for event in chain.sink.of_type("run.failed")}


def test_every_step_pushes_the_deadline(chain: Chain, company: Company) -> None:
    run_id = chain.request(event_id="slow", to=("load_facts",))
    company.db.execute("UPDATE etl_runs SET deadline_at = now() + interval '10 seconds'")
    chain.request(event_id="slow", to=("ingest_open",))
    assert company.run(run_id)["deadline_at"] > datetime.now(UTC) + timedelta(minutes=50)


def test_a_step_that_died_after_landing_goes_on_from_its_landing(
    open_step: Step, company: Company, raw_zone: RawZone
) -> None:
    connector = CmdbConnector(raw_zone)
    config = CmdbConfig.model_validate(open_step.connector_config)
    first = landing_of(raw_zone, connector, config, open_step, THIS_MONTH)
    company.has("cmdb_ci_server", [server("1", "999", "sys-billing")])
    assert landing_of(raw_zone, connector, config, open_step, THIS_MONTH).id == first.id


def test_a_landing_that_was_not_completed_does_not_exist(open_step: Step, company: Company, raw_zone: RawZone) -> None:
    step = replace(open_step, period=LAST_MONTH)
    key = LandingKey(step.entity_id, step.domain_id, step.period, step.run_id, "cmdb")
    complete = raw_zone.latest(key)
    raw_zone.write(key).add(b"half", "mongodb:half")
    after = raw_zone.latest(key)
    assert complete is not None
    assert after is not None
    assert after.id == complete.id
    assert raw_zone.of_run(key) is None


def test_a_sink_that_refuses_makes_the_event_come_again_and_nothing_is_read_twice(
    chain: Chain, company: Company
) -> None:
    chain.sink.refusing = True
    run_id = chain.night(NOW, event_id="tick")
    assert ("ingest_open", 503) in chain.answers
    assert company.steps(run_id)[f"open/{THIS_MONTH}"]["status"] == "STAGED"
    chain.sink.refusing = False
    company.has("cmdb_ci_server", [server("1", "999", "sys-billing")])
    chain.night(NOW, event_id="tick")
    chain.settle()
    assert company.run(run_id)["status"] == "SUCCESS"
    assert company.cost(THIS_MONTH) == 130
    assert company.steps(run_id)[f"open/{THIS_MONTH}"]["attempts"] == 1
