"""Whether a night was harmless."""

from importlib.resources import files

from finops_local.broker.mischief import Mischief
from finops_runtime.database import load_sql
from tests.faults import fingerprint
from tests.faults.plan import Night
from tests.faults.trouble import Asked
from tests.faults.world import World

_SOURCE_FAILS = frozenset({"source_unavailable", "source_refused", "source_malformed", "source_unsettled"})


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


def untold(world: World, asked: Asked) -> list[str]:
    """What was asked for and did not happen, or happened and is denied."""
    with world.db() as db:
        runs = {row["run_id"]: row["status"] for row in db.execute("SELECT run_id, status FROM etl_runs")}
    wrong = [
        f"run {run_id} was asked for and is unknown" for run_id in asked.nights | asked.by_api if run_id not in runs
    ]
    wrong += [
        f"run {id_} was cancelled and is {runs.get(id_)}" for id_ in asked.cancelled if runs.get(id_) != "CANCELLED"
    ]
    wrong += [f"prices {id_} came to {runs.get(id_)}" for id_ in asked.prices if runs.get(id_) != "SUCCESS"]
    return wrong


def wrong_contents(world: World, before: fingerprint.Slices, after: fingerprint.Slices) -> list[str]:
    """Slices of a run of tonight must say what the sources hold, the others what they said before."""
    wrong = []
    with world.db() as db:
        for row in db.execute(load_sql("tests.faults", "slices")).fetchall():
            key = row["domain_id"], row["period"]
            is_new = row["run_id"] not in world.base.runs
            if row["content"] != (after if is_new else before)[key]:
                wrong.append(f"{key} of {'tonight' if is_new else 'before'} says something else")
    return wrong


def unexplained(world: World, night: Night) -> list[str]:
    """Runs that failed though nothing of the night explains it."""
    excused = (
        {"deadline_passed"} if night.at_points or night.at_times or night.broker != Mischief(night.seed) else set()
    )
    if night.sources or night.happens("deploy"):
        excused |= _SOURCE_FAILS
    if night.happens("stop_mongo", "pause_mongo"):
        excused.add("raw_zone_unavailable")
    if night.happens("disk_full"):
        excused |= {"database_refused"}
    with world.db() as db:
        failed = db.execute(
            "SELECT run_id, error_code, error_step, error_summary FROM etl_runs WHERE status = 'FAILED'"
        )
        return [
            f"run {row['run_id']} failed at {row['error_step']}: {row['error_code']}: {row['error_summary']}"
            for row in failed
            if row["error_code"] not in excused
        ]
