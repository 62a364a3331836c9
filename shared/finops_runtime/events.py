"""CloudEvents in and out: decode a request, publish to the sink."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import requests
from cloudevents import exceptions as cloud_exceptions
from cloudevents.conversion import to_binary
from cloudevents.http import CloudEvent, from_http
from opentelemetry.trace import SpanKind
from pydantic import ValidationError

from finops_contract.errors import BadEvent, BrokerUnavailable, NotAnEvent
from finops_contract.events import PING, TYPES, Payload, event_id_of, subject_of, type_of
from finops_runtime.metrics import PUBLISHED
from finops_runtime.settings import EntitySettings, SinkSettings
from finops_runtime.sink import Sink
from finops_runtime.tracing import span, traceparent


@dataclass(frozen=True, slots=True)
class Event:
    """A decoded CloudEvent. `payload` is None for a ping; `time` is aware."""

    type: str
    source: str
    id: str
    time: datetime
    payload: Payload | None
    traceparent: str | None
    run_id: UUID | None = None
    """Of the run that the event is about, where it says so."""


def decode(headers: Mapping[str, str], body: bytes) -> Event:
    """Read a CloudEvent in binary or structured mode.

    Raises NotAnEvent for a content type that carries none, BadEvent for anything malformed or of a type
    that is not ours; the message says what is wrong with it.
    """
    content_type = headers.get("Content-Type", "")
    binary = any(name.lower() == "ce-specversion" for name, _ in headers.items())
    if not binary and not content_type.startswith("application/cloudevents"):
        raise NotAnEvent(f"content type {content_type[:80]!r} carries no CloudEvent and there is no ce-specversion")
    try:
        cloud_event = from_http(dict(headers.items()), body)
    except (
        cloud_exceptions.GenericException,
        ValueError,
        TypeError,
        AttributeError,
        KeyError,
        RecursionError,
    ) as error:
        raise BadEvent(f"malformed CloudEvent: {error}") from error
    return _event(cloud_event)


def _event(cloud_event: CloudEvent) -> Event:
    attributes = cloud_event.get_attributes()
    for name in ("id", "source", "type"):
        if not isinstance(attributes.get(name), str) or not attributes[name]:
            raise BadEvent(f"malformed CloudEvent: attribute {name!r} is empty, or no text")
    kind = attributes["type"]
    payload: Payload | None = None
    if kind != PING:
        model = TYPES.get(kind)
        if model is None:
            raise BadEvent(f"event type {kind!r} is unknown here")
        try:
            payload = model.model_validate({} if cloud_event.data is None else cloud_event.data)
        except ValidationError as error:
            raise BadEvent(f"{kind}: {_what_is_wrong(error)}") from error
    return Event(
        type=kind,
        source=attributes["source"],
        id=attributes["id"],
        time=_aware(attributes.get("time")),
        payload=payload,
        traceparent=attributes.get("traceparent"),
        run_id=_run_id(attributes.get("runid"), payload),
    )


def _run_id(told: object, payload: Payload | None) -> UUID | None:
    """The payload's run; else that of the attribute, which only says where a request belongs in logs and traces."""
    named = getattr(payload, "run_id", None)
    if isinstance(named, UUID):
        return named
    try:
        return UUID(str(told)) if told else None
    except ValueError:
        return None


def _what_is_wrong(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(str(part) for part in problem['loc']) or 'data'}: {problem['msg']}" for problem in error.errors()
    )


def _aware(time: object) -> datetime:
    """CloudEvents makes `time` optional; without it, now is when the event happened."""
    if time is None:
        return datetime.now(UTC)
    try:
        parsed = datetime.fromisoformat(str(time))
    except ValueError as error:
        raise BadEvent(f"time {str(time)[:40]!r} is not an RFC 3339 timestamp") from error
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


class Publisher:
    """Sends events to the sink as one function; each id is derived, so that sending again is harmless."""

    def __init__(self, function: str, entity: EntitySettings, sink: SinkSettings) -> None:
        self._source = f"/rosetta/finops/{function}"
        self._entity_id = entity.finops_entity_id
        self._sink = Sink(sink)

    def publish(
        self,
        payload: Payload,
        run_id: UUID,
        event_id: str | None = None,
        time: datetime | None = None,
        *,
        entity_id: str | None = None,
    ) -> str:
        """Send one event about a run and return its id; raises BrokerUnavailable when it was not accepted.

        `entity_id`: whose run it is, where that is not our own entity.
        """
        kind, subject = type_of(payload), subject_of(payload)
        attributes = {
            "type": kind,
            "source": self._source,
            "id": event_id or event_id_of(run_id, kind, subject),
            "runid": str(run_id),
            "entityid": entity_id or self._entity_id,
            "datacontenttype": "application/json",
        }
        if subject is not None:
            attributes["subject"] = subject
        if time is not None:
            attributes["time"] = time.isoformat()
        self._send(attributes, payload)
        return attributes["id"]

    def repeat(self, original: Event) -> None:
        """Send an event of somebody else's again, as it was: same type, source, id and time."""
        attributes = {
            "type": original.type,
            "source": original.source,
            "id": original.id,
            "time": original.time.isoformat(),
            "entityid": self._entity_id,
            "datacontenttype": "application/json",
        }
        self._send(attributes, original.payload)

    def _send(self, attributes: dict[str, str], payload: Payload | None) -> None:
        kind = attributes["type"]
        about = {"messaging.system": "cloudevents", "cloudevents.event_id": attributes["id"]}
        with span(f"publish {kind}", SpanKind.PRODUCER, about):
            carried = {**attributes, "traceparent": traceparent()}
            given = {name: value for name, value in carried.items() if value is not None}
            headers, body = to_binary(CloudEvent(given, payload.model_dump(mode="json") if payload else {}))
            try:
                response = self._sink.post(headers, body)
            except requests.RequestException as error:
                raise BrokerUnavailable(f"the event sink did not answer: {type(error).__name__}") from error
            if not response.ok:
                raise BrokerUnavailable(f"the event sink answered {response.status_code} to {kind}")
        PUBLISHED.labels(type=kind).inc()
