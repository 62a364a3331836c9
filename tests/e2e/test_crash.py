"""kill -9 of any function in the middle of a night: it starts again, the night succeeds, the figures are the same.

A table that the function needs is locked by the test, so that the function is known to be in the middle of its
work when it is killed, however fast the machine is.
"""

import time
from uuid import UUID

import psycopg
import pytest
import requests

from finops_local.demo.nights import request_night
from tests.e2e.conftest import NIGHT, World

# Where each function is held: while it stages, loads, publishes (at an aggregate, since load_facts reads facts too);
# query_api is not part of the night and is killed while it goes on.
HELD_AT = {
    "ingest_open": "staged_releve",
    "ingest_cloud": "staged_releve",
    "ingest_native": "staged_releve",
    "load_facts": "fact_pending",
    "refresh_mvs": "mv_cost_domain_month",
    "query_api": "staged_releve",
}
_WAITS = """
SELECT count(*) FROM pg_stat_activity WHERE application_name = %s AND wait_event_type = 'Lock'
"""


def wait_until_held(world: World, function: str) -> None:
    """Until the function waits for the test's lock."""
    deadline = time.monotonic() + 60
    while True:
        row = world.db.execute(_WAITS, [function]).fetchone()
        if row is not None and row["count"]:
            return
        assert time.monotonic() < deadline, f"{function} never waited for the lock"
        time.sleep(0.02)


def kill_while_held(world: World, function: str, event_id: str) -> UUID:
    """Start a night, kill the function in the middle of its work, let go; the night's run."""
    platform = world.stage.platform
    with psycopg.connect(platform.postgres_url) as blocker:
        blocker.execute(f"LOCK TABLE {HELD_AT[function]} IN ACCESS EXCLUSIVE MODE")
        run_id = request_night(platform.broker_url, NIGHT, event_id)
        wait_until_held(world, "ingest_open" if function == "query_api" else function)
        killed = platform.kill(function)
        blocker.rollback()
    platform.wait_ready(function, 30)
    assert platform.pid(function) != killed
    return run_id


@pytest.mark.parametrize("function", HELD_AT)
def test_a_killed_function_costs_nothing_but_time(company_world: World, function: str) -> None:
    before = company_world.published(without=("run_id", "generation"))
    run = company_world.ended(kill_while_held(company_world, function, f"night-without-{function}"))
    assert company_world.published(without=("run_id", "generation")) == before
    assert run["generation"] == company_world.generation()
    answer = requests.get(f"{company_world.stage.platform.url('query_api')}/readyz", timeout=10)
    assert answer.ok
