"""A company for the model: two DIRECT domains, an INDIRECT one, two pricing views, four months; all in a few rows."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import psycopg
from cloudevents.http import CloudEvent
from psycopg.rows import DictRow

from tests.fix_chain import ENTITY
from tests.integration.model.books import Fact, Prices

MONTHS = (date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1))
DIRECT = {"compute": {"vm": "servers", "gpu": "servers", "lb": "network"}, "storage": {"disk": "disks"}}
INDIRECT = "telephony"
DOMAINS = (*DIRECT, INDIRECT)
METRICS = ("VCPU", "EFFECTIVE_COST.USD")
VIEWS = ("actual", "standard")
COLUMNS = {
    "mv_cost_app_product_month": "domain_id, family_id, product_id, application_id, environment, consumption_metric",
    "mv_cost_product_month": "domain_id, family_id, product_id, environment, consumption_metric",
    "mv_cost_app_family_month": "domain_id, family_id, application_id, environment",
    "mv_cost_app_domain_month": "domain_id, application_id, environment",
    "mv_cost_application_month": "application_id, environment",
    "mv_cost_family_month": "domain_id, family_id, environment",
    "mv_cost_domain_month": "domain_id, environment",
}
_STATE = (
    "mv_history_domain",
    "anomaly",
    "etl_runs",
    "etl_run_steps",
    "fact_pending",
    "publication",
    "slice_publication",
    "period_status",
    "pricing_view_version",
    "pricing_view_metric",
    "unit_price",
    "unit_price_month",
)


def found_company(db: psycopg.Connection[DictRow]) -> None:
    """Domains, products, applications, metrics and views; partitions for its months."""
    db.execute("SELECT ensure_month_partitions(%s, %s)", [MONTHS[0], MONTHS[-1]])
    for domain, products in DIRECT.items():
        _write_domain(db, domain, "DIRECT", None)
        for family in sorted(set(products.values())):
            db.execute("INSERT INTO dim_family VALUES (%s, %s, %s)", [family, domain, family])
        for product, family in products.items():
            db.execute("INSERT INTO dim_product VALUES (%s, %s, %s)", [product, family, product])
    _write_domain(db, INDIRECT, "INDIRECT", "external_coefficients")
    for application in ("shop", "pay"):
        db.execute("INSERT INTO dim_application VALUES (%s, %s)", [application, application])
    for metric in METRICS:
        db.execute("INSERT INTO dim_metric VALUES (%s, %s, %s, %s)", [metric, metric, metric, metric])
    for view in VIEWS:
        db.execute("INSERT INTO pricing_view VALUES (%s, %s, 'EUR', %s)", [view, view, view == VIEWS[0]])


def _write_domain(db: psycopg.Connection[DictRow], domain: str, mode: str, method: str | None) -> None:
    db.execute(
        "INSERT INTO dim_domain VALUES (%s, %s, %s, %s, %s, true, '2020-01-01', NULL, 'ingest_open', 'cmdb', '{}')",
        [domain, domain, mode, method, method],
    )


class Mart:
    """The mart that the model is held against, by one connection."""

    def __init__(self, db: psycopg.Connection[DictRow]) -> None:
        self.db = db

    def empty(self) -> None:
        """As it was before anything was published."""
        with self.db.transaction():
            # Rows are deleted, not truncated: a hundred partitions take a second. Triggers keep versions immutable.
            self.db.execute("SET LOCAL session_replication_role = replica")
            aggregates = [row["table_name"] for row in self.db.execute("SELECT table_name FROM month_partitioned")]
            for table in (*aggregates, *_STATE):
                self.db.execute(f"DELETE FROM {table}".encode())

    def one(self, statement: str, *values: object) -> DictRow:
        row = self.db.execute(statement.encode(), values).fetchone()
        assert row is not None
        return row

    def load(self, facts: Sequence[Fact], slices: Iterable[tuple[date, str]]) -> UUID:
        """A run that is loaded: its facts pending, one staged step for each slice."""
        run_id = uuid4()
        months = sorted({month for month, _ in slices})
        self.db.execute(
            "INSERT INTO etl_runs (run_id, entity_id, status, phase, trigger_type, periods, domains, requested_at,"
            " event_source, event_id, deadline_at)"
            " VALUES (%s, %s, 'RUNNING', 'LOADED', 'MANUAL', %s, '{}', now(), '/model', %s, now() + interval '1 hour')",
            [run_id, ENTITY, months, str(run_id)],
        )
        for month, domain in slices:
            self.db.execute(
                "INSERT INTO etl_run_steps (run_id, domain_id, period_month, entity_id, ingest_function,"
                " failure_policy, status) VALUES (%s, %s, %s, %s, 'ingest_open', 'strict', 'STAGED')",
                [run_id, domain, month, ENTITY],
            )
            self.db.execute("INSERT INTO period_status VALUES (%s, %s) ON CONFLICT DO NOTHING", [ENTITY, month])
        with (
            self.db.cursor() as cursor,
            cursor.copy(
                "COPY fact_pending (run_id, entity_id, period_month, step_domain_id, domain_id, family_id, product_id,"
                " application_id, environment, quantity, consumption_type, consumption_metric, source, computed_at)"
                " FROM STDIN"
            ) as copy,
        ):
            for fact in facts:
                kind = "DIRECT" if fact.product else "INDIRECT"
                copy.write_row(
                    (
                        run_id, ENTITY, fact.month, fact.domain, fact.domain, fact.family, fact.product,
                        fact.application, fact.environment, fact.quantity, kind, fact.metric, "model",
                        datetime.now(UTC),
                    )
                )  # fmt: skip
        return run_id

    def write_version(self, view: str, prices: Prices) -> int:
        """A version, published but not yet in force; its number."""
        version = self.one(
            "INSERT INTO pricing_view_version (pricing_view_id, version, author, reason)"
            " SELECT %s, count(*) + 1, 'model', 'model' FROM pricing_view_version WHERE pricing_view_id = %s"
            " RETURNING version_id, version",
            view,
            view,
        )
        for metric in prices.metrics:
            self.db.execute("INSERT INTO pricing_view_metric VALUES (%s, %s)", [version["version_id"], metric])
        for price in prices.prices:
            self.db.execute(
                "INSERT INTO unit_price (version_id, product_id, domain_id, metric, unit_price, first_month,"
                " last_month) VALUES (%s, %s, %s, %s, %s, %s, %s)",
                [version["version_id"], *price],
            )
        self.db.execute(
            "UPDATE pricing_view_version SET published_at = now() WHERE version_id = %s", [version["version_id"]]
        )
        return int(version["version"])

    def rows(self, table: str, columns: str) -> set[tuple[object, ...]]:
        """An aggregate as the books write it."""
        unpriced = (
            "unpriced_rows" if table != "mv_cost_app_product_month" else "CASE WHEN cost IS NULL THEN 1 ELSE 0 END"
        )
        found = self.db.execute(
            f"SELECT period_month, pricing_view_id, {columns}, cost, {unpriced} FROM {table}".encode()
        ).fetchall()
        rows = {tuple(row.values()) for row in found}
        assert len(rows) == len(found), f"{table} holds a row twice"
        return rows

    def of_month(self, month: date, views: list[str]) -> dict[str, list[str]]:
        """Every published row of a month, whatever it says; of costs those in these views."""
        tables = [row["table_name"] for row in self.db.execute("SELECT table_name FROM month_partitioned")]
        found = {}
        for table in (*tables, "slice_publication", "mv_anomalies_month", "mv_history_domain"):
            rows = self.db.execute(
                f"SELECT t::text AS line, to_jsonb(t) ->> 'pricing_view_id' AS view FROM {table} t"
                " WHERE period_month = %s".encode(),
                [month],
            ).fetchall()
            found[table] = sorted(row["line"] for row in rows if row["view"] is None or row["view"] in views)
        return found

    def generation(self) -> int:
        """What readers see; 0 when nothing was published."""
        row = self.db.execute("SELECT generation FROM publication").fetchone()
        return int(row["generation"]) if row else 0


def event(kind: str, data: dict[str, object]) -> CloudEvent:
    """As a function sends it."""
    return CloudEvent({"type": f"rosetta.finops.{kind}.v1", "source": "/model", "id": str(uuid4())}, data)
