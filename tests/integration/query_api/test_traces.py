"""Requests in traces: a span each by the route's template, joined to the caller's, and on to the event of a run."""

import psycopg
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from psycopg.rows import DictRow

from finops_runtime.tracing import end_tracing
from tests.fix_chain import Sink
from tests.fix_traces import MakeReceiver, attributes
from tests.integration.query_api.conftest import MakeApi
from tests.integration.query_api.mart import fill

CALLER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def test_each_request_is_a_span_also_when_it_needs_no_work(
    make_api: MakeApi, receive: MakeReceiver, db: psycopg.Connection[DictRow]
) -> None:
    fill(db)
    receiver = receive()
    api = make_api(OTEL_EXPORTER_OTLP_ENDPOINT=receiver.url)
    first = api.call("domains/open", headers={"traceparent": CALLER})
    again = api.call("domains/open", headers={"If-None-Match": first.headers["ETag"], "traceparent": "nonsense"})
    api.call("/nowhere/secret-word")
    api.call("/metrics")
    end_tracing()
    found = [(s.name, s.kind, attributes(s)["http.response.status_code"]) for s in receiver.all()]
    name = "GET /v1/local/domains/<domain>"
    server = Span.SPAN_KIND_SERVER
    assert found == [(name, server, 200), (name, server, 304), ("GET (none)", server, 404)]
    assert again.status_code == 304
    joined, own, _ = receiver.all()
    assert (joined.trace_id.hex(), joined.parent_span_id.hex()) == (CALLER[3:35], CALLER[36:52])
    assert own.trace_id != joined.trace_id
    assert not own.parent_span_id
    assert not any(b"secret-word" in body for body in receiver.bodies)


def test_the_request_for_a_run_carries_its_trace_with_tracing_or_without(
    make_api: MakeApi, sink: Sink, receive: MakeReceiver, db: psycopg.Connection[DictRow]
) -> None:
    fill(db)
    headers = {"traceparent": CALLER}
    assert make_api().request_run({"dryRun": True}, headers=headers).status_code == 202
    receiver = receive()
    assert (
        make_api(OTEL_EXPORTER_OTLP_ENDPOINT=receiver.url).request_run({"dryRun": True}, headers=headers).status_code
        == 202
    )
    end_tracing()
    passed_on, continued = [event["traceparent"] for event in sink.events]
    assert passed_on == CALLER
    published = next(span for span in receiver.all() if span.kind == Span.SPAN_KIND_PRODUCER)
    assert continued == f"{CALLER[:36]}{published.span_id.hex()}-01"
