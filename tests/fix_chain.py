"""The chain without a broker: each function behind functions-framework's own application, events by hand.

What the functions publish arrives over HTTP at a sink of the test, which decides what is delivered next,
how often and in which order. The end-to-end tests run the same functions as processes behind the broker.
"""

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID, uuid4

import pytest
from cloudevents.conversion import to_binary
from cloudevents.http import CloudEvent, from_http
from flask.testing import FlaskClient
from functions_framework import create_app

from finops_contract.events import NIGHTLY_SOURCE, PING, WATCH_SOURCE, run_id_of
from tests.fix_servers import as_login

ROOT = Path(__file__).parents[1]
ENTITY = "acme"
REQUEST_TYPE = "rosetta.finops.run.requested.v1"
STARTERS = ("ingest_open", "ingest_cloud", "ingest_native", "load_facts")
SUBSCRIBERS = {
    REQUEST_TYPE: STARTERS,
    "rosetta.finops.releves.staged.v1": ("load_facts",),
    "rosetta.finops.facts.loaded.v1": ("refresh_mvs",),
    "rosetta.finops.prices.published.v1": ("refresh_mvs",),
    "rosetta.finops.product.moved.v1": ("refresh_mvs",),
}


class Sink:
    """Where the functions' events go: kept in order of arrival; can be told to refuse."""

    def __init__(self) -> None:
        self.events: list[CloudEvent] = []
        self.refusing = False
        sink = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if not sink.refusing:
                    sink.events.append(from_http(dict(self.headers.items()), body))
                self.send_response(503 if sink.refusing else 202)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def of_type(self, kind: str) -> list[CloudEvent]:
        return [event for event in self.events if event["type"] == f"rosetta.finops.{kind}.v1"]


@dataclass
class Chain:
    """The functions of one module, and the sink that their events reach."""

    sink: Sink
    clients: dict[str, FlaskClient]
    delivered: int = 0
    answers: list[tuple[str, int]] = field(default_factory=list)

    def post(self, function: str, event: CloudEvent) -> int:
        """Deliver one event to one function; its status."""
        headers, body = to_binary(event)
        response = self.clients[function].post("/", headers=headers, data=body)
        self.answers.append((function, response.status_code))
        return response.status_code

    def request(
        self,
        *,
        periods: Sequence[str] = (),
        event_id: str | None = None,
        time: datetime | None = None,
        to: Sequence[str] = STARTERS,
        traceparent: str | None = None,
        **asked: Any,
    ) -> UUID:
        """Ask for a run as the API does; deliver the request to `to`; the run's id."""
        source, event_id = "/rosetta/finops/query_api", event_id or str(uuid4())
        event = CloudEvent(
            {"type": REQUEST_TYPE, "source": source, "id": event_id, "time": (time or datetime.now(UTC)).isoformat()},
            {"periods": list(periods), **asked},
        )
        if traceparent is not None:
            event["traceparent"] = traceparent
        for function in to:
            self.post(function, event)
        return run_id_of(ENTITY, source, event_id)

    def night(self, time: datetime, *, event_id: str | None = None, to: Sequence[str] = STARTERS) -> UUID:
        """The nightly ping; the run's id."""
        event_id = event_id or str(uuid4())
        event = CloudEvent({"type": PING, "source": NIGHTLY_SOURCE, "id": event_id, "time": time.isoformat()}, {})
        for function in to:
            self.post(function, event)
        return run_id_of(ENTITY, NIGHTLY_SOURCE, event_id)

    def watch(self, time: datetime) -> int:
        """The watch's ping."""
        return self.post(
            "load_facts",
            CloudEvent({"type": PING, "source": WATCH_SOURCE, "id": str(uuid4()), "time": time.isoformat()}, {}),
        )

    def settle(self, *, copies: int = 1, order: Callable[[list[CloudEvent]], list[CloudEvent]] = list) -> None:
        """Deliver what the functions publish until nothing new comes; each event `copies` times, waves in `order`."""
        while self.delivered < len(self.sink.events):
            wave = self.sink.events[self.delivered :]
            self.delivered = len(self.sink.events)
            for event in order(wave * copies):
                for function in SUBSCRIBERS.get(event["type"], ()):
                    self.post(function, event)
            if copies > 1:  # copies make functions tell again: those repeats change nothing and are not followed
                seen = {event["id"] for event in self.sink.events[: self.delivered]}
                fresh = [event for event in self.sink.events[self.delivered :] if event["id"] not in seen]
                self.sink.events[self.delivered :] = fresh


def function_client(name: str) -> tuple[FlaskClient, ModuleType]:
    """The function behind functions-framework's own application, and the module that it loaded."""
    app = create_app(target=name, source=str(ROOT / "functions" / name / "main.py"))
    app.testing = False
    client: FlaskClient = app.test_client()
    return client, sys.modules["main"]


Environment = Callable[[str], dict[str, str]]
MakeChain = Callable[..., Chain]


@pytest.fixture
def sink() -> Iterator[Sink]:
    sink = Sink()
    yield sink
    sink.close()


@pytest.fixture
def function_settings(database_url: str, mongo_url: str, mongo_db: str, sink: Sink, tmp_path: Path) -> Environment:
    """The environment of each function: its own database login, the test's databases and sink."""

    def settings(name: str) -> dict[str, str]:
        return {
            "POSTGRES_URL": as_login(database_url, name),
            "MONGO_URL": mongo_url,
            "MONGO_DB": mongo_db,
            "K_SINK": sink.url,
            "FINOPS_ENTITY_ID": ENTITY,
            "POSTGRES_POOL_SIZE": "2",
            "HTTP_BACKOFF_SECONDS": "0.01",
            "FINOPS_VERSION": "test",
            "FINOPS_FILE_ROOTS": str(tmp_path),
        }

    return settings


@pytest.fixture
def make_chain(function_settings: Environment, sink: Sink, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakeChain]:
    """Makes a chain of every event function, ready; its arguments are environment variables for all of them."""
    modules = []

    def make(**variables: str) -> Chain:
        clients = {}
        for name in (*STARTERS, "refresh_mvs"):
            with monkeypatch.context() as environment:
                for variable, value in {**function_settings(name), **variables}.items():
                    environment.setenv(variable, value)
                clients[name], module = function_client(name)
                modules.append(module)
                assert clients[name].get("/readyz").status_code == 200  # reads its settings, now
        return Chain(sink, clients, delivered=len(sink.events))

    yield make
    for module in modules:
        module.service().close()


@pytest.fixture
def chain(make_chain: MakeChain) -> Chain:
    """Every event function, with default settings."""
    return make_chain()
