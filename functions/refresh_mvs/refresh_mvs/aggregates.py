"""The aggregates, in the order in which they are rebuilt: each only reads what stands above it.

A new aggregate is a table and a `<name>_definition` view in a migration, its two statements here under
`sql/`, its line in `sql/broken_sums.sql`, and its name in this list.
"""

from datetime import date
from typing import Final

from psycopg import Connection
from psycopg.rows import DictRow

from finops_contract.errors import NotReconciled
from finops_contract.period import Period
from finops_runtime.database import load_sql

FACTS: Final = "fact_consumption"
COEFFICIENTS: Final = "fact_coefficient"
AGGREGATES: Final = (
    # base
    "mv_cost_app_product_month",
    "mv_quantity_domain_month",
    # drill-down
    "mv_cost_app_family_month",
    "mv_cost_app_domain_month",
    # totals, from the drill-down
    "mv_cost_application_month",
    "mv_cost_family_month",
    "mv_cost_domain_month",
)


def rebuild(connection: Connection[DictRow], entity_id: str, months: list[date]) -> None:
    """Replace the rows of these months in every aggregate, then prove that they add up.

    DELETE and INSERT, not TRUNCATE or partition swap: a reader with an older snapshot keeps its rows.
    Raises NotReconciled when a sum is broken; the caller's transaction must then be rolled back.
    """
    scope = {"entity_id": entity_id, "periods": months}
    connection.execute(load_sql("refresh_mvs", "resolve_prices"), scope)
    for aggregate in AGGREGATES:
        connection.execute(load_sql("refresh_mvs", f"delete_{aggregate}"), scope)
        connection.execute(load_sql("refresh_mvs", f"insert_{aggregate}"), scope)
    broken = connection.execute(load_sql("refresh_mvs", "broken_sums"), scope).fetchall()
    if broken:
        first = broken[0]
        raise NotReconciled(
            f"{first['aggregate']} of {Period.of(first['period_month'])}: {first['found']} "
            f"instead of {first['expected']} ({len(broken)} broken sums)"
        )
