"""A broker as a process of its own, with two Triggers and a real subscriber behind each."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import requests
from cloudevents.conversion import to_binary
from cloudevents.http import CloudEvent

from finops_local.broker import client
from finops_local.servers.child import Child
from finops_local.servers.ports import free_port
from finops_local.servers.readiness import wait_until
from tests.integration.local.receiver import Receiver, receiving

DELIVERY = """
  delivery:
    retry: {retry}
    backoffPolicy: exponential
    backoffDelay: PT1S
    deadLetterSink: {{ref: {{apiVersion: serving.knative.dev/v1, kind: Service, name: dead}}}}
"""


def trigger(name: str, kind: str, retry: int = 3) -> str:
    return f"""---
apiVersion: eventing.knative.dev/v1
kind: Trigger
metadata: {{name: {name}}}
spec:
  broker: default
  filter: {{attributes: {{type: {kind}}}}}
  subscriber:
    ref: {{apiVersion: serving.knative.dev/v1, kind: Service, name: {name}}}
    uri: /events
{DELIVERY.format(retry=retry)}"""


PING = """---
apiVersion: sources.knative.dev/v1
kind: PingSource
metadata: {name: tick}
spec:
  schedule: "* * * * *"
  timezone: Europe/Paris
  sink: {ref: {apiVersion: eventing.knative.dev/v1, kind: Broker, name: default}}
"""


class Broker:
    """A running broker with two Triggers: `one` takes type a, `two` takes types a (as `both`) and b."""

    def __init__(self, url: str, dead_letters: Path, child: Child) -> None:
        self.url = url
        self.child = child
        self._dead_letters = dead_letters

    def send(self, identifier: str, kind: str = "a", data: object = None, **attributes: str) -> int:
        event = CloudEvent({"id": identifier, "type": kind, "source": "/test", **attributes}, data)
        headers, body = to_binary(event)
        return self.post(headers, body).status_code

    def post(self, headers: dict[str, str], body: bytes, path: str = "/finops/default") -> requests.Response:
        return requests.post(self.url + path, headers=headers, data=body, timeout=10)

    def idle(self) -> dict[str, Any]:
        return client.wait_idle(self.url, 20)

    def dead_letters(self) -> list[dict[str, Any]]:
        return [json.loads(file.read_text()) for file in sorted(self._dead_letters.glob("*.json"))]


StartBroker = Callable[..., Broker]


@pytest.fixture
def one() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def two() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def start(tmp_path: Path, one: Receiver, two: Receiver) -> Iterator[StartBroker]:
    with ExitStack() as stack:

        def start_broker(*options: str, manifests: str | None = None) -> Broker:
            base, dead = tmp_path / "base", tmp_path / "dead"
            base.mkdir()
            text = trigger("one", "a") + trigger("two", "b") + PING if manifests is None else manifests
            (base / "kustomization.yaml").write_text("namespace: finops\nresources: [all.yaml]\n")
            (base / "all.yaml").write_text("kind: Broker\nmetadata: {name: default}\n" + text)
            port = free_port()
            url = f"http://127.0.0.1:{port}"
            argv = [sys.executable, "-m", "finops_local.broker", "--manifests", str(base), "--port", str(port)]
            argv += ["--dead-letters", str(dead), "--subscriber", f"one={one.url}", "--subscriber", f"two={two.url}"]
            child = Child("broker", [*argv, "--backoff-scale", "0.02", *options])
            stack.callback(child.stop)
            child.start()
            wait_until(lambda: _answers(url), child, 20)
            return Broker(url, dead, child)

        yield start_broker


def _answers(url: str) -> bool:
    try:
        return requests.get(f"{url}/healthz", timeout=5).ok
    except requests.ConnectionError:
        return False
