"""I4: reclaiming what a publication replaced holds no reader up: giving pages back would lock every one of them out."""

from datetime import date

import psycopg
from psycopg.rows import DictRow

from tests.fix_servers import as_login

MONTH = date(2026, 1, 1)


def test_i4_no_table_that_readers_see_gives_pages_back(db: psycopg.Connection[DictRow]) -> None:
    """Truncation by VACUUM, autovacuum's included, takes ACCESS EXCLUSIVE."""
    db.execute("SELECT ensure_month_partitions(%s, %s)", [MONTH, MONTH])
    rows = db.execute(
        "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'"
        " AND (has_table_privilege('finops_query_read', c.oid, 'SELECT')"
        "      OR has_any_column_privilege('finops_query_read', c.oid, 'SELECT') OR c.relispartition)"
        " AND NOT coalesce(c.reloptions, '{}') @> '{vacuum_truncate=false}'"
    ).fetchall()
    assert [row["relname"] for row in rows] == []


def test_i4_a_partition_that_shrank_keeps_its_pages(db: psycopg.Connection[DictRow], database_url: str) -> None:
    db.execute("SELECT ensure_month_partitions(%s, %s)", [MONTH, MONTH])
    db.execute(
        "INSERT INTO mv_cost_application_month (entity_id, period_month, pricing_view_id, application_id, environment,"
        " cost, unpriced_rows, facts) SELECT 'e', %s, 'actual', n::text, 'production', n, 0, 1"
        " FROM generate_series(1, 20000) n",
        [MONTH],
    )
    db.execute("DELETE FROM mv_cost_application_month WHERE cost > 10")
    size = "SELECT pg_relation_size('mv_cost_application_month_2026_01') AS bytes"
    before = db.execute(size).fetchone()
    with psycopg.connect(as_login(database_url, "refresh_mvs"), autocommit=True) as publisher:
        publisher.execute("VACUUM (ANALYZE) mv_cost_application_month_2026_01")
    assert db.execute(size).fetchone() == before
