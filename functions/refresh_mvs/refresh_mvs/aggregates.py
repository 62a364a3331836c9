"""The aggregates, in the order in which they are rebuilt: each only reads what stands above it.

A new aggregate is a table and a `<name>_definition` view in a migration, its statements here under `sql/`, its
line in `sql/broken_sums.sql`, and its name in this list.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from psycopg import Connection
from psycopg.rows import DictRow

from finops_contract.errors import NotReconciled
from finops_contract.period import Period
from finops_runtime.database import load_sql
from refresh_mvs.plans import hashed_joins
from refresh_mvs.windows import rebuild_windows

FACTS: Final = "fact_consumption"
COEFFICIENTS: Final = "fact_coefficient"
QUANTITIES: Final = "mv_quantity_product_month"
COSTS: Final = (
    # base
    "mv_cost_product_month",
    "mv_cost_app_product_month",
    # drill-down
    "mv_cost_app_family_month",
    "mv_cost_app_domain_month",
    # totals
    "mv_cost_application_month",
    "mv_cost_family_month",
    "mv_cost_domain_month",
)
AGGREGATES: Final = (QUANTITIES, *COSTS)


def rebuild(
    connection: Connection[DictRow], entity_id: str, months: Sequence[date], views: Sequence[str] | None = None
) -> None:
    """Bring these months of every aggregate up to their definitions, then prove that they add up.

    `views`: only what these pricing views make of the quantities; None: the quantities too, and all views, those
    that are current no more included. Raises NotReconciled when a sum is broken; the caller's transaction must then
    be rolled back.
    """
    given = None if views is None else list(views)
    scope = {"entity_id": entity_id, "periods": list(months), "views": given}
    connection.execute(_sql("resolve_prices"), scope)
    with hashed_joins(connection):
        for month in months:
            _rebuild_month(connection, {"entity_id": entity_id, "period_month": month, "views": given})
    rebuild_windows(connection, entity_id, months, views)
    broken = connection.execute(_sql("broken_sums"), scope, prepare=False).fetchall()
    if broken:
        first = broken[0]
        raise NotReconciled(
            f"{first['aggregate']} of {Period.of(first['period_month'])}: {first['found']} "
            f"instead of {first['expected']} ({len(broken)} broken sums)"
        )


def _rebuild_month(connection: Connection[DictRow], scope: dict[str, Any]) -> None:
    """Months one by one: sorts and hashes then fit in memory, however many months a price change touches.

    Rows are merged, not deleted and inserted again: what stayed the same is not written, and what changed stays on
    its page, so that no index is written either. Readers with an older snapshot keep their rows.
    """
    if scope["views"] is None:
        _run(connection, f"merge_{QUANTITIES}", scope)
        _run(connection, f"delete_gone_{QUANTITIES}", scope)
    views = connection.execute(_sql("views_of_month"), scope).fetchall()
    new = [view["pricing_view_id"] for view in views if not view["is_stored"]]
    stored = [view["pricing_view_id"] for view in views if view["is_stored"]]
    for aggregate in COSTS:
        if new:
            _run(connection, f"insert_{aggregate}", {**scope, "views": new})
        if stored:
            _run(connection, f"merge_{aggregate}", {**scope, "views": stored})
        _run(connection, f"delete_gone_{aggregate}", scope)


def _run(connection: Connection[DictRow], statement: str, scope: dict[str, Any]) -> None:
    # Planned each time with the month at hand: a plan for any month would look into all partitions.
    connection.execute(_sql(statement), scope, prepare=False)


def _sql(name: str) -> bytes:
    return load_sql("refresh_mvs", name)
