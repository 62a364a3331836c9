import queue
from datetime import UTC, datetime, timedelta

import pytest

from finops_local.broker.clock import Clock
from finops_local.broker.event import Event
from finops_local.broker.manifests import Ping, PingSpec
from finops_local.broker.pings import next_tick, ping_event, schedule


def ping(schedule: str, timezone: str = "Europe/Paris", **more: str) -> Ping:
    sink = {"ref": {"apiVersion": "eventing.knative.dev/v1", "kind": "Broker", "name": "default"}}
    spec = {"schedule": schedule, "timezone": timezone, "sink": sink, **more}
    return Ping("finops", "finops-nightly", PingSpec.model_validate(spec))


@pytest.mark.parametrize(
    ("schedule", "timezone", "after", "expected"),
    [
        ("0 2 * * *", "Europe/Paris", "2026-10-20T00:00:00+00:00", "2026-10-21T00:00:00+00:00"),
        ("0 2 * * *", "Europe/Paris", "2026-10-19T23:59:59+00:00", "2026-10-20T00:00:00+00:00"),
        ("0 2 * * *", "Europe/Paris", "2026-12-01T12:00:00+00:00", "2026-12-02T01:00:00+00:00"),
        ("0 2 * * *", "UTC", "2026-12-01T12:00:00+00:00", "2026-12-02T02:00:00+00:00"),
        ("*/5 * * * *", "Europe/Paris", "2026-10-20T00:01:00+00:00", "2026-10-20T00:05:00+00:00"),
    ],
)
def test_ticks_follow_the_schedule_in_its_own_zone(schedule: str, timezone: str, after: str, expected: str) -> None:
    assert next_tick(ping(schedule, timezone), datetime.fromisoformat(after)) == datetime.fromisoformat(expected)


def test_a_night_comes_on_the_day_the_clocks_change() -> None:
    spring = next_tick(ping("0 2 * * *"), datetime(2027, 3, 27, 12, tzinfo=UTC))
    assert spring.date().isoformat() == "2027-03-28"
    autumn = next_tick(ping("0 2 * * *"), datetime(2026, 10, 24, 12, tzinfo=UTC))
    assert autumn.date().isoformat() == "2026-10-25"


def test_each_tick_has_an_id_of_its_own_and_always_the_same() -> None:
    nightly, tick = ping("0 2 * * *"), datetime(2026, 10, 20, 0, tzinfo=UTC)
    again = ping_event(nightly, next_tick(nightly, tick - timedelta(minutes=1)))
    assert ping_event(nightly, tick).attributes["id"] == again.attributes["id"]
    assert ping_event(nightly, tick + timedelta(days=1)).attributes["id"] != again.attributes["id"]


def test_the_event_is_what_knative_sends() -> None:
    event = ping_event(ping("0 2 * * *", data='{"a": 1}'), datetime(2026, 10, 20, 0, tzinfo=UTC))
    assert event.data == b'{"a": 1}'
    assert dict(event.attributes) | {"id": ""} == {
        "specversion": "1.0",
        "type": "dev.knative.sources.ping",
        "source": "/apis/v1/namespaces/finops/pingsources/finops-nightly",
        "time": "2026-10-20T00:00:00Z",
        "datacontenttype": "application/json",
        "id": "",
    }


@pytest.mark.parametrize("schedule", ["* * * *", "@every 1m", "61 * * * *", "* * * * * *"])
def test_only_cron_of_five_fields_is_a_schedule(schedule: str) -> None:
    with pytest.raises(ValueError, match="cron"):
        ping(schedule)


def test_a_due_tick_is_sent_once_to_its_broker() -> None:
    sent: queue.Queue[tuple[str, Event]] = queue.Queue()
    clock = Clock()
    yearly = ping("0 0 1 1 *")
    schedule(yearly, clock, lambda broker, event: sent.put((broker, event)), since=datetime(2020, 6, 1, tzinfo=UTC))
    broker, event = sent.get(timeout=5)
    assert (broker, event.attributes["time"]) == ("default", "2020-12-31T23:00:00Z")
    with pytest.raises(queue.Empty):
        sent.get(timeout=0.2)
    clock.stop()
