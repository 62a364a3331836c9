"""The dead-letter sink as its manifest starts it: a process that keeps an event and shows that it did."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import yaml

from finops_local.servers.ports import free_port
from tests.infra.monitoring.rules import ROOT

MANIFEST = (ROOT / "infra" / "knative" / "base" / "dead-letters.yaml").read_text(encoding="utf-8")
(SERVICE,) = (each for each in yaml.safe_load_all(MANIFEST) if each["kind"] == "Service")
TEMPLATE = SERVICE["spec"]["template"]
EVENT = {
    "ce-specversion": "1.0",
    "ce-id": "e1",
    "ce-type": "theirs",
    "ce-source": "/s",
    "content-type": "application/json",
}


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Its address, and its log; it may write to no folder, as its manifest says."""
    (container,) = TEMPLATE["spec"]["containers"]
    port = free_port()
    command = [sys.executable, *container["command"][1:]]
    arguments = [argument.replace(":8080", f"127.0.0.1:{port}") for argument in container["args"]]
    log = tmp_path / "log"
    with log.open("wb") as output:
        process = subprocess.Popen([*command, *arguments], stdout=output, stderr=output, cwd="/proc")
        url = f"http://127.0.0.1:{port}"
        try:
            wait_for(url)
            yield url, log
        finally:
            process.terminate()
            assert process.wait(20) == 0


def wait_for(url: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            assert requests.get(f"{url}/readyz", timeout=5).status_code == 200
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)


def test_a_letter_is_in_the_log_and_in_the_metrics(sink: tuple[str, Path]) -> None:
    url, log = sink
    assert requests.post(url, data=b'{"said": "what"}', headers=EVENT, timeout=5).status_code == 204
    assert 'finops_dead_letters_total{type="other"} 1.0' in requests.get(f"{url}/metrics", timeout=5).text
    assert '{"said": "what"}' in log.read_text(encoding="utf-8")
    assert "error:" not in log.read_text(encoding="utf-8").lower()


def test_one_instance_is_always_there() -> None:
    annotations = TEMPLATE["metadata"]["annotations"]
    assert [annotations[f"autoscaling.knative.dev/{bound}-scale"] for bound in ("min", "max")] == ["1", "1"]
