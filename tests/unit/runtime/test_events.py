import json
from datetime import UTC, datetime
from uuid import UUID

import pytest

from finops_contract.errors import BadEvent, NotAnEvent
from finops_contract.events import NIGHTLY_SOURCE, PING, WATCH_SOURCE, RunRequested, run_id_of
from finops_runtime.events import decode
from finops_runtime.runs.request import WATCH, request_from
from finops_runtime.settings import RunSettings

SETTINGS = RunSettings.model_validate({"k_sink": "http://sink.invalid/", "finops_entity_id": "acme"})
REQUESTED = "rosetta.finops.run.requested.v1"
BINARY = {
    "ce-specversion": "1.0",
    "ce-type": REQUESTED,
    "ce-source": "/s",
    "ce-id": "1",
    "ce-time": "2026-10-20T00:00:00Z",
    "Content-Type": "application/json",
}


def structured(**changes: object) -> bytes:
    event = {"specversion": "1.0", "type": REQUESTED, "source": "/s", "id": "1", "data": {"reason": "x"}, **changes}
    return json.dumps({key: value for key, value in event.items() if value is not None}).encode()


def test_binary_and_structured_mode_give_the_same_event() -> None:
    binary = decode(BINARY, b'{"reason": "x"}')
    same = decode({"Content-Type": "application/cloudevents+json"}, structured(time="2026-10-20T00:00:00Z"))
    assert binary == same
    assert binary.payload == RunRequested(reason="x")
    assert binary.time == datetime(2026, 10, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content-Type": "application/json"}, b"{}"),
        ({"Content-Type": "text/html"}, b"<html>"),
        ({}, b""),
    ],
)
def test_what_cannot_be_an_event_is_415(headers: dict[str, str], body: bytes) -> None:
    with pytest.raises(NotAnEvent):
        decode(headers, body)


STRUCTURED = {"Content-Type": "application/cloudevents+json"}


@pytest.mark.parametrize(
    ("headers", "body", "complaint"),
    [
        (STRUCTURED, b"{not json", "malformed"),
        (STRUCTURED, b"[]", "malformed"),
        (STRUCTURED, b"", "malformed"),
        (STRUCTURED, structured(id=None), "malformed"),
        (STRUCTURED, structured(specversion="9.9"), "malformed"),
        (STRUCTURED, structured(time="yesterday"), "RFC 3339"),
        (STRUCTURED, structured(time={"at": 2}), "RFC 3339"),
        (STRUCTURED, structured(id=5), "'id' is empty, or no text"),
        (STRUCTURED, structured(type=["a"]), "'type' is empty, or no text"),
        (STRUCTURED, structured(type="com.example.other"), "'com.example.other' is unknown here"),
        (STRUCTURED, structured(data={"periods": ["2026-13"]}), "periods.0: .*YYYY-MM"),
        (STRUCTURED, structured(data="text"), "data"),
        (STRUCTURED, structured(data=[1]), "data"),
        ({**BINARY, "ce-id": ""}, b"{}", "'id' is empty"),
        (BINARY, b"{broken", "valid dictionary"),
        (BINARY, b"\xff\xfe", "valid dictionary"),
        (STRUCTURED, b"[" * 100_000, "malformed"),
        ({key: value for key, value in BINARY.items() if key != "ce-source"}, b"{}", "malformed"),
    ],
)
def test_what_is_malformed_or_not_ours_is_400_and_says_why(
    headers: dict[str, str], body: bytes, complaint: str
) -> None:
    with pytest.raises(BadEvent, match=complaint):
        decode(headers, body)


def ping(source: str) -> dict[str, str]:
    return {**BINARY, "ce-type": PING, "ce-source": source, "ce-id": "tick"}


def test_the_nightly_ping_asks_for_the_night() -> None:
    request = request_from(decode(ping(NIGHTLY_SOURCE), b"{}"), SETTINGS)
    assert request.trigger_type == "CRON"
    assert request.run_id == run_id_of("acme", NIGHTLY_SOURCE, "tick")
    assert [str(period) for period in request.periods(SETTINGS)] == ["2026-09", "2026-10"]


def test_a_ping_is_not_always_the_night() -> None:
    with pytest.raises(BadEvent, match="asks for no run"):
        request_from(decode(ping(WATCH_SOURCE), b"{}"), SETTINGS)


def test_other_events_ask_for_no_run() -> None:
    data = {"run_id": str(UUID(int=1)), "slices": []}
    with pytest.raises(BadEvent, match="asks for no run"):
        request_from(decode(STRUCTURED, structured(type="rosetta.finops.facts.loaded.v1", data=data)), SETTINGS)


def test_a_night_asked_for_by_the_watch_is_still_a_night() -> None:
    assert request_from(decode(STRUCTURED, structured(data={})), SETTINGS).trigger_type == "MANUAL"
    by_watch = structured(data={"requested_by": WATCH})
    assert request_from(decode(STRUCTURED, by_watch), SETTINGS).trigger_type == "CRON"
