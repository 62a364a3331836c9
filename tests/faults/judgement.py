"""Whether a night was harmless."""

import json
from base64 import b64decode
from importlib.resources import files

from finops_runtime.database import load_sql
from tests.faults import fingerprint, months
from tests.faults.plan import Night
from tests.faults.trouble import Asked
from tests.faults.world import World

_SOURCE_FAILS = frozenset({"source_unavailable", "source_refused", "source_malformed", "source_unsettled"})
_REFUSED = frozenset({"400", "415", "500"})


def broken_rules(world: World) -> list[str]:
    """Every statement under sql/violations that finds something, with what it finds."""
    folder = files("tests.faults").joinpath("sql", "violations")
    names = sorted(file.name.removesuffix(".sql") for file in folder.iterdir())
    with world.db() as db:
        return [
            f"{name}: {row['what']}"[:1500]
            for name in names
            for row in db.execute(folder.joinpath(f"{name}.sql").read_bytes()).fetchmany(5)
        ]


def untold(world: World, night: Night, asked: Asked) -> list[str]:
    """What was asked for and did not happen, or happened and is denied.

    Who asked has an answer, but what a broker loses for good nobody can know of: the watch asks for nights alone.
    """
    with world.db() as db:
        runs = {row["run_id"]: row["status"] for row in db.execute("SELECT run_id, status FROM etl_runs")}
    told = set() if night.broker.drop_share else asked.nights | asked.by_api
    wrong = [f"run {run_id} was asked for and is unknown" for run_id in told if run_id not in runs]
    wrong += [
        f"run {id_} was cancelled and is {runs.get(id_)}" for id_ in asked.cancelled if runs.get(id_) != "CANCELLED"
    ]
    wrong += [f"restatement {id_} is {runs.get(id_)}" for id_ in asked.restatements if runs.get(id_) != "SUCCESS"]
    return wrong + months.changed(world, asked.closed)


def wrong_contents(world: World, before: fingerprint.Slices, after: fingerprint.Slices) -> list[str]:
    """Slices of a run of tonight must say what the sources hold, the others what they said before.

    A domain that is derived from one that went missing tonight says again what it said: the other shows its old facts.
    """
    with world.db() as db:
        rows = db.execute(load_sql("tests.faults", "slices")).fetchall()
    is_new = {(row["domain_id"], row["period"]): row["run_id"] not in world.base.runs for row in rows}
    wrong = []
    for row in rows:
        key = row["domain_id"], row["period"]
        expected = after if is_new[key] and is_new[row["source_domain"], row["period"]] else before
        if row["content"] != expected[key]:
            wrong.append(f"{key} of {'tonight' if is_new[key] else 'before'} says something else")
    return wrong


def refused_events(world: World, night: Night) -> list[str]:
    """Dead letters that were refused, or met an error that nobody foresaw; not those that met an outage."""
    wrong = []
    for file in world.dead_letters():
        event = json.loads(file.read_text())
        said = b64decode(event.get("knativeerrordata", "")).decode("utf-8", "replace")
        is_outage = said.startswith("dispatch error") or (night.happens("disk_full") and "XX000" in said)
        if event["knativeerrorcode"] in _REFUSED and not is_outage:
            wrong.append(f"{event['type']} was answered {event['knativeerrorcode']}: {said[:200]}")
    return wrong


def unexplained(world: World, night: Night) -> list[str]:
    """Runs that failed though nothing of the night explains it."""
    excused: set[str] = set()
    if night.sources or night.happens("deploy"):
        excused |= _SOURCE_FAILS
    if night.happens("stop_mongo", "pause_mongo"):
        excused.add("raw_zone_unavailable")
    if night.happens("disk_full"):
        excused |= {"database_refused"}
    if night.happens("close_months"):
        excused.add("period_closed")
    with world.db() as db:
        failed = db.execute(load_sql("tests.faults", "failed_runs"))
        return [
            f"run {row['run_id']} failed at {row['error_step']}: {row['error_code']}: {row['error_summary']}"
            for row in failed
            if row["error_code"] not in excused
            # A night that finds a month closed compares and leaves it.
            or (row["error_code"] == "period_closed" and row["trigger_type"] == "CRON")
        ]
