"""Aggregates are merged: whatever changed, they end as they are defined, and only what changed is written."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.rows import DictRow, dict_row
from psycopg.sql import SQL, Identifier

from finops_runtime.database import load_sql
from refresh_mvs.aggregates import AGGREGATES, COSTS, rebuild
from tests.fix_servers import as_login

MONTH = date(2026, 10, 1)
RUN = UUID(int=1)
PRODUCT = "mv_cost_product_month"
# domain, family, product, metric
PRODUCTS = (
    ("open", "servers", "linux", "VCPU"),
    ("open", "servers", "windows", "VCPU"),
    ("open", "storage", "disk", "GIB"),
    ("cloud", "compute", "vm", "VCPU"),
    ("cloud", "compute", "calls", "CALL"),
    ("shared", None, None, "WEIGHT"),
)
REFERENTIAL = """
INSERT INTO dim_metric SELECT m, '', '', '' FROM unnest(ARRAY['VCPU', 'GIB', 'CALL', 'WEIGHT']) AS m;
INSERT INTO dim_domain (domain_id, domain_label, domain_mode, indirect_method_key, indirect_label, available_from,
                        ingest_function, connector)
VALUES ('open', '', 'DIRECT', NULL, NULL, '2020-01-01', 'ingest_open', 'cmdb'),
       ('cloud', '', 'DIRECT', NULL, NULL, '2020-01-01', 'ingest_cloud', 'focus'),
       ('shared', '', 'INDIRECT', 'open_weight', 'Weight', '2020-01-01', 'load_facts', 'open_weight');
INSERT INTO dim_family VALUES ('servers', 'open', ''), ('storage', 'open', ''), ('compute', 'cloud', '');
INSERT INTO dim_product VALUES ('linux', 'servers', ''), ('windows', 'servers', ''), ('disk', 'storage', ''),
                               ('vm', 'compute', ''), ('calls', 'compute', '')
"""
Mart = psycopg.Connection[DictRow]
Fact = tuple[int, str, str, Decimal]


@pytest.fixture
def mart(db: psycopg.Connection[DictRow], database_url: str) -> Iterator[Mart]:
    """Two pricing views, `actual` without a price of disks; the connection is that of refresh_mvs."""
    db.execute(REFERENTIAL)
    for view, factor in (("actual", 1), ("standard", 2)):
        version = draft(db, view)
        for domain, _, product, metric in PRODUCTS:
            if (view, product) != ("actual", "disk"):
                db.execute(
                    "INSERT INTO unit_price (version_id, product_id, domain_id, metric, unit_price, first_month)"
                    " VALUES (%s, %s, %s, %s, %s, '2020-01-01')",
                    [version, product, None if product else domain, metric, factor],
                )
        put_in_force(db, version)
    db.execute("SELECT ensure_month_partitions(%s, %s)", [MONTH, MONTH])
    with psycopg.connect(as_login(database_url, "refresh_mvs"), autocommit=True, row_factory=dict_row) as connection:
        yield connection


def draft(db: psycopg.Connection[DictRow], view: str) -> int:
    """A new draft of the view, without prices."""
    db.execute(
        "INSERT INTO pricing_view VALUES (%s, %s, 'EUR', NOT EXISTS (SELECT FROM pricing_view)) ON CONFLICT DO NOTHING",
        [view, view],
    )
    row = db.execute(
        "INSERT INTO pricing_view_version (pricing_view_id, version, author, reason)"
        " SELECT %s, count(*) + 1, 'me', 'test' FROM pricing_view_version WHERE pricing_view_id = %s"
        " RETURNING version_id",
        [view, view],
    ).fetchone()
    assert row is not None
    db.execute("INSERT INTO pricing_view_metric SELECT %s, metric FROM dim_metric", [row["version_id"]])
    return int(row["version_id"])


def put_in_force(db: psycopg.Connection[DictRow], version: int) -> None:
    db.execute(
        "UPDATE pricing_view_version SET published_at = now(), in_force_at = now() WHERE version_id = %s", [version]
    )


def put(mart: Mart, facts: list[Fact], views: list[str] | None = None) -> None:
    """Replace the month's facts, and rebuild it."""
    with mart.transaction():
        mart.execute("DELETE FROM fact_consumption")
        for index, application, environment, quantity in facts:
            domain, family, product, metric = PRODUCTS[index]
            kind = "DIRECT" if product else "INDIRECT"
            mart.execute(
                "INSERT INTO fact_consumption (entity_id, period_month, step_domain_id, domain_id, family_id,"
                " product_id, application_id, environment, quantity, consumption_metric, consumption_type, source,"
                " run_id, computed_at)"
                " VALUES ('acme', %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 'test', %s, now())",
                [MONTH, domain, domain, family, product, application, environment, quantity, metric, kind, RUN],
            )
        rebuild(mart, "acme", [MONTH], views)


