"""The dead-letter sink as its manifest starts it: a process that keeps an event and shows that it did."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from finops_local.servers.ports import free_port
from tests.infra.rendered import SERVICE, Object, pod_of, rendered

READ_ONLY_ROOT = Path(__file__).with_name("read_only_root.py")
EVENT = {
    "ce-specversion": "1.0",
    "ce-id": "e1",
    "ce-type": "theirs",
    "ce-source": "/s",
    "content-type": "application/json",
}


def service() -> Object:
    return rendered("base").named(*SERVICE, "finops-dead-letters")


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Its address, and its log; it may write to /dev/shm alone, as on the cluster."""
    port = free_port()
    (container,) = pod_of(service())["containers"]
    arguments = (argument.replace(":8080", f"127.0.0.1:{port}") for argument in container["args"])
    command = [sys.executable, str(READ_ONLY_ROOT), *container["command"][1:], *arguments]
    log = tmp_path / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, cwd="/")
        try:
            url = f"http://127.0.0.1:{port}"
            wait_for(url, process)
            yield url, log
        finally:
            process.terminate()
            assert process.wait(20) == 0, log.read_text(encoding="utf-8")


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            assert requests.get(f"{url}/readyz", timeout=30).status_code == 200
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)


def test_on_the_cluster_it_may_write_to_no_folder_of_its_own() -> None:
    pod = pod_of(service())
    assert pod["containers"][0]["securityContext"]["readOnlyRootFilesystem"] is True
    assert "volumes" not in pod


def test_a_letter_is_in_the_log_and_in_the_metrics(sink: tuple[str, Path]) -> None:
    url, log = sink
    assert requests.post(url, data=b'{"said": "what"}', headers=EVENT, timeout=5).status_code == 204
    assert 'finops_dead_letters_total{type="other"} 1.0' in requests.get(f"{url}/metrics", timeout=5).text
    assert '{"said": "what"}' in log.read_text(encoding="utf-8")
    assert "error:" not in log.read_text(encoding="utf-8").lower()


def test_one_instance_is_always_there() -> None:
    annotations = service()["spec"]["template"]["metadata"]["annotations"]
    assert [annotations[f"autoscaling.knative.dev/{bound}-scale"] for bound in ("min", "max")] == ["1", "1"]
