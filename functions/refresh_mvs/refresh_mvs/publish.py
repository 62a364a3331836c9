"""Publish a run: everything that readers see of it changes here, in one transaction."""

from datetime import date
from functools import partial
from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow

from finops_contract.errors import PermanentError
from finops_contract.events import MvsRefreshed
from finops_contract.period import Period
from finops_runtime.database import Database, load_sql
from finops_runtime.events import Publisher
from finops_runtime.logs import get_logger
from finops_runtime.metrics import run_ended
from finops_runtime.runs.fail import fail_run
from finops_runtime.tracing import span
from refresh_mvs import windows
from refresh_mvs.aggregates import AGGREGATES, COEFFICIENTS, FACTS, rebuild
from refresh_mvs.exchanged_prices import EXCHANGED, replace_exchanged_prices
from refresh_mvs.publication import (
    change,
    make_partitions,
    raise_generation,
    record_findings,
    refuse_closed,
    tell_findings,
    vacuum,
)
from refresh_mvs.referential import STAGED, merge_referential
from refresh_mvs.settings import RefreshSettings

log = get_logger(__name__)
_EMPTIED = ("fact_pending", "coefficient_pending", "staged_releve", *STAGED, *EXCHANGED)


def publish_run(database: Database, publisher: Publisher, settings: RefreshSettings, run_id: UUID) -> None:
    """Make a loaded run visible and say so; say it again when it already is.

    A publication that cannot be right (a closed month, a broken sum) leaves readers what they had and ends
    the run FAILED. Raises RetryableError when the event must come again.
    """
    months, entity_id = _scope_of(database, run_id, settings)
    make_partitions(database, months, settings.finops_partitions_ahead)
    try:
        refreshed, seconds = change(
            database, settings.finops_publish_attempts, partial(_publish, run_id=run_id, months=months)
        )
    except PermanentError as error:
        log.exception("publication failed", code=error.code)
        fail_run(database, publisher, run_id, "publish", error)
        return
    if refreshed is None:
        return
    publisher.publish(refreshed, run_id, entity_id=entity_id)
    tell_findings(database, publisher, entity_id)
    if seconds is not None:
        run_ended("SUCCESS", seconds)
        log.info("published", generation=refreshed.generation, periods=[str(p) for p in refreshed.periods])
        vacuum(database, (FACTS, COEFFICIENTS, *AGGREGATES, *windows.PARTITIONED), months, (*windows.WHOLE, *_EMPTIED))


def _scope_of(database: Database, run_id: UUID, settings: RefreshSettings) -> tuple[list[date], str]:
    """The run's months, and whose they are: in a group's mart, the entity that sent them."""
    with database.transaction() as connection:
        steps = connection.execute(_sql("steps_of_run"), {"run_id": run_id}).fetchall()
    months = sorted({step["period_month"] for step in steps})
    return months, steps[0]["entity_id"] if steps else settings.finops_entity_id


def _publish(
    connection: Connection[DictRow], *, run_id: UUID, months: list[date]
) -> tuple[MvsRefreshed | None, float | None]:
    """The event to send, and how long the run took if this call ended it."""
    run = connection.execute(_sql("lock_run"), {"run_id": run_id}).fetchone()
    periods = tuple(Period.of(month) for month in months)
    if run is not None and run["status"] == "SUCCESS" and run["generation"] is not None:
        return MvsRefreshed(run_id=run_id, generation=run["generation"], periods=periods), None
    if run is None or run["status"] != "RUNNING" or run["phase"] != "LOADED":
        log.info("nothing to publish", status=run and run["status"], phase=run and run["phase"])
        return None, None
    scope = {"run_id": run_id, "entity_id": run["entity_id"], "periods": months}
    refuse_closed(connection, run["entity_id"], months)
    with span("replace facts"):
        connection.execute(_sql("delete_facts"), scope)
        inserted = connection.execute(_sql("insert_facts"), scope).rowcount
        connection.execute(_sql("delete_coefficients"), scope)
        connection.execute(_sql("insert_coefficients"), scope)
    if run["trigger_type"] == "GROUP":
        replace_exchanged_prices(connection, scope)
    with span("rebuild aggregates"):
        rebuild(connection, run["entity_id"], months)
    generation = raise_generation(connection, scope)
    done = {**scope, "generation": generation, "records_inserted": inserted}
    connection.execute(_sql("publish_slices"), done)
    merge_referential(connection, scope)
    record_findings(connection, done)
    ended = connection.execute(_sql("end_run"), done).fetchone()
    assert ended is not None  # RUNNING, and locked above
    for leftover in ("delete_pending", "delete_failed_pending", "delete_pending_coefficients", "delete_staged"):
        connection.execute(_sql(leftover), scope)
    connection.execute(_sql("mark_staging_deleted"), scope)
    return MvsRefreshed(run_id=run_id, generation=generation, periods=periods), ended["seconds"]


def _sql(name: str) -> bytes:
    return load_sql("refresh_mvs", name)
