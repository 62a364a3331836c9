"""A function that is broken until its events are dead letters, and every way back from there.

It is broken by taking its database login away: it runs, and answers 503 until the broker gives up.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from psycopg.rows import DictRow
from psycopg.sql import SQL, Identifier

from finops_contract.events import PING, WATCH_SOURCE
from finops_local.demo.nights import post_event, request_night
from finops_runtime.raw_zone import COLLECTION
from tests.e2e.conftest import NIGHT, StartWorld, World

WITHOUT = ("run_id", "generation")


@pytest.fixture(scope="module")
def broken_world(start_world: StartWorld) -> Iterator[World]:
    """A world whose broker gives up within seconds, and its first months."""
    settings = {"POSTGRES_POOL_TIMEOUT_MS": "100"}
    with start_world("--backoff-scale", "0.001", months=2, settings=settings) as w:
        w.run(w.stage.company.periods[0], event_id="first-month")
        yield w


@contextmanager
def broken(world: World, function: str) -> Iterator[None]:
    """The function cannot do anything for the length of the block."""
    role = Identifier(f"finops_{function}")
    world.db.execute(SQL("ALTER ROLE {} NOLOGIN").format(role))
    world.db.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", [f"finops_{function}"]
    )
    try:
        yield
    finally:
        world.db.execute(SQL("ALTER ROLE {} LOGIN").format(role))


def night_without(world: World, function: str) -> UUID:
    """A night whose events for the function are dead letters, and which waits for it; its run."""
    before = world.stage.platform.wait_idle(60)["dead_lettered"]
    with broken(world, function):
        run_id = request_night(world.stage.platform.broker_url, NIGHT, str(uuid4()))
        deadline = time.monotonic() + 60
        while world.stage.platform.wait_idle(60)["dead_lettered"] == before:
            assert time.monotonic() < deadline
            time.sleep(0.05)
    assert state(world, run_id)["status"] == "RUNNING"
    return run_id


def state(world: World, run_id: UUID) -> DictRow:
    row = world.db.execute("SELECT * FROM etl_runs WHERE run_id = %s", [run_id]).fetchone()
    assert row is not None
    return row


def landed_by(world: World) -> set[str]:
    """The runs that read a source."""
    raw_zone = world.stage.places.raw_zone()
    runs = set(raw_zone.database[COLLECTION].distinct("run_id"))
    raw_zone.close()
    return runs


def letters(world: World, command: str, run_id: UUID) -> str:
    platform = world.stage.platform
    call = [sys.executable, "-m", "finops_local.broker", "dead-letters", command, "--run", str(run_id)]
    call += ["--dead-letters", str(platform.dead_letters)]
    call += ["--broker", platform.broker_url] if command == "redeliver" else []
    return subprocess.run(call, capture_output=True, text=True, check=True, timeout=30).stdout


def watch(world: World) -> None:
    # The morning of this very night: no other night is due.
    post_event(world.stage.platform.broker_url, PING, WATCH_SOURCE, str(uuid4()), datetime.now(UTC), {})
    world.stage.platform.wait_idle(60)


def test_a_redelivered_dead_letter_ends_the_night_as_if_nothing_had_been_and_its_double_changes_nothing(
    broken_world: World,
) -> None:
    generation = broken_world.generation()
    run_id = night_without(broken_world, "refresh_mvs")
    assert broken_world.generation() == generation
    assert "rosetta.finops.facts.loaded.v1" in letters(broken_world, "list", run_id)
    assert letters(broken_world, "redeliver", run_id).count("redelivered") == 1
    assert broken_world.ended(run_id)["generation"] == generation + 1

    found = broken_world.published()
    for file in broken_world.stage.platform.dead_letters.glob("*.redelivered"):
        file.rename(file.with_suffix(".json"))
    assert letters(broken_world, "redeliver", run_id).count("redelivered") == 1
    broken_world.stage.platform.wait_idle(60)
    assert broken_world.published() == found
    assert broken_world.generation() == generation + 1

    undisturbed = broken_world.published(without=WITHOUT)
    broken_world.night("undisturbed")
    assert broken_world.published(without=WITHOUT) == undisturbed
    assert undisturbed["fact_consumption"]


@pytest.mark.parametrize("function", ["load_facts", "refresh_mvs"])
def test_left_alone_the_watch_sends_again_what_a_dead_letter_said(broken_world: World, function: str) -> None:
    run_id = night_without(broken_world, function)
    broken_world.db.execute(
        "UPDATE etl_runs SET started_at = started_at - interval '1 hour' WHERE run_id = %s", [run_id]
    )
    broken_world.db.execute(
        "UPDATE etl_run_steps SET started_at = started_at - interval '1 hour', ended_at = ended_at - interval '1 hour'"
        " WHERE run_id = %s",
        [run_id],
    )
    watch(broken_world)
    assert broken_world.ended(run_id)["status"] == "SUCCESS"


def test_after_the_deadline_dead_letters_change_nothing_and_the_resumed_run_publishes(broken_world: World) -> None:
    before, figures = broken_world.published(), broken_world.published(without=WITHOUT)
    run_id = night_without(broken_world, "load_facts")
    broken_world.db.execute("UPDATE etl_runs SET deadline_at = clock_timestamp() WHERE run_id = %s", [run_id])
    watch(broken_world)
    failed = state(broken_world, run_id)
    assert (failed["status"], failed["error_code"]) == ("FAILED", "deadline_passed")
    assert "redelivered" in letters(broken_world, "redeliver", run_id)
    broken_world.stage.platform.wait_idle(60)
    assert state(broken_world, run_id) == failed
    assert broken_world.published() == before
    read = landed_by(broken_world)
    resumed = UUID(broken_world.admin.send("POST", f"/v1/local/admin/runs/{run_id}/resume", {})["data"]["runId"])
    assert broken_world.ended(resumed)["status"] == "SUCCESS"
    assert landed_by(broken_world) == read, "a source was read again"
    assert broken_world.published(without=WITHOUT) == figures
    leftovers = broken_world.db.execute(
        "SELECT (SELECT count(*) FROM fact_pending) + (SELECT count(*) FROM staged_releve) AS rows"
    ).fetchone()
    assert leftovers == {"rows": 0}