def differences(mart: Mart) -> dict[str, list[DictRow]]:
    """Rows that are stored and not defined, or the other way round."""
    found = {}
    for aggregate in AGGREGATES:
        names = {"stored": Identifier(aggregate), "defined": Identifier(f"{aggregate}_definition")}
        query = SQL("(TABLE {stored} EXCEPT TABLE {defined}) UNION ALL (TABLE {defined} EXCEPT TABLE {stored})")
        found[aggregate] = mart.execute(query.format(**names)).fetchall()
    return {aggregate: rows for aggregate, rows in found.items() if rows}


def written(mart: Mart, view: str | None = None) -> set[tuple[str, str, str]]:
    """Where each row of the aggregates stands, and which transaction wrote it."""
    found = set()
    for aggregate in COSTS:
        query = SQL("SELECT ctid::text, xmin::text FROM {} WHERE pricing_view_id = coalesce(%s, pricing_view_id)")
        for row in mart.execute(query.format(Identifier(aggregate)), [view]).fetchall():
            found.add((aggregate, row["ctid"], row["xmin"]))
    return found


facts_of_a_month = st.lists(
    st.tuples(
        st.integers(0, len(PRODUCTS) - 1),
        st.sampled_from(["billing", "payroll", "unallocated"]),
        st.sampled_from(["production", "test"]),
        st.decimals(min_value=-100, max_value=10**6, places=6) | st.just(Decimal(0)),
    ),
    max_size=20,
    unique_by=lambda fact: fact[:3],
)
SOME: list[Fact] = [
    (0, "billing", "production", Decimal(3)),
    (2, "billing", "production", Decimal(5)),
    (3, "billing", "test", Decimal(2)),
    (5, "payroll", "production", Decimal("0.25")),
]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(nights=st.lists(facts_of_a_month, min_size=1, max_size=3))
def test_i5_whatever_came_and_went_what_is_stored_is_what_is_defined(mart: Mart, nights: list[list[Fact]]) -> None:
    for facts in nights:
        put(mart, facts)
        assert differences(mart) == {}


def test_a_night_that_changes_nothing_writes_nothing(mart: Mart) -> None:
    put(mart, SOME)
    before = written(mart)
    assert len(before) > 4 * len(COSTS)
    put(mart, SOME)
    assert written(mart) == before


def test_a_row_that_changed_is_written_and_the_others_are_not(mart: Mart) -> None:
    put(mart, SOME)
    before = written(mart)
    put(mart, [(0, "billing", "production", Decimal(4)), *SOME[1:]])
    # of every aggregate one row in each of two views: nothing else holds servers of billing's production
    assert len(before - written(mart)) == 2 * len(COSTS)
    assert differences(mart) == {}


def test_i5_what_is_gone_goes_even_where_it_cost_nothing(mart: Mart) -> None:
    free: Fact = (4, "payroll", "test", Decimal(0))
    put(mart, [*SOME, free])
    put(mart, SOME)
    assert differences(mart) == {}
    gone = mart.execute(
        "SELECT FROM mv_cost_app_family_month WHERE application_id = 'payroll' AND environment = 'test'"
    )
    assert gone.fetchall() == []


def test_i5_one_comes_as_another_goes(mart: Mart) -> None:
    put(mart, SOME)
    put(mart, [*SOME[1:], (0, "payroll", "production", Decimal(3))])
    assert differences(mart) == {}


def test_a_product_of_another_family_leaves_the_family_that_it_was_in(mart: Mart) -> None:
    put(mart, [SOME[0], *SOME[2:]])
    with mart.transaction():
        mart.execute("UPDATE fact_consumption SET family_id = 'hosts' WHERE product_id = 'linux'")
        rebuild(mart, "acme", [MONTH])
    assert differences(mart) == {}
    families = mart.execute("SELECT DISTINCT family_id FROM mv_cost_family_month WHERE domain_id = 'open'").fetchall()
    assert families == [{"family_id": "hosts"}]


