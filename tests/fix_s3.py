"""A store that speaks S3: a server process of its own, asked over HTTP."""

import sys
from collections.abc import Iterator

import pytest
import requests

from finops_local.servers.child import Child
from finops_local.servers.ports import free_port
from finops_local.servers.readiness import wait_until

BUCKET = "bills"


class Store:
    """The server, written to with plain HTTP."""

    def __init__(self, url: str) -> None:
        self.url = url

    def answers(self) -> bool:
        try:
            return requests.get(f"{self.url}/moto-api/", timeout=1).ok
        except requests.RequestException:
            return False

    def put(self, key: str, body: bytes = b"") -> None:
        requests.put(f"{self.url}/{BUCKET}/{key}", data=body, headers=_SIGNED, timeout=10).raise_for_status()

    def delete(self, key: str) -> None:
        requests.delete(f"{self.url}/{BUCKET}/{key}", headers=_SIGNED, timeout=10).raise_for_status()


# The server believes any signature, as long as there is one.
_SIGNED = {"Authorization": "AWS4-HMAC-SHA256 Credential=test/20240901/us-east-1/s3/aws4_request, Signature=test"}


@pytest.fixture(scope="session")
def s3_server() -> Iterator[Store]:
    port = free_port()
    child = Child("moto", [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)])
    child.start()
    try:
        store = Store(f"http://127.0.0.1:{port}")
        wait_until(store.answers, child, 60)
        yield store
    finally:
        child.stop(10)


@pytest.fixture
def s3_store(s3_server: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    for name, value in {"ID": "test", "SECRET": "test"}.items():  # what the SDK reads by itself
        monkeypatch.setenv({"ID": "AWS_ACCESS_KEY_ID", "SECRET": "AWS_SECRET_ACCESS_KEY"}[name], value)
    requests.post(f"{s3_server.url}/moto-api/reset", timeout=10).raise_for_status()
    requests.put(f"{s3_server.url}/{BUCKET}", headers=_SIGNED, timeout=10).raise_for_status()
    return s3_server
