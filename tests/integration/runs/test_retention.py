"""What is old is deleted by setting: in parts, never beside a run, and nothing that readers or a resumption need."""

from datetime import UTC, datetime
from uuid import UUID

import psycopg
import pytest

from tests.fix_chain import Chain, MakeChain
from tests.fix_company import LAST_MONTH, THIS_MONTH, Company

NOW = datetime.now(UTC)
STAGED = ("staged_releve", "staged_application", "staged_application_alias", "fact_pending", "coefficient_pending")


def fails_loaded(chain: Chain, company: Company) -> UUID:
    """A run that staged and loaded everything, and then passed its deadline."""
    run_id = chain.night(NOW)
    (*_, staged) = chain.sink.of_type("releves.staged")
    chain.post("load_facts", staged)
    chain.delivered = len(chain.sink.events)
    company.db.execute("UPDATE etl_runs SET deadline_at = now() - interval '1 second' WHERE status = 'RUNNING'")
    chain.watch(NOW)
    assert (company.run(run_id)["status"], company.run(run_id)["phase"]) == ("FAILED", "LOADED")
    return run_id


def ages(company: Company, run_id: UUID, days: int) -> None:
    company.db.execute(
        "UPDATE etl_runs SET started_at = started_at - make_interval(days => %s), ended_at = ended_at"
        " - make_interval(days => %s) WHERE run_id = %s",
        [days, days, run_id],
    )


def rejects(company: Company, run_id: UUID, count: int) -> None:
    company.db.execute(
        "INSERT INTO etl_rejects (run_id, entity_id, domain_id, period_month, reason, message, location, record)"
        " SELECT %s, 'acme', 'open', %s, 'bad', 'x', 'x', 'x' FROM generate_series(1, %s)",
        [run_id, THIS_MONTH.first_day, count],
    )


def rows(company: Company, *tables: str) -> dict[str, int]:
    return {table: company.one(f"SELECT count(*) AS n FROM {table}")["n"] for table in tables}


def published(chain: Chain, company: Company) -> UUID:
    run_id = chain.night(NOW)
    chain.settle()
    assert company.run(run_id)["status"] == "SUCCESS"
    return run_id


def test_staging_of_a_failed_run_goes_after_its_days(chain: Chain, company: Company) -> None:
    run_id = fails_loaded(chain, company)
    ages(company, run_id, 13)
    chain.watch(NOW)
    assert rows(company, "staged_releve", "fact_pending") == {"staged_releve": 6, "fact_pending": 5}
    assert company.run(run_id)["staging_deleted_at"] is None
    ages(company, run_id, 2)
    chain.watch(NOW)
    assert rows(company, *STAGED) == dict.fromkeys(STAGED, 0)
    assert company.run(run_id)["staging_deleted_at"] is not None
    assert len(company.steps(run_id)) == 2  # the report stays


def test_a_part_at_a_time(make_chain: MakeChain, company: Company) -> None:
    chain = make_chain(FINOPS_DELETE_AT_ONCE="4")
    run_id = fails_loaded(chain, company)
    rejects(company, run_id, 9)
    ages(company, run_id, 101)
    left = []
    for _ in range(4):
        chain.watch(NOW)
        left.append(tuple(rows(company, "staged_releve", "etl_rejects").values()))
    assert left == [(2, 5), (0, 1), (0, 0), (0, 0)]


def test_nothing_is_deleted_beside_a_run(chain: Chain, company: Company) -> None:
    run_id = fails_loaded(chain, company)
    ages(company, run_id, 500)
    chain.request(periods=[str(THIS_MONTH)], to=("load_facts",))
    chain.watch(NOW)
    assert rows(company, "staged_releve", "etl_runs") == {"staged_releve": 6, "etl_runs": 2}
    assert company.run(run_id)["staging_deleted_at"] is None


def test_old_runs_go_and_what_is_shown_keeps_its_own(chain: Chain, company: Company) -> None:
    earlier, failed = published(chain, company), fails_loaded(chain, company)
    shown, recent = published(chain, company), fails_loaded(chain, company)
    for run_id in (earlier, failed, shown):
        rejects(company, run_id, 3)
        ages(company, run_id, 401)
    audited = company.one("SELECT count(*) AS n FROM audit_log")
    before = company.published()
    chain.watch(NOW)
    chain.watch(NOW)
    assert {row["run_id"] for row in company.all("SELECT run_id FROM etl_runs")} == {shown, recent}
    assert {row["run_id"] for row in company.all("SELECT run_id FROM etl_run_steps")} == {shown, recent}
    assert {row["run_id"] for row in company.all("SELECT run_id FROM etl_rejects")} == {shown}
    assert company.published() == before
    assert company.one("SELECT count(*) AS n FROM audit_log") == audited


@pytest.mark.parametrize(
    ("table", "insert"),
    [
        (
            "late_data",
            "INSERT INTO late_data VALUES ('acme', %(m)s, 'open', 'X', 1, 1, 1, 1, %(r)s, 'x', now(), now())",
        ),
        ("referential_feed", "INSERT INTO referential_feed VALUES ('acme', 'cmdb', %(m)s, %(r)s, now())"),
        ("publication", "UPDATE publication SET run_id = %(r)s"),
        ("slice_publication", "UPDATE slice_publication SET run_id = %(r)s WHERE period_month = %(m)s"),
    ],
)
def test_a_run_that_something_names_stays(chain: Chain, company: Company, table: str, insert: str) -> None:
    named, other = published(chain, company), published(chain, company)
    published(chain, company)
    company.db.execute(insert.encode(), {"r": named, "m": LAST_MONTH.first_day})
    for run_id in (named, other):
        ages(company, run_id, 401)
    chain.watch(NOW)
    runs = {row["run_id"] for row in company.all("SELECT run_id FROM etl_runs")}
    assert named in runs
    assert other not in runs


def test_zero_keeps_for_ever(make_chain: MakeChain, company: Company) -> None:
    chain = make_chain(FINOPS_KEEP_STAGING_DAYS="0", FINOPS_KEEP_REJECTS_DAYS="0", FINOPS_KEEP_RUNS_DAYS="0")
    run_id = fails_loaded(chain, company)
    rejects(company, run_id, 1)
    ages(company, run_id, 5000)
    chain.watch(NOW)
    assert rows(company, "etl_runs", "etl_rejects", "staged_releve") == {
        "etl_runs": 1,
        "etl_rejects": 1,
        "staged_releve": 6,
    }


def test_a_lock_that_is_not_had_is_left_for_the_next_watch(
    make_chain: MakeChain, company: Company, database_url: str
) -> None:
    chain = make_chain(POSTGRES_LOCK_TIMEOUT_MS="200")
    run_id = fails_loaded(chain, company)
    ages(company, run_id, 20)
    with psycopg.connect(database_url) as other:
        other.execute("SELECT FROM etl_runs FOR UPDATE")
        assert chain.watch(NOW) == 503
    assert chain.watch(NOW) == 204
    assert rows(company, "staged_releve") == {"staged_releve": 0}


def test_the_neighbours_keep_theirs(chain: Chain, company: Company) -> None:
    run_id = fails_loaded(chain, company)
    ages(company, run_id, 500)
    company.db.execute("UPDATE etl_runs SET entity_id = 'other'")
    chain.watch(NOW)
    assert rows(company, "etl_runs", "staged_releve") == {"etl_runs": 1, "staged_releve": 6}
