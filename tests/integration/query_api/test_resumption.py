"""Resuming a failed run: what it staged is adopted and not read again, and the mart is that of an undisturbed run."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from werkzeug.test import TestResponse

from tests.fix_chain import Chain
from tests.fix_company import LAST_MONTH, THIS_MONTH, Company, server
from tests.integration.query_api.conftest import Api
from tests.integration.query_api.mart import EARLIER_RUN, RUN
from tests.integration.runs.closing import close
from tests.integration.runs.indirect import FROM_MONGO, add_indirect, has_weights, price_domain

NOW = datetime.now(UTC)
OPEN, LAST_OPEN, ZETA = f"open/{THIS_MONTH}", f"open/{LAST_MONTH}", f"zeta/{THIS_MONTH}"


def resume(api: Api, run_id: object, body: Any = None, **more: Any) -> TestResponse:
    path = f"admin/runs/{run_id}/resume"
    return api.call(path, **{"method": "POST", "role": "Rosetta_FinOps_Admin", "json": body or {}, **more})


def resumed(api: Api, run_id: UUID, **more: Any) -> UUID:
    answer = resume(api, run_id, **more)
    assert answer.status_code == 202, answer.text
    return UUID(answer.json["data"]["runId"])  # type: ignore[index]  # is JSON


def refusal(answer: TestResponse) -> tuple[int, str, str]:
    problem: Any = answer.json
    return answer.status_code, problem["type"].rpartition(":")[2], problem["detail"]


@pytest.fixture
def failed(chain: Chain, company: Company) -> UUID:
    """A night whose last step failed: `zeta` has a connector that nobody knows. `open` is staged for both months."""
    company.domain("zeta", "cmdb_ci_zeta", "zeta-product", available_from=THIS_MONTH)
    company.has("cmdb_ci_zeta", [server("9", "7", "sys-billing")])
    company.prices("actual", {"linux-server": "10", "zeta-product": "1"})
    company.db.execute("UPDATE dim_domain SET connector = 'unheard-of' WHERE domain_id = 'zeta'")
    run_id = chain.night(NOW)
    chain.settle()
    assert company.run(run_id)["status"] == "FAILED"
    assert {name: step["status"] for name, step in company.steps(run_id).items()} == {
        LAST_OPEN: "STAGED",
        OPEN: "STAGED",
        ZETA: "FAILED",
    }
    return run_id


def repair(company: Company) -> None:
    company.db.execute("UPDATE dim_domain SET connector = 'cmdb' WHERE domain_id = 'zeta'")


def test_what_was_staged_is_not_read_again(empty_api: Api, chain: Chain, company: Company, failed: UUID) -> None:
    repair(company)
    before = company.steps(failed)
    company.has("cmdb_ci_server", [server("1", "1000", "sys-billing")])  # had it been read again
    run_id = resumed(empty_api, failed, body={"reason": "zeta is repaired"})
    chain.settle(copies=2)
    run = company.run(run_id)
    assert (run["status"], run["trigger_type"], run["reason"], run["resumes"]) == (
        "SUCCESS",
        "MANUAL",
        "zeta is repaired",
        failed,
    )
    assert company.cost(THIS_MONTH) == 137
    assert company.cost(LAST_MONTH) == 60
    steps = company.steps(run_id)
    assert {name: step["adopted_from"] for name, step in steps.items()} == {
        OPEN: failed,
        LAST_OPEN: failed,
        ZETA: None,
    }
    for name in (OPEN, LAST_OPEN):
        for column in ("landing_id", "checksum", "rows", "records", "ended_at", "quality"):
            assert steps[name][column] == before[name][column]
    assert company.all("SELECT FROM staged_releve UNION ALL SELECT FROM fact_pending") == []


def test_the_mart_is_that_of_an_undisturbed_run(empty_api: Api, chain: Chain, company: Company, failed: UUID) -> None:
    repair(company)
    run_id = resumed(empty_api, failed)
    chain.settle()
    assert company.run(run_id)["status"] == "SUCCESS"
    after = company.published()
    whole = chain.night(NOW)
    chain.settle()
    assert company.run(whole)["status"] == "SUCCESS"
    assert company.published() == after


def test_both_reports_tell_the_truth(empty_api: Api, chain: Chain, company: Company, failed: UUID) -> None:
    company.db.execute(
        "INSERT INTO etl_rejects (run_id, entity_id, domain_id, period_month, reason, message, location, record)"
        " VALUES (%s, 'acme', 'open', %s, 'bad_number', 'x', 'x', 'x')",
        [failed, THIS_MONTH.first_day],
    )
    repair(company)
    run_id = resumed(empty_api, failed)
    asked = empty_api.admin(f"admin/runs/{run_id}")["data"]
    assert (asked["status"], asked["resumes"]) == ("REQUESTED", str(failed))
    chain.settle()
    new, old = (empty_api.admin(f"admin/runs/{each}")["data"] for each in (run_id, failed))
    assert (new["status"], new["resumes"], new["resumedBy"]) == ("SUCCESS", str(failed), None)
    assert (old["status"], old["resumes"], old["resumedBy"]) == ("FAILED", None, str(run_id))
    for report in (new, old):
        (step,) = (s for s in report["steps"] if (s["domainId"], s["period"]) == ("open", str(THIS_MONTH)))
        assert step["rejectReasons"] == [{"reason": "bad_number", "count": 1}]
        assert step["reconciliation"][0]["source"] == 13
    lines = [line for step in new["steps"] for line in step["reconciliation"]]
    assert len(lines) == 3
    for line in lines:
        assert line["balanced"]
        assert line["source"] == line["allocated"] + line["unallocated"] + line["rejected"]


def test_it_can_fail_and_be_resumed_again(empty_api: Api, chain: Chain, company: Company, failed: UUID) -> None:
    second = resumed(empty_api, failed)
    chain.settle()
    assert company.run(second)["status"] == "FAILED"
    answer = resume(empty_api, failed)
    assert refusal(answer)[:2] == (409, "run-not-resumable")
    assert answer.json["runId"] == str(second)  # type: ignore[index]  # is JSON
    repair(company)
    third = resumed(empty_api, second)
    chain.settle()
    assert company.run(third)["status"] == "SUCCESS"
    assert company.steps(third)[OPEN]["adopted_from"] == second
    assert company.cost(THIS_MONTH) == 137


def test_what_changed_since_is_read_again(empty_api: Api, chain: Chain, company: Company, failed: UUID) -> None:
    repair(company)
    company.db.execute(
        "UPDATE dim_domain SET connector_config = jsonb_set(connector_config, '{rules,0,where}', '{}')"
        " WHERE domain_id = 'open'"
    )
    assert refusal(resume(empty_api, failed))[:2] == (409, "run-not-resumable")
    company.db.execute(
        "UPDATE dim_domain SET connector_config"
        " = jsonb_set(connector_config, '{rules,0,where}', '{\"operational_status\": \"1\"}') WHERE domain_id = 'open'"
    )
    close(company, LAST_MONTH)
    company.has("cmdb_ci_server", [server("1", "1000", "sys-billing")])
    run_id = resumed(empty_api, failed)
    chain.settle()
    steps = company.steps(run_id)
    assert {name: step["adopted_from"] for name, step in steps.items()} == {OPEN: failed, LAST_OPEN: None, ZETA: None}
    assert steps[LAST_OPEN]["is_late"]
    assert company.run(run_id)["status"] == "SUCCESS"


def test_a_step_that_was_refused_when_it_was_loaded_is_read_again(
    empty_api: Api, chain: Chain, company: Company
) -> None:
    add_indirect(company, "network", FROM_MONGO)
    price_domain(company, "network", "100")
    has_weights(company, [("sys-billing", "0")])
    run_id = chain.night(NOW)
    chain.settle()
    name = f"network/{THIS_MONTH}"
    assert (company.run(run_id)["status"], company.run(run_id)["error_step"]) == ("FAILED", name)
    assert company.steps(run_id)[name]["status"] == "STAGED"
    has_weights(company, [("sys-billing", "1")])
    again = resumed(empty_api, run_id)
    chain.settle()
    assert company.run(again)["status"] == "SUCCESS"
    assert {n: s["adopted_from"] for n, s in company.steps(again).items()} == {
        name: None,
        OPEN: run_id,
        LAST_OPEN: run_id,
    }


def test_a_run_that_staged_everything_is_loaded_when_it_is_resumed(
    empty_api: Api, chain: Chain, company: Company
) -> None:
    run_id = chain.night(NOW)
    chain.sink.events.clear()
    chain.delivered = 0
    company.db.execute("UPDATE etl_runs SET deadline_at = now() - interval '1 second'")
    chain.watch(NOW)
    assert company.run(run_id)["status"] == "FAILED"
    again = resumed(empty_api, run_id)
    chain.settle()
    assert company.run(again)["status"] == "SUCCESS"
    assert all(step["adopted_from"] == run_id for step in company.steps(again).values())
    assert company.cost(THIS_MONTH) == 130


def test_a_lost_request_is_sent_again_by_the_watch_as_it_was(
    empty_api: Api, chain: Chain, company: Company, failed: UUID
) -> None:
    repair(company)
    run_id = resumed(empty_api, failed)
    (request,) = chain.sink.of_type("run.requested")
    chain.post("load_facts", request)  # planned and adopted; no ingest function has heard of it
    assert company.steps(run_id)[OPEN]["status"] == "STAGED"
    company.db.execute("UPDATE etl_runs SET started_at = now() - interval '1 hour' WHERE run_id = %s", [run_id])
    company.db.execute("UPDATE etl_run_steps SET started_at = NULL, ended_at = NULL WHERE run_id = %s", [run_id])
    chain.sink.events.clear()
    chain.watch(NOW)
    (again,) = chain.sink.of_type("run.requested")
    assert (again["id"], again.data) == (request["id"], request.data)
    chain.delivered = 0
    chain.settle()
    assert company.run(run_id)["status"] == "SUCCESS"


def test_the_request_again_with_its_key_is_one_run(
    empty_api: Api, chain: Chain, company: Company, failed: UUID
) -> None:
    repair(company)
    key = {"Idempotency-Key": str(uuid4())}
    first = resumed(empty_api, failed, headers=key)
    chain.settle()
    assert resumed(empty_api, failed, headers=key) == first
    chain.settle()
    assert company.one("SELECT count(*) AS n FROM etl_runs")["n"] == 2
    (entry,) = company.all("SELECT * FROM audit_log")
    assert (entry["actor"], entry["action"], entry["target"]) == ("adam", "run.requested", str(first))
    assert entry["details"]["resumes"] == str(failed)


def test_two_who_resume_the_same_run_adopt_it_once(
    empty_api: Api, chain: Chain, company: Company, failed: UUID
) -> None:
    repair(company)
    first, second = resumed(empty_api, failed), resumed(empty_api, failed)  # nothing has begun yet
    chain.settle()
    assert [company.run(each)["status"] for each in (first, second)] == ["SUCCESS", "SKIPPED"]
    assert company.run(failed)["resumed_by"] == first
    assert company.cost(THIS_MONTH) == 137


def test_after_a_publication_nothing_is_left_to_adopt(
    empty_api: Api, chain: Chain, company: Company, failed: UUID
) -> None:
    repair(company)
    night = chain.night(NOW)
    chain.settle()
    assert company.run(night)["status"] == "SUCCESS"
    assert company.run(failed)["staging_deleted_at"] is not None
    status, kind, detail = refusal(resume(empty_api, failed))
    assert (status, kind) == (409, "run-not-resumable")
    assert "Ask for its months as a new run" in detail
    before = company.published()
    late = chain.request(periods=[str(LAST_MONTH), str(THIS_MONTH)], resumes=str(failed))  # asked for before that
    chain.settle()
    assert company.run(late)["status"] == "SUCCESS"
    assert company.published() == before


def test_what_cannot_be_resumed_says_what_to_do_instead(
    empty_api: Api, chain: Chain, company: Company, failed: UUID
) -> None:
    assert resume(empty_api, uuid4()).status_code == 404
    assert resume(empty_api, failed, role="Rosetta_User").status_code == 403
    assert resume(empty_api, failed, json={"reason": 1}).status_code == 400
    running = chain.night(NOW, to=("load_facts",))
    assert refusal(resume(empty_api, failed))[:2] == (409, "run-under-way")
    assert refusal(resume(empty_api, running))[:2] == (409, "run-under-way")
    cancelled = empty_api.call(
        f"admin/runs/{running}/cancellation", method="POST", role="Rosetta_Admin", json={"reason": "x"}
    )
    assert cancelled.status_code == 200
    status, kind, detail = refusal(resume(empty_api, running))
    assert (status, kind) == (409, "run-not-resumable")
    assert "leaves nothing staged" in detail
    dry = chain.request(periods=[str(THIS_MONTH)], dry_run=True)
    assert company.run(dry)["status"] == "FAILED"
    assert "not a dry run" in refusal(resume(empty_api, dry))[2]


def test_a_run_that_succeeded_is_not_resumed(own_api: Api) -> None:
    for run in (RUN, EARLIER_RUN):
        status, kind, detail = refusal(resume(own_api, run))
        assert (status, kind) == (409, "run-not-resumable")
        assert "ask for a new run" in detail
