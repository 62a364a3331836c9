"""A group that speaks the HTTP API of docs/group.md, judges by what was sent alone, and can be told to misbehave."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

from finops_contract.exchange import Manifest
from tests.integration.export_group.received import Received, lies_of, refused_piece

RELEASE: dict[str, Any] = {
    "entities": [{"entity_id": "acme", "label": "Acme", "first_month": "2020-01"}],
    "metrics": [],
    "domains": [],
    "families": [],
    "products": [],
    "pricing_views": [{"pricing_view_id": "actual", "label": "Actual", "currency": "EUR", "metrics": ["m"]}],
}


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Callers that hang up are part of the tests."""


Answered = tuple[int, Any] | tuple[int, Any, dict[str, str]]
TOKEN = "token-of-the-stub-group"


@dataclass
class Trouble:
    """What a request meets instead of an answer: `times` of those that `at` names (a part of "METHOD path")."""

    kind: str
    at: str = ""
    times: int = 10**9
    seconds: float = 0

    def meets(self, request: str) -> bool:
        if self.times <= 0 or self.at not in request:
            return False
        self.times -= 1
        return True


@dataclass
class StubGroup:
    """The group: what it has, what it was asked, and what goes wrong."""

    version: int = 1
    document: dict[str, Any] = field(default_factory=lambda: dict(RELEASE))
    is_member: bool = True
    contract_versions: tuple[int, ...] = (1,)
    exchanges: dict[str, Received] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    looks: int = 1
    """How often one must look until a loaded month is published."""
    verdict: Callable[[Manifest], tuple[str, str | None]] = lambda _: ("LOADED", None)
    findings: list[dict[str, Any]] = field(default_factory=list)
    on_request: Callable[[str], None] = lambda _: None
    busy: int = 0
    """So many commits are told that another month is being published."""
    retry_after: str = "0"

    def __post_init__(self) -> None:
        self.lock = threading.Lock()
        self.token = TOKEN
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def sent(self, kind: str) -> list[str]:
        """The requests of a kind: a part of "METHOD path"."""
        return [request for request in self.requests if kind in request]

    def published(self, period: str) -> list[Received]:
        return [each for each in self.exchanges.values() if each.period == period and each.status == "PUBLISHED"]

    def answer(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answered:
        if path == "/token":
            return 200, {"access_token": self.token, "token_type": "Bearer", "expires_in": 3600}
        if headers.get("authorization") != f"Bearer {self.token}":
            return _problem(401, "unauthorized")
        parts = path.removeprefix("/v1/exchange/").split("/")
        if parts == ["release"]:
            return self._release(headers)
        entity, period, exchange_id, *rest = parts
        if entity != "acme":
            return _problem(403, "forbidden")
        with self.lock:
            return self._exchange(method, rest, period, exchange_id, body)

    def _exchange(self, method: str, rest: list[str], period: str, exchange_id: str, body: bytes) -> Answered:
        match method, rest:
            case "PUT", []:
                return self._begin(period, exchange_id, body)
            case "PUT", ["pieces", dataset, number]:
                return self._piece(exchange_id, dataset, int(number), body)
            case "POST", ["commit"]:
                return self._commit(exchange_id)
            case "GET", []:
                return self._state_of(exchange_id)
        return _problem(404, "not-found")

    def _release(self, headers: dict[str, str]) -> Answered:
        if not self.is_member:
            return _problem(404, "no-release")
        checksum = f"{self.version:064x}"
        if headers.get("if-none-match") == f'"{checksum}"':
            return 304, None
        document = {
            "version": self.version,
            "checksum": checksum,
            "publishedAt": "2026-11-01T00:00:00Z",
            "contractVersions": self.contract_versions,
            "release": self.document,
        }
        return 200, document, {"ETag": f'"{checksum}"'}

    def _begin(self, period: str, exchange_id: str, body: bytes) -> Answered:
        manifest = Manifest.model_validate_json(body)
        if str(manifest.exchange_id) != exchange_id or str(manifest.period) != period:
            return _problem(422, "manifest-differs")
        known = self.exchanges.get(exchange_id)
        if known is None or known.status in ("REFUSED", "FAILED", "ABANDONED"):
            for other in self.exchanges.values():
                if other.period == period and other.status == "RECEIVING":
                    other.status = "ABANDONED"
            self.exchanges[exchange_id] = Received(manifest)
        return 201 if known is None else 200, self._document(self.exchanges[exchange_id])

    def _piece(self, exchange_id: str, dataset: str, number: int, body: bytes) -> Answered:
        received = self.exchanges[exchange_id]
        if received.status != "RECEIVING":
            return _problem(409, "not-receiving")
        if wrong := refused_piece(received.manifest, dataset, number, body):
            return _problem(422, "piece-differs", wrong)
        received.pieces[dataset, number] = body
        return 204, None

    def _commit(self, exchange_id: str) -> Answered:
        received = self.exchanges[exchange_id]
        if received.missing():
            return 409, {**_problem(409, "pieces-missing")[1], "state": self._document(received)}
        if self.busy:
            self.busy -= 1
            return *_problem(503, "run-under-way"), {"Retry-After": self.retry_after}
        if received.status == "RECEIVING":
            lies = lies_of(received)
            verdict = ("REFUSED", lies[0]) if lies else self.verdict(received.manifest)
            received.status, received.error_code = verdict
            received.looks = self.looks
        return 200, self._document(received)

    def _state_of(self, exchange_id: str) -> Answered:
        received = self.exchanges.get(exchange_id)
        if received is None:
            return _problem(404, "unknown-exchange")
        if received.status == "LOADED":
            received.looks -= 1
            if received.looks <= 0:
                received.status = "PUBLISHED"
        return 200, self._document(received)

    def _document(self, received: Received) -> dict[str, Any]:
        return {
            "exchangeId": str(received.manifest.exchange_id),
            "entityId": "acme",
            "period": received.period,
            "status": received.status,
            "missingPieces": received.missing() if received.status == "RECEIVING" else [],
            "errorCode": received.error_code,
            "errorSummary": received.error_code and f"because of {received.error_code}",
            "release": self.version,
            "generation": None,
            "publishedAt": None,
            "findings": self.findings if received.status != "RECEIVING" else [],
            "somethingNew": True,
        }


def _problem(status: int, code: str, detail: str = "as the test wants it") -> tuple[int, Any]:
    return status, {"type": f"urn:rosetta-finops:problem:{code}", "title": code, "status": status, "detail": detail}


def _handler(group: StubGroup) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            request = f"{self.command} {self.path}"
            group.requests.append(request)
            group.on_request(request)
            for trouble in group.troubles:
                if trouble.meets(request):
                    self._misbehave(trouble)
                    return
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, document, *more = group.answer(self.command, self.path, body, headers)
            self._write(status, b"" if document is None else json.dumps(document).encode(), *more)

        def _misbehave(self, trouble: Trouble) -> None:
            self.close_connection = True
            match trouble.kind:
                case "hang":
                    time.sleep(trouble.seconds)
                case "drop":
                    pass
                case "drip":
                    self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
                    for _ in range(int(trouble.seconds * 10)):
                        self.wfile.write(b" ")
                        time.sleep(0.1)
                case "garbage":
                    self._write(200, b"<html>Welcome to the captive portal</html>")
                case "list":
                    self._write(200, b"[[[1]]]")
                case "huge":
                    self._write(200, b"[" + b" " * (2 << 20))
                case "half":
                    self.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"exch')
                case "redirect":
                    self._write(307, b"", {"Location": f"{group.url}/elsewhere"})
                case "other":
                    self._write(200, json.dumps({"exchangeId": str(uuid4()), "status": "PUBLISHED"}).encode())
                case status:
                    self._write(int(status), b"<h1>error</h1>")

        def _write(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_PUT = do_POST = _serve  # noqa: N815 - the base's names

        def log_message(self, *_: object) -> None:
            pass

    return Handler
