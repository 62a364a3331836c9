"""What applications cost by month, put into the monthly aggregates as a publication leaves them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg
from psycopg.rows import DictRow

from finops_contract.period import Period
from refresh_mvs.windows import rebuild_windows

ENTITY = "acme"
VIEW = "actual"
_APPLICATIONS = """
    INSERT INTO mv_cost_application_month
        (entity_id, period_month, pricing_view_id, application_id, environment, cost, unpriced_rows, facts)
    SELECT entity_id, period_month, pricing_view_id, application_id, environment, sum(cost),
           count(*) - count(cost), count(*)
    FROM mv_cost_app_product_month WHERE period_month = ANY (%s) GROUP BY 1, 2, 3, 4, 5
"""
_DOMAINS = """
    INSERT INTO mv_cost_domain_month
        (entity_id, period_month, pricing_view_id, domain_id, environment, cost, unallocated_cost, unpriced_rows)
    SELECT entity_id, period_month, pricing_view_id, domain_id, environment, sum(cost),
           sum(cost) FILTER (WHERE application_id = 'unallocated'), count(*) - count(cost)
    FROM mv_cost_app_product_month WHERE period_month = ANY (%s) GROUP BY 1, 2, 3, 4, 5
"""
_BASE = ("mv_cost_app_product_month", "mv_cost_application_month", "mv_cost_domain_month")
TABLES = (*_BASE, "mv_rank_app_month")


def month(text: str) -> date:
    return Period.parse(text).first_day


def months(first: str, count: int) -> list[str]:
    return [str(Period.parse(first).plus(n)) for n in range(count)]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one application's use of one product cost in one month; None: it has no price."""

    month: str
    application: str
    cost: Decimal | int | None
    product: str = "vm"
    domain: str = "open"
    environment: str = "production"
    view: str = VIEW


def series(application: str, first: str, costs: Iterable[int | None], **keys: str) -> list[Cost]:
    """One cost after the other, month by month; None: the application cost nothing in that month."""
    found = list(costs)
    named = zip(months(first, len(found)), found, strict=True)
    return [Cost(name, application, cost, **keys) for name, cost in named if cost is not None]


class Costs:
    """A mart of costs; `db` has the login of refresh_mvs."""

    def __init__(self, db: psycopg.Connection[DictRow]) -> None:
        self.db = db

    def publish(self, costs: Sequence[Cost], *also: str, views: Sequence[str] | None = None) -> None:
        """Replace the months that `costs` (and `also`) name, all at once."""
        named = sorted({month(cost.month) for cost in costs} | {month(name) for name in also})
        with self.db.transaction():
            for table in _BASE:
                self.db.execute(f"DELETE FROM {table} WHERE period_month = ANY (%s)".encode(), [named])
            self._insert(costs)
            self.db.execute(_APPLICATIONS.encode(), [named])
            self.db.execute(_DOMAINS.encode(), [named])
            rebuild_windows(self.db, ENTITY, named, views)

    def _insert(self, costs: Sequence[Cost]) -> None:
        statement = (
            b"INSERT INTO mv_cost_app_product_month (entity_id, period_month, pricing_view_id, domain_id, family_id,"
            b" product_id, application_id, environment, consumption_metric, quantity, unit_price, cost)"
            b" VALUES (%s, %s, %s, %s, 'family', %s, %s, %s, 'VCPU', 1, %s, %s)"
        )
        with self.db.cursor() as cursor:
            cursor.executemany(
                statement,
                [
                    (ENTITY, month(c.month), c.view, c.domain, c.product, c.application, c.environment, c.cost, c.cost)
                    for c in costs
                ],
            )

    def ranks(self, of: str, environment: str = "(all)", view: str = VIEW) -> dict[str, DictRow]:
        rows = self.all(
            "SELECT * FROM mv_rank_app_month WHERE period_month = %s AND environment = %s AND pricing_view_id = %s",
            month(of),
            environment,
            view,
        )
        return {row["application_id"]: row for row in rows}

    def anomalies(self) -> dict[tuple[str, str], DictRow]:
        """By month and application, of the default view."""
        rows = self.all("SELECT * FROM mv_anomalies_month WHERE pricing_view_id = %s", VIEW)
        return {(str(Period.of(row["period_month"])), row["application_id"]): row for row in rows}

    def flagged(self, application: str) -> dict[str, str]:
        """Month -> direction."""
        return {of: row["direction"] for (of, who), row in sorted(self.anomalies().items()) if who == application}

    def all(self, statement: str, *values: Any) -> list[DictRow]:
        return self.db.execute(statement.encode(), values).fetchall()

    def windows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row that looks across months."""
        tables = ("mv_rank_app_month", "mv_anomalies_month", "mv_history_domain")
        return {
            table: sorted((tuple(map(str, row.values())) for row in self.all(f"SELECT * FROM {table}")), key=repr)
            for table in tables
        }


def explained(row: Mapping[str, Any]) -> list[tuple[str, str, Decimal, Decimal]]:
    return [(e["productId"], e["domainId"], Decimal(e["delta"]), Decimal(e["share"])) for e in row["explained_by"]]
