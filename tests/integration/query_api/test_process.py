"""The function as Knative runs it: a process under functions-framework that is told to end."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
import requests
from psycopg.rows import DictRow

from finops_local.servers.child import Child
from tests.bench.served import started
from tests.fix_chain import ROOT, Sink
from tests.integration.query_api.conftest import settings_for
from tests.integration.query_api.mart import fill
from tests.integration.query_api.signer import Signer


def test_a_request_under_way_survives_the_end_and_new_ones_go_elsewhere(
    database_url: str, db: psycopg.Connection[DictRow], signer: Signer, sink: Sink
) -> None:
    fill(db)
    headers = {"Authorization": f"Bearer {signer.token()}"}
    main = ROOT / "functions" / "query_api" / "main.py"
    with started(main, "query_api", settings_for(database_url, signer, sink)) as (url, child):
        asked = f"{url}/v1/local/status"
        _wait_for(child, asked, headers)
        with ThreadPoolExecutor(1) as pool:
            with db.transaction():
                db.execute("LOCK TABLE publication IN ACCESS EXCLUSIVE MODE")
                slow = pool.submit(requests.get, asked, headers=headers, timeout=30)
                _wait_until_somebody_waits(db)
                os.kill(child.pid, signal.SIGTERM)
                _wait_until_refused(f"{url}/healthz")
                assert not slow.done()
            answer = slow.result()
        assert (answer.status_code, answer.json()["meta"]["generation"]) == (200, 7)
        assert child.wait(40) == 0


def _wait_for(child: Child, url: str, headers: dict[str, str]) -> None:
    for _ in range(600):
        try:
            assert requests.get(url, headers=headers, timeout=30).status_code == 200
        except requests.ConnectionError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(child.tail())


def _wait_until_somebody_waits(db: psycopg.Connection[DictRow]) -> None:
    for _ in range(200):
        row = db.execute("SELECT count(*) AS n FROM pg_locks WHERE NOT granted").fetchone()
        if row is not None and row["n"]:
            return
        time.sleep(0.02)
    pytest.fail("the request never came to the table")


def _wait_until_refused(url: str) -> None:
    for _ in range(200):
        try:
            requests.get(url, timeout=2)
        except requests.RequestException:
            return
        time.sleep(0.02)
    pytest.fail("it goes on taking requests")
