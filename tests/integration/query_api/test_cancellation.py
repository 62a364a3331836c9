"""Cancelling a run: nothing of it is published, nothing of it stays, and whoever still works on it stops harmlessly."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.rows import DictRow
from werkzeug.test import TestResponse

from tests.fix_chain import Chain
from tests.fix_company import THIS_MONTH, Company
from tests.fix_servers import as_login
from tests.integration.query_api.conftest import Api, MakeApi
from tests.integration.query_api.mart import RUN

NOW = datetime.now(UTC)
LEFTOVERS = ("staged_releve", "staged_application", "staged_application_alias", "fact_pending", "coefficient_pending")


def cancel(api: Api, run_id: object, reason: Any = "the CMDB is wrong", **more: Any) -> TestResponse:
    path = f"admin/runs/{run_id}/cancellation"
    # A client of its own: one cannot be used by two threads.
    client = api.client.application.test_client()
    own = Api(client, api.signer, api.function)
    return own.call(path, **{"method": "POST", "role": "Rosetta_FinOps_Admin", "json": {"reason": reason}, **more})


def left_over(company: Company) -> dict[str, int]:
    return {table: company.one(f"SELECT count(*) AS n FROM {table}")["n"] for table in LEFTOVERS}


NOTHING = dict.fromkeys(LEFTOVERS, 0)


def test_a_staged_run_leaves_nothing_and_the_next_one_is_as_if_it_never_was(
    empty_api: Api, chain: Chain, company: Company
) -> None:
    run_id = chain.night(NOW)  # staged; nobody was told yet
    assert left_over(company)["staged_releve"] > 0
    data = empty_api.admin(f"admin/runs/{run_id}")["data"]
    assert (data["status"], data["stepsPlanned"], data["stepsEnded"]) == ("RUNNING", 2, 2)

    answer = cancel(empty_api, run_id)

    assert answer.status_code == 200, answer.text
    cancelled = answer.json["data"]  # type: ignore[index]  # is JSON
    assert (cancelled["status"], cancelled["errorCode"], cancelled["errorStep"], cancelled["errorSummary"]) == (
        "CANCELLED",
        "cancelled",
        "staging",
        "by adam: the CMDB is wrong",
    )
    assert left_over(company) == NOTHING
    (entry,) = company.all("SELECT * FROM audit_log")
    assert (entry["actor"], entry["action"], entry["target"], entry["reason"]) == (
        "adam",
        "run.cancelled",
        str(run_id),
        "the CMDB is wrong",
    )
    chain.settle(copies=2)  # what was under way arrives, late and twice
    assert company.run(run_id)["status"] == "CANCELLED"
    assert company.all("SELECT FROM publication") == []
    assert left_over(company) == NOTHING
    after = chain.night(NOW)
    chain.settle()
    assert company.run(after)["status"] == "SUCCESS"
    assert company.cost(THIS_MONTH) == 130
    assert {row["run_id"] for row in company.all("SELECT run_id FROM fact_consumption")} == {after}


def test_a_loaded_run_is_not_published_any_more(empty_api: Api, chain: Chain, company: Company) -> None:
    run_id = chain.night(NOW)
    for event in chain.sink.of_type("releves.staged"):
        chain.post("load_facts", event)
    assert company.run(run_id)["phase"] == "LOADED"
    assert left_over(company)["fact_pending"] > 0
    assert cancel(empty_api, run_id).json["data"]["errorStep"] == "loaded"  # type: ignore[index]  # is JSON
    assert left_over(company) == NOTHING
    loaded, *_ = chain.sink.of_type("facts.loaded")
    assert chain.post("refresh_mvs", loaded) == 204
    assert company.all("SELECT FROM publication") == []
    assert company.all("SELECT FROM fact_consumption") == []
    assert company.run(run_id)["status"] == "CANCELLED"


def test_a_cancelled_night_is_not_asked_for_again(empty_api: Api, chain: Chain, company: Company) -> None:
    yesterday = NOW - timedelta(days=1)
    run_id = chain.night(yesterday.replace(hour=2))
    assert cancel(empty_api, run_id).status_code == 200
    company.db.execute("UPDATE etl_runs SET started_at = now() - interval '1 day'")
    sent = len(chain.sink.events)
    chain.watch(yesterday.replace(hour=12))
    assert len(chain.sink.events) == sent
    company.db.execute("DELETE FROM etl_runs")
    chain.watch(yesterday.replace(hour=12))
    assert len(chain.sink.events) == sent + 1  # had it never been held


def test_again_is_the_same_answer_and_ends_nothing_twice(empty_api: Api, chain: Chain, company: Company) -> None:
    run_id = chain.night(NOW)
    first = cancel(empty_api, run_id)
    again = cancel(empty_api, run_id, reason="another one")
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.data == again.data
    assert len(company.all("SELECT FROM audit_log")) == 1


def test_what_has_ended_says_how_and_what_is_not_there_is_404(own_api: Api, db: psycopg.Connection[DictRow]) -> None:
    answer = cancel(own_api, RUN)
    problem: Any = answer.json
    assert (answer.status_code, problem["type"]) == (409, "urn:rosetta-finops:problem:run-ended")
    assert "SUCCESS at 2026-10-20T02:04:11Z" in problem["detail"]
    assert problem["runId"] == str(RUN)
    others = "99999999-9999-5999-8999-999999999999"
    db.execute("UPDATE etl_runs SET status = 'RUNNING', ended_at = NULL WHERE run_id = %s", [others])
    for run in (uuid4(), others, "nothing", "' OR 1=1"):
        assert cancel(own_api, run).status_code == 404
    assert db.execute("SELECT status FROM etl_runs WHERE run_id = %s", [others]).fetchone() == {"status": "RUNNING"}
    assert db.execute("SELECT FROM audit_log").fetchall() == []


def test_what_is_asked_for_and_not_begun_cannot_be_cancelled_yet(own_api: Api) -> None:
    asked: Any = own_api.request_run({"periods": ["2026-09"]}).json
    followed = own_api.call(f"admin/runs/{asked['data']['runId']}", role="Rosetta_FinOps_Admin")
    assert followed.headers["Retry-After"] == "5"
    answer = cancel(own_api, asked["data"]["runId"])
    assert (answer.status_code, answer.headers["Retry-After"]) == (409, "5")
    assert "run-not-begun" in answer.text
    assert "Retry-After" not in own_api.call(f"admin/runs/{RUN}", role="Rosetta_FinOps_Admin").headers


@pytest.mark.parametrize("reason", [None, "", "  ", 7, ["x"], "a\x00b", "\ud800", "x" * 2001])
def test_reasons_that_are_none(own_api: Api, reason: Any) -> None:
    answer = cancel(own_api, RUN, reason)
    assert answer.status_code == 400, answer.text


def test_only_admins_cancel(own_api: Api) -> None:
    for role, status in (("Rosetta_User", 403), ("Rosetta_Referentiel_Admin", 403), (None, 401)):
        assert cancel(own_api, RUN, role=role).status_code == status


def test_the_login_of_admins_can_end_no_run_but_by_cancelling(
    database_url: str, chain: Chain, company: Company
) -> None:
    run_id = chain.night(NOW)
    with psycopg.connect(as_login(database_url, "query_admin"), autocommit=True) as connection:
        for statement in (*(f"DELETE FROM {table}" for table in LEFTOVERS), "UPDATE etl_runs SET status = 'SUCCESS'"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.encode())
    with (
        psycopg.connect(as_login(database_url, "query_read"), autocommit=True) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("SELECT cancel_run('acme', %s, 'x')", [run_id])


@contextmanager
def waiting(company: Company, cancelling: Any) -> Iterator[Future[TestResponse]]:
    """The cancellation, in a thread, once it waits for the run's row."""
    with ThreadPoolExecutor(1) as threads:
        answer = threads.submit(cancelling)
        for _ in range(400):
            if company.one("SELECT count(*) AS n FROM pg_locks WHERE NOT granted")["n"]:
                break
            time.sleep(0.01)
        else:
            pytest.fail("the cancellation should be waiting")
        yield answer


