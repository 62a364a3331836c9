"""A CloudEvent as it passes through: attributes as text, data as bytes that nobody decodes."""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, Self
from urllib.parse import quote

HOPS: Final = 255
"""How often an event may be a reply to a reply, as with Knative's own brokers."""

_REQUIRED = ("specversion", "id", "source", "type")
_NAME = re.compile(r"[a-z0-9]+")
_PASSED = re.compile(r"traceparent|tracestate|x-request-id|b3|x-b3-.+|kn-.+|knative-.+")
_PRINTABLE = "".join(chr(code) for code in range(0x20, 0x7F))


class NotAnEvent(ValueError):
    """The message carries no CloudEvent (415)."""


class MalformedEvent(ValueError):
    """The message would be a CloudEvent if it were well formed (400); the text says what is wrong."""


@dataclass(frozen=True, slots=True)
class Event:
    """`attributes` holds the extensions too; `headers` are the HTTP headers that travel beside the event."""

    attributes: Mapping[str, str]
    data: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    hops: int = HOPS

    @property
    def name(self) -> str:
        """Type and id, for a log line."""
        return f"{self.attributes['type']} {self.attributes['id']}"

    def with_attributes(self, **attributes: str) -> Self:
        """The same event with more extensions."""
        return replace(self, attributes={**self.attributes, **attributes})


def carries_event(headers: Mapping[str, str]) -> bool:
    """Whether a message with these headers claims to be a CloudEvent, in binary or structured mode."""
    names = {name.lower() for name in headers}
    return "ce-specversion" in names or _content_type(headers).startswith("application/cloudevents+json")


def read(headers: Mapping[str, str], body: bytes, hops: int = HOPS) -> Event:
    """Read a message in binary or structured mode; raises NotAnEvent or MalformedEvent."""
    if not carries_event(headers):
        raise NotAnEvent(f"content type {_content_type(headers)[:80]!r} without ce-specversion is no CloudEvent")
    lowered = {name.lower(): value for name, value in headers.items()}
    if "ce-specversion" in lowered:
        attributes = {name[3:]: value for name, value in lowered.items() if name.startswith("ce-")}
        if "content-type" in lowered:
            attributes["datacontenttype"] = lowered["content-type"]
        data = body
    else:
        attributes, data = _read_structured(body)
    _check(attributes)
    passed = {name: value for name, value in lowered.items() if _PASSED.fullmatch(name)}
    return Event(attributes, data, passed, hops)


def to_binary(event: Event) -> tuple[dict[str, str], bytes]:
    """Headers and body of a request that carries the event in binary mode."""
    headers = dict(event.headers)
    for name, value in event.attributes.items():
        headers["content-type" if name == "datacontenttype" else f"ce-{name}"] = _header_value(value)
    return headers, event.data


def to_structured(event: Event) -> str:
    """The event as one JSON document; data that is no JSON is text or base64."""
    document: dict[str, object] = dict(event.attributes)
    if event.data:
        kind = event.attributes.get("datacontenttype", "application/json").split(";")[0].strip().lower()
        try:
            text = event.data.decode()
            document["data"] = json.loads(text) if kind == "application/json" or kind.endswith("+json") else text
        except ValueError:
            document["data_base64"] = base64.b64encode(event.data).decode()
    return json.dumps(document, ensure_ascii=False, indent=2)


def _content_type(headers: Mapping[str, str]) -> str:
    return next((value for name, value in headers.items() if name.lower() == "content-type"), "").lower()


def _header_value(value: str) -> str:
    """As it came when a header can hold it, else percent-encoded as CloudEvents' HTTP binding says."""
    try:
        value.encode("latin-1")
    except UnicodeEncodeError:
        return quote(value, safe=_PRINTABLE.replace("%", "").replace('"', "").replace(" ", ""))
    return value if value.isprintable() else quote(value)


def _read_structured(body: bytes) -> tuple[dict[str, str], bytes]:
    try:
        document = json.loads(body)
    except ValueError as error:
        raise MalformedEvent(f"the structured event is no JSON: {error}") from error
    if not isinstance(document, dict):
        raise MalformedEvent("the structured event is no JSON object")
    data = document.pop("data", None)
    encoded = document.pop("data_base64", None)
    attributes = {name: _attribute_text(name, value) for name, value in document.items() if value is not None}
    if encoded is not None:
        try:
            return attributes, base64.b64decode(encoded, validate=True)
        except (binascii.Error, TypeError, ValueError) as error:
            raise MalformedEvent(f"data_base64: {error}") from error
    if data is None:
        return attributes, b""
    kind = attributes.setdefault("datacontenttype", "application/json")
    if isinstance(data, str) and "json" not in kind:
        return attributes, data.encode()
    return attributes, json.dumps(data, ensure_ascii=False).encode()


def _attribute_text(name: str, value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int):
        return str(value)
    raise MalformedEvent(f"attribute {name!r} is neither text, whole number nor boolean")


def _check(attributes: Mapping[str, str]) -> None:
    missing = [name for name in _REQUIRED if not attributes.get(name)]
    if missing:
        raise MalformedEvent(f"required attributes missing or empty: {', '.join(missing)}")
    if attributes["specversion"] != "1.0":
        raise MalformedEvent(f"specversion {attributes['specversion'][:20]!r} is not 1.0")
    for name in attributes:
        if not _NAME.fullmatch(name):
            raise MalformedEvent(f"attribute name {name[:40]!r} is not of lower-case letters and digits")
    if "time" in attributes:
        try:
            aware = datetime.fromisoformat(attributes["time"]).tzinfo is not None
        except ValueError:
            aware = False
        if not aware:
            raise MalformedEvent(f"time {attributes['time'][:40]!r} is no RFC 3339 timestamp")
