"""Publish: everything that readers see changes here, in one transaction."""

from datetime import date
from uuid import UUID

from psycopg import Connection, IsolationLevel
from psycopg.errors import SerializationFailure
from psycopg.rows import DictRow
from psycopg.sql import SQL, Identifier

from finops_contract.errors import DatabaseUnavailable, PeriodClosed, PermanentError
from finops_contract.events import MvsRefreshed
from finops_contract.period import Period
from finops_runtime.database import Database, load_sql
from finops_runtime.events import Publisher
from finops_runtime.logs import get_logger
from finops_runtime.runs.fail import fail_run
from refresh_mvs.aggregates import AGGREGATES, COEFFICIENTS, FACTS, rebuild
from refresh_mvs.referential import STAGED, merge_referential
from refresh_mvs.settings import RefreshSettings

log = get_logger(__name__)


def publish_run(database: Database, publisher: Publisher, settings: RefreshSettings, run_id: UUID) -> None:
    """Make a loaded run visible and say so; say it again when it already is.

    A publication that cannot be right (a closed month, a broken sum) leaves readers what they had and ends
    the run FAILED. Raises RetryableError when the event must come again.
    """
    months = _months_of(database, run_id)
    if months:
        with database.transaction() as connection:
            connection.execute(
                _sql("ensure_partitions"), {"periods": months, "ahead": settings.finops_partitions_ahead}
            )
    try:
        refreshed, is_new = _publish_with_retries(database, run_id, months, settings.finops_publish_attempts)
    except PermanentError as error:
        log.exception("publication failed", code=error.code)
        fail_run(database, publisher, run_id, "publish", error)
        return
    if refreshed is None:
        return
    publisher.publish(refreshed, run_id)
    if is_new:
        log.info("published", generation=refreshed.generation, periods=[str(p) for p in refreshed.periods])
        vacuum(database, months)


def _months_of(database: Database, run_id: UUID) -> list[date]:
    with database.transaction() as connection:
        steps = connection.execute(_sql("steps_of_run"), {"run_id": run_id}).fetchall()
    return sorted({step["period_month"] for step in steps})


def _publish_with_retries(
    database: Database, run_id: UUID, months: list[date], attempts: int
) -> tuple[MvsRefreshed | None, bool]:
    for attempt in range(1, attempts + 1):
        try:
            with database.transaction(IsolationLevel.REPEATABLE_READ) as connection:
                connection.execute(_sql("lock_publication"))
                return _publish(connection, run_id, months)
        except DatabaseUnavailable as error:
            # A row that was read changed after the snapshot: the same again, on a new one.
            if not isinstance(error.__cause__, SerializationFailure) or attempt == attempts:
                raise
            log.warning("publication collided, trying again", attempt=attempt)
    raise AssertionError("unreachable: the last attempt returns or raises")


def _publish(connection: Connection[DictRow], run_id: UUID, months: list[date]) -> tuple[MvsRefreshed | None, bool]:
    """The event to send, and whether this call made it true."""
    run = connection.execute(_sql("lock_run"), {"run_id": run_id}).fetchone()
    periods = tuple(Period.of(month) for month in months)
    if run is not None and run["status"] == "SUCCESS" and run["generation"] is not None:
        return MvsRefreshed(run_id=run_id, generation=run["generation"], periods=periods), False
    if run is None or run["status"] != "RUNNING" or run["phase"] != "LOADED":
        log.info("nothing to publish", status=run and run["status"], phase=run and run["phase"])
        return None, False
    scope = {"run_id": run_id, "entity_id": run["entity_id"], "periods": months}
    refuse_closed(connection, run["entity_id"], months)
    connection.execute(_sql("delete_facts"), scope)
    inserted = connection.execute(_sql("insert_facts"), scope).rowcount
    connection.execute(_sql("delete_coefficients"), scope)
    connection.execute(_sql("insert_coefficients"), scope)
    rebuild(connection, run["entity_id"], months)
    raised = connection.execute(_sql("raise_generation"), scope).fetchone()
    assert raised is not None  # an upsert returns its row
    done = {**scope, "generation": raised["generation"], "records_inserted": inserted}
    connection.execute(_sql("publish_slices"), done)
    merge_referential(connection, scope)
    connection.execute(_sql("end_run"), done)
    for leftover in ("delete_pending", "delete_failed_pending", "delete_pending_coefficients", "delete_staged"):
        connection.execute(_sql(leftover), scope)
    return MvsRefreshed(run_id=run_id, generation=raised["generation"], periods=periods), True


def refuse_closed(connection: Connection[DictRow], entity_id: str, months: list[date]) -> None:
    """Lock the months open until the end of the transaction; raises PeriodClosed when one is closed (I10)."""
    closed = connection.execute(_sql("lock_periods"), {"entity_id": entity_id, "periods": months}).fetchall()
    if closed:
        names = ", ".join(str(Period.of(row["period_month"])) for row in closed)
        raise PeriodClosed(f"{names} was closed while the run was under way: reopen it, or run without it")


def vacuum(database: Database, months: list[date]) -> None:
    """Reclaim the replaced rows of these months: without it tables grow with every night."""
    with database.autocommit() as connection:
        for table in (FACTS, COEFFICIENTS, *AGGREGATES):
            for month in months:
                connection.execute(SQL("VACUUM (ANALYZE) {}").format(Identifier(f"{table}_{month:%Y_%m}")))
        for table in ("fact_pending", "coefficient_pending", "staged_releve", *STAGED):
            connection.execute(SQL("VACUUM (ANALYZE) {}").format(Identifier(table)))


def _sql(name: str) -> bytes:
    return load_sql("refresh_mvs", name)
