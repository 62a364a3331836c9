"""A month ten times as long takes no more memory: measured in the real process, as it is deployed."""

import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
from psycopg.rows import DictRow

from finops_local.platform.commands import base_environment
from finops_local.servers.child import Child
from finops_local.servers.ports import free_port
from finops_local.servers.readiness import wait_until
from tests.fix_chain import Sink
from tests.integration.query_api.conftest import settings_for
from tests.integration.query_api.mart import fill
from tests.integration.query_api.signer import Signer

MAIN = Path(__file__).parents[4] / "functions" / "query_api" / "main.py"
SHORT, LONG = ("2026-07", 15_000), ("2026-08", 150_000)
MOST_GROWTH = 32 << 20
"""All rows at once are some hundred MB."""
CHARGES = b"""
INSERT INTO mv_cost_app_product_month
SELECT 'acme', (%(month)s || '-01')::date, 'actual', 'open', 'servers', 'vm', 'app-' || n / 50,
       'environment-' || n %% 50, 'VCPU_HOURS', n + 0.123456789, 0.0500001, (n + 0.123456789) * 0.0500001
FROM generate_series(1, %(rows)s) n
"""
PUBLISHED = b"""
INSERT INTO slice_publication (entity_id, period_month, domain_id, run_id, generation, published_at, rows)
VALUES ('acme', (%(month)s || '-01')::date, 'open', '11111111-1111-5111-8111-111111111111', 7, now(), %(rows)s)
"""


@pytest.fixture
def long_mart(db: psycopg.Connection[DictRow]) -> None:
    fill(db)
    db.execute("INSERT INTO dim_application SELECT 'app-' || n, 'Application ' || n FROM generate_series(0, 3000) n")
    for month, rows in (SHORT, LONG):
        db.execute(CHARGES, {"month": month, "rows": rows})
        db.execute(PUBLISHED, {"month": month, "rows": rows})
    db.execute("ANALYZE mv_cost_app_product_month")


@pytest.fixture
def server(long_mart: None, database_url: str, signer: Signer, sink: Sink) -> Iterator[tuple[str, Child]]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    argv: list[str | Path] = [sys.executable, "-m", "functions_framework", "--source", MAIN, "--target", "query_api"]
    environment = {**base_environment(), **settings_for(database_url, signer, sink)}
    child = Child("query_api", [*argv, "--host", "127.0.0.1", "--port", str(port)], env=environment)
    child.start()
    try:
        wait_until(lambda: _answers(url), child, 60)
        yield url, child
    finally:
        child.stop()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _peak(child: Child) -> int:
    """The most memory that any of its processes ever had."""
    processes = [psutil.Process(child.pid), *psutil.Process(child.pid).children(recursive=True)]
    status = [Path(f"/proc/{process.pid}/status").read_text() for process in processes]
    return max(int(text.partition("VmHWM:")[2].split()[0]) << 10 for text in status)


def _download(url: str, signer: Signer, month: str, form: str) -> tuple[int, int]:
    """Rows announced, bytes read; nothing is kept."""
    bearer = {"Authorization": f"Bearer {signer.token(groups=['Rosetta_User'], sub='adam')}"}
    asked = urllib.request.Request(f"{url}/v1/local/export/focus?period={month}&format={form}", headers=bearer)
    with urllib.request.urlopen(asked, timeout=120) as answer:
        assert answer.headers["Transfer-Encoding"] == "chunked"
        size = sum(len(chunk) for chunk in iter(lambda: answer.read(1 << 20), b""))
        return int(answer.headers["Finops-Rows"]), size


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_memory_does_not_grow_with_the_month(server: tuple[str, Child], signer: Signer, form: str) -> None:
    url, child = server
    rows, size = _download(url, signer, SHORT[0], form)
    assert rows == SHORT[1]
    before = _peak(child)
    rows, long_size = _download(url, signer, LONG[0], form)
    assert rows == LONG[1]
    assert long_size > 5 * size
    after = _peak(child)
    assert after - before < MOST_GROWTH, f"{before} bytes for {size}, {after} for {long_size}"
