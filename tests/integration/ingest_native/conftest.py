"""The GitLab stub as a process of its own, answering from a file that a test writes."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

TOKEN = "glpat-integration"


@dataclass(frozen=True)
class GitlabStub:
    """A running stub: its address, and the file it answers from."""

    url: str
    data: Path

    def holds(self, projects: list[dict[str, Any]], *oddities: dict[str, Any]) -> None:
        """From the next request on, these are the projects and what goes wrong."""
        new = self.data.with_suffix(".new")
        new.write_text(json.dumps({"projects": projects, "oddities": oddities}))
        new.replace(self.data)


@pytest.fixture(scope="session")
def gitlab_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GitlabStub]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    stub = GitlabStub(f"http://127.0.0.1:{port}", tmp_path_factory.mktemp("gitlab") / "data.json")
    stub.holds([])
    argv = [
        sys.executable,
        "-m",
        "finops_local.stubs.gitlab",
        "--port",
        str(port),
        "--data",
        str(stub.data),
        "--token-env",
        "GITLAB_TOKEN",
    ]
    with subprocess.Popen(argv, env={**os.environ, "GITLAB_TOKEN": TOKEN}) as process:
        try:
            _wait_until_ready(process, stub.url)
            yield stub
        finally:
            process.terminate()


@pytest.fixture
def gitlab(gitlab_process: GitlabStub) -> GitlabStub:
    """The stub with no projects and nothing wrong."""
    gitlab_process.holds([])
    return gitlab_process


def _wait_until_ready(process: subprocess.Popen[bytes], url: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        assert process.poll() is None, "the stub ended at once"
        try:
            if requests.get(f"{url}/healthz", timeout=1).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.05)
    pytest.fail("the stub did not answer within 30 s")
