"""How long query_api takes to answer: first asked, asked before, and known already, beside an empty function."""

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import requests

from tests.bench.measure import Measure, Ratio, Result
from tests.bench.options import Options
from tests.bench.served import EMPTY, THREADS, Load, Served, load, served, wrk_is_here
from tests.integration.query_api.signer import AUDIENCE, Signer

_MAIN = Path(__file__).parents[2] / "functions" / "query_api" / "main.py"
_CLIENTS = (1, 8)
_HEADER = f"{'':<24} {'clients':>7} {'p50 ms':>8} {'p99 ms':>8} {'req/s':>8} {'of empty':>8}"
_NO_WRK = "no load was made: wrk is not on PATH (apt-get install wrk)"


@dataclass(frozen=True, slots=True)
class Deployment:
    """query_api on one mart: whose it is, and who asks."""

    scope: Literal["local", "group"]
    entity: str
    role: str
    mart_url: str
    sink_url: str

    @property
    def root(self) -> str:
        """What the paths of its routes begin with."""
        return f"/v1/{self.scope}/"

    def settings(self, signer: Signer) -> dict[str, str]:
        """Its environment."""
        return {
            "POSTGRES_URL": self.mart_url,
            "POSTGRES_ADMIN_URL": self.mart_url,
            "POSTGRES_POOL_SIZE": str(THREADS),
            "OIDC_ISSUERS": json.dumps([{"issuer": signer.url, "audience": AUDIENCE}]),
            "K_SINK": self.sink_url,
            "FINOPS_SCOPE": self.scope,
            "FINOPS_ENTITY_ID": self.entity,
            "FINOPS_VERSION": "bench",
        }


def measure_answers(
    mart: str,
    deployment: Deployment,
    questions: Mapping[str, str],
    options: Options,
    prepare: Callable[[Served, Signer], None] | None = None,
) -> Result:
    """Every question, by 1 and by 8 clients; `mart` says over what, `prepare` is called before the first of them."""
    with closing(Signer()) as signer, tempfile.TemporaryDirectory(prefix="finops-empty-") as folder:
        token = signer.token(entity_id=deployment.entity, groups=[deployment.role], exp=2**33)
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        empty_main = Path(folder) / "main.py"
        empty_main.write_text(EMPTY)
        settings, first = deployment.settings(signer), f"{deployment.root}domains"
        cold, empty_cold = Measure("query_api, first answer"), Measure("empty function, first answer")
        for _ in range(options.repeats):
            with served(empty_main, "empty", {}, "/", {}) as empty:
                empty_cold.seconds.append(empty.seconds)
            with served(_MAIN, "query_api", settings, first, headers) as api:
                cold.seconds.append(api.seconds)
        with (
            served(empty_main, "empty", {}, "/", {}) as empty,
            served(_MAIN, "query_api", settings, first, headers) as api,
        ):
            if prepare is not None:
                prepare(api, signer)
            asked = {
                name: deployment.root + question
                for name, question in questions.items()
                if not options.screens or name in options.screens
            }
            lines = list(_lines(api, empty, headers, asked, options.seconds)) if wrk_is_here() else [_NO_WRK]
    return Result(
        f"API over {mart}; {THREADS} threads, from start to first answer:",
        [cold, empty_cold],
        [Ratio("query_api / empty function", cold, empty_cold, "-")],
        ["", *lines],
    )


def _lines(
    api: Served, empty: Served, headers: Mapping[str, str], asked: Mapping[str, str], seconds: int
) -> Iterator[str]:
    """The table, a line a measurement; each load lasts so many seconds."""
    yield _HEADER
    load(empty.url, {}, max(_CLIENTS), seconds)
    for name, path in asked.items():
        url = api.url + path
        answer = requests.get(url, headers={**headers, "Accept-Encoding": "identity"}, timeout=60)
        answer.raise_for_status()
        yield f"{name}: {path}, {len(answer.content) / 1000:.1f} kB"
        etag = answer.headers.get("ETag")
        # Each connection plans a statement once; after that the first answer of a generation is what is measured.
        load(url, headers, max(_CLIENTS), 1, distinct=True)
        for clients in _CLIENTS:
            # The floor beside each screen: what else the machine does is then in both.
            floor = load(empty.url, {}, clients, seconds)
            yield _line("  empty function", clients, floor, floor)
            if etag is not None:
                known = load(url, {**headers, "If-None-Match": etag}, clients, seconds)
                yield _line("  304", clients, known, floor)
                before = load(url, headers, clients, seconds)
                yield _line("  asked before", clients, before, floor)
            first = load(url, headers, clients, seconds, distinct=True)
            yield _line("  first asked", clients, first, floor)


def _line(name: str, clients: int, found: Load, floor: Load) -> str:
    failed = f"  {found.failed} FAILED" if found.failed else ""
    return (
        f"{name:<24} {clients:>7} {found.p50:>8.2f} {found.p99:>8.2f} {found.rate:>8.0f}"
        f" {found.rate / floor.rate:>8.2f}{failed}"
    )
