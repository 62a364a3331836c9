"""One trace over the whole chain, sent to a real receiver; and nothing of a night changes when that is no receiver."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from time import monotonic
from uuid import UUID

import pytest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from finops_local.servers.ports import free_port
from finops_runtime.tracing import end_tracing, trace_id_of
from tests.fix_chain import Chain, MakeChain
from tests.fix_company import Company
from tests.fix_traces import MakeReceiver, Receiver, attributes

NOW = datetime.now(UTC)
CALLER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def night(chain: Chain, company: Company) -> tuple[UUID, float]:
    began = monotonic()
    run_id = chain.night(NOW)
    chain.settle()
    assert company.run(run_id)["status"] == "SUCCESS"
    assert {status for _, status in chain.answers} == {204}
    return run_id, monotonic() - began


def traced(make_chain: MakeChain, receiver: Receiver) -> Chain:
    return make_chain(OTEL_EXPORTER_OTLP_ENDPOINT=receiver.url, OTEL_BSP_SCHEDULE_DELAY="50")


def test_a_night_is_one_trace_whose_id_follows_from_the_run(
    make_chain: MakeChain, company: Company, receive: MakeReceiver, capfd: pytest.CaptureFixture[str]
) -> None:
    receiver = receive()
    chain = traced(make_chain, receiver)
    capfd.readouterr()
    run_id, _ = night(chain, company)
    end_tracing()
    spans = receiver.all()
    assert {span.trace_id.hex() for span in spans} == {f"{trace_id_of(run_id):032x}"}
    by_id = {span.span_id: span for span in spans}
    roots = [span for span in spans if not span.parent_span_id]
    assert {(span.name, span.kind) for span in roots} == {("process dev.knative.sources.ping", Span.SPAN_KIND_CONSUMER)}
    assert len(roots) == 4
    chains = {" < ".join(_names(span, by_id)) for span in spans}
    staged, loaded = "rosetta.finops.releves.staged.v1", "rosetta.finops.facts.loaded.v1"
    last = (
        f"publication < process {loaded} < publish {loaded} < process {staged} < publish {staged} "
        "< process dev.knative.sources.ping"
    )
    assert {last, f"rebuild aggregates < {last}", "staging < step open < process dev.knative.sources.ping"} <= chains
    handled = [attributes(s) for s in spans if s.name == f"process {staged}"]
    assert {(a["finops.run_id"], a["finops.domain"], a["finops.entity"]) for a in handled} == {
        (str(run_id), "open", "acme")
    }
    _lines_name_the_run(capfd.readouterr().out, run_id)


def _names(span: Span, by_id: dict[bytes, Span]) -> list[str]:
    following = [] if not span.parent_span_id else _names(by_id[span.parent_span_id], by_id)
    return [span.name, *following]


def _lines_name_the_run(out: str, run_id: UUID) -> None:
    lines = [json.loads(line) for line in out.splitlines() if line.startswith("{")]
    assert {"run started", "step staged", "run loaded", "published"} <= {line["event"] for line in lines}
    trace_id = f"{trace_id_of(run_id):032x}"
    assert {(line.get("run_id"), line.get("trace_id")) for line in lines} == {(str(run_id), trace_id)}
    staged = [line for line in lines if line["event"] == "step staged"]
    assert all(line["domain"] == "open" and line["period"] for line in staged)


def test_without_tracing_lines_name_the_trace_all_the_same(
    make_chain: MakeChain, company: Company, capfd: pytest.CaptureFixture[str]
) -> None:
    chain = make_chain()
    capfd.readouterr()
    run_id, _ = night(chain, company)
    out = capfd.readouterr().out
    _lines_name_the_run(out, run_id)
    assert "span_id" not in out
    assert all("traceparent" not in event.get_attributes() for event in chain.sink.events)


def test_a_request_belongs_to_its_callers_trace_unless_that_is_malformed(
    make_chain: MakeChain, company: Company, receive: MakeReceiver
) -> None:
    receiver = receive()
    chain = traced(make_chain, receiver)
    chain.request(traceparent=CALLER)
    chain.settle()
    assert {event["traceparent"][:36] for event in chain.sink.events} == {CALLER[:36]}
    before = len(chain.sink.events)
    for event in chain.sink.of_type("releves.staged")[:1]:
        event["traceparent"] = "00-' OR 1=1"
        assert chain.post("load_facts", event) == 204
    again = [event["traceparent"] for event in chain.sink.events[before:]]
    assert all(CALLER[3:35] not in traceparent for traceparent in again)
    end_tracing()
    assert len({span.trace_id for span in receiver.all()}) == 2


@pytest.mark.parametrize("kind", ["down", "hanging", "failing"])
def test_a_receiver_that_is_none_changes_nothing(
    kind: str, make_chain: MakeChain, company: Company, receive: MakeReceiver, capfd: pytest.CaptureFixture[str]
) -> None:
    if kind == "down":
        url = f"http://127.0.0.1:{free_port()}"
    else:
        receiver = receive(500 if kind == "failing" else 200, is_hanging=kind == "hanging")
        url = receiver.url
    chain = make_chain(OTEL_EXPORTER_OTLP_ENDPOINT=url, OTEL_BSP_SCHEDULE_DELAY="10", OTEL_EXPORTER_OTLP_TIMEOUT="3")
    _, seconds = night(chain, company)
    assert seconds < 12, "the night waited for the receiver"


PROGRAM = """
import sys
from finops_runtime.logs import configure_logs
from finops_runtime.settings import EntitySettings
from finops_runtime.tracing import span, start_tracing
configure_logs("load_facts")
start_tracing("load_facts", EntitySettings())
for number in range(2000):
    with span("something"):
        pass
"""


def _ends(**environment: str) -> tuple[str, float]:
    began = monotonic()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, env=environment, timeout=60
    )
    assert done.stderr == ""
    return done.stdout, monotonic() - began


def test_the_end_of_a_process_sends_what_is_left_under_its_own_name(receive: MakeReceiver) -> None:
    receiver = receive()
    out, _ = _ends(OTEL_EXPORTER_OTLP_ENDPOINT=receiver.url, OTEL_EXPORTER_OTLP_HEADERS="x-token=secret")
    assert out == ""
    assert {name: len(spans) for name, spans in receiver.spans.items()} == {"load-facts": 2000}
    assert {headers["x-token"] for headers in receiver.headers} == {"secret"}


def test_the_end_of_a_process_is_not_held_up_by_a_dead_receiver(receive: MakeReceiver) -> None:
    receiver = receive(is_hanging=True)
    out, seconds = _ends(OTEL_EXPORTER_OTLP_ENDPOINT=receiver.url, OTEL_EXPORTER_OTLP_TIMEOUT="1")
    assert seconds < 6
    assert [json.loads(line)["event"] for line in out.splitlines()] == [
        "traces are not accepted by their receiver and are lost until it answers"
    ]


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "s3cret-nowhere"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://[s3cret"),
        ("OTEL_EXPORTER_OTLP_HEADERS", "s3cret"),
        ("OTEL_EXPORTER_OTLP_HEADERS", "x-token=s3crét"),
    ],
)
def test_settings_that_make_no_sense_leave_traces_off_and_are_told_once(variable: str, value: str) -> None:
    out, _ = _ends(**{"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1", variable: value})
    (line,) = [json.loads(each) for each in out.splitlines()]
    assert (line["event"], line["level"]) == ("traces are off", "warning")
    assert variable in line["error"]
    assert "s3cr" not in out
