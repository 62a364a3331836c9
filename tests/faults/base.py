"""What was before every night: a tiny company whose figures A are published, and whose sources hold B by now."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

import psycopg
from psycopg.rows import DictRow, dict_row
from psycopg.sql import SQL, Identifier

from finops_contract.events import RunRequested
from finops_contract.period import Period
from finops_local.demo.administration import close_month
from finops_local.demo.api import Api
from finops_local.demo.nights import request_run, wait_for_run
from finops_local.demo.stage import Stage
from finops_local.sample.company import Application, Company
from finops_local.sample.past import write_cmdb
from finops_local.sample.sources import write_files, write_stubs
from finops_runtime.database import load_sql
from finops_runtime.raw_zone import COLLECTION

TODAY: Final = date(2026, 10, 15)
NIGHT: Final = datetime(2026, 10, 15, 0, 0, tzinfo=UTC)
"""02:00 in Paris."""
DATABASE: Final = "finops_db"
BASE: Final = "finops_base"
_DOMAINS = ("open", "workplace", "public_cloud", "private_openstack", "artifacts", "cube", "production_support")
_RUN_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Base:
    """What a night's own runs and landings are told from; a product, and a family that it is not in."""

    runs: frozenset[UUID]
    landed_by: frozenset[str]
    product_id: str
    other_family_id: str


class Grown(Company):
    """The same company, half as busy again: B."""

    def level(self, application: Application, age: int) -> int:
        """Of the other, and a half."""
        return super().level(application, age) * 3 // 2


def lay_base(stage: Stage) -> Base:
    """A is published, the first of four months closed, the sources hold B; a copy of the mart is kept.

    Raises RuntimeError when a month cannot be run.
    """
    stage.fill()
    months = stage.company.periods
    with psycopg.connect(stage.platform.postgres_url, autocommit=True, row_factory=dict_row) as db:
        db.execute(load_sql("tests.faults", "disable_other_domains"), {"domains": list(_DOMAINS)})
        for month in months:
            _run(stage, month)
        close_month(Api(stage.platform.url("query_api"), stage.access.admin_token()), months[0], "the books are closed")
        db.execute(load_sql("tests.faults", "bloat_staging"))
        runs = frozenset(row["run_id"] for row in db.execute("SELECT run_id FROM etl_runs"))
        movable = db.execute(load_sql("tests.faults", "movable")).fetchone()
        assert movable is not None  # the tiny company has some
    landed_by = _let_sources_grow(stage)
    with psycopg.connect(server_url(stage), autocommit=True, row_factory=dict_row) as server:
        copy_database(server, DATABASE, BASE)
    return Base(runs, landed_by, movable["product_id"], movable["family_id"])


def server_url(stage: Stage) -> str:
    """A database beside the mart, from which the mart can be dropped and copied."""
    return stage.platform.postgres_url.replace(f"/{DATABASE}", "/postgres")


def copy_database(server: psycopg.Connection[DictRow], source: str, target: str) -> None:
    """Nobody can connect to the source meanwhile, or it could not be copied."""
    server.execute(SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(Identifier(source)))
    server.execute(load_sql("tests.faults", "end_sessions"), {"database": source})
    server.execute(
        SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(Identifier(target), Identifier(source))
    )
    server.execute(SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(Identifier(source)))


def _run(stage: Stage, month: Period) -> None:
    platform = stage.platform
    run_id = request_run(platform.broker_url, RunRequested(periods=(month,)), NIGHT)
    run = wait_for_run(platform.postgres_url, run_id, _RUN_SECONDS)
    if run["status"] != "SUCCESS":
        raise RuntimeError(f"{month}: {run['status']}, {run['error_summary']}")
    platform.wait_idle(_RUN_SECONDS)


def _let_sources_grow(stage: Stage) -> frozenset[str]:
    """The sources hold B from now on; by whom the raw zone's landings are until now."""
    grown = Grown(stage.company.apps, stage.company.months, TODAY)
    write_files(grown, stage.places)
    write_stubs(grown, stage.places)
    raw_zone = stage.places.raw_zone()
    write_cmdb(grown, raw_zone, grown.current)
    landed_by = frozenset(raw_zone.database[COLLECTION].distinct("run_id"))
    raw_zone.close()
    return landed_by
