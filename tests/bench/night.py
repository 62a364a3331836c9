"""One run over this month, by the functions' own code; only the sources are left out."""

from datetime import UTC, datetime
from time import perf_counter
from uuid import UUID, uuid4

from finops_contract.events import RunRequested, run_id_of
from finops_runtime.database import load_sql
from finops_runtime.runs.request import RunRequest
from finops_runtime.runs.start import start_run
from load_facts.load import load_run
from refresh_mvs.publish import publish_run
from tests.bench.mart import ENTITY, THIS_MONTH, Mart
from tests.bench.measure import Measure


def start(mart: Mart) -> UUID:
    """A run with a step for every domain, nothing staged."""
    event_id = str(uuid4())
    run_id = run_id_of(ENTITY, "bench", event_id)
    asked = RunRequested(periods=(THIS_MONTH,), reason="bench")
    request = RunRequest(run_id, "MANUAL", datetime.now(UTC), "bench", event_id, asked)
    status = start_run(mart.load, mart.publisher, request, mart.load_settings)
    assert status == "RUNNING", status
    return run_id


def stage(mart: Mart, run_id: UUID, night: int) -> None:
    """What every ingest function would have staged; each `night` has other quantities."""
    values = {"run_id": run_id, "period_month": THIS_MONTH.first_day, "night": night}
    with mart.db.transaction():
        mart.db.execute(load_sql("tests.bench", "stage_releves"), values)
        mart.db.execute(load_sql("tests.bench", "mark_staged"), values)


def load(mart: Mart, run_id: UUID) -> float:
    """Load the run; when it was loaded and told, as perf_counter() has it."""
    load_run(mart.load, mart.publisher, run_id, mart.load_settings)
    return mart.sink.take("facts.loaded")


def publish(mart: Mart, run_id: UUID, published: Measure, vacuumed: Measure | None = None) -> None:
    """Publish the run: `published` until it is told, `vacuumed` what comes after."""
    mart.settle()
    begun = perf_counter()
    publish_run(mart.refresh, mart.publisher, mart.refresh_settings, run_id)
    ended = perf_counter()
    told = mart.sink.take("mvs.refreshed")
    published.seconds.append(told - begun)
    if vacuumed is not None:
        vacuumed.seconds.append(ended - told)


def prepare(mart: Mart, night: int) -> UUID:
    """A run that only has to be published."""
    run_id = start(mart)
    stage(mart, run_id, night)
    load(mart, run_id)
    return run_id


def first_publication(mart: Mart) -> None:
    """Publish this month once, so that what is measured afterwards replaces it; nothing when it is published."""
    month = {"entity_id": ENTITY, "month": THIS_MONTH.first_day}
    there = mart.db.execute(
        "SELECT FROM slice_publication WHERE entity_id = %(entity_id)s AND period_month = %(month)s LIMIT 1", month
    ).fetchone()
    if there is None:
        publish(mart, prepare(mart, 0), Measure("first"))
