"""What is old is deleted, a bounded part at a time, at each ping of the watch and never beside a run.

How old is too old are settings; 0 keeps for ever. The raw zone belongs to the ingest functions, which tidy it.
"""

from datetime import datetime
from typing import Final

from psycopg import Connection
from psycopg.rows import DictRow

from finops_runtime.database import Database, load_sql
from finops_runtime.logs import get_logger
from load_facts.settings import LoadSettings

log = get_logger(__name__)
_STAGED: Final = (
    "forget_staged_releves",
    "forget_staged_applications",
    "forget_staged_aliases",
    "forget_pending_facts",
    "forget_pending_coefficients",
)


def delete_old(database: Database, settings: LoadSettings, now: datetime) -> None:
    """One part of everything that is too old at `now` (the clock's time, if that is earlier); the next ping goes on.

    Raises DatabaseUnavailable when a lock is not had: nothing waits for this, the next ping tries again.
    """
    steps = (
        (settings.finops_keep_staging_days, ("mark_old_staging", *_STAGED)),
        (settings.finops_keep_rejects_days, ("forget_rejects",)),
        (settings.finops_keep_runs_days, ("forget_runs",)),
    )
    for days, statements in steps:
        if days:
            scope = {
                "entity_id": settings.finops_entity_id,
                "now": now,
                "days": days,
                "most": settings.finops_delete_at_once,
            }
            _delete(database, scope, statements)


def _delete(database: Database, scope: dict[str, object], statements: tuple[str, ...]) -> None:
    for statement in statements:
        with database.transaction() as connection:
            if _is_busy(connection, scope):
                return
            deleted = connection.execute(load_sql("load_facts", statement), scope).rowcount
        if deleted:
            log.info("deleted what is old", what=statement, rows=deleted, older_than_days=scope["days"])


def _is_busy(connection: Connection[DictRow], scope: dict[str, object]) -> bool:
    return connection.execute(load_sql("load_facts", "running_runs"), scope).fetchone() is not None
