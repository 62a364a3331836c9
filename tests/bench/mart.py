"""A data mart with months of history, and the functions' own code around it."""

import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Self
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo

import psycopg
from psycopg.rows import DictRow, dict_row
from psycopg.sql import SQL, Identifier

from finops_contract.period import Period
from finops_runtime.database import Database, load_sql
from finops_runtime.events import Publisher
from finops_sql.migrate import migrate
from load_facts.settings import LoadSettings
from refresh_mvs.aggregates import rebuild
from refresh_mvs.settings import RefreshSettings
from tests.bench.options import PRODUCTS
from tests.bench.sink import Sink

ENTITY = "bench"
THIS_MONTH = Period.of(datetime.now(UTC).astimezone(ZoneInfo("Europe/Paris")))
_BUILDERS = 2


@dataclass(frozen=True, slots=True)
class Mart:
    """One database: `months` of history, the last of which is this month and not yet published."""

    months: int
    rows: int
    url: str
    db: psycopg.Connection[DictRow]
    load_settings: LoadSettings
    load: Database
    refresh_settings: RefreshSettings
    refresh: Database
    publisher: Publisher
    sink: Sink

    def settle(self) -> None:
        """Let every measurement begin with nothing left to write."""
        self.db.execute("CHECKPOINT")


class Marts:
    """The marts of one run of the bench, built when first asked for and dropped at the end."""

    def __init__(self, server_url: str, views: int, sink: Sink) -> None:
        self._server_url = server_url
        self._views = views
        self.sink = sink
        self._stack = ExitStack()
        self._marts: dict[tuple[int, int], Mart] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def of(self, months: int, rows: int) -> Mart:
        """The mart with so many months of `rows` relevés each."""
        if (months, rows) not in self._marts:
            url = self._stack.enter_context(self.fresh_database())
            self._marts[months, rows] = self._stack.enter_context(_mart(url, months, rows, self._views, self.sink))
        return self._marts[months, rows]

    def fresh_database(self) -> AbstractContextManager[str]:
        """The URL of an empty one, dropped at the end of the block."""
        return _fresh_database(self._server_url)


@contextmanager
def _fresh_database(server_url: str) -> Iterator[str]:
    name = f"finops_bench_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        try:
            yield urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))
        finally:
            connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@contextmanager
def _mart(url: str, months: int, rows: int, views: int, sink: Sink) -> Iterator[Mart]:
    migrate(url)
    shared = {"postgres_url": url, "k_sink": sink.url, "finops_entity_id": ENTITY}
    load_settings = LoadSettings.model_validate(shared)
    refresh_settings = RefreshSettings.model_validate(shared)
    load, refresh = Database(load_settings, "bench_load"), Database(refresh_settings, "bench_refresh")
    try:
        with psycopg.connect(url, autocommit=True, row_factory=dict_row, options="-c jit=off") as db:
            _fill_referential(db, max(2, rows // PRODUCTS), views)
            _build_history(db, url, months)
            publisher = Publisher("bench", load_settings, load_settings)
            yield Mart(months, rows, url, db, load_settings, load, refresh_settings, refresh, publisher, sink)
    finally:
        load.close()
        refresh.close()


def _fill_referential(db: psycopg.Connection[DictRow], applications: int, views: int) -> None:
    values = {"applications": applications, "views": views}
    for statement in ("referential", "create_releves", "draft_versions", "price_products", "publish_versions"):
        db.execute(load_sql("tests.bench", statement), values)
    db.execute("ANALYZE")


def _build_history(db: psycopg.Connection[DictRow], url: str, months: int) -> None:
    """Every month but the last: the oldest by the functions' own statements, the others as copies of it."""
    first = THIS_MONTH.plus(1 - months)
    history = [period.first_day for period in first.until(THIS_MONTH.plus(-1))]
    if not history:
        return
    db.execute("SELECT ensure_month_partitions(%s, %s)", (history[0], history[0]))
    with db.transaction():
        values = {"entity_id": ENTITY, "period_month": history[0]}
        db.execute(load_sql("tests.bench", "insert_first_month"), values)
        rebuild(db, ENTITY, [history[0]])
    db.execute(load_sql("refresh_mvs", "resolve_prices"), {"periods": history})
    db.execute("VACUUM (ANALYZE)")
    copy_months(db, url, history[0], history[1:])
    db.execute(load_sql("refresh_mvs", "insert_history"), {"entity_id": ENTITY, "months": history[1:], "views": None})


def copy_months(db: psycopg.Connection[DictRow], url: str, source: date, months: Sequence[date]) -> None:
    """The rows that `source` has in tables with a partition a month, in months that have none yet."""
    db.execute(load_sql("tests.bench", "create_copy_month"))
    options = "-c jit=off -c maintenance_work_mem=256MB -c max_parallel_maintenance_workers=0"

    def copy(month: date) -> None:
        with psycopg.connect(url, options=options) as connection:
            connection.execute(load_sql("tests.bench", "copy_month"), {"from_month": source, "to_month": month})

    with ThreadPoolExecutor(_BUILDERS) as builders:
        list(builders.map(copy, months))
