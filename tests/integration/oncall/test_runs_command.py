"""`finops-runs`: one run as the person on call wants it, from the mart alone, by the login of admins."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from psycopg.types.json import Jsonb

from tests.fix_chain import ENTITY, Chain
from tests.fix_company import THIS_MONTH, Company, cmdb_config, server
from tests.fix_servers import as_login

NOW = datetime.now(UTC)
SECRET = "of-the-tests"


class Terminal:
    """The command as a process, with the environment of query_api's image."""

    def __init__(self, database_url: str) -> None:
        self.env = {
            "PATH": os.environ["PATH"],
            "POSTGRES_URL": as_login(database_url, "query_read"),
            "POSTGRES_ADMIN_URL": as_login(database_url, "query_admin"),
            "FINOPS_ENTITY_ID": ENTITY,
        }

    def __call__(self, *argv: str, expected: int = 0, **env: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "finops_runtime.runs", *argv],
            env={**self.env, **env},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == expected, done.stderr
        assert SECRET not in done.stdout + done.stderr
        return done.stderr if expected else done.stdout

    def json(self, *argv: str) -> Any:
        return json.loads(self(*argv, "--json"))


@pytest.fixture
def terminal(database_url: str) -> Terminal:
    return Terminal(database_url)


@pytest.fixture
def failed(chain: Chain, company: Company) -> str:
    """A good night, then one that fails in the second domain's settings; the failed run's id."""
    company.domain("databases", "cmdb_ci_database", "postgres", available_from=THIS_MONTH)
    company.has("cmdb_ci_database", [server("d1", "8", "sys-billing")])
    chain.night(NOW)
    chain.settle()
    config = cmdb_config("cmdb_ci_database", "postgres")
    config["rules"][0]["metrik"] = "VCPU"
    company.db.execute("UPDATE dim_domain SET connector_config = %s WHERE domain_id = 'databases'", [Jsonb(config)])
    run_id = chain.night(NOW)
    chain.settle()
    return str(run_id)


def test_a_failed_night_is_told_whole(terminal: Terminal, failed: str) -> None:
    text = terminal("show")
    lines = text.splitlines()
    assert lines[0] == f"run {failed}: FAILED"
    assert "night, " in lines[1]
    assert "every enabled domain" in lines[1]
    assert f"why: bad_connector_config at databases/{THIS_MONTH}" in lines
    assert "metrik" in text
    assert "what to do: correct connector_config" in text
    assert f"/v1/local/admin/runs/{failed}/resume" in text
    assert "readers see: generation 1 of run " in text
    assert "nothing is missing" in text
    (step,) = [line.split() for line in lines if line.startswith(f"  databases/{THIS_MONTH}  ")]
    assert step[1:4] == ["FAILED", "strict", "1"]


def test_the_run_is_found_by_id_by_last_and_by_night(terminal: Terminal, failed: str) -> None:
    night = NOW.astimezone(ZoneInfo("Europe/Paris")).date().isoformat()
    shown = terminal("show", failed)
    assert shown == terminal("show", "last") == terminal("show", "--night", night)
    assert "night of 2001-01-01" in terminal("show", "--night", "2001-01-01", expected=1)


def test_json_says_the_same_in_the_api_s_names(terminal: Terminal, failed: str, company: Company) -> None:
    report = terminal.json("show", failed)
    assert report["run"]["errorStep"] == f"databases/{THIS_MONTH}"
    assert report["advice"]["next"] == "resume"
    assert report["published"]["generation"] == 1
    steps = {(step["domainId"], step["period"]): step for step in report["steps"]}
    rows = company.steps(company.one("SELECT run_id FROM etl_runs WHERE run_id = %s", failed)["run_id"])
    assert {f"{domain}/{period}": step["status"] for (domain, period), step in steps.items()} == {
        name: row["status"] for name, row in rows.items()
    }


def test_a_good_night_says_what_was_unallocated_and_that_nothing_is_to_be_done(
    terminal: Terminal, chain: Chain, company: Company
) -> None:
    run_id = chain.night(NOW)
    chain.settle()
    text = terminal("show", str(run_id))
    assert "readers see: generation 1 of this run" in text
    assert "what to do: nothing" in text
    assert "46.2 % VCPU" in text  # 6 of 13 vCPU have no known application
    assert f"{THIS_MONTH}: 1 domains" in text


def test_a_run_under_way_says_how_to_cancel_it_and_one_past_its_deadline_that_the_watch_is_missing(
    terminal: Terminal, chain: Chain, company: Company
) -> None:
    run_id = chain.night(NOW, to=("ingest_open",))
    text = terminal("show", str(run_id))
    assert f"/v1/local/admin/runs/{run_id}/cancellation" in text
    assert "what to do: nothing; the watch" in text
    assert "min)" in text
    company.db.execute("UPDATE etl_runs SET deadline_at = now() - interval '2 minutes'")
    assert "it is past its deadline" in terminal("show", str(run_id))