def test_it_waits_for_a_step_that_is_being_staged_and_takes_its_rows_along(
    empty_api: Api, chain: Chain, company: Company, database_url: str
) -> None:
    run_id = chain.request(to=("load_facts",))
    with psycopg.connect(database_url) as staging:
        staging.execute(
            "INSERT INTO staged_releve VALUES (%s, 'open', '2026-10-01', 'k', 'p', 'shared', 'VCPU', 1, 'cmdb')",
            [run_id],
        )
        staging.execute("SELECT FROM etl_runs WHERE run_id = %s AND status = 'RUNNING' FOR SHARE", [run_id])
        with waiting(company, lambda: cancel(empty_api, run_id)) as answer:
            staging.commit()
            assert answer.result().status_code == 200
    assert left_over(company) == NOTHING


def test_it_loses_to_a_publication_that_holds_the_run(
    empty_api: Api, chain: Chain, company: Company, database_url: str
) -> None:
    run_id = chain.night(NOW)
    with psycopg.connect(database_url) as publishing:
        publishing.execute("SELECT FROM etl_runs WHERE run_id = %s FOR NO KEY UPDATE", [run_id])
        with waiting(company, lambda: cancel(empty_api, run_id)) as answer:
            publishing.execute("UPDATE etl_runs SET status = 'SUCCESS', ended_at = now() WHERE run_id = %s", [run_id])
            publishing.commit()
            assert (answer.result().status_code, "run-ended" in answer.result().text) == (409, True)
    assert left_over(company) != NOTHING


