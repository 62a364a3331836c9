"""A subscriber for tests: a real HTTP server that answers as it is told and remembers what came."""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Received:
    at: float
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["ce-id"]


@dataclass(frozen=True)
class Reply:
    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    after: float = 0.0


class Receiver:
    """`replies[id]` are given to the event of that id in turn, the last one from then on; `always` to the others."""

    def __init__(self) -> None:
        self.url = ""
        self.always = Reply()
        self.replies: dict[str, list[Reply]] = {}
        self.received: list[Received] = []
        self._lock = threading.Lock()

    @property
    def ids(self) -> list[str]:
        return [request.id for request in self.received]

    def of(self, identifier: str) -> list[Received]:
        return [request for request in self.received if request.id == identifier]

    def answer(self, request: Received) -> Reply:
        with self._lock:
            self.received.append(request)
            replies = self.replies.get(request.id, [self.always])
            return replies.pop(0) if len(replies) > 1 else replies[0]

    def counts(self) -> dict[str, int]:
        counts: defaultdict[str, int] = defaultdict(int)
        for identifier in self.ids:
            counts[identifier] += 1
        return dict(counts)


@contextmanager
def receiving() -> Iterator[Receiver]:
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            reply = receiver.answer(Received(time.monotonic(), self.path, headers, body))
            time.sleep(reply.after)
            self.send_response(reply.status)
            for name, value in {**reply.headers, "Content-Length": str(len(reply.body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    receiver.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
