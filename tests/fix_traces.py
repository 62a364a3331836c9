"""A receiver of traces: takes OTLP over HTTP as any collector does, and can be down, slow, or answer 500."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic, sleep

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from finops_runtime.tracing import end_tracing


class Receiver:
    """Keeps spans by the service that sent them, and the bytes of every request."""

    def __init__(self, status: int = 200, is_hanging: bool = False) -> None:
        self.spans: defaultdict[str, list[Span]] = defaultdict(list)
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []
        self._let_go = threading.Event()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.bodies.append(body)
                receiver.headers.append(dict(self.headers.items()))
                if is_hanging:
                    receiver._let_go.wait()
                elif status == 200:
                    receiver._keep(body)
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._let_go.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def all(self) -> list[Span]:
        return [span for spans in self.spans.values() for span in spans]

    def wait_for_request(self) -> None:
        end = monotonic() + 10
        while not self.bodies:
            assert monotonic() < end, "nothing was sent"
            sleep(0.01)

    def _keep(self, body: bytes) -> None:
        request = ExportTraceServiceRequest.FromString(body)
        for resource in request.resource_spans:
            name = next(a.value.string_value for a in resource.resource.attributes if a.key == "service.name")
            for scope in resource.scope_spans:
                self.spans[name].extend(scope.spans)


def attributes(span: Span) -> dict[str, str | int]:
    """The span's attributes as Python's values."""
    return {
        a.key: a.value.int_value if a.value.HasField("int_value") else a.value.string_value for a in span.attributes
    }


MakeReceiver = Callable[..., Receiver]


@pytest.fixture
def receive() -> Iterator[MakeReceiver]:
    """Makes receivers; afterwards the process traces no more."""
    made = []

    def make(status: int = 200, *, is_hanging: bool = False) -> Receiver:
        made.append(Receiver(status, is_hanging))
        return made[-1]

    yield make
    for receiver in made:
        receiver.close()
    end_tracing()
