"""In a group: the prices that an entity sent with its month become those that the month is valued with."""

from typing import Any, Final

from psycopg import Connection
from psycopg.rows import DictRow

from finops_runtime.database import load_sql

EXCHANGED: Final = ("exchanged_price_month", "exchanged_price_pending")
_STATEMENTS: Final = ("delete_exchanged_prices", "insert_exchanged_prices", "delete_exchanged_pending")


def replace_exchanged_prices(connection: Connection[DictRow], scope: dict[str, Any]) -> None:
    """Part of the publication, before aggregates are rebuilt. `scope` holds `run_id`, `entity_id` and `periods`."""
    for name in _STATEMENTS:
        connection.execute(load_sql("refresh_mvs", name), scope)
