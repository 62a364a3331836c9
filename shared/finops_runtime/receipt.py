"""What is noted of an event when it arrives: its run, domain and month, how old it is, whether it came before."""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Lock
from uuid import UUID

import structlog

from finops_contract.events import (
    PING,
    WATCH_SOURCE,
    PricesPublished,
    ProductMoved,
    RelevesStaged,
    move_run_id,
    prices_run_id,
    run_id_of,
)
from finops_runtime.events import Event
from finops_runtime.metrics import EVENT_AGE_SECONDS, EVENTS_SEEN_AGAIN
from finops_runtime.tracing import joined

_MOST_REMEMBERED = 4096
_seen: OrderedDict[tuple[str, str], None] = OrderedDict()
_seeing = Lock()


@contextmanager
def received(event: Event, run_id: UUID | None) -> Iterator[None]:
    """Whatever is logged and traced in the block names the event, its run, domain and month."""
    EVENT_AGE_SECONDS.labels(type=event.type).observe(max(0.0, (datetime.now(UTC) - event.time).total_seconds()))
    if _is_seen_again(event):
        EVENTS_SEEN_AGAIN.labels(type=event.type).inc()
    about = {"event_id": event.id, "event_type": event.type}
    if run_id is not None:
        about["run_id"] = str(run_id)
    if isinstance(event.payload, RelevesStaged):
        about |= {"domain": event.payload.domain_id, "period": str(event.payload.period)}
    with structlog.contextvars.bound_contextvars(**about), joined(event.traceparent, run_id):
        yield


def attributes_of(event: Event, entity_id: str, run_id: UUID | None) -> dict[str, object]:
    """What the span of the event's handling says about it."""
    about: dict[str, object] = {
        "cloudevents.event_id": event.id,
        "cloudevents.event_type": event.type,
        "cloudevents.event_source": event.source,
        "finops.entity": entity_id,
    }
    if run_id is not None:
        about["finops.run_id"] = run_id
    if isinstance(event.payload, RelevesStaged):
        about |= {"finops.domain": event.payload.domain_id, "finops.period": event.payload.period}
    return about


def run_of(event: Event, entity_id: str) -> UUID | None:
    """The run that the event is about, or starts; None for the watch's ping."""
    match event.payload:
        case PricesPublished(pricing_view=view, version=version):
            return prices_run_id(entity_id, view, version)
        case ProductMoved(move_id=move_id):
            return move_run_id(entity_id, move_id)
    if event.run_id is not None or (event.type == PING and event.source == WATCH_SOURCE):
        return event.run_id
    return run_id_of(entity_id, event.source, event.id)


def _is_seen_again(event: Event) -> bool:
    """Whether this process had the event among its last ones."""
    key = (event.source, event.id)
    with _seeing:
        again = key in _seen
        _seen[key] = None
        _seen.move_to_end(key)
        if len(_seen) > _MOST_REMEMBERED:
            _seen.popitem(last=False)
    return again
