"""A group's mart: so many entities, and their months as load_group would have staged them."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import psycopg
from psycopg.rows import DictRow, dict_row

from finops_runtime.database import Database, load_sql
from finops_runtime.events import Publisher
from finops_sql.migrate import migrate
from refresh_mvs.publish import publish_run
from refresh_mvs.settings import RefreshSettings
from tests.bench.mart import Marts
from tests.bench.measure import Measure

GROUP = "group"
_SALT = 1_000_000
"""Quantities follow from it: a generation later each is less by a thousandth, but the few that were least are 100."""
_STAGING = (
    "group_begin_exchange",
    "group_stage_facts",
    "group_stage_prices",
    "group_stage_keys",
    "group_tell_exchange",
)


@dataclass(frozen=True, slots=True)
class GroupMart:
    """One database; each entity has `applications` applications of `products` products each."""

    url: str
    db: psycopg.Connection[DictRow]
    refresh: Database
    settings: RefreshSettings
    publisher: Publisher
    entities: tuple[str, ...]
    applications: int
    products: int
    views: int

    def stage(self, entity: str, month: date, generation: int) -> uuid.UUID:
        """A whole exchange, its rows in staging; every generation has other quantities."""
        exchange = uuid.uuid4()
        values = {
            "exchange": exchange,
            "entity": entity,
            "month": month,
            "generation": generation,
            "salt": _SALT + 31 * self.entities.index(entity) - generation,
            "applications": self.applications,
            "products": self.products,
            "views": self.views,
        }
        with self.db.transaction():
            for statement in _STAGING:
                self.db.execute(load_sql("tests.bench", statement), values)
        return exchange

    def generation(self, entity: str) -> int:
        """The highest one of its exchanges."""
        row = self.db.execute(
            "SELECT coalesce(max(generation), 0) AS latest FROM group_exchange WHERE entity_id = %s", [entity]
        ).fetchone()
        assert row is not None  # an aggregate has a row
        return int(row["latest"])

    def accept(self, entity: str, exchange: uuid.UUID, measure: Measure | None = None) -> uuid.UUID:
        """Judge and load it; the run that is to be published. Raises RuntimeError when it is refused."""
        run_id = uuid.uuid4()
        with (measure or Measure("")).timed(), self.db.transaction():
            self.db.execute("SELECT set_config('finops.entity', %s, true)", [entity])
            judged = self.db.execute(
                "SELECT status, summary FROM accept_exchange(%s, %s, 60, NULL, 'bench')", [exchange, run_id]
            ).fetchone()
        if judged is None or judged["status"] != "ACCEPTED":
            raise RuntimeError(f"{entity}: {judged}")
        return run_id

    def publish(self, run_id: uuid.UUID, measure: Measure | None = None) -> None:
        """As refresh_mvs does, vacuum included; raises RuntimeError when the run did not succeed."""
        with (measure or Measure("")).timed():
            publish_run(self.refresh, self.publisher, self.settings, run_id)
        run = self.db.execute("SELECT status, error_summary FROM etl_runs WHERE run_id = %s", [run_id]).fetchone()
        if run is None or run["status"] != "SUCCESS":
            raise RuntimeError(f"run {run_id}: {run}")


@contextmanager
def group_mart(
    marts: Marts, entities: int, applications: int, products: int, views: int, first_month: date
) -> Iterator[GroupMart]:
    """A mart with its release published, dropped at the end of the block."""
    with marts.fresh_database() as url:
        migrate(url)
        settings = RefreshSettings.model_validate(
            {"postgres_url": url, "k_sink": marts.sink.url, "finops_entity_id": GROUP}
        )
        refresh = Database(settings, "bench_refresh")
        try:
            with psycopg.connect(url, autocommit=True, row_factory=dict_row, options="-c jit=off") as db:
                values = {
                    "entities": entities,
                    "applications": applications,
                    "views": views,
                    "first_month": f"{first_month:%Y-%m}",
                }
                db.execute(load_sql("tests.bench", "group_release"), values)
                db.execute("SELECT apply_group_release(1)")
                names = tuple(f"entity-{number:02}" for number in range(1, entities + 1))
                publisher = Publisher("bench", settings, settings)
                yield GroupMart(url, db, refresh, settings, publisher, names, applications, products, views)
        finally:
            refresh.close()
