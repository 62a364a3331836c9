"""What each function takes at full volume: memory and processor time of its process in one night, and under readers.

A night goes through the broker, each function a process with the threads and connections that its manifest gives; then
eight readers ask the API for every screen and for whole months. Resident memory is that of the worker, and what the
master holds alone.
"""

import json
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil
import requests
import yaml
from cloudevents.conversion import to_binary
from cloudevents.http import CloudEvent

from finops_local.platform.commands import base_environment, broker_spec, function_spec, service_name
from finops_local.platform.functions import FUNCTION_LOGINS
from finops_local.platform.group import ProcessGroup
from finops_local.platform.log_stream import LogStream
from finops_local.platform.supervised import Address
from finops_local.servers.mongo import mongo
from finops_local.servers.ports import free_port
from finops_runtime.raw_zone import RawZone
from finops_runtime.settings import RawZoneSettings
from tests.bench.api import publish_history
from tests.bench.full_month import full_month
from tests.bench.mart import ENTITY, THIS_MONTH, Mart, Marts
from tests.bench.measure import Result
from tests.bench.options import Options
from tests.bench.screens import LATEST, screens
from tests.integration.query_api.signer import AUDIENCE, Signer

ROOT = Path(__file__).parents[2]
MANIFESTS = ROOT / "infra" / "knative" / "base"
_READERS = 8
_ROUNDS = 20
_LOOK_SECONDS = 0.5
_MEGABYTE = 2**20
_RAW = "finops_raw"


@dataclass(frozen=True, slots=True)
class Taken:
    """Bytes of resident memory, now and at the most, and seconds of processors, since the process began."""

    resident: float
    peak: float
    processor: float


def bench(marts: Marts, options: Options) -> Result:
    """Each function before the night, at its most in the night (`query_api`: under readers), and its processor time."""
    mart = marts.of(options.many, options.rows)
    publish_history(mart)
    with (
        tempfile.TemporaryDirectory(prefix="finops-bench-") as folder,
        mongo(Path(folder) / "mongo", keep=False) as raw,
        closing(Signer()) as signer,
        closing(RawZone(RawZoneSettings.model_validate({"mongo_url": raw.url, "mongo_db": _RAW}))) as zone,
    ):
        files = Path(folder) / "files"
        files.mkdir()
        with full_month(mart, zone, files, options), _module(mart, raw.url, signer, files, Path(folder)) as module:
            idle = {name: _taken(module.pid(name)) for name in FUNCTION_LOGINS}
            seconds = module.night()
            module.read(options.many)
            busy = {name: _taken(module.pid(name)) for name in FUNCTION_LOGINS}
    lines = [f"{'':<14} {'idle MiB':>9} {'peak MiB':>9} {'processor s':>12}"]
    for name, before in idle.items():
        after = busy[name]
        used = after.processor - before.processor
        lines.append(f"{name:<14} {before.resident / _MEGABYTE:>9.0f} {after.peak / _MEGABYTE:>9.0f} {used:>12.1f}")
    title = (
        f"a night of {options.rows} relevés beside {options.documents} CIs, {max(options.charges)} charges and"
        f" {options.rows} rows of an API: {seconds:.0f} s from its request to SUCCESS"
    )
    return Result(title, [], [], lines)


