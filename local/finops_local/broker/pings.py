"""The PingSources: an event into their Broker whenever their schedule says so."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from croniter import croniter

from finops_local.broker.clock import Clock
from finops_local.broker.event import Event
from finops_local.broker.manifests import Ping

PING_TYPE = "dev.knative.sources.ping"

# The clock counts monotonic seconds; looking at the calendar this often survives a suspended laptop.
_LOOK_SECONDS = 20.0


def source_of(ping: Ping) -> str:
    """The `source` of its events, by which Triggers tell one schedule from another."""
    return f"/apis/v1/namespaces/{ping.namespace}/pingsources/{ping.name}"


def next_tick(ping: Ping, after: datetime) -> datetime:
    """The first moment of its schedule after an aware datetime, in its own time zone."""
    tick: datetime = croniter(ping.spec.schedule, after.astimezone(ping.spec.timezone)).get_next(datetime)
    return tick


def ping_event(ping: Ping, tick: datetime) -> Event:
    """The event of one tick: one id, whichever Triggers take it and however often it is made."""
    time = tick.astimezone(UTC).isoformat().replace("+00:00", "Z")
    attributes = {
        "specversion": "1.0",
        "type": PING_TYPE,
        "source": source_of(ping),
        "time": time,
        "id": str(uuid5(NAMESPACE_URL, f"{source_of(ping)}#{time}")),
    }
    if ping.spec.data:
        attributes["datacontenttype"] = ping.spec.content_type
    return Event(attributes, ping.spec.data.encode())


def schedule(ping: Ping, clock: Clock, accept: Callable[[str, Event], None], since: datetime) -> None:
    """Have every tick after `since` accepted by the Broker that the PingSource names; of missed ones only the first."""
    _wait(ping, next_tick(ping, since), clock, accept)


def _wait(ping: Ping, tick: datetime, clock: Clock, accept: Callable[[str, Event], None]) -> None:
    now = datetime.now(UTC)
    if now >= tick:
        accept(ping.spec.sink.ref.name, ping_event(ping, tick))
        tick = next_tick(ping, max(now, tick))
    wait = min(max((tick - now).total_seconds(), 0), _LOOK_SECONDS)
    clock.after(wait, lambda: _wait(ping, tick, clock, accept))
