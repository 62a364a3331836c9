"""`python -m finops_runtime.job`: the event that a JobSink mounts, handled by a process of its own, however long."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
import requests
from cloudevents.conversion import to_binary, to_structured
from cloudevents.http import CloudEvent
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from finops_contract.events import run_id_of
from finops_local.broker.delivery import attempt
from finops_local.broker.event import read
from finops_local.broker.retry import NO_ANSWER
from finops_local.platform.commands import FRAMEWORK
from finops_local.platform.supervised import Address
from finops_local.servers.ports import free_port
from finops_runtime.job import AGAIN, HANDLED, NEVER, exit_code
from tests.fix_chain import ENTITY, ROOT, Environment, Sink
from tests.fix_company import THIS_MONTH
from tests.fix_stubs import STUB_TOKEN, Stub

ROUTE_SECONDS = 1.0
"""The ceiling of a request, as Knative's is 600 s; the source takes three times as long."""
SOURCE = "/rosetta/finops/query_api"
PATIENCE_SECONDS = 120


@pytest.fixture
def environment(function_settings: Environment) -> dict[str, str]:
    name = "ingest_native"
    own = {"FUNCTION_TARGET": name, "FUNCTION_SOURCE": str(ROOT / "functions" / name / "main.py")}
    source = {"SOURCE_TOKEN": STUB_TOKEN, "HTTP_TIMEOUT_MS": "20000", "HTTP_RETRIES": "0"}
    return {"PATH": os.environ["PATH"], **function_settings(name), **own, **source}


def job(environment: dict[str, str], file: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "finops_runtime.job", str(file)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )


def mounted(folder: Path, event: CloudEvent) -> Path:
    """What a JobSink mounts: the event in structured mode."""
    file = folder / "event"
    file.write_bytes(to_structured(event)[1])
    return file


def request_of_a_run(periods: list[str]) -> CloudEvent:
    return CloudEvent(
        {
            "type": "rosetta.finops.run.requested.v1",
            "source": SOURCE,
            "id": str(uuid4()),
            "time": datetime.now(UTC).isoformat(),
        },
        {"periods": periods},
    )


@pytest.fixture
def slow_source(artifactory: Stub, db: psycopg.Connection[DictRow]) -> Stub:
    config: dict[str, Any] = {
        "source": "artifactory",
        "base_url": f"{artifactory.url}/artifactory",
        "auth": {"kind": "bearer", "token": {"env": "SOURCE_TOKEN"}},
        "metric": "GIB",
        "product": "artifactory",
        "conversion": {"divide_by": "1073741824"},
        "application": [{"field": "repoKey", "pattern": "^([a-z]+)-"}],
    }
    db.execute("INSERT INTO dim_metric (metric, unit, label_en, label_fr) VALUES ('GIB', 'GiB', 'GiB', 'Gio')")
    db.execute(
        "INSERT INTO dim_domain VALUES ('native', 'Native', 'DIRECT', NULL, NULL, true, %s, NULL, 'ingest_native',"
        " 'artifactory', %s)",
        [THIS_MONTH.first_day, Jsonb(config)],
    )
    artifactory.holds(
        {
            "storageinfo": {
                "binariesSummary": {"binariesSize": "6.00 GB", "artifactsSize": "6.00 GB"},
                "repositoriesSummaryList": [
                    {"repoKey": "crm-maven", "repoType": "LOCAL", "usedSpace": "6.00 GB"},
                    {"repoKey": "TOTAL", "repoType": "NA", "usedSpace": "6.00 GB"},
                ],
            }
        },
        {"kind": "silent", "id": str(uuid4())},
    )
    return artifactory


def test_a_step_longer_than_a_request_may_be_is_given_up_by_the_broker(
    environment: dict[str, str], slow_source: Stub
) -> None:
    assert delivered_in_time(environment, request_of_a_run([str(THIS_MONTH)])).status == NO_ANSWER


def test_the_same_step_ends_well_as_a_job(
    environment: dict[str, str], slow_source: Stub, db: psycopg.Connection[DictRow], sink: Sink, tmp_path: Path
) -> None:
    event = request_of_a_run([str(THIS_MONTH)])
    done = job(environment, mounted(tmp_path, event))

    assert done.returncode == HANDLED, done.stdout + done.stderr
    run_id: UUID = run_id_of(ENTITY, SOURCE, event["id"])
    steps = db.execute("SELECT status, rows, run_id FROM etl_run_steps").fetchall()
    assert steps == [{"status": "STAGED", "rows": 1, "run_id": run_id}]
    assert [told["runid"] for told in sink.of_type("releves.staged")] == [str(run_id)]


def delivered_in_time(environment: dict[str, str], event: CloudEvent) -> Any:
    """What a broker has of the function behind HTTP when the ceiling is reached."""
    address = Address("ingest_native", free_port())
    server = subprocess.Popen([*FRAMEWORK, "--host", "127.0.0.1", "--port", str(address.port)], env=environment)
    try:
        with requests.Session() as session:
            while not _ready(session, address.url):
                assert server.poll() is None
            headers, body = to_binary(event)
            return attempt(session, address.url, read(headers, body), ROUTE_SECONDS)
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_SECONDS)


def _ready(session: requests.Session, url: str) -> bool:
    try:
        return session.get(f"{url}/readyz", timeout=PATIENCE_SECONDS).ok
    except requests.ConnectionError:
        return False


def test_what_is_no_event_of_ours_is_never_tried_again(environment: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "event"
    file.write_text(json.dumps({"specversion": "1.0", "id": "1", "source": "/x", "type": "com.example.other"}))
    done = job(environment, file)
    assert done.returncode == NEVER
    assert "com.example.other" in done.stderr


def test_what_the_broker_does_not_take_is_tried_again(
    environment: dict[str, str], slow_source: Stub, sink: Sink, tmp_path: Path
) -> None:
    sink.refusing = True
    assert job(environment, mounted(tmp_path, request_of_a_run([str(THIS_MONTH)]))).returncode == AGAIN


@pytest.mark.parametrize(
    ("status", "code"),
    [(204, HANDLED), (400, NEVER), (413, NEVER), (415, NEVER), (429, AGAIN), (500, AGAIN), (503, AGAIN)],
)
def test_an_exit_code_says_what_the_answer_says(status: int, code: int) -> None:
    assert exit_code(status) == code
