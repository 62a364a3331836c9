"""A mart of the release before, its functions at work, and the present code to replace them with."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

import psycopg
import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families
from psycopg.rows import dict_row

from finops_local.demo.stage import REPOSITORY, build_stage
from finops_local.platform.functions import FUNCTION_LOGINS
from finops_local.sample.company import Company
from finops_local.sample.past import write_cmdb
from finops_local.sample.sources import write_files, write_stubs
from finops_local.servers.postgres import postgres
from tests.e2e.conftest import TODAY, Rows, World
from tests.faults.base import Grown
from tests.fix_servers import MakeFolder
from tests.releases import previous

APPS, MONTHS, INSTANCES = 8, 2, 2
NEW: Final = "new"
"""What the present code calls itself here; the other calls itself by its version."""

GROWN: Final = Grown(APPS, MONTHS, TODAY)
"""Half as busy again."""


@dataclass
class Releases(World):
    """Two processes of each function, each in the code of the old release or of the new one."""

    old: Path
    new: Path = REPOSITORY

    def migrate(self, release: Path, phase: str) -> str:
        """As that release's Job does; what it said."""
        return migrate(release, self.stage.platform.postgres_url, phase)

    def deploy(self, release: Path, number: int) -> None:
        """Replace the first process of each function, or the second, at once."""
        names = [self.stage.platform.instances_of(function)[number - 1] for function in FUNCTION_LOGINS]
        with ThreadPoolExecutor(len(names)) as pool:
            list(pool.map(lambda name: self.stage.platform.restart(name, told(release)), names))

    def sources_say(self, company: Company) -> None:
        """Whatever is asked from now on has this company's figures."""
        write_files(company, self.stage.places)
        write_stubs(company, self.stage.places)
        with closing(self.stage.places.raw_zone()) as raw_zone:
            write_cmdb(company, raw_zone, company.current)

    def nights(self, *names: str) -> list[UUID]:
        """Nights of these names, each told of twice; their runs, all of which succeeded."""
        return [self.night(name, copies=2)["run_id"] for name in names]

    def figures(self) -> Rows:
        """Every row that readers see."""
        return self.published(without=("run_id", "generation"))

    def handled_by(self, number: int) -> dict[str, int]:
        """Function -> how many events its first process, or its second, has handled well in its present life."""
        platform = self.stage.platform
        return {
            function: _handled(platform.url(platform.instances_of(function)[number - 1]))
            for function in FUNCTION_LOGINS
            if function != "query_api"
        }

    def began(self, run: UUID) -> str:
        """The release whose process was the first to hear of the run, and planned it."""
        row = self.db.execute("SELECT version FROM etl_runs WHERE run_id = %s", [run]).fetchone()
        assert row is not None
        return str(row["version"])

    def worked(self, run: UUID, done: str) -> set[int]:
        """Which processes, the functions' first (1) or second (2), said in the log that they did this for the run."""
        lines = self.stage.platform.log_file.read_text("utf-8").splitlines()
        parts = (line.partition(" | ") for line in lines if str(run) in line)
        said = ((name.strip(), json.loads(line)) for name, _, line in parts if line.startswith("{"))
        return {2 if name.endswith("-2") else 1 for name, line in said if line.get("event") == done}


def _handled(url: str) -> int:
    answer = requests.get(f"{url}/metrics", timeout=10)
    families = {family.name: family for family in text_string_to_metric_families(answer.text)}
    return int(sum(each.value for each in families["finops_events"].samples if each.labels.get("status") == "204"))


def migrate(release: Path, postgres_url: str, phase: str) -> str:
    """The migration command of a release; what it said."""
    path = os.pathsep.join(previous.code_path(release))
    return subprocess.run(
        [sys.executable, "-m", "finops_sql", "migrate", "--phase", phase],
        env={**os.environ, "POSTGRES_URL": postgres_url, "PYTHONPATH": path},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def told(release: Path) -> dict[str, str]:
    """A process's environment: which code it is, and what that calls itself."""
    return {"RELEASE": str(release), "FINOPS_VERSION": NEW if release == REPOSITORY else previous.version()}


@pytest.fixture
def releases(tmp_path: Path, server_folder: MakeFolder, monkeypatch: pytest.MonkeyPatch) -> Iterator[Releases]:
    """Schema and processes are the old release's; what the company was is filled in, no month has run."""
    old = previous.unpack(tmp_path / "previous")
    with postgres(server_folder("server"), fast=True, keep=False) as server:
        migrate(old, server.url, "all")
        monkeypatch.setenv("POSTGRES_URL", server.url)
        stage = build_stage(
            server_folder("platform"),
            Company(apps=APPS, months=MONTHS, today=TODAY),
            # Each event comes twice, often at once, to whichever of a function's processes its id says.
            broker_options=("--backoff-scale", "0.05", "--duplicate"),
            settings={
                "HTTP_BACKOFF_SECONDS": "0.01",
                "POSTGRES_POOL_SIZE": "2",
                "PYTHONPATH": str(REPOSITORY),
                **told(old),
            },
            instances=dict.fromkeys(FUNCTION_LOGINS, INSTANCES),
            launcher=[sys.executable, "-m", "tests.releases.process"],
            migrate=False,
        )
        try:
            stage.start()
            stage.fill()
            with psycopg.connect(server.url, autocommit=True, row_factory=dict_row) as db:
                yield Releases(stage, db, old)
        finally:
            stage.platform.stop()
