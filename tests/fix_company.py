"""A company small enough to reckon by hand: two applications, servers and databases in the CMDB, one price list."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import psycopg
import pytest
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from finops_contract.period import Period
from finops_runtime.raw_zone import LandingKey, RawZone
from finops_runtime.runs.step import Step
from ingest_open.cmdb.config import CmdbConfig
from ingest_open.cmdb.connector import CmdbConnector
from tests.fix_chain import ENTITY

THIS_MONTH = Period.of(datetime.now(UTC).astimezone(ZoneInfo("Europe/Paris")))
LAST_MONTH = THIS_MONTH.plus(-1)
PUBLISHED = (
    "fact_consumption",
    "fact_coefficient",
    "mv_cost_app_product_month",
    "mv_quantity_product_month",
    "mv_cost_product_month",
    "mv_cost_app_family_month",
    "mv_cost_app_domain_month",
    "mv_cost_application_month",
    "mv_cost_family_month",
    "mv_cost_domain_month",
    "mv_rank_app_month",
    "mv_anomalies_month",
    "mv_history_domain",
)

Server = dict[str, Any]


def server(sys_id: str, vcpu: str, application: str | None, environment: str = "Production") -> Server:
    """A CI as ServiceNow's table API gives it: every value a text, references as link and value."""
    reference = {"link": f"https://example.invalid/cmdb_ci_appl/{application}", "value": application}
    return {
        "sys_id": sys_id,
        "sys_class_name": "cmdb_ci_server",
        "operational_status": "1",
        "cpu_count": vcpu,
        "used_for": environment,
        "u_application": reference if application else "",
    }


def cmdb_config(collection: str, product: str) -> dict[str, Any]:
    rule = {
        "collection": collection,
        "where": {"operational_status": "1"},
        "metric": "VCPU",
        "quantity": {"field": "cpu_count"},
        "product": product,
        "application": "u_application",
        "environment": "used_for",
    }
    return {"source": "cmdb", "rules": [rule]}


