"""The group's watch, every five minutes: no exchange and no run waits for ever.

No outbox is needed: what should have been sent follows from the rows, and events have derived ids.
"""

from psycopg.rows import DictRow

from finops_runtime.database import Database, load_sql
from finops_runtime.events import Publisher
from finops_runtime.logs import get_logger
from finops_runtime.runs.fail import tell_overdue
from load_group.loaded import facts_loaded
from load_group.metrics import EXCHANGES
from load_group.settings import GroupSettings

log = get_logger(__name__)


def watch(database: Database, publisher: Publisher, settings: GroupSettings) -> None:
    """Fail overdue runs, tell again of loaded ones on which nothing happens, give up exchanges nobody goes on with.

    Raises RetryableError when the database or the sink cannot be had; may then be called again.
    """
    patience = {"stall_minutes": settings.finops_stall_minutes, "keep_hours": settings.finops_exchange_hours}
    with database.transaction() as connection:
        found = connection.execute(load_sql("load_group", "watch_exchanges"), patience).fetchall()
    for exchange in _of(found, "abandoned"):
        log.warning("exchange abandoned", entity=exchange["entity_id"], period=f"{exchange['period_month']:%Y-%m}")
        EXCHANGES.labels(status="ABANDONED", code="not_sent_to_its_end").inc()
    tell_overdue(publisher, _of(found, "overdue"))
    for run in _of(found, "stalled"):
        log.warning("run stalled", run_id=str(run["run_id"]), entity=run["entity_id"])
        with database.transaction() as connection:
            connection.execute(load_sql("load_group", "work_for"), {"entity": run["entity_id"]})
            told = facts_loaded(connection, run["run_id"])
        publisher.publish(told, run["run_id"], entity_id=run["entity_id"])


def _of(found: list[DictRow], what: str) -> list[DictRow]:
    return [row for row in found if row["what"] == what]
