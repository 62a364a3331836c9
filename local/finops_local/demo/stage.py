"""The platform with everything that the sample company needs around it: GitLab's stub, an issuer of tokens, files."""

import contextlib
import secrets
import shutil
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from finops_local.demo.access import Access, add_issuer
from finops_local.platform import Address, Platform
from finops_local.platform.functions import MONGO_DB
from finops_local.platform.state import exclusive
from finops_local.sample.company import ENTITY, Company
from finops_local.sample.connectors import TOKEN_ENV
from finops_local.sample.fill import Places, write_databases, write_files
from finops_local.servers.place import find_place
from finops_local.servers.record import end_leftover

REPOSITORY = Path(__file__).parents[3]
_LEFT_BY_A_RUN = ("mongo", "sample", "dead-letters", "postgres.password", "postgres.place")


@dataclass(frozen=True)
class Stage:
    """A platform that is not started yet, or is; see `started`."""

    platform: Platform
    company: Company
    gitlab: Address
    access: Access

    @property
    def places(self) -> Places:
        """Where the company's data goes; the servers' addresses are known once the platform is started."""
        return Places(
            self.platform.postgres_url,
            self.platform.mongo_url,
            MONGO_DB,
            self.platform.state_dir / "sample",
            self.gitlab.url,
        )

    def start(self) -> None:
        """Start everything, the company's files written meanwhile; what an earlier run left is removed first.

        Raises StateDirInUse, and what else Platform.start() raises.
        """
        with exclusive(self.platform.state_dir):
            clear(self.platform.state_dir)
        with ThreadPoolExecutor(1) as pool:
            files = pool.submit(write_files, self.company, self.places)
            self.platform.start()
            files.result()

    def fill(self) -> None:
        """The company's databases; raises NotEmpty."""
        write_databases(self.company, self.places)


def build_stage(
    state_dir: Path,
    company: Company,
    *,
    pings: bool = False,
    keep: bool = False,
    broker_options: Sequence[str] = (),
    settings: Mapping[str, str] | None = None,
) -> Stage:
    """Everything set up, nothing started."""
    token = secrets.token_hex(16)
    platform = Platform(
        REPOSITORY,
        state_dir=state_dir,
        keep=keep,
        settings={"FINOPS_ENTITY_ID": ENTITY, "FINOPS_VERSION": "local", **(settings or {})},
        function_settings={"ingest_native": {TOKEN_ENV: token}},
        broker_options=[*broker_options, *(() if pings else ("--no-pings",))],
    )
    data = platform.state_dir / "sample" / "gitlab.json"
    gitlab = platform.add_process(
        "gitlab",
        [
            sys.executable,
            "-m",
            "finops_local.stubs.gitlab",
            "--port",
            "{port}",
            "--data",
            data,
            "--token-env",
            TOKEN_ENV,
        ],
        {TOKEN_ENV: token},
        ready_path="/healthz",
    )
    return Stage(platform, company, gitlab, add_issuer(platform))


def clear(state_dir: Path) -> None:
    """Remove the data of an earlier run: of a demo that was kept, or of one that was killed."""
    for record in sorted((state_dir / "processes").glob("*.json")):
        end_leftover(record)
    if (state_dir / "postgres").exists() or (state_dir / "postgres.place").exists():
        with contextlib.suppress(FileNotFoundError):
            find_place(state_dir.resolve()).remove()
    for name in _LEFT_BY_A_RUN:
        path = state_dir / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