class Company:
    """The referential in PostgreSQL and the CMDB in MongoDB, and how both change."""

    def __init__(self, db: psycopg.Connection[DictRow], raw_zone: RawZone) -> None:
        self.db = db
        self.raw_zone = raw_zone

    def domain(
        self,
        domain_id: str,
        collection: str,
        product: str,
        *,
        enabled: bool = True,
        policy: str | None = None,
        available_from: Period = LAST_MONTH,
    ) -> None:
        """A domain on the cmdb connector, with one family and one product: rows only (I8)."""
        self.db.execute(
            "INSERT INTO dim_domain VALUES"
            " (%s, initcap(%s), 'DIRECT', NULL, NULL, %s, %s, %s, 'ingest_open', 'cmdb', %s)",
            [domain_id, domain_id, enabled, available_from.first_day, policy, Jsonb(cmdb_config(collection, product))],
        )
        self.db.execute("INSERT INTO dim_family VALUES (%s, %s, %s)", [f"{domain_id}-family", domain_id, domain_id])
        self.db.execute("INSERT INTO dim_product VALUES (%s, %s, %s)", [product, f"{domain_id}-family", product])
        self.db.execute("INSERT INTO product_alias VALUES ('cmdb', %s, %s)", [product, product])

    def application(self, application_id: str) -> None:
        self.db.execute("INSERT INTO dim_application VALUES (%s, %s)", [application_id, application_id.upper()])
        self.db.execute(
            "INSERT INTO application_alias VALUES ('cmdb', %s, %s)", [f"sys-{application_id}", application_id]
        )

    def prices(
        self, view: str, prices: dict[str, str], metrics: Sequence[str] = ("VCPU",), currency: str = "EUR"
    ) -> None:
        """Publish one more version of a pricing view, made when it does not exist: product -> unit price of a vCPU."""
        self.db.execute(
            "INSERT INTO pricing_view VALUES (%s, %s, %s, NOT EXISTS (SELECT FROM pricing_view))"
            " ON CONFLICT DO NOTHING",
            [view, view, currency],
        )
        version = self.one(
            "INSERT INTO pricing_view_version (pricing_view_id, version, author, reason)"
            " SELECT %s, count(*) + 1, 'me', 'test' FROM pricing_view_version WHERE pricing_view_id = %s"
            " RETURNING version_id",
            view,
            view,
        )["version_id"]
        for metric in metrics:
            self.db.execute("INSERT INTO pricing_view_metric VALUES (%s, %s)", [version, metric])
        for product, price in prices.items():
            self.db.execute(
                "INSERT INTO unit_price VALUES (%s, %s, NULL, 'VCPU', %s, '2020-01-01')", [version, product, price]
            )
        self.db.execute(
            "UPDATE pricing_view_version SET published_at = now(), in_force_at = now() WHERE version_id = %s", [version]
        )

    def has(self, collection: str, cis: Sequence[Server]) -> None:
        """What the CMDB holds now in one collection."""
        if collection not in self.raw_zone.database.list_collection_names():
            self.raw_zone.database.create_collection(collection)
        self.raw_zone.database[collection].delete_many({})
        if cis:
            self.raw_zone.database[collection].insert_many([dict(ci) for ci in cis])

    def lands(self, domain_id: str, period: Period) -> None:
        """Land the CMDB of now as the snapshot of a month that is over: how the month was left."""
        row = self.one("SELECT connector_config FROM dim_domain WHERE domain_id = %s", domain_id)
        step = Step(
            uuid4(),
            ENTITY,
            domain_id,
            "DIRECT",
            period,
            "PLANNED",
            "strict",
            0,
            "",
            "cmdb",
            row["connector_config"],
            "live",
            False,
        )
        writer = self.raw_zone.write(LandingKey(ENTITY, domain_id, period, step.run_id, "cmdb"))
        CmdbConnector(self.raw_zone).land(step, CmdbConfig.model_validate(step.connector_config), writer)
        writer.complete()

    def one(self, statement: str, *values: object) -> DictRow:
        row = self.db.execute(statement.encode(), values).fetchone()
        assert row is not None
        return row

    def all(self, statement: str, *values: object) -> list[DictRow]:
        return self.db.execute(statement.encode(), values).fetchall()

    def run(self, run_id: UUID) -> DictRow:
        return self.one("SELECT * FROM etl_runs WHERE run_id = %s", run_id)

    def steps(self, run_id: UUID) -> dict[str, DictRow]:
        rows = self.all("SELECT * FROM etl_run_steps WHERE run_id = %s", run_id)
        return {f"{row['domain_id']}/{row['period_month']:%Y-%m}": row for row in rows}

    def published(self, *, but: Sequence[str] = ("run_id", "computed_at")) -> dict[str, list[tuple[object, ...]]]:
        """Every row that readers see, table by table, without the columns `but`."""
        tables = {}
        for table in PUBLISHED:
            rows = self.all(f"SELECT * FROM {table}")
            tables[table] = sorted((tuple(v for k, v in row.items() if k not in but) for row in rows), key=repr)
        return tables

    def cost(self, period: Period, view: str = "actual") -> Any:
        """The month's cost in one pricing view; None when nothing of it has a price."""
        return self.one(
            "SELECT sum(cost) AS cost FROM mv_cost_domain_month WHERE period_month = %s AND pricing_view_id = %s",
            period.first_day,
            view,
        )["cost"]


@pytest.fixture
def company(db: psycopg.Connection[DictRow], raw_zone: RawZone) -> Company:
    """Two applications; domain `open` with servers of both months; 10 EUR a vCPU."""
    company = Company(db, raw_zone)
    db.execute("INSERT INTO dim_metric VALUES ('VCPU', 'vCPU', 'vCPU', 'vCPU')")
    company.application("billing")
    company.application("payroll")
    company.domain("open", "cmdb_ci_server", "linux-server")
    company.prices("actual", {"linux-server": "10"})
    company.has("cmdb_ci_server", [server("1", "2", "sys-billing"), server("2", "4", "sys-payroll", "Test")])
    company.lands("open", LAST_MONTH)
    company.has(
        "cmdb_ci_server",
        [
            server("1", "3", "sys-billing"),
            server("2", "4", "sys-payroll", "Test"),
            server("3", "1", "sys-unheard-of"),
            server("4", "5", None),
        ],
    )
    return company
