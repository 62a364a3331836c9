"""Prices of one version that contradict each other."""

from collections.abc import Mapping

from psycopg import Connection
from psycopg.rows import DictRow

from finops_contract.period import Period
from finops_runtime.problem import Fault
from query_api.prices.answers import Conflict, Conflicts
from query_api.prices.price_list import Key, Place
from query_api.prices.store import sql
from query_api.tables import MOST_FAULTS


def conflicts_of(
    connection: Connection[DictRow], version_id: int, places: Mapping[Key, Place] | None = None
) -> Conflicts:
    """Those of a stored version; `places`: where its prices stand in what was sent."""
    rows = connection.execute(sql("conflicts"), {"version_id": version_id, "most": MOST_FAULTS}).fetchall()
    return Conflicts(count=rows[0]["conflicts"] if rows else 0, first=[_conflict(row, places) for row in rows])


def _conflict(row: DictRow, places: Mapping[Key, Place] | None) -> Conflict:
    key = row["product_id"], row["domain_id"], row["metric"]
    months = ("first_month", "last_month", "other_first_month", "other_last_month")
    both = (row["other_first_month"], row["first_month"])
    return Conflict.model_validate(
        {
            "productId": row["product_id"],
            "domainId": row["domain_id"],
            "metric": row["metric"],
            "firstMonth": _month(row, months[0]),
            "lastMonth": _month(row, months[1]),
            "otherFirstMonth": _month(row, months[2]),
            "otherLastMonth": _month(row, months[3]),
            "at": [places[(*key, month)].name for month in both] if places is not None else None,
        }
    )


def _month(row: DictRow, column: str) -> str | None:
    return str(Period.of(row[column])) if row[column] is not None else None


def conflict_fault(conflict: Conflict) -> Fault:
    """What is wrong, in a sentence."""
    key = " ".join(filter(None, (conflict.product_id, conflict.domain_id, conflict.metric)))
    one = f"from {conflict.other_first_month} {_until(conflict.other_last_month)}"
    two = f"from {conflict.first_month} {_until(conflict.last_month)}"
    return Fault(at=key[:200], message=f"one price {one}, another {two}: end the one before the other begins")


def _until(month: str | None) -> str:
    return f"to {month}" if month else "on"