@dataclass(frozen=True, slots=True)
class _Module:
    mart: Mart
    group: ProcessGroup
    addresses: dict[str, Address]
    signer: Signer

    def pid(self, name: str) -> int:
        return self.group[name].pid

    def night(self) -> float:
        """Ask for a run and wait for its SUCCESS; the seconds it took. Raises RuntimeError when it ends otherwise."""
        begun = time.perf_counter()
        attributes = {"type": "rosetta.finops.run.requested.v1", "source": "bench", "id": str(uuid4())}
        headers, body = to_binary(CloudEvent(attributes, {"periods": [str(THIS_MONTH)]}))
        requests.post(f"{self.addresses['broker'].url}/finops/default", data=body, headers=headers, timeout=60)
        while (status := self._status()) in (None, "RUNNING", "LOADED"):
            time.sleep(_LOOK_SECONDS)
        if status != "SUCCESS":
            raise RuntimeError(f"the night ended {status}: {self._reasons()}")
        return time.perf_counter() - begun

    def read(self, months: int) -> None:
        """Every screen, each question asked for the first time, and months to take away, by eight readers at once."""
        token = self.signer.token(entity_id=ENTITY, exp=2**33)
        exports = [f"export/focus?period={LATEST}&format={kind}" for kind in ("csv", "parquet")]
        questions = [*exports, *list(screens(months).values()) * _ROUNDS, *exports]

        def ask(numbered: tuple[int, str]) -> None:
            number, question = numbered
            # Another Accept is another question to whoever keeps answers.
            headers = {"Authorization": f"Bearer {token}", "Accept": f"*/*, x/{number}"}
            url = f"{self.addresses['query_api'].url}/v1/local/{question}"
            with requests.get(url, headers=headers, timeout=600, stream=True) as answer:
                answer.raise_for_status()
                deque(answer.iter_content(2**20), maxlen=0)

        with ThreadPoolExecutor(_READERS) as readers:
            list(readers.map(ask, enumerate(questions)))

    def _status(self) -> str | None:
        row = self.mart.db.execute("SELECT status FROM etl_runs ORDER BY requested_at DESC LIMIT 1").fetchone()
        return None if row is None else str(row["status"])

    def _reasons(self) -> list[dict[str, Any]]:
        return self.mart.db.execute("SELECT domain_id, error FROM etl_run_steps WHERE error IS NOT NULL").fetchall()


@contextmanager
def _module(mart: Mart, mongo_url: str, signer: Signer, files: Path, folder: Path) -> Iterator[_Module]:
    addresses = {name: Address(name, free_port()) for name in ("broker", *FUNCTION_LOGINS)}
    shared = {
        **base_environment(),
        "MONGO_URL": mongo_url,
        "MONGO_DB": _RAW,
        "K_SINK": f"{addresses['broker'].url}/finops/default",
        "FINOPS_ENTITY_ID": ENTITY,
        "FINOPS_FILE_ROOTS": str(files),
        "OIDC_ISSUERS": json.dumps([{"issuer": signer.url, "audience": AUDIENCE}]),
    }
    subscribers = {service_name(name): [addresses[name].url] for name in FUNCTION_LOGINS}
    broker = broker_spec(addresses["broker"], [MANIFESTS], folder, subscribers, folder / "dead-letters", ())
    functions = [
        function_spec(
            addresses[name],
            ROOT / "functions" / name,
            {**shared, **dict.fromkeys(variables, mart.url), **_as_deployed(name)},
        )
        for name, variables in FUNCTION_LOGINS.items()
    ]
    with LogStream(folder / "platform.log") as log, ExitStack() as stack:
        group = ProcessGroup(folder, log)
        stack.callback(group.stop)
        group.start([broker, *functions])
        yield _Module(mart, group, addresses, signer)


def _as_deployed(function: str) -> dict[str, str]:
    """Threads and connections, as the manifest of the function's Service has them."""
    documents = yaml.safe_load_all((MANIFESTS / f"{service_name(function)}.yaml").read_text())
    (service,) = (each for each in documents if each["kind"] == "Service")
    (container,) = service["spec"]["template"]["spec"]["containers"]
    return {
        each["name"]: each["value"] for each in container["env"] if each["name"] in ("THREADS", "POSTGRES_POOL_SIZE")
    }


def _taken(master: int) -> Taken:
    parent = psutil.Process(master)
    workers: Sequence[psutil.Process] = parent.children(recursive=True)
    alone = parent.memory_full_info().uss
    times = [each.cpu_times() for each in (parent, *workers)]
    return Taken(
        alone + sum(each.memory_info().rss for each in workers),
        alone + sum(_most_resident(each.pid) for each in workers),
        sum(each.user + each.system for each in times),
    )


def _most_resident(process: int) -> int:
    """What the kernel remembers of a process: bytes at their most."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM:")).split()[1]) * 1024
