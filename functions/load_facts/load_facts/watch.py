"""The watch, every five minutes: nothing waits for ever, and no night is lost.

No outbox is needed: what should have been sent follows from the rows, and events have derived ids.
"""

from datetime import datetime, timedelta

from psycopg.rows import DictRow

from finops_contract.events import (
    NIGHTLY_SOURCE,
    PING,
    RelevesStaged,
    RunRequested,
    run_id_of,
    type_of,
)
from finops_contract.period import Period
from finops_runtime.database import Database, load_sql
from finops_runtime.events import Event, Publisher
from finops_runtime.logs import get_logger
from finops_runtime.runs.fail import tell_overdue
from finops_runtime.runs.nights import last_night_due
from finops_runtime.runs.request import WATCH
from load_facts.load import load_run
from load_facts.restatements import repeat_restatements
from load_facts.retention import delete_old
from load_facts.settings import LoadSettings

log = get_logger(__name__)
SOURCE = "/rosetta/finops/load_facts"


def watch(database: Database, publisher: Publisher, settings: LoadSettings, now: datetime) -> None:
    """Fail overdue runs, move on what stalled, ask for a night that was lost or skipped; then delete what is old.

    `now` is the ping's time.
    """
    with database.transaction() as connection:
        entity = {"entity_id": settings.finops_entity_id}
        overdue = connection.execute(load_sql("finops_runtime", "fail_overdue_runs"), entity).fetchall()
        patience = {**entity, "stall_minutes": settings.finops_stall_minutes}
        connection.execute(load_sql("load_facts", "give_up_late_steps"), patience)
        stalled = connection.execute(load_sql("load_facts", "stalled_runs"), patience).fetchall()
    tell_overdue(publisher, overdue)
    for run in stalled:
        log.warning("run stalled", run_id=str(run["run_id"]), phase=run["phase"], open_steps=run["open_steps"])
        _move_on(database, publisher, settings, run)
    repeat_restatements(database, publisher, settings)
    _ask_for_lost_night(database, publisher, settings, now)
    delete_old(database, settings, now)


def _move_on(database: Database, publisher: Publisher, settings: LoadSettings, run: DictRow) -> None:
    if run["phase"] == "LOADED":
        load_run(database, publisher, run["run_id"], settings)
        return
    if run["open_steps"]:
        publisher.repeat(_request_of(run))
        return
    with database.transaction() as connection:
        ended = connection.execute(load_sql("load_facts", "ended_steps"), {"run_id": run["run_id"]}).fetchall()
    if not ended:  # derived steps alone: the request itself makes the run load
        publisher.repeat(_request_of(run))
    for step in ended[-1:]:  # any one of them makes the run load
        publisher.publish(
            RelevesStaged(
                run_id=run["run_id"],
                domain_id=step["domain_id"],
                period=Period.of(step["period_month"]),
                rows=step["rows"],
                checksum=step["checksum"],
            ),
            run["run_id"],
        )


def _request_of(run: DictRow) -> Event:
    """The event that started the run, as it was: the run's id is derived from its source and id."""
    requested = None
    if run["event_source"] != NIGHTLY_SOURCE:
        requested = RunRequested(
            periods=tuple(Period.of(day) for day in run["periods"]),
            domains=tuple(run["domains"]),
            dry_run=run["dry_run"],
            force=run["force"],
            reason=run["reason"],
            requested_by=run["requested_by"],
            origin=run["origin"],
            resumes=run["resumes"],
        )
    return Event(
        type=PING if requested is None else type_of(requested),
        source=run["event_source"],
        id=run["event_id"],
        time=run["requested_at"],
        payload=requested,
        traceparent=None,
    )


def _ask_for_lost_night(database: Database, publisher: Publisher, settings: LoadSettings, now: datetime) -> None:
    due = last_night_due(now, settings)
    if now < due + timedelta(minutes=settings.finops_nightly_grace_minutes):
        return
    with database.transaction() as connection:
        nights = connection.execute(
            load_sql("load_facts", "nights_since"), {"entity_id": settings.finops_entity_id, "due": due}
        ).fetchone()
    assert nights is not None  # an aggregate without GROUP BY has one row
    if nights["held"] or nights["running"]:
        return
    # One id per skipped attempt: a run once SKIPPED stays so.
    event_id = f"night-of-{due.date().isoformat()}-{nights['skipped']}"
    log.warning("night lost or skipped, asking for it", due=due.isoformat(), skipped=nights["skipped"])
    publisher.publish(
        RunRequested(requested_by=WATCH, reason=f"the night of {due.date()} was lost or skipped"),
        run_id_of(settings.finops_entity_id, SOURCE, event_id),
        event_id,
        time=due,
    )
