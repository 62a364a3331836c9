"""What the broker promises to functions: the rules of Knative's own, over real HTTP."""

import itertools
import json

from cloudevents.conversion import to_binary, to_structured
from cloudevents.http import CloudEvent

from finops_local.servers.ports import free_port
from tests.integration.local.conftest import StartBroker
from tests.integration.local.receiver import Receiver, Reply


def test_an_event_reaches_those_who_want_it_with_its_extensions_and_trace(
    start: StartBroker, one: Receiver, two: Receiver
) -> None:
    broker = start("--no-pings")
    trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    headers, body = to_binary(
        CloudEvent(
            {
                "id": "1",
                "type": "a",
                "source": "/t",
                "runid": "6f",
                "traceparent": trace,
                "datacontenttype": "application/json",
            },
            {"n": 1},
        )
    )
    assert broker.post({**headers, "Traceparent": trace, "Cookie": "no"}, body).status_code == 202
    counts = broker.idle()
    assert (counts["accepted"], counts["delivered"], counts["unmatched"]) == (1, 1, 0)
    (request,) = one.received
    assert request.path == "/events"
    assert request.body == body
    assert (
        request.headers.items()
        >= {
            "ce-id": "1",
            "ce-type": "a",
            "ce-source": "/t",
            "ce-specversion": "1.0",
            "ce-runid": "6f",
            "ce-traceparent": trace,
            "traceparent": trace,
            "prefer": "reply",
            "content-type": "application/json",
        }.items()
    )
    assert "cookie" not in request.headers
    assert two.received == []


def test_structured_mode_is_delivered_in_binary_mode(start: StartBroker, one: Receiver) -> None:
    broker = start("--no-pings")
    headers, body = to_structured(CloudEvent({"id": "1", "type": "a", "source": "/t"}, {"n": [1, "é"]}))
    assert broker.post(headers, body).status_code == 202
    broker.idle()
    assert json.loads(one.received[0].body) == {"n": [1, "é"]}
    assert one.received[0].headers["content-type"] == "application/json"


def test_what_is_no_event_is_refused(start: StartBroker, one: Receiver) -> None:
    broker = start("--no-pings")
    good, body = to_binary(CloudEvent({"id": "1", "type": "a", "source": "/t"}, {}))
    assert broker.post({"Content-Type": "application/json"}, b"{}").status_code == 415
    assert broker.post({"Content-Type": "application/cloudevents+json"}, b"{").status_code == 400
    assert broker.post({**good, "ce-specversion": "9"}, body).status_code == 400
    assert broker.post(good, body, "/finops/another").status_code == 404
    assert broker.post(good, body, "/elsewhere/default").status_code == 404
    assert broker.idle()["accepted"] == 0


def test_passing_failures_are_tried_again(start: StartBroker, one: Receiver) -> None:
    broker = start("--no-pings")
    passing = [404, 408, 409, 429, 500, 502, 503, 504]
    for status in passing:
        one.replies[str(status)] = [Reply(status, body=b"not now"), Reply(200)]
        broker.send(str(status))
    counts = broker.idle()
    assert (counts["delivered"], counts["retried"], counts["dead_lettered"]) == (len(passing), len(passing), 0)
    assert one.counts() == {str(status): 2 for status in passing}


def test_waits_grow_with_each_attempt(start: StartBroker, one: Receiver) -> None:
    broker = start("--no-pings", "--backoff-scale", "0.1")
    one.replies["1"] = [Reply(503), Reply(503), Reply(503), Reply(204)]
    broker.send("1")
    assert broker.idle()["delivered"] == 1
    waits = [later.at - earlier.at for earlier, later in itertools.pairwise(one.received)]
    assert [wait >= least for wait, least in zip(waits, (0.1, 0.2, 0.4), strict=True)] == [True] * 3


def test_a_lasting_failure_is_a_dead_letter_after_the_triggers_retries(start: StartBroker, one: Receiver) -> None:
    broker = start("--no-pings")
    one.replies["1"] = [Reply(503, body=b"busy")]
    broker.send("1", data={"n": 1}, runid="6f")
    counts = broker.idle()
    assert (counts["delivered"], counts["retried"], counts["dead_lettered"]) == (0, 3, 1)
    (letter,) = broker.dead_letters()
    assert letter["data"] == {"n": 1}
    assert (letter["runid"], letter["knativeerrorcode"]) == ("6f", "503")
    assert letter["knativeerrordest"] == f"{one.url}/events"


def test_a_final_failure_is_a_dead_letter_at_once(start: StartBroker, one: Receiver) -> None:
    broker = start("--no-pings")
    final = [302, 400, 401, 403, 410, 415, 422]
    for status in final:
        one.replies[str(status)] = [Reply(status), Reply(204)]
        broker.send(str(status))
    counts = broker.idle()
    assert (counts["retried"], counts["dead_lettered"]) == (0, len(final))
    assert one.counts() == {str(status): 1 for status in final}
    assert {letter["id"]: letter["knativeerrorcode"] for letter in broker.dead_letters()} == {
        str(status): str(status) for status in final
    }


def test_an_answer_that_is_neither_empty_nor_an_event_is_a_failure(start: StartBroker, one: Receiver) -> None:
    broker = start("--no-pings")
    one.replies["1"] = [Reply(200, body=b"OK"), Reply(204)]
    one.replies["2"] = [Reply(200, {"ce-specversion": "1.0"}), Reply(200)]
    broker.send("1")
    broker.send("2")
    counts = broker.idle()
    assert (counts["delivered"], counts["retried"]) == (2, 2)


def test_a_lasting_bad_answer_is_dead_lettered_as_502(start: StartBroker, one: Receiver) -> None:
    broker = start("--no-pings")
    one.always = Reply(200, body=b"OK")
    broker.send("1")
    broker.idle()
    assert [letter["knativeerrorcode"] for letter in broker.dead_letters()] == ["502"]


def test_an_answer_that_is_an_event_is_routed_in_turn(start: StartBroker, one: Receiver, two: Receiver) -> None:
    broker = start("--no-pings")
    headers, body = to_binary(CloudEvent({"id": "2", "type": "b", "source": "/one"}, {"reply": True}))
    one.always = Reply(200, headers, body)
    broker.send("1")
    assert broker.idle()["delivered"] == 2
    assert [(request.id, json.loads(request.body)) for request in two.received] == [("2", {"reply": True})]


def test_connection_errors_and_timeouts_are_tried_again(start: StartBroker, one: Receiver) -> None:
    broker = start("--no-pings", "--timeout", "0.2", "--subscriber", f"two=http://127.0.0.1:{free_port()}")
    one.replies["1"] = [Reply(204, after=1), Reply(204)]
    broker.send("1")
    broker.send("2", "b")
    counts = broker.idle()
    assert counts["triggers"]["one"]["delivered"] == 1
    assert counts["triggers"]["one"]["retried"] == 1
    assert counts["triggers"]["two"] | {"pending": 0} == counts["triggers"]["two"]
    assert (counts["triggers"]["two"]["retried"], counts["triggers"]["two"]["dead_lettered"]) == (3, 1)
