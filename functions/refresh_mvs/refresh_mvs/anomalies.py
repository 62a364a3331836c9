"""Anomalies found for the first time: remembered with the publication that shows them, told once."""

from typing import Any

from psycopg import Connection
from psycopg.rows import DictRow

from finops_contract.events import AnomalyDetected, event_id_of, type_of
from finops_contract.period import Period
from finops_runtime.database import Database, load_sql
from finops_runtime.events import Publisher
from finops_runtime.logs import get_logger

log = get_logger(__name__)


def record(connection: Connection[DictRow], scope: dict[str, Any]) -> None:
    """Remember the anomalies that readers now see, and which of the remembered ones they do not see any more.

    Part of the publication; `scope` holds `entity_id`, `run_id` and `generation`. Compares all of both: they are few,
    and what a month's figures change is not confined to it.
    """
    connection.execute(load_sql("refresh_mvs", "remember_anomalies"), scope)
    connection.execute(load_sql("refresh_mvs", "mark_gone_anomalies"), scope)


def tell(database: Database, publisher: Publisher, entity_id: str) -> None:
    """Send `anomaly.detected` for what was not told yet, the oldest first, at most 500: the rest the next time.

    Of the default pricing view only. Each is marked as soon as it is accepted: who is stopped in between sends one
    of them again, with the same id. Raises BrokerUnavailable.
    """
    with database.transaction() as connection:
        rows = connection.execute(load_sql("refresh_mvs", "untold_anomalies"), {"entity_id": entity_id}).fetchall()
    for row in rows:
        found = AnomalyDetected(period=Period.of(row["period_month"]), **row)
        event_id = event_id_of(found.anomaly_id, type_of(found), None)
        publisher.publish(found, row["first_run_id"], event_id, entity_id=entity_id)
        with database.transaction() as connection:
            connection.execute(load_sql("refresh_mvs", "mark_told_anomaly"), {"anomaly_id": found.anomaly_id})
    if rows:
        log.info("anomalies told", anomalies=len(rows))
