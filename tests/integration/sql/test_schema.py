"""The readable schema and the migrations give the same database; migrations can be repeated and leave rows alone."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.rows import DictRow
from psycopg.sql import SQL, Identifier

from finops_sql.migrate import SQL as SQL_FOLDER
from finops_sql.migrate import migrate, status
from tests.fix_servers import LOGINS, as_login, on_database

CATALOG = Path(__file__).with_name("catalog.sql").read_bytes()
Catalog = set[tuple[str, str, str]]


def catalog_of(url: str) -> Catalog:
    with psycopg.connect(url) as connection:
        rows = connection.execute(CATALOG).fetchall()
    return {row for row in rows if "yoyo" not in row[1]}


@pytest.fixture
def empty_database(postgres_url: str) -> Iterator[str]:
    name = f"finops_empty_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        yield on_database(postgres_url, name)
        connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def test_the_readable_schema_is_what_the_migrations_add_up_to(database_url: str, empty_database: str) -> None:
    with psycopg.connect(empty_database) as connection:
        connection.execute((SQL_FOLDER / "schema.sql").read_bytes())
        connection.execute((SQL_FOLDER / "logins.sql").read_bytes())
        connection.execute((SQL_FOLDER / "roles.sql").read_bytes())
    migrated, written = catalog_of(database_url), catalog_of(empty_database)
    assert len(migrated) > 200
    assert migrated - written == set()
    assert written - migrated == set()


def test_a_difference_would_be_seen(database_url: str, db: psycopg.Connection[DictRow]) -> None:
    before = catalog_of(database_url)
    db.execute("ALTER TABLE dim_family ALTER COLUMN family_label DROP NOT NULL")
    assert {name for _, name, _ in before ^ catalog_of(database_url)} >= {"dim_family.family_label"}


def test_migrating_again_changes_nothing(database_url: str) -> None:
    before = catalog_of(database_url)
    assert migrate(database_url) == []
    assert catalog_of(database_url) == before
    assert all(applied for _, applied in status(database_url))


def test_each_login_can_do_only_its_own(database_url: str) -> None:
    forbidden = {
        "query_read": [
            "SELECT * FROM fact_consumption",
            "SELECT connector_config FROM dim_domain",
            "SELECT * FROM staged_releve",
            "UPDATE etl_runs SET status = 'FAILED'",
            "SELECT * FROM connector",
            "SELECT * FROM alias_conflict",
            "UPDATE dim_domain SET is_enabled = true",
        ],
        "query_admin": [
            "DELETE FROM audit_log",
            "UPDATE etl_runs SET status = 'FAILED'",
            "UPDATE fact_consumption SET quantity = 0",
            "UPDATE connector SET config_schema = '{}'",
            "DELETE FROM dim_domain",
            "DELETE FROM application_alias",
            "DELETE FROM product_alias",
            "DELETE FROM staged_releve",
            "UPDATE fact_coefficient SET weight = 0",
            "UPDATE alias_conflict SET claimed_by = 'me'",
        ],
        "ingest_open": [
            "SELECT * FROM fact_consumption",
            "DELETE FROM staged_releve",
            "UPDATE publication SET generation = 9",
            "DELETE FROM etl_runs",
            "UPDATE dim_domain SET is_enabled = true",
            "DELETE FROM connector",
        ],
        "load_facts": [
            "INSERT INTO publication VALUES ('x', 1, gen_random_uuid(), now())",
            "DELETE FROM fact_consumption",
            "UPDATE dim_product SET family_id = 'x'",
        ],
        "refresh_mvs": ["DELETE FROM etl_runs", "UPDATE dim_domain SET is_enabled = true", "DELETE FROM unit_price"],
    }
    for login, statements in forbidden.items():
        with psycopg.connect(as_login(database_url, login), autocommit=True) as connection:
            for statement in statements:
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(statement.encode())
    assert set(forbidden) <= set(LOGINS)


def test_a_published_price_version_is_immutable(db: psycopg.Connection[DictRow]) -> None:
    db.execute("INSERT INTO dim_metric VALUES ('VCPU', 'vCPU', 'vCPU', 'vCPU')")
    db.execute("INSERT INTO pricing_view VALUES ('actual', 'Actual', 'EUR', true)")
    row = db.execute(
        "INSERT INTO pricing_view_version (pricing_view_id, version, author, reason)"
        " VALUES ('actual', 1, 'me', 'first') RETURNING version_id"
    ).fetchone()
    assert row is not None
    price = "INSERT INTO unit_price (version_id, metric, unit_price, first_month) VALUES (%s, 'VCPU', 2, '2026-01-01')"
    db.execute(price, [row["version_id"]])
    db.execute("UPDATE pricing_view_version SET published_at = now(), in_force_at = now()")
    for change in (
        "UPDATE unit_price SET unit_price = 3",
        "DELETE FROM unit_price",
        "UPDATE pricing_view_version SET reason = 'other'",
        "DELETE FROM pricing_view_version",
    ):
        with pytest.raises(psycopg.errors.RestrictViolation, match="publish a new version"):
            db.execute(change.encode())


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e30", "0.0000000000000000001"])
def test_i5_no_column_takes_a_quantity_that_is_not_exact(db: psycopg.Connection[DictRow], value: str) -> None:
    with pytest.raises((psycopg.errors.CheckViolation, psycopg.errors.NumericValueOutOfRange)):
        db.execute("SELECT %s::exact_quantity", [value])
    db.execute("SELECT '123456789.123456789123456789000'::exact_quantity")


def test_month_partitions_are_made_once_and_belong_to_the_publisher(database_url: str) -> None:
    with psycopg.connect(as_login(database_url, "refresh_mvs"), autocommit=True) as connection:
        make = "SELECT ensure_month_partitions('2026-11-01', '2027-01-01')"
        assert connection.execute(make).fetchone() == (33,)
        assert connection.execute(make).fetchone() == (0,)
        connection.execute("VACUUM fact_consumption_2026_12")
