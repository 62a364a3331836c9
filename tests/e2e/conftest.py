"""The whole platform as processes, with a tiny company."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import psycopg
import pytest
from psycopg.rows import DictRow, dict_row, tuple_row
from psycopg.sql import SQL, Identifier

from finops_contract.events import RunRequested
from finops_contract.period import Period
from finops_local.demo.api import Api
from finops_local.demo.nights import request_night, request_run, wait_for_run
from finops_local.demo.stage import Stage, build_stage
from finops_local.sample.company import Company
from tests.fix_servers import MakeFolder

# Sources of snapshots only answer in the month that the clock shows.
TODAY = datetime.now(ZoneInfo("Europe/Paris")).date()
NIGHT = datetime(TODAY.year, TODAY.month, TODAY.day, 1, 0, tzinfo=UTC)
RUN_SECONDS = 120.0
MONTHLY = (
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
_COLUMNS = """
SELECT column_name FROM information_schema.columns WHERE table_name = %s ORDER BY ordinal_position
"""
_TIMES = {"computed_at", "published_at", "missing_since"}

Rows = dict[str, list[tuple[Any, ...]]]


@dataclass
class World:
    """A platform that runs, with its company."""

    stage: Stage
    db: psycopg.Connection[DictRow]

    @property
    def admin(self) -> Api:
        """The API, for somebody who administers."""
        return Api(self.stage.platform.url("query_api"), self.stage.access.admin_token())

    def run(
        self, *periods: Period, event_id: str | None = None, domains: tuple[str, ...] = (), expected: str = "SUCCESS"
    ) -> DictRow:
        """Ask for months and wait for the end, which must be the expected one."""
        asked = RunRequested(periods=periods, domains=domains)
        run_id = request_run(self.stage.platform.broker_url, asked, NIGHT, event_id)
        return self.ended(run_id, expected)

    def night(self, event_id: str, copies: int = 1, day: int = 0) -> DictRow:
        """The nightly event, sent so many times; the run it starts must succeed."""
        for _ in range(copies):
            run_id = request_night(self.stage.platform.broker_url, NIGHT + timedelta(days=day), event_id)
        return self.ended(run_id)

    def ended(self, run_id: UUID, expected: str = "SUCCESS") -> DictRow:
        """The run once it has ended and the broker has nothing left to deliver."""
        run = wait_for_run(self.stage.platform.postgres_url, run_id, RUN_SECONDS)
        assert run["status"] == expected, (run["status"], run["error_step"], run["error_summary"])
        self.stage.platform.wait_idle(RUN_SECONDS)
        return run

    def published(self, period: Period | None = None, without: tuple[str, ...] = ()) -> Rows:
        """Every row that readers see, of one month or of all, in a fixed order, but for times and what is left out."""
        where = SQL("WHERE period_month = %s") if period else SQL("WHERE %s::date IS NULL")
        rows: Rows = {}
        with self.db.cursor(row_factory=tuple_row) as cursor:
            for table in (*MONTHLY, "slice_publication"):
                names = [
                    row[0]
                    for row in cursor.execute(
                        _COLUMNS,
                        [table],
                    ).fetchall()
                    if row[0] not in _TIMES.union(without)
                ]
                columns = SQL(", ").join(map(Identifier, names))
                statement = SQL("SELECT {} FROM {} {} ORDER BY {}").format(columns, Identifier(table), where, columns)
                rows[table] = cursor.execute(statement, [period.first_day if period else None]).fetchall()
        return rows

    def generation(self) -> int:
        """What readers see now."""
        row = self.db.execute("SELECT coalesce(max(generation), 0) AS generation FROM publication").fetchone()
        assert row is not None
        return int(row["generation"])


StartWorld = Callable[..., Any]


@contextmanager
def world(
    state_dir: Path, *broker_options: str, apps: int = 12, months: int = 3, settings: Mapping[str, str] | None = None
) -> Iterator[World]:
    """Start a platform, fill it; everything ends with the block."""
    company = Company(apps=apps, months=months, today=TODAY)
    stage = build_stage(
        state_dir,
        company,
        broker_options=("--backoff-scale", "0.05", *broker_options),
        settings={"HTTP_BACKOFF_SECONDS": "0.01", "POSTGRES_POOL_SIZE": "2", **(settings or {})},
    )
    try:
        stage.start()
        stage.fill()
        with psycopg.connect(stage.platform.postgres_url, autocommit=True, row_factory=dict_row) as connection:
            yield World(stage, connection)
    finally:
        stage.platform.stop()


@pytest.fixture(scope="session")
def start_world(server_folder: MakeFolder) -> StartWorld:
    """Makes worlds: `with start_world("--duplicate") as w`."""
    return lambda *options, **company: world(server_folder("platform"), *options, **company)


@pytest.fixture(scope="session")
def company_world(start_world: StartWorld) -> Iterator[World]:
    """One world for all tests that leave it as it was: its three months run and one night after them."""
    with start_world() as w:
        for period in w.stage.company.periods:
            w.run(period, event_id=f"month-{period}")
        w.night("night-1")
        yield w
