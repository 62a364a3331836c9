"""query_api as it runs in production: a process of its own behind functions-framework, asked over HTTP."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
import requests
from psycopg.rows import dict_row

from finops_local.servers.child import Child
from finops_local.servers.ports import free_port
from finops_local.servers.readiness import wait_until
from tests.fix_chain import ROOT, Sink
from tests.fix_servers import clone
from tests.integration.query_api.conftest import settings_for
from tests.integration.query_api.mart import fill
from tests.integration.query_api.signer import Signer

_LONG_ENOUGH = 86_400


@dataclass(frozen=True, slots=True)
class Served:
    """A running query_api, its database and its event sink."""

    url: str
    database_url: str
    signer: Signer
    sink: Sink
    child: Child

    def token(self, *roles: str, **claims: Any) -> str:
        """A good token of these roles, for as long as anything here takes."""
        return self.signer.token(groups=list(roles), sub="adam", exp=int(time.time()) + _LONG_ENOUGH, **claims)


@contextmanager
def served(
    postgres_url: str, template: str, signer: Signer, *, mart: Callable[[Any], None] = fill, **variables: str
) -> Iterator[Served]:
    """The process, with a small mart of its own."""
    sink = Sink()
    with clone(postgres_url, template) as database_url:
        with psycopg.connect(database_url, autocommit=True, row_factory=dict_row) as db:
            mart(db)
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        settings = {**settings_for(database_url, signer, sink), "POSTGRES_POOL_SIZE": "4", **variables}
        child = Child(
            "query_api",
            [sys.executable, "-m", "functions_framework", "--target", "query_api", "--port", str(port)],
            env={"PATH": os.environ["PATH"], "THREADS": "4", **settings},
            cwd=ROOT / "functions" / "query_api",
        )
        child.start()
        try:
            wait_until(lambda: _is_ready(url), child, timeout=60)
            yield Served(url, database_url, signer, sink, child)
        finally:
            child.stop()
            sink.close()


def _is_ready(url: str) -> bool:
    try:
        return requests.get(f"{url}/readyz", timeout=5).ok
    except requests.ConnectionError:
        return False


@pytest.fixture(scope="session")
def served_api(postgres_url: str, template: str, signer: Signer) -> Iterator[Served]:
    """Shared by tests that only read."""
    with served(postgres_url, template, signer) as api:
        yield api


@pytest.fixture
def own_served_api(postgres_url: str, template: str, signer: Signer) -> Iterator[Served]:
    """Of a test that changes what it likes."""
    with served(postgres_url, template, signer) as api:
        yield api
