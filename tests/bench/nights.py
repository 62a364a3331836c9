"""Years of nights, one after the other: what they take in time and on disk must not grow with their number.

By the functions' own code, with dates of their own. Every tenth night fails after it was staged; every other one of
these is resumed, the rest is left to retention.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter
from typing import Literal
from uuid import UUID

from finops_contract.errors import SourceUnavailable
from finops_contract.events import NIGHTLY_SOURCE, RunRequested, run_id_of
from finops_runtime.database import load_sql
from finops_runtime.runs.fail import fail_run
from finops_runtime.runs.nights import last_night_due
from finops_runtime.runs.request import RunRequest
from finops_runtime.runs.start import start_run
from load_facts.load import load_run
from load_facts.watch import watch
from refresh_mvs.publish import publish_run
from tests.bench.mart import ENTITY, Mart, Marts
from tests.bench.measure import Measure, Ratio, Result
from tests.bench.options import Options
from tests.bench.profile import all_processor_seconds

REJECTS = 5
_KEPT = {"finops_keep_staging_days": 14, "finops_keep_rejects_days": 30, "finops_keep_runs_days": 90}
_WATCHES = 3
_COMPARED = 100
_WARM_UP = 120
_REPORTS = 12


def bench(marts: Marts, options: Options) -> Result:
    """The last hundred nights over the first hundred once retention deletes as much as nights bring.

    Of time, and of processor time: the second counts where the machine does other things as well.
    """
    mart = keeping(marts.of(1, options.night_rows), **_KEPT)
    seconds: list[float] = []
    processor: list[float] = []
    every = max(1, options.nights // _REPORTS)
    lines = [f"{'night':<6} {'s/night':>8} {'processor':>9}  rows / dead rows / MB with indexes"]

    def after(night: int, took: float, used: float) -> None:
        seconds.append(took)
        processor.append(used)
        if (night + 1) % every == 0:
            times = f"{median(seconds[-every:]):>8.2f} {median(processor[-every:]):>9.2f}"
            lines.append(f"{night + 1:<6} {times}  {_sizes(mart)}")
            print(lines[-1], flush=True)

    hold(mart, options.nights, after)
    warm = min(_WARM_UP, options.nights // 2)
    compared = min(_COMPARED, options.nights // 4)
    early, late = slice(warm, warm + compared), slice(-compared, None)
    names = f"nights {warm} to {warm + compared}", f"the last {compared} of {options.nights} nights"
    first, last = Measure(names[0], seconds[early]), Measure(names[1], seconds[late])
    first_used = Measure(f"{names[0]}, processor", processor[early])
    last_used = Measure(f"{names[1]}, processor", processor[late])
    return Result(
        f"{options.nights} nights of two months of {options.night_rows} relevés",
        [first, last, first_used, last_used],
        [
            Ratio("a night: last / first", last, first, "<= 1.15"),
            Ratio("the same of processor time", last_used, first_used, "<= 1.15"),
        ],
        lines,
    )


def keeping(mart: Mart, **settings: int) -> Mart:
    """The mart with other retention."""
    return replace(mart, load_settings=mart.load_settings.model_copy(update=settings))


def hold(mart: Mart, nights: int, after: Callable[[int, float, float], None]) -> None:
    """So many nights up to last night; `after` is told each one's number, seconds and processor seconds."""
    last = last_night_due(datetime.now(UTC) - timedelta(days=1), mart.load_settings)
    for night in range(nights):
        due = last_night_due(last - timedelta(days=nights - 1 - night) + timedelta(hours=12), mart.load_settings)
        begun, used = perf_counter(), all_processor_seconds(mart.db)
        _night(mart, night, due)
        for hour in range(1, 1 + _WATCHES):
            watch(mart.load, mart.publisher, mart.load_settings, due + timedelta(hours=hour))
        after(night, perf_counter() - begun, all_processor_seconds(mart.db) - used)


def _night(mart: Mart, night: int, due: datetime) -> None:
    run_id = _start(mart, due, NIGHTLY_SOURCE, RunRequested())
    _stage(mart, run_id, night)
    if night % 10 == 3:
        fail_run(mart.load, mart.publisher, run_id, "bench", SourceUnavailable("the source went away"))
        _date(mart, run_id)
        if night % 20 == 3:
            return
        run_id = _start(mart, due + timedelta(minutes=30), "bench", RunRequested(resumes=run_id))
    load_run(mart.load, mart.publisher, run_id, mart.load_settings)
    publish_run(mart.refresh, mart.publisher, mart.refresh_settings, run_id)
    _date(mart, run_id)


def _start(mart: Mart, at: datetime, source: str, asked: RunRequested) -> UUID:
    event_id = at.isoformat()
    run_id = run_id_of(ENTITY, source, event_id)
    trigger: Literal["CRON", "MANUAL"] = "CRON" if source == NIGHTLY_SOURCE else "MANUAL"
    request = RunRequest(run_id, trigger, at, source, event_id, asked)
    status = start_run(mart.load, mart.publisher, request, mart.load_settings)
    assert status == "RUNNING", status
    return run_id


def _stage(mart: Mart, run_id: UUID, night: int) -> None:
    values = {"run_id": run_id, "night": night, "rejects": REJECTS}
    with mart.db.transaction():
        for statement in ("stage_night", "reject_night", "mark_night_staged"):
            mart.db.execute(load_sql("tests.bench", statement), values)


def _date(mart: Mart, run_id: UUID) -> None:
    mart.db.execute(load_sql("tests.bench", "date_run"), {"run_id": run_id})


def _sizes(mart: Mart) -> str:
    rows = mart.db.execute(load_sql("tests.bench", "size_of_upkeep")).fetchall()
    return "; ".join(
        f"{row['name']} {row['live']} / {row['dead']} / {int(row['rows_bytes'] + row['index_bytes']) / 1e6:.1f}"
        for row in rows
    )
