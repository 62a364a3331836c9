"""I4: runs and prices published at once, by two publishers, under the eyes of readers who never wait."""

import threading
import time
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import DictRow

from tests.fix_chain import Chain
from tests.fix_servers import as_login
from tests.integration.model.books import Fact, Prices
from tests.integration.model.company import COLUMNS, MONTHS, Mart, event, found_company

RUNS, VERSIONS, FACTS = 25, 25, 60
_SUMS = ", ".join(f"(SELECT sum(cost) FROM {table}) AS {table}" for table in COLUMNS)
GLANCE = f"""
SELECT (SELECT generation FROM publication), (SELECT max(version) FROM pricing_view_current) AS version,
       (SELECT sum(quantity) FROM mv_quantity_product_month) AS quantity, {_SUMS}
""".encode()
"""One statement, one snapshot: what the API does. The price of version n is n, so every sum is quantity x version."""


class Readers:
    """Look at the mart until told to stop; what they saw and how long the longest look took."""

    def __init__(self, url: str, count: int) -> None:
        self.seen: set[tuple[Any, ...]] = set()
        self.slowest = 0.0
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=[url]) for _ in range(count)]

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _read(self, url: str) -> None:
        # A reader that had to wait for a lock would be refused at once.
        with psycopg.connect(url, autocommit=True, options="-c lock_timeout=1") as connection:
            while not self._over.is_set():
                row = connection.execute(GLANCE).fetchone()
                assert row is not None
                self.seen.add(row)


def until_done(chain: Chain, kind: str, data: dict[str, Any]) -> None:
    """As a broker: again while the other publisher holds the lock for too long."""
    client = chain.clients["refresh_mvs"].application.test_client()
    beside = Chain(chain.sink, {"refresh_mvs": client})
    while beside.post("refresh_mvs", event(kind, data)) == 503:
        time.sleep(0.05)
    assert beside.answers[-1][1] == 204


def facts(month: date, quantity: int) -> list[Fact]:
    return [
        Fact(month, "compute", "servers", "vm", "shop", f"environment-{n}", "VCPU", Decimal(quantity))
        for n in range(FACTS)
    ]


def publish_version(chain: Chain, mart: Mart, version: int) -> None:
    price = Prices(frozenset({"VCPU"}), (("vm", None, "VCPU", Decimal(version), MONTHS[0], None),))
    assert mart.write_version("actual", price) == version
    until_done(chain, "prices.published", {"pricing_view": "actual", "version": version, "periods": []})


def test_i4_fifty_publications_by_two_publishers_are_seen_whole(
    db: psycopg.Connection[DictRow], chain: Chain, database_url: str
) -> None:
    found_company(db)
    # Partitions are made months before anybody asks for them; here readers look at all of them, all the time.
    db.execute("SELECT ensure_month_partitions(%s, (%s + interval '1 year')::date)", [MONTHS[0], MONTHS[-1]])
    mart = Mart(db)
    publish_version(chain, mart, 1)
    failures: list[BaseException] = []

    def publish_prices() -> None:
        try:
            with psycopg.connect(database_url, autocommit=True, row_factory=db.row_factory) as own:
                for version in range(2, VERSIONS + 1):
                    publish_version(chain, Mart(own), version)
        except BaseException as error:  # noqa: BLE001 - a thread's failure is the test's
            failures.append(error)

    beside = threading.Thread(target=publish_prices)
    with Readers(as_login(database_url, "query_read"), 2) as readers:
        beside.start()
        for number in range(1, RUNS + 1):
            month = MONTHS[number % 2]
            run_id: UUID = mart.load(facts(month, number), [(month, "compute")])
            until_done(chain, "facts.loaded", {"run_id": str(run_id), "slices": []})
        beside.join()
    assert failures == []
    assert mart.generation() == RUNS + VERSIONS
    assert len({row[0] for row in readers.seen}) > RUNS / 2
    for generation, version, quantity, *sums in readers.seen:
        assert set(sums) == {None if quantity is None else quantity * version}, f"generation {generation}"
    by_generation: dict[int, set[tuple[Any, ...]]] = {}
    for generation, *rest in readers.seen:
        by_generation.setdefault(generation, set()).add(tuple(rest))
    assert [generation for generation, seen in by_generation.items() if len(seen) > 1] == []
