"""A mart of the first releases, with published months, brought to the current schema: nothing is forgotten."""

import uuid
from collections.abc import Iterator

import psycopg
import pytest
from psycopg.rows import DictRow, dict_row
from psycopg.sql import SQL, Identifier
from yoyo import get_backend, read_migrations

from finops_sql.migrate import MIGRATIONS, migrate
from tests.fix_servers import on_database

OLD = "0010_pre_connectors"
PUBLISHED = """
INSERT INTO dim_domain VALUES
    ('open', 'Open', 'DIRECT', NULL, NULL, true, '2026-01-01', NULL, 'ingest_open', 'cmdb', '{}');
INSERT INTO dim_family VALUES ('servers', 'open', 'Servers');
INSERT INTO dim_product VALUES ('vm', 'servers', 'VM');
INSERT INTO dim_metric VALUES ('VCPU', 'vCPU', 'vCPU', 'vCPU');
INSERT INTO pricing_view VALUES ('actual', 'Actual', 'EUR', true);
INSERT INTO pricing_view_version (pricing_view_id, version, author, reason) VALUES ('actual', 1, 'me', 'first');
INSERT INTO pricing_view_metric SELECT version_id, 'VCPU' FROM pricing_view_version;
INSERT INTO unit_price SELECT version_id, 'vm', NULL, 'VCPU', 10, '2026-01-01' FROM pricing_view_version;
UPDATE pricing_view_version SET published_at = '2026-01-02T00:00:00Z';
SELECT ensure_month_partitions('2026-08-01', '2026-10-01');
INSERT INTO fact_consumption
SELECT 'acme', m, 'open', 'servers', 'vm', 'unallocated', 'production', 4, 'DIRECT', 'VCPU', 'cmdb',
       gen_random_uuid(), now()
FROM unnest(ARRAY['2026-08-01', '2026-09-01']::date[]) m;
INSERT INTO unit_price_month
SELECT version_id, m, 'VCPU', 'product', 'vm', 10
FROM pricing_view_version, unnest(ARRAY['2026-08-01', '2026-09-01']::date[]) m;
INSERT INTO mv_cost_domain_month
SELECT 'acme', m, 'actual', 'open', 'production', 'VCPU', 4, 40, 40, 0
FROM unnest(ARRAY['2026-08-01', '2026-09-01']::date[]) m
"""


@pytest.fixture
def upgraded(postgres_url: str) -> Iterator[psycopg.Connection[DictRow]]:
    name = f"finops_old_{uuid.uuid4().hex[:12]}"
    url = on_database(postgres_url, name)
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        backend = get_backend("postgresql+psycopg://" + url.split("://", 1)[1])
        for migration in read_migrations(str(MIGRATIONS)):
            if migration.id <= OLD:
                backend.apply_one(migration)
        backend.connection.close()
        with psycopg.connect(url, autocommit=True, row_factory=dict_row) as db:
            for statement in PUBLISHED.split(";\n"):
                db.execute(statement.encode())
            migrate(url)
            yield db
        server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def test_published_months_are_known_by_product(upgraded: psycopg.Connection[DictRow]) -> None:
    rows = upgraded.execute(
        "SELECT q.quantity, q.unallocated_quantity, c.cost, c.unpriced_rows FROM mv_quantity_product_month q"
        " JOIN mv_cost_product_month c USING (entity_id, period_month, product_id) ORDER BY period_month"
    ).fetchall()
    assert rows == [{"quantity": 4, "unallocated_quantity": 4, "cost": 40, "unpriced_rows": 0}] * 2


def test_another_price_is_seen_to_change_them(upgraded: psycopg.Connection[DictRow]) -> None:
    upgraded.execute(
        "INSERT INTO pricing_view_version (pricing_view_id, version, author, reason) VALUES ('actual', 2, 'me', 'x')"
    )
    upgraded.execute(
        "INSERT INTO pricing_view_metric SELECT version_id, 'VCPU' FROM pricing_view_version WHERE version = 2"
    )
    rows = upgraded.execute(
        "SELECT to_char(period_month, 'YYYY-MM') AS month, price_before, price_after FROM pricing_view_version v"
        " CROSS JOIN price_change('acme', v.version_id) WHERE v.version = 2 ORDER BY 1"
    ).fetchall()
    assert rows == [{"month": month, "price_before": 10, "price_after": None} for month in ("2026-08", "2026-09")]


def test_the_version_that_was_published_is_in_force_and_histories_are_there(
    upgraded: psycopg.Connection[DictRow],
) -> None:
    assert upgraded.execute("SELECT version FROM pricing_view_current").fetchall() == [{"version": 1}]
    assert upgraded.execute("SELECT sum(cost) AS cost FROM mv_history_domain").fetchall() == [{"cost": 80}]
    assert upgraded.execute("SELECT DISTINCT step_domain_id FROM fact_consumption").fetchall() == [
        {"step_domain_id": "open"}
    ]


def test_every_partition_belongs_to_the_publisher(upgraded: psycopg.Connection[DictRow]) -> None:
    rows = upgraded.execute(
        "SELECT c.relname, pg_get_userbyid(c.relowner) AS owner"
        " FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
        " JOIN pg_class p ON p.oid = i.inhparent WHERE p.relkind = 'p'"
    ).fetchall()
    assert len(rows) > 20
    assert {row["owner"] for row in rows} == {"finops_refresh_mvs"}
