"""Source systems as processes of their own, answering from a file that a test writes."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import pytest
import requests

STUB_TOKEN = "stub-token-of-the-tests"
_TOKEN_ENV = "FINOPS_STUB_TOKEN"


@dataclass(frozen=True)
class Stub:
    """A running stub: its address, and the file it answers from. Ends its process when it is left or stopped."""

    url: str
    data: Path
    process: subprocess.Popen[bytes]

    def holds(self, document: dict[str, Any], *oddities: dict[str, Any]) -> None:
        """From the next request on, this is what the source holds, and what goes wrong."""
        _write(self.data, {**document, "oddities": oddities})

    def stop(self) -> None:
        """End the process."""
        self.process.terminate()
        self.process.wait(timeout=30)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()


def start_stub(module: str, tmp_path_factory: pytest.TempPathFactory, token: str | None = None) -> Stub:
    """Start `finops_local.stubs.<module>` on a free port and wait until it answers; it holds an empty document."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = tmp_path_factory.mktemp(module) / "data.json"
    _write(data, {"oddities": []})
    argv = [sys.executable, "-m", f"finops_local.stubs.{module}", "--port", str(port), "--data", str(data)]
    if token is not None:
        argv += ["--token-env", _TOKEN_ENV]
    stub = Stub(f"http://127.0.0.1:{port}", data, subprocess.Popen(argv, env={**os.environ, _TOKEN_ENV: token or ""}))
    try:
        _wait_until_ready(stub)
    except BaseException:
        stub.stop()
        raise
    return stub


class Stubs(Protocol):
    """Gives a running stub by the name of its module; with a token that requests must carry, or without."""

    def __call__(self, module: str, token: str | None = STUB_TOKEN) -> Stub: ...


@pytest.fixture(scope="session")
def stubs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stubs]:
    """Every stub by name, each process started when first asked for and ended with the session."""
    running: dict[tuple[str, str | None], Stub] = {}
    with ExitStack() as stack:

        def stub_of(module: str, token: str | None = STUB_TOKEN) -> Stub:
            if (module, token) not in running:
                running[module, token] = stack.enter_context(start_stub(module, tmp_path_factory, token))
            return running[module, token]

        yield stub_of


def _write(data: Path, document: dict[str, Any]) -> None:
    new = data.with_suffix(".new")
    new.write_text(json.dumps(document), encoding="utf-8")
    new.replace(data)


def _wait_until_ready(stub: Stub) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert stub.process.poll() is None, "the stub ended at once"
        try:
            if requests.get(f"{stub.url}/healthz", timeout=1).ok:
                return
        except requests.RequestException:
            time.sleep(0.05)
    pytest.fail("the stub did not answer within 60 s")


@pytest.fixture
def gitlab(stubs: Stubs) -> Stub:
    """A GitLab with no projects and no groups, and nothing wrong."""
    stub = stubs("gitlab")
    stub.holds({"projects": [], "groups": []})
    return stub


@pytest.fixture
def artifactory(stubs: Stubs) -> Stub:
    """An Artifactory without a storage summary, and nothing wrong."""
    stub = stubs("artifactory")
    stub.holds({"storageinfo": {}})
    return stub


@pytest.fixture
def sonarqube(stubs: Stubs) -> Stub:
    """A SonarQube with no projects, and nothing wrong."""
    stub = stubs("sonarqube")
    stub.holds({"projects": []})
    return stub
