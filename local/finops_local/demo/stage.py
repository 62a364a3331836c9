"""The platform with everything that the sample company needs around it: its sources' stubs, who signs in, Backstage."""

import contextlib
import secrets
import shutil
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from finops_local.backstage import Backstage
from finops_local.demo.access import Access, add_issuer
from finops_local.platform import Address, Platform
from finops_local.platform.functions import MONGO_DB
from finops_local.platform.state import exclusive
from finops_local.sample.catalogue import Stub
from finops_local.sample.company import Company
from finops_local.sample.domains import DOMAINS, SECRETS, STUBS
from finops_local.sample.fill import write_databases
from finops_local.sample.places import Places
from finops_local.sample.sources import write_files, write_stubs
from finops_local.servers.place import find_place
from finops_local.servers.record import end_leftover

REPOSITORY = Path(__file__).parents[3]
_LEFT_BY_A_RUN = ("mongo", "sample", "dead-letters", "catalog.yaml", "postgres.password", "postgres.place")


@dataclass(frozen=True)
class Stage:
    """A platform that is not started yet, or is; see `started`."""

    platform: Platform
    company: Company
    stubs: dict[str, Address]
    secrets: dict[str, str]
    access: Access
    backstage: Backstage | None = None

    @property
    def places(self) -> Places:
        """Where the company's data goes; the servers' addresses are known once the platform is started."""
        return Places(
            self.platform.postgres_url,
            self.platform.mongo_url,
            MONGO_DB,
            self.platform.state_dir / "sample",
            {name: address.url for name, address in self.stubs.items()},
            self.secrets,
        )

    def start(self) -> None:
        """Start everything, the company's files written meanwhile; what an earlier run left is removed first.

        Raises StateDirInUse, and what else Platform.start() raises.
        """
        with exclusive(self.platform.state_dir):
            clear(self.platform.state_dir)
        write_stubs(self.company, self.places)
        with ThreadPoolExecutor(1) as pool:
            files = pool.submit(write_files, self.company, self.places)
            self.platform.start()
            files.result()

    def start_backstage(self, group_api_url: str | None = None) -> None:
        """The screens, where they are wanted, on a platform that runs; raises what Backstage.start() raises."""
        if self.backstage is not None:
            self.backstage.start(self.platform, self.company, self.access.issuer.url, group_api_url)

    def fill(self) -> None:
        """The company's databases; raises NotEmpty."""
        write_databases(self.company, self.places)


def build_stage(
    state_dir: Path,
    company: Company,
    *,
    pings: bool = False,
    keep: bool = False,
    backstage: bool = False,
    broker_options: Sequence[str] = (),
    settings: Mapping[str, str] | None = None,
    **platform_options: Any,
) -> Stage:
    """Everything set up, nothing started; `platform_options` are those of Platform."""
    known = {name: secrets.token_hex(16) for name in SECRETS}
    own = {
        "FINOPS_ENTITY_ID": company.entity_id,
        "FINOPS_VERSION": "local",
        "FINOPS_FILE_ROOTS": str(state_dir.resolve() / "sample"),
    }
    platform = Platform(
        REPOSITORY,
        state_dir=state_dir,
        keep=keep,
        settings={**own, **(settings or {})},
        function_settings=_secrets_of_functions(known),
        broker_options=[*broker_options, *(() if pings else ("--no-pings",))],
        **platform_options,
    )
    stubs = {stub.name: _add_stub(platform, stub, known) for stub in STUBS}
    screens = Backstage() if backstage else None
    access = add_issuer(platform, company.entity_id, *([screens.trusted()] if screens else []))
    return Stage(platform, company, stubs, known, access, screens)


def _secrets_of_functions(known: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The secrets that each function needs, and no other."""
    needed: dict[str, dict[str, str]] = {}
    for domain in DOMAINS:
        needed.setdefault(domain.ingest_function, {}).update({name: known[name] for name in domain.secrets})
    return needed


def _add_stub(platform: Platform, stub: Stub, known: Mapping[str, str]) -> Address:
    data = platform.state_dir / "sample" / "stubs" / f"{stub.name}.json"
    argv: list[str | Path] = [
        sys.executable,
        "-m",
        f"finops_local.stubs.{stub.module or stub.name}",
        "--port",
        "{port}",
        "--data",
        data,
    ]
    env = {}
    if stub.token_env is not None:
        argv += ["--token-env", stub.token_env]
        env[stub.token_env] = known[stub.token_env]
    return platform.add_process(stub.name, argv, env, ready_path="/healthz")


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
