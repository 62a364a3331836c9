"""The platform of the nights: two processes of each function, a tiny company, an evening to come back to.

The functions' clocks stand on one day in October, whatever day it is, and each can be set apart (libfaketime); the
servers' clocks are right. The company's figures before the night, A, are published; its sources hold B.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import psycopg
from psycopg.rows import DictRow, dict_row
from psycopg.sql import SQL, Identifier
from pymongo import MongoClient

from finops_contract.period import Period
from finops_local.demo.api import Api
from finops_local.demo.stage import REPOSITORY, Stage, build_stage
from finops_local.sample.company import Company
from finops_local.stubs.oddities import set_oddities
from finops_runtime.database import load_sql
from finops_runtime.raw_zone import COLLECTION
from tests.faults.base import BASE, DATABASE, NIGHT, TODAY, Base, copy_database, lay_base, server_url
from tests.faults.plan import FUNCTIONS, STUBS

INSTANCES: Final = 2
_RUN_SECONDS = 60.0
_LIBFAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")
_SETTINGS: Final = {
    "HTTP_BACKOFF_SECONDS": "0.01",
    "HTTP_RETRIES": "1",
    "HTTP_TIMEOUT_MS": "1000",
    "HTTP_CIRCUIT_SECONDS": "1",
    "HTTP_RETRY_AFTER_MAX_SECONDS": "1",
    "MONGO_TIMEOUT_MS": "1000",
    "POSTGRES_POOL_SIZE": "3",
    "POSTGRES_POOL_TIMEOUT_MS": "2000",
    "POSTGRES_LOCK_TIMEOUT_MS": "1500",
    "K_SINK_TIMEOUT_MS": "1500",
    "FINOPS_RUN_DEADLINE_MINUTES": "0.5",
    "FINOPS_STALL_MINUTES": "0.05",
    "FINOPS_STEP_ATTEMPTS": "5",
    # Who is killed while it answers keeps the request's key for so long; whoever asks insists for longer.
    "FINOPS_IDEMPOTENCY_LEASE_SECONDS": "4",
}
_BACKOFF_SCALE = "0.004"
"""Eleven attempts in four seconds instead of seventeen minutes."""


class NoFaketime(RuntimeError):
    """libfaketime is not installed."""


@dataclass
class World:
    """A platform that runs, and can be brought back to the evening before."""

    stage: Stage
    folder: Path
    base: Base
    _evenings: int = 0

    @property
    def orders(self) -> Path:
        """Where orders to the processes are left."""
        return self.folder / "orders"

    @property
    def months(self) -> tuple[Period, ...]:
        """Closed, old, previous, current: a night computes the last two."""
        return self.stage.company.periods

    def dead_letters(self) -> list[Path]:
        """What could not be delivered since the evening, a CloudEvent a file."""
        folder = self.stage.platform.dead_letters
        return sorted(folder.glob("*.json")) if folder.exists() else []

    @property
    def processes(self) -> list[str]:
        """The names of every function's processes."""
        return ["query_api", *(name for each in FUNCTIONS for name in self.stage.platform.instances_of(each))]

    def db(self) -> psycopg.Connection[DictRow]:
        """A connection of an administrator; to be closed."""
        return psycopg.connect(self.stage.platform.postgres_url, autocommit=True, row_factory=dict_row)

    def server(self) -> psycopg.Connection[DictRow]:
        """A connection to the server, beside the mart."""
        return psycopg.connect(server_url(self.stage), autocommit=True, row_factory=dict_row)

    def admin(self) -> Api:
        """The API, for somebody who administers."""
        return Api(self.stage.platform.url("query_api"), self.stage.access.admin_token())

    def set_source(self, stub: str, kind: str | None) -> None:
        """What is wrong with a source from now on; None: nothing."""
        set_oddities(self.stage.places.data_of(stub), [] if kind is None else [{"kind": kind}])

    def evening_before(self) -> None:
        """Everything as it was: mart, raw zone, sources, clocks, broker."""
        self.stage.platform.wait_idle(_RUN_SECONDS)
        for stub in STUBS:
            self.set_source(stub, None)
        for function in FUNCTIONS:
            set_clock(self.folder, function, 0)
        for left in (*self.orders.iterdir(), *self.dead_letters()):
            left.unlink()
        with self.server() as server:
            server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(DATABASE)))
            copy_database(server, BASE, DATABASE)
        with MongoClient[dict[str, Any]](self.stage.platform.mongo_url) as mongo:
            mongo["finops_raw"][COLLECTION].delete_many({"run_id": {"$nin": list(self.base.landed_by)}})
        # Whoever kept an answer of an earlier night must not take it for one of this.
        self._evenings += 1
        with self.db() as db:
            db.execute(load_sql("tests.faults", "skip_generations"), {"skipped": 1000 * self._evenings})

    def make_tolerant(self, domains: Iterable[str]) -> None:
        """These may go missing."""
        with self.db() as db:
            db.execute(load_sql("tests.faults", "make_tolerant"), {"domains": sorted(domains)})

    def run_code(self, project: Path) -> None:
        """Start every function again, its code that of a copy of the project."""
        packages = [project / name for name in ("", "shared", "sql", "local")]
        path = os.pathsep.join(map(str, [*packages, *sorted((project / "functions").iterdir())]))
        platform = self.stage.platform
        # Without PYTHONSAFEPATH a function would take its own package from where it is started.
        with ThreadPoolExecutor(len(self.processes)) as pool:
            list(
                pool.map(
                    lambda name: platform.restart(name, {"PYTHONPATH": path, "PYTHONSAFEPATH": "1"}), self.processes
                )
            )

    def failed_night(self) -> UUID | None:
        """The night's run, when it failed."""
        with self.db() as db:
            row = db.execute(load_sql("tests.faults", "failed_night")).fetchone()
        return None if row is None else row["run_id"]

    def statuses(self, run_id: UUID) -> list[str]:
        """How a run ended; empty when there is none."""
        with self.db() as db:
            rows = db.execute("SELECT status FROM etl_runs WHERE run_id = %s", [run_id]).fetchall()
        return [row["status"] for row in rows]

    def runs_of_tonight(self) -> list[str]:
        """How each run ended, in the order of their beginnings."""
        with self.db() as db:
            rows = db.execute(load_sql("tests.faults", "runs_of_tonight"), {"before": list(self.base.runs)}).fetchall()
        return [row["run"] for row in rows]


