"""The group's watch: no run and no exchange waits for ever, and it sends only what the rows imply."""

from uuid import uuid4

import pytest
from cloudevents.http import CloudEvent

from finops_contract.events import GROUP_WATCH_SOURCE, NIGHTLY_SOURCE, PING, WATCH_SOURCE
from tests.integration.load_group.conftest import Group, MakeGroup
from tests.integration.load_group.month import Month
from tests.integration.load_group.official import publish_release


def ping(source: str = GROUP_WATCH_SOURCE) -> CloudEvent:
    return CloudEvent({"type": PING, "source": source, "id": str(uuid4())}, {})


@pytest.mark.parametrize("path", ["/", "/anything", "/v1/exchanges", "/v1"])
def test_a_run_past_its_deadline_is_failed_and_told_as_its_entitys(group: Group, path: str) -> None:
    group.push(Month())
    group.push(Month(entity="beta"))
    group.db.execute("UPDATE etl_runs SET deadline_at = now() - interval '1 second' WHERE entity_id = 'alpha'")
    assert group.event(ping(), path) == 204
    (told,) = group.sink.of_type("run.failed")
    assert (told["entityid"], told.data["code"]) == ("alpha", "deadline_passed")
    assert (group.state(Month())["status"], group.state(Month())["errorCode"]) == ("FAILED", "deadline_passed")
    assert group.state(Month(entity="beta"))["status"] == "LOADED"
    assert group.rows("SELECT DISTINCT entity_id FROM fact_pending") == [("beta",)]
    assert group.event(ping()) == 204
    assert len(group.sink.of_type("run.failed")) == 1


def test_a_loaded_run_on_which_nothing_happens_is_told_again(group: Group) -> None:
    group.push(Month())
    assert group.event(ping()) == 204
    assert len(group.sink.of_type("facts.loaded")) == 1
    group.db.execute("UPDATE etl_runs SET started_at = now() - interval '1 hour'")
    group.sink.refusing = True
    assert group.event(ping()) == 503
    group.sink.refusing = False
    assert group.event(ping()) == 204
    first, again = group.sink.of_type("facts.loaded")
    assert (first["id"], first["entityid"], first.data) == (again["id"], again["entityid"], again.data)
    assert len(again.data["slices"]) == 2


def test_an_exchange_that_nobody_goes_on_with_is_abandoned(group: Group) -> None:
    month, pieces = Month(), "UPDATE group_piece SET received_at = now() - interval '3 days'"
    group.put_manifest(month)
    group.put_piece(month, "facts", 1, month.pieces["facts", 1][1])
    group.event(ping())
    assert group.state(month)["status"] == "RECEIVING"
    group.db.execute("UPDATE group_exchange SET changed_at = now() - interval '3 days'")
    group.event(ping())
    assert group.state(month)["status"] == "RECEIVING"  # a piece came a moment ago
    group.db.execute(pieces.encode())
    group.event(ping())
    state = group.state(month)
    assert (state["status"], state["errorCode"]) == ("ABANDONED", "not_sent_to_its_end")
    assert group.rows("SELECT 1 FROM group_staged_fact UNION ALL SELECT 1 FROM group_piece") == []
    assert group.publish(month)["status"] == "PUBLISHED"


def test_how_long_it_waits_is_a_setting(make_group: MakeGroup) -> None:
    group = make_group(FINOPS_EXCHANGE_HOURS="0.0001", FINOPS_STALL_MINUTES="0.0001")
    publish_release(group.db)
    group.push(Month())
    group.put_manifest(Month(entity="beta"))
    group.db.execute("SELECT pg_sleep(0.5)")
    group.event(ping())
    assert group.state(Month(entity="beta"))["status"] == "ABANDONED"
    assert len(group.sink.of_type("facts.loaded")) == 2


def test_an_empty_post_is_the_ping_where_that_is_set(make_group: MakeGroup) -> None:
    assert make_group().client.post("/").status_code == 415
    group = make_group(FINOPS_WATCH_BY_EMPTY_POST="true")
    assert group.client.post("/").status_code == 204
    assert group.client.post("/v1/exchange").status_code == 401


@pytest.mark.parametrize("source", [WATCH_SOURCE, NIGHTLY_SOURCE, "/anybody"])
def test_other_pings_and_events_are_none_of_ours(group: Group, source: str) -> None:
    assert group.event(ping(source)) == 400
    told = {"type": "rosetta.finops.mvs.refreshed.v1", "source": "/rosetta/finops/refresh_mvs", "id": "1"}
    body = {"run_id": str(uuid4()), "generation": 1, "periods": []}
    assert group.event(CloudEvent(told, body)) == 400


def test_an_event_is_never_read_beyond_its_bounds(group: Group) -> None:
    headers = {"Content-Type": "application/cloudevents+json"}
    long = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    assert group.client.post("/", data=b" " * (5 << 20), headers=headers).status_code == 413
    # Of a body that does not say how long it is, no more than the bound is read: what was cut off is no event.
    cut = b" " * (5 << 20) + b"{}"
    assert group.client.post("/", data=cut, headers=headers, environ_overrides=long).status_code == 400
