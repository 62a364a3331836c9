"""I4: no reader ever sees two aggregates of different generations."""

import threading
from datetime import UTC, datetime
from decimal import Decimal

import psycopg

from tests.fix_chain import Chain
from tests.fix_company import PUBLISHED, THIS_MONTH, Company, server
from tests.fix_servers import as_login

# One statement, one snapshot: what the API does.
GLANCE = """
SELECT (SELECT generation FROM publication) AS generation,
       (SELECT sum(cost) FROM mv_cost_app_product_month), (SELECT sum(cost) FROM mv_cost_app_family_month),
       (SELECT sum(cost) FROM mv_cost_app_domain_month), (SELECT sum(cost) FROM mv_cost_application_month),
       (SELECT sum(cost) FROM mv_cost_product_month), (SELECT sum(cost) FROM mv_cost_family_month),
       (SELECT sum(cost) FROM mv_cost_domain_month), (SELECT sum(cost) FROM mv_history_domain),
       (SELECT sum(cost) FROM mv_rank_app_month WHERE environment = '(all)'),
       (SELECT sum(quantity) * 10 FROM mv_quantity_product_month)
"""
GENERATIONS = 12
Glance = tuple[Decimal | int | None, ...]


def test_i4_readers_in_a_loop_see_whole_generations_only(chain: Chain, company: Company, database_url: str) -> None:
    company.db.execute("UPDATE dim_domain SET available_from = %s", [THIS_MONTH.first_day])
    company.application("third")
    over = threading.Event()
    glances: set[Glance] = set()

    def read() -> None:
        with psycopg.connect(as_login(database_url, "query_read"), autocommit=True) as connection:
            while not over.is_set():
                row = connection.execute(GLANCE.encode()).fetchone()
                assert row is not None
                glances.add(row)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for generation in range(1, GENERATIONS + 1):
        company.has("cmdb_ci_server", [server(str(ci), str(generation), "sys-third") for ci in range(50)])
        chain.night(datetime.now(UTC))
        chain.settle()
    over.set()
    for reader in readers:
        reader.join()
    assert company.one("SELECT generation FROM publication")["generation"] == GENERATIONS
    seen = {glance[0] for glance in glances}
    assert len(seen) > GENERATIONS / 2
    for seen_generation, *sums in glances:
        expected = None if seen_generation is None else Decimal(50 * 10 * int(seen_generation))
        assert set(sums) == {expected}, f"generation {seen_generation} was seen with {sums}"


def test_i4_every_published_table_is_in_the_glance() -> None:
    # Anomalies are no sum of anything.
    aggregates = [table for table in PUBLISHED if not table.startswith("fact_") and table != "mv_anomalies_month"]
    assert [table for table in aggregates if f"FROM {table}" not in GLANCE] == []