def set_clock(folder: Path, function: str, hours: int) -> None:
    """How far the clock of a function's processes is from that of the others, within a second."""
    offset = int((NIGHT - datetime.now(UTC)).total_seconds())
    file = clock_file(folder, function)
    new = file.with_suffix(".new")
    new.write_text(f"{offset + hours * 3600:+d}\n")
    new.replace(file)


def clock_file(folder: Path, function: str) -> Path:
    """Where libfaketime reads a function's clock."""
    return folder / "clocks" / function


def _clock_environment(folder: Path, function: str) -> dict[str, str]:
    if not _LIBFAKETIME.exists():
        raise NoFaketime(f"{_LIBFAKETIME} is not there: install the package faketime")
    return {
        "LD_PRELOAD": str(_LIBFAKETIME),
        "FAKETIME_TIMESTAMP_FILE": str(clock_file(folder, function)),
        "FAKETIME_CACHE_DURATION": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }


@contextmanager
def world(folder: Path) -> Iterator[World]:
    """Start it and lay its base; everything ends with the block."""
    for name in ("orders", "clocks"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    stage = build_stage(
        folder / "platform",
        Company(apps=8, months=4, today=TODAY),
        broker_options=("--backoff-scale", _BACKOFF_SCALE),
        settings={
            **_SETTINGS,
            "PYTHONPATH": os.pathsep.join(filter(None, (str(REPOSITORY), os.environ.get("PYTHONPATH")))),
        },
        instances=dict.fromkeys(FUNCTIONS, INSTANCES),
        launcher=[sys.executable, "-m", "tests.faults.process", folder / "orders"],
    )
    for function in FUNCTIONS:
        set_clock(folder, function, 0)
        stage.platform.function_settings.setdefault(function, {}).update(_clock_environment(folder, function))
    try:
        stage.start()
        yield World(stage, folder, lay_base(stage))
    finally:
        stage.platform.stop()
