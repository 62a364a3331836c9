"""What screens wait for: each question first asked, asked before, and known already, beside an empty function."""

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import requests

from finops_runtime.database import load_sql
from refresh_mvs.windows import rebuild_windows
from tests.bench.mart import ENTITY, THIS_MONTH, Mart, Marts
from tests.bench.measure import Measure, Ratio, Result
from tests.bench.options import PRODUCTS, Options
from tests.bench.screens import LATEST, screens
from tests.bench.served import EMPTY, THREADS, Load, Served, load, served, wrk_is_here
from tests.integration.query_api.signer import AUDIENCE, Signer

_MAIN = Path(__file__).parents[2] / "functions" / "query_api" / "main.py"
_CLIENTS = (1, 8)
_HEADER = f"{'':<24} {'clients':>7} {'p50 ms':>8} {'p99 ms':>8} {'req/s':>8} {'of empty':>8}"


def bench(marts: Marts, options: Options) -> Result:
    """Every screen, by 1 and by 8 clients."""
    mart = marts.of(options.many, options.rows)
    publish_history(mart)
    with _signer() as signer, tempfile.TemporaryDirectory(prefix="finops-empty-") as folder:
        token = signer.token(entity_id=ENTITY, exp=2**33)
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        empty_main = Path(folder) / "main.py"
        empty_main.write_text(EMPTY)
        settings = _settings(mart, signer)
        cold, empty_cold = Measure("query_api, first answer"), Measure("empty function, first answer")
        for _ in range(options.repeats):
            with served(empty_main, "empty", {}, "/", {}) as empty:
                empty_cold.seconds.append(empty.seconds)
            with served(_MAIN, "query_api", settings, "/v1/local/domains", headers) as api:
                cold.seconds.append(api.seconds)
        with (
            served(empty_main, "empty", {}, "/", {}) as empty,
            served(_MAIN, "query_api", settings, "/v1/local/domains", headers) as api,
        ):
            _publish_budgets(api, signer, options)
            lines = list(_lines(api, empty, headers, options)) if wrk_is_here() else [_NO_WRK]
    return Result(
        f"API over {options.many - 1} published months of {options.rows} facts, {options.views} pricing views;"
        f" {THREADS} threads, from start to first answer:",
        [cold, empty_cold],
        [Ratio("query_api / empty function", cold, empty_cold, "-")],
        ["", *lines],
    )


_NO_WRK = "no load was made: wrk is not on PATH (apt-get install wrk)"


def _lines(api: Served, empty: Served, headers: Mapping[str, str], options: Options) -> Iterator[str]:
    """The table, a line a measurement."""
    yield _HEADER
    load(empty.url, {}, max(_CLIENTS), options.seconds)
    for name, question in screens(options.many).items():
        if options.screens and name not in options.screens:
            continue
        url = f"{api.url}/v1/local/{question}"
        answer = requests.get(url, headers={**headers, "Accept-Encoding": "identity"}, timeout=60)
        answer.raise_for_status()
        yield f"{name}: {question}, {len(answer.content) / 1000:.1f} kB"
        etag = answer.headers.get("ETag")
        # Each connection plans a statement once; after that the first answer of a generation is what is measured.
        load(url, headers, max(_CLIENTS), 1, distinct=True)
        for clients in _CLIENTS:
            # The floor beside each screen: what else the machine does is then in both.
            floor = load(empty.url, {}, clients, options.seconds)
            yield _line("  empty function", clients, floor, floor)
            if etag is not None:
                known = load(url, {**headers, "If-None-Match": etag}, clients, options.seconds)
                yield _line("  304", clients, known, floor)
                before = load(url, headers, clients, options.seconds)
                yield _line("  asked before", clients, before, floor)
            first = load(url, headers, clients, options.seconds, distinct=True)
            yield _line("  first asked", clients, first, floor)


def _line(name: str, clients: int, found: Load, floor: Load) -> str:
    failed = f"  {found.failed} FAILED" if found.failed else ""
    return (
        f"{name:<24} {clients:>7} {found.p50:>8.2f} {found.p99:>8.2f} {found.rate:>8.0f}"
        f" {found.rate / floor.rate:>8.2f}{failed}"
    )


def publish_history(mart: Mart) -> None:
    """What a run would have left: months that count as published, what looks across months, no dead rows."""
    history = [period.first_day for period in THIS_MONTH.plus(1 - mart.months).until(LATEST)]
    with mart.db.transaction():
        mart.db.execute(load_sql("tests.bench", "mark_published"), {"entity_id": ENTITY, "months": history})
        rebuild_windows(mart.db, ENTITY, history[-1:], None)
    mart.db.execute("VACUUM (ANALYZE)")
    mart.settle()


def _publish_budgets(api: Served, signer: Signer, options: Options) -> None:
    """Of every domain and of the first hundred applications, for the latest year."""
    named = [("domain", f"domain-{number:02}", 1_000_000) for number in range(20)]
    named += [
        ("application", f"application-{number:04}", 10_000)
        for number in range(1, min(100, options.rows // PRODUCTS - 1) + 1)
    ]
    lines = [
        {"scope": scope, "scopeId": key, "month": str(LATEST.plus(-month)), "amount": amount}
        for scope, key, amount in named
        for month in range(12)
    ]
    answer = requests.put(
        f"{api.url}/v1/local/admin/budgets/view-1",
        json={"lines": lines, "reason": "bench"},
        headers={"Authorization": f"Bearer {signer.token(entity_id=ENTITY, groups=['Rosetta_Admin'])}"},
        timeout=60,
    )
    answer.raise_for_status()


def _settings(mart: Mart, signer: Signer) -> dict[str, str]:
    return {
        "POSTGRES_URL": mart.url,
        "POSTGRES_ADMIN_URL": mart.url,
        "POSTGRES_POOL_SIZE": str(THREADS),
        "OIDC_ISSUERS": json.dumps([{"issuer": signer.url, "audience": AUDIENCE}]),
        "K_SINK": mart.sink.url,
        "FINOPS_ENTITY_ID": ENTITY,
        "FINOPS_VERSION": "bench",
    }


@contextmanager
def _signer() -> Iterator[Signer]:
    signer = Signer()
    try:
        yield signer
    finally:
        signer.close()
