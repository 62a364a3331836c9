"""The dead-letter sink keeps whatever comes, whole, and counts it."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from prometheus_client import REGISTRY

from finops_contract.events import PING, TYPES
from finops_runtime.dead_letters import make_app
from finops_runtime.events import decode

REQUESTED = "rosetta.finops.run.requested.v1"
EVENT = {
    "specversion": "1.0",
    "id": "e1",
    "source": "/rosetta/finops/test",
    "type": REQUESTED,
    "time": "2026-11-28T02:00:00Z",
    "runid": "6f0c2f3e-0000-5000-8000-000000000000",
    "data": {"periods": ["2026-11"], "requested_by": "adam", "reason": "été"},
}
ERRORS = {"knativeerrordest": "http://load-facts.finops.svc/", "knativeerrorcode": "503"}


@pytest.fixture
def client() -> FlaskClient:
    return make_app().test_client()


def counted(kind: str) -> float:
    return REGISTRY.get_sample_value("finops_dead_letters_total", {"type": kind}) or 0.0


def logged(capfd: pytest.CaptureFixture[str]) -> dict[str, Any]:
    (line,) = [json.loads(line) for line in capfd.readouterr().out.splitlines() if '"dead letter"' in line]
    assert isinstance(line, dict)
    return line


def as_binary(event: dict[str, Any]) -> dict[str, Any]:
    headers = {f"ce-{name}": value for name, value in event.items() if name != "data"}
    return {"headers": {**headers, "Content-Type": "application/json"}, "data": json.dumps(event["data"])}


def as_structured(event: dict[str, Any]) -> dict[str, Any]:
    return {"headers": {"Content-Type": "application/cloudevents+json"}, "data": json.dumps(event)}


@pytest.mark.parametrize("mode", [as_binary, as_structured])
def test_a_letter_is_kept_whole_and_what_is_logged_can_be_sent_again(
    client: FlaskClient, capfd: pytest.CaptureFixture[str], mode: Any
) -> None:
    before = counted(REQUESTED)
    answer = client.post("/", **mode({**EVENT, **ERRORS}))
    assert (answer.status_code, answer.data) == (204, b"")
    assert counted(REQUESTED) == before + 1
    line = logged(capfd)
    assert (line["level"], line["code"], line["run_id"]) == ("error", "503", EVENT["runid"])
    letter = {name: value for name, value in line["letter"].items() if name not in ERRORS}
    sent = as_structured(EVENT)
    again = decode({"Content-Type": "application/cloudevents+json"}, json.dumps(letter).encode())
    assert again == decode(sent["headers"], sent["data"].encode())


def test_an_event_that_no_function_understands_is_kept_too(
    client: FlaskClient, capfd: pytest.CaptureFixture[str]
) -> None:
    before = counted("other")
    assert client.post("/any/path", **as_binary({**EVENT, "type": "theirs", "data": [1]})).status_code == 204
    assert counted("other") == before + 1
    assert logged(capfd)["letter"]["data"] == [1]


@pytest.mark.parametrize("body", [b"\xff\xfe", b"{", b"[]", b""])
def test_what_is_no_event_is_kept_as_it_came(
    client: FlaskClient, capfd: pytest.CaptureFixture[str], body: bytes
) -> None:
    before = counted("other")
    assert client.post("/", data=body, headers={"Content-Type": "application/cloudevents+json"}).status_code == 204
    assert counted("other") == before + 1
    assert logged(capfd)["letter"]["body"] == body.decode(errors="replace")


def test_every_type_is_counted_from_zero_so_that_its_first_letter_is_an_increase(client: FlaskClient) -> None:
    text = client.get("/metrics").text
    assert [kind for kind in (*TYPES, PING, "other") if f'finops_dead_letters_total{{type="{kind}"}}' not in text] == []


@pytest.mark.parametrize("probe", ["/healthz", "/readyz"])
def test_probes(client: FlaskClient, probe: str) -> None:
    assert client.get(probe).status_code == 200
    assert client.get("/").status_code == 405