def test_a_tolerant_domain_s_missing_step_is_explained(
    terminal: Terminal, failed: str, chain: Chain, company: Company
) -> None:
    company.db.execute("UPDATE dim_domain SET failure_policy = 'tolerant' WHERE domain_id = 'databases'")
    chain.night(NOW)
    chain.settle()
    text = terminal("show")
    assert text.startswith("run ")
    assert ": SUCCESS" in text.splitlines()[0]
    assert f"databases/{THIS_MONTH}: bad_connector_config: " in text
    assert "what to do: correct connector_config" in text
    assert f"missing: databases/{THIS_MONTH} since " in text
    assert "what is shown is of " in text


def test_an_implausible_drop_offers_to_force_it_with_the_run_s_own_months(
    terminal: Terminal, chain: Chain, company: Company
) -> None:
    company.has("cmdb_ci_server", [server(str(i), "1", "sys-billing") for i in range(100)])
    chain.night(NOW)
    chain.settle()
    company.has("cmdb_ci_server", [server("1", "1", "sys-billing")])
    run_id = chain.night(NOW)
    report = terminal.json("show", str(run_id))
    again, forced = report["commands"]
    assert '"force": true' in forced["command"]
    assert str(THIS_MONTH) in forced["command"]
    assert "force" not in again["command"]


def test_runs_are_listed_the_latest_first_and_by_status(terminal: Terminal, failed: str) -> None:
    head, first, second = terminal("list").splitlines()
    assert head.split()[:4] == ["started", "run", "status", "what"]
    assert failed in first
    assert "FAILED" in first
    assert f"bad_connector_config at databases/{THIS_MONTH}" in first
    assert "SUCCESS" in second
    assert [run["runId"] for run in terminal.json("list", "--status", "FAILED")] == [failed]
    assert len(terminal("list", "--limit", "1").splitlines()) == 2
    assert terminal("list", "--status", "CANCELLED") == "no runs\n"


def test_a_run_that_was_asked_for_and_nobody_began_is_told(terminal: Terminal, company: Company) -> None:
    run_id = "0b0f63b5-7c2f-4b8c-9f61-5d1f1f8f0a11"
    details = {"periods": [str(THIS_MONTH)], "domains": [], "dry_run": False, "force": False, "origin": "live"}
    company.db.execute(
        "INSERT INTO audit_log (entity_id, actor, action, target, reason, details)"
        " VALUES (%s, 'ada', 'run.requested', %s, 'late bill', %s)",
        [ENTITY, run_id, Jsonb(details)],
    )
    text = terminal("show", run_id)
    assert text.startswith(f"run {run_id}: REQUESTED")
    assert "no function has taken it up" in text
    assert "late bill" in text


def test_what_cannot_be_shown_has_an_exit_code_of_its_own(terminal: Terminal, database_url: str) -> None:
    unknown = "0b0f63b5-7c2f-4b8c-9f61-5d1f1f8f0a12"
    assert unknown in terminal("show", unknown, expected=1)
    assert "no run's id" in terminal("show", "yesterday", expected=2)
    assert "POSTGRES_URL" in terminal("list", expected=2, POSTGRES_URL="", POSTGRES_ADMIN_URL="")
    assert "not of the form" in terminal("list", expected=2, POSTGRES_ADMIN_URL=f"host {SECRET}")
    away = f"postgresql://finops_query_admin:{SECRET}@127.0.0.1:9/finops_db"
    said = terminal("list", expected=3, POSTGRES_ADMIN_URL=away, POSTGRES_POOL_TIMEOUT_MS="2000")
    assert "PostgreSQL at 127.0.0.1:9, database finops_db, login finops_query_admin cannot be reached" in said
    reader = as_login(database_url, "query_read")
    assert "finops_query_admin may read runs" in terminal("list", expected=3, POSTGRES_ADMIN_URL=reader)


def test_runs_of_another_entity_are_not_shown(terminal: Terminal, failed: str) -> None:
    assert failed in terminal("show", failed, expected=1, FINOPS_ENTITY_ID="other")
    assert terminal("list", FINOPS_ENTITY_ID="other") == "no runs\n"


def test_a_night_that_met_a_closed_month_is_not_asked_for_with_it(
    terminal: Terminal, chain: Chain, company: Company
) -> None:
    company.domain("databases", "cmdb_ci_database", "postgres", available_from=THIS_MONTH.plus(-1))
    chain.night(NOW)
    chain.settle()
    company.db.execute(
        "UPDATE period_status SET status = 'CLOSED' WHERE period_month = %s", [THIS_MONTH.plus(-1).first_day]
    )
    config = cmdb_config("cmdb_ci_database", "postgres")
    config["rules"][0]["metrik"] = "VCPU"
    company.db.execute("UPDATE dim_domain SET connector_config = %s WHERE domain_id = 'databases'", [Jsonb(config)])
    run_id = chain.night(NOW)
    chain.settle()
    report = terminal.json("show", str(run_id))
    assert {step["period"] for step in report["steps"] if step["isLate"]} == {str(THIS_MONTH.plus(-1))}
    (again,) = [each["command"] for each in report["commands"] if each["when"] == "to run it again"]
    assert f'"periods": ["{THIS_MONTH}"]' in again