def test_while_a_publication_takes_long_it_is_503_and_changes_nothing(
    make_api: MakeApi, chain: Chain, company: Company, database_url: str
) -> None:
    api, run_id = make_api(POSTGRES_LOCK_TIMEOUT_MS="100"), chain.night(NOW)
    with psycopg.connect(database_url) as publishing:
        publishing.execute("SELECT FROM etl_runs WHERE run_id = %s FOR NO KEY UPDATE", [run_id])
        answer = cancel(api, run_id)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert company.run(run_id)["status"] == "RUNNING"
    assert company.all("SELECT FROM audit_log") == []


@pytest.mark.parametrize("delay", [0.0, 0.01, 0.03, 0.06, 0.1, 0.2])
def test_a_run_that_is_published_at_that_moment_is_published_or_cancelled_never_both(
    empty_api: Api, chain: Chain, company: Company, delay: float
) -> None:
    run_id = chain.night(NOW)
    for event in chain.sink.of_type("releves.staged"):
        chain.post("load_facts", event)
    loaded, *_ = chain.sink.of_type("facts.loaded")
    answers: list[TestResponse] = []

    def cancelling() -> None:
        time.sleep(delay)
        answers.append(cancel(empty_api, run_id))

    thread = threading.Thread(target=cancelling)
    thread.start()
    status = chain.post("refresh_mvs", loaded)
    thread.join()
    assert status == 204
    assert left_over(company) == NOTHING
    assert_whole(company, run_id, answers[0].status_code)


def assert_whole(company: Company, run_id: UUID, answer: int) -> None:
    """The run is as its canceller was told, and so is everything that readers see."""
    outcome = {200: "CANCELLED", 409: "SUCCESS"}[answer]
    assert company.run(run_id)["status"] == outcome
    published = 1 if outcome == "SUCCESS" else 0
    assert company.one("SELECT count(*) AS n FROM publication")["n"] == published
    assert bool(company.all("SELECT FROM fact_consumption")) == bool(published)
