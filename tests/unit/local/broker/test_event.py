import base64
import json

import pytest
from cloudevents.conversion import to_binary as sdk_to_binary
from cloudevents.conversion import to_structured as sdk_to_structured
from cloudevents.http import CloudEvent, from_http

from finops_local.broker.event import Event, MalformedEvent, NotAnEvent, read, to_binary, to_structured

BINARY = {
    "Ce-Specversion": "1.0",
    "Ce-Id": "1",
    "Ce-Source": "/here",
    "Ce-Type": "some.type",
    "Ce-Runid": "6f0c",
    "Content-Type": "application/json",
    "Traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "Authorization": "Bearer secret",
}
STRUCTURED = {"specversion": "1.0", "id": "1", "source": "/here", "type": "some.type"}


def structured(**changes: object) -> bytes:
    return json.dumps({**STRUCTURED, **changes}).encode()


def test_binary_mode_passes_data_untouched_and_only_tracing_headers() -> None:
    data = b'{"amount": 0.10000000000000000000000000000001}'
    headers, body = to_binary(read(BINARY, data))
    assert body == data
    assert headers == {
        "ce-specversion": "1.0",
        "ce-id": "1",
        "ce-source": "/here",
        "ce-type": "some.type",
        "ce-runid": "6f0c",
        "content-type": "application/json",
        "traceparent": BINARY["Traceparent"],
    }


@pytest.mark.parametrize("write", [sdk_to_binary, sdk_to_structured])
def test_what_the_sdk_writes_is_read_and_what_we_write_the_sdk_reads(write: object) -> None:
    sent = CloudEvent({"type": "some.type", "source": "/here", "subject": "open/2026-10", "runid": "6f0c"}, {"a": [1]})
    assert callable(write)
    headers, body = write(sent)
    received = from_http(*to_binary(read(headers, body)))
    assert received.data == {"a": [1]}
    for name in ("id", "type", "source", "subject", "runid", "time", "specversion"):
        assert received[name] == sent[name]


def test_structured_mode_makes_attributes_text_and_drops_nulls() -> None:
    event = read(
        {"Content-Type": "application/cloudevents+json; charset=utf-8"},
        structured(sequence=7, final=True, subject=None, datacontenttype="text/plain", data="é"),
    )
    assert event.attributes == {**STRUCTURED, "sequence": "7", "final": "true", "datacontenttype": "text/plain"}
    assert event.data == "é".encode()


def test_base64_data_is_bytes() -> None:
    event = read({"content-type": "application/cloudevents+json"}, structured(data_base64="AAH/"))
    assert event.data == b"\x00\x01\xff"


@pytest.mark.parametrize(
    "headers", [{}, {"Content-Type": "application/json"}, {"Content-Type": "application/cloudevents-batch+json"}]
)
def test_what_claims_to_be_no_event_is_none(headers: dict[str, str]) -> None:
    with pytest.raises(NotAnEvent):
        read(headers, b"{}")


@pytest.mark.parametrize("missing", ["Ce-Id", "Ce-Source", "Ce-Type"])
def test_a_required_attribute_may_neither_be_missing_nor_empty(missing: str) -> None:
    with pytest.raises(MalformedEvent, match=missing[3:].lower()):
        read({name: value for name, value in BINARY.items() if name != missing}, b"")
    with pytest.raises(MalformedEvent, match=missing[3:].lower()):
        read({**BINARY, missing: ""}, b"")


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (b"{", "no JSON"),
        (b"[]", "no JSON object"),
        (structured(specversion="0.3"), "specversion"),
        (structured(time="yesterday"), "time"),
        (structured(time="2026-10-20T02:00:00"), "time"),
        (structured(run_id="1"), "run_id"),
        (structured(nested={}), "nested"),
        (structured(data_base64="!"), "data_base64"),
        (structured(data_base64=3), "data_base64"),
    ],
)
def test_malformed_structured_events_say_what_is_wrong(body: bytes, complaint: str) -> None:
    with pytest.raises(MalformedEvent, match=complaint):
        read({"Content-Type": "application/cloudevents+json"}, body)


def test_an_attribute_that_no_header_can_hold_is_percent_encoded() -> None:
    headers, _ = to_binary(Event({**STRUCTURED, "subject": "coût €/1"}))
    headers["ce-subject"].encode("ascii")
    assert headers["ce-subject"] == "co%C3%BBt%20%E2%82%AC/1"


def test_structured_text_holds_json_text_or_base64() -> None:
    as_json = Event({**STRUCTURED, "datacontenttype": "application/json"}, b'{"a": 1}')
    as_text = Event({**STRUCTURED, "datacontenttype": "text/csv"}, b"a;b")
    as_bytes = Event({**STRUCTURED, "datacontenttype": "application/json"}, b"\xff")
    assert json.loads(to_structured(as_json))["data"] == {"a": 1}
    assert json.loads(to_structured(as_text))["data"] == "a;b"
    assert json.loads(to_structured(as_bytes))["data_base64"] == base64.b64encode(b"\xff").decode()
