"""How what readers see is changed, whatever the cause: one at a time, on one snapshot, all at once."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from psycopg import Connection, IsolationLevel
from psycopg.errors import SerializationFailure
from psycopg.rows import DictRow
from psycopg.sql import SQL, Identifier

from finops_contract.errors import DatabaseUnavailable, PeriodClosed
from finops_contract.period import Period
from finops_runtime.database import Database, load_sql
from finops_runtime.events import Publisher
from finops_runtime.logs import get_logger
from finops_runtime.metrics import PUBLICATION_SECONDS
from finops_runtime.tracing import span
from refresh_mvs import anomalies, budget_crossings

log = get_logger(__name__)
Changed = TypeVar("Changed")


def change(database: Database, attempts: int, transaction: Callable[[Connection[DictRow]], Changed]) -> Changed:
    """What `transaction` returns, once it is committed; on a collision it is called again, on a new snapshot.

    LOCK TABLE publication comes first: it takes no snapshot, so that who waited sees what the other did.
    Raises RetryableError when it must be tried again later.
    """
    for attempt in range(1, attempts + 1):
        try:
            with (
                PUBLICATION_SECONDS.time(),
                span("publication", attributes={"finops.attempt": attempt}),
                database.transaction(IsolationLevel.REPEATABLE_READ) as connection,
            ):
                with span("wait for publication lock"):
                    connection.execute(load_sql("refresh_mvs", "lock_publication"))
                return transaction(connection)
        except DatabaseUnavailable as error:
            # A row that was read changed after the snapshot: the same again, on a new one.
            if not isinstance(error.__cause__, SerializationFailure) or attempt == attempts:
                raise
            log.warning("publication collided, trying again", attempt=attempt)
    raise AssertionError("unreachable: the last attempt returns or raises")


def refuse_closed(connection: Connection[DictRow], entity_id: str, months: list[date]) -> None:
    """Lock the months open until the end of the transaction; raises PeriodClosed when one is closed (I10)."""
    closed = connection.execute(
        load_sql("refresh_mvs", "lock_periods"), {"entity_id": entity_id, "periods": months}
    ).fetchall()
    if closed:
        names = ", ".join(str(Period.of(row["period_month"])) for row in closed)
        raise PeriodClosed(f"{names} was closed in the meantime: reopen it, or go without it")


def raise_generation(connection: Connection[DictRow], scope: dict[str, Any]) -> int:
    """The generation that readers see from the commit on; `scope` holds `entity_id` and `run_id`."""
    raised = connection.execute(load_sql("refresh_mvs", "raise_generation"), scope).fetchone()
    assert raised is not None  # an upsert returns its row
    return int(raised["generation"])


def record_findings(connection: Connection[DictRow], scope: dict[str, Any]) -> None:
    """Remember what the new figures say for the first time: anomalies, and budgets that are exceeded.

    `scope` holds `entity_id`, `periods` (the months rebuilt), `run_id` and `generation`.
    """
    anomalies.record(connection, scope)
    budget_crossings.record(connection, scope)


def tell_findings(database: Database, publisher: Publisher, entity_id: str) -> None:
    """Send an event for everything found and not told yet; raises BrokerUnavailable: the rest is told the next time."""
    anomalies.tell(database, publisher, entity_id)
    budget_crossings.tell(database, publisher, entity_id)


def make_partitions(database: Database, months: list[date], ahead: int) -> None:
    """In a transaction of its own, before the publication: it must not hold its locks that long."""
    if months:
        with database.transaction() as connection:
            connection.execute(load_sql("refresh_mvs", "ensure_partitions"), {"periods": months, "ahead": ahead})


def vacuum(database: Database, partitioned: Iterable[str], months: list[date], whole: Iterable[str] = ()) -> None:
    """Reclaim the replaced rows of these months: without it tables grow with every night."""
    with span("vacuum"), database.autocommit() as connection:
        for table in partitioned:
            for month in months:
                connection.execute(SQL("VACUUM (ANALYZE) {}").format(Identifier(f"{table}_{month:%Y_%m}")))
        for table in whole:
            connection.execute(SQL("VACUUM (ANALYZE) {}").format(Identifier(table)))
