"""Budgets exceeded for the first time: remembered with the publication that shows them, told once."""

from typing import Any, Final
from uuid import uuid5

from psycopg import Connection
from psycopg.rows import DictRow

from finops_contract.events import NAMESPACE, BudgetExceeded
from finops_contract.period import Period
from finops_runtime.database import Database, load_sql
from finops_runtime.events import Publisher
from finops_runtime.logs import get_logger

log = get_logger(__name__)
MOST_TOLD: Final = 500
"""In one call: the rest is told the next time."""


def record(connection: Connection[DictRow], scope: dict[str, Any]) -> None:
    """Part of the publication; `scope` holds `entity_id`, `periods`, `run_id` and `generation`.

    Every budget in force of the fiscal years of these months is held against the new costs, in every pricing view.
    """
    connection.execute(load_sql("refresh_mvs", "record_budget_crossings"), scope)


def tell(database: Database, publisher: Publisher, entity_id: str) -> None:
    """Send `budget.exceeded` for what was not told yet; raises BrokerUnavailable: the rest is told the next time.

    An event that was sent and not marked is sent again with the same id.
    """
    with database.transaction() as connection:
        untold = connection.execute(
            load_sql("refresh_mvs", "untold_budget_crossings"), {"entity_id": entity_id, "most": MOST_TOLD}
        ).fetchall()
    for crossing in untold:
        event_id = _event_id(entity_id, crossing)
        publisher.publish(_event(crossing), crossing["run_id"], event_id, entity_id=entity_id)
        with database.transaction() as connection:
            connection.execute(load_sql("refresh_mvs", "mark_budget_crossing_told"), crossing)
    if untold:
        log.info("budgets exceeded", told=len(untold))


def _event(crossing: DictRow) -> BudgetExceeded:
    return BudgetExceeded(
        pricing_view=crossing["pricing_view_id"],
        currency=crossing["currency"],
        scope=crossing["scope"],
        scope_id=crossing["scope_id"],
        span=crossing["span"],
        period=Period.of(crossing["period_month"]),
        budget_version=crossing["version"],
        budget=crossing["budget"],
        cost=crossing["cost"],
        generation=crossing["generation"],
    )


def _event_id(entity_id: str, crossing: DictRow) -> str:
    key = ("pricing_view_id", "version", "scope", "scope_id", "span", "span_start")
    return str(uuid5(NAMESPACE, "\n".join(["budget", entity_id, *(str(crossing[name]) for name in key)])))