def test_prices_rebuild_their_view_and_leave_the_others(mart: Mart, db: psycopg.Connection[DictRow]) -> None:
    put(mart, SOME)
    actual, standard = written(mart, "actual"), written(mart, "standard")
    version = draft(db, "actual")
    db.execute(
        "INSERT INTO unit_price (version_id, product_id, metric, unit_price, first_month)"
        " VALUES (%s, 'linux', 'VCPU', 7, '2020-01-01')",
        [version],
    )
    put_in_force(db, version)
    with mart.transaction():
        rebuild(mart, "acme", [MONTH], ["actual"])
    assert differences(mart) == {}
    assert written(mart, "standard") == standard
    assert written(mart, "actual") != actual


def test_a_view_that_is_used_no_more_goes_with_the_next_night(mart: Mart, db: psycopg.Connection[DictRow]) -> None:
    put(mart, SOME)
    db.execute("UPDATE pricing_view SET retired_at = now() WHERE pricing_view_id = 'standard'")
    put(mart, SOME)
    assert differences(mart) == {}
    assert written(mart, "standard") == set()


def test_rows_that_change_stay_on_their_page_and_no_index_is_written(mart: Mart) -> None:
    """What makes a publication cheap: it needs room on each page, which the partitions are made with."""
    hot = "SELECT pg_stat_get_xact_tuples_updated(c) AS all, pg_stat_get_xact_tuples_hot_updated(c) AS hot"
    many: list[Fact] = [(i % 3, f"app-{i:04}", "production", Decimal(1)) for i in range(900)]
    put(mart, many)
    mart.execute("UPDATE fact_consumption SET quantity = 2")
    with mart.transaction():
        rebuild(mart, "acme", [MONTH])
        for aggregate in ("app_product", "app_family", "app_domain", "application"):
            partition = f"mv_cost_{aggregate}_month_{MONTH:%Y_%m}"
            row = mart.execute(f"{hot} FROM (SELECT '{partition}'::regclass) AS t (c)".encode()).fetchone()
            assert row is not None
            assert row["hot"] == row["all"] >= 1500, aggregate  # what disks cost is not known: it stays so


@pytest.mark.parametrize(
    "change",
    [
        SQL("UPDATE {} SET cost = cost + 0.000000000001 WHERE domain_id = 'cloud'"),
        SQL("UPDATE {} SET unpriced_rows = unpriced_rows + 1"),
        SQL("DELETE FROM {} WHERE domain_id = 'shared'"),
    ],
)
@pytest.mark.parametrize(
    "aggregate", [name for name in COSTS if "domain" in name or "family" in name or name == PRODUCT]
)
def test_i5_a_breakdown_that_does_not_add_up_is_found(mart: Mart, aggregate: str, change: SQL) -> None:
    put(mart, SOME)
    mart.execute(change.format(Identifier(aggregate)))
    assert aggregate in broken(mart)


@pytest.mark.parametrize("column", ["cost", "unpriced_rows", "facts"])
def test_i5_applications_that_do_not_add_up_are_found(mart: Mart, column: str) -> None:
    put(mart, SOME)
    mart.execute(SQL("UPDATE mv_cost_application_month SET {0} = {0} + 1").format(Identifier(column)))
    assert broken(mart) == {"mv_cost_application_month"}


def test_i5_a_row_too_many_is_found_although_it_costs_nothing(mart: Mart) -> None:
    put(mart, SOME)
    mart.execute(
        "INSERT INTO mv_cost_app_domain_month SELECT entity_id, period_month, pricing_view_id, domain_id, 'nobody',"
        " environment, NULL, NULL, 0, 0, 1 FROM mv_cost_app_domain_month LIMIT 1"
    )
    assert broken(mart) == {"mv_cost_app_domain_month"}


@pytest.mark.parametrize("aggregate", ["mv_cost_app_product_month", "mv_quantity_product_month"])
def test_i5_quantities_that_are_not_the_facts_are_found(mart: Mart, aggregate: str) -> None:
    put(mart, SOME)
    mart.execute(SQL("UPDATE {} SET quantity = quantity + 1").format(Identifier(aggregate)))
    assert aggregate in broken(mart)


def broken(mart: Mart) -> set[str]:
    """What the check of sums finds in what is stored."""
    scope = {"entity_id": "acme", "periods": [MONTH], "views": None}
    return {row["aggregate"] for row in mart.execute(load_sql("refresh_mvs", "broken_sums"), scope).fetchall()}
