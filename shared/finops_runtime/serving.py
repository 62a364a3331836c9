"""What every event function answers over HTTP: its event, its probes, its metrics.

An event that is done answers 204 with an empty body. Knative's brokers take any other non-empty answer
that is no CloudEvent for a broken reply, and deliver again.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol
from uuid import uuid4

from flask import Request, Response
from opentelemetry.trace import SpanKind
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from finops_contract.errors import BadEvent, FinopsError, NotAnEvent, RetryableError
from finops_contract.events import PING
from finops_runtime.events import Event, decode
from finops_runtime.known_secrets import blanked
from finops_runtime.logs import get_logger
from finops_runtime.metrics import EVENT_SECONDS, EVENTS
from finops_runtime.receipt import attributes_of, received, run_of
from finops_runtime.tracing import span

log = get_logger(__name__)
LARGEST_EVENT = 4 * 1024 * 1024
"""Bytes. Events carry references, never rows: what is larger is none of ours."""


class EventService(Protocol):
    """What a function does with its events."""

    @property
    def entity_id(self) -> str:
        """The company that the function works for."""
        ...

    def on_event(self, event: Event) -> None:
        """Do the event's work, or raise: RetryableError is answered 503, BadEvent 400 or 415."""
        ...

    def ready(self) -> None:
        """Raises RetryableError when the function could not work now."""
        ...


def serve(request: Request, service: EventService, *, empty_means: str | None = None) -> Response:
    """Answer one request: GET /healthz, /readyz, /metrics, or POST an event to any path.

    `empty_means`: the source of the ping that an empty POST stands for. Schedulers that know no CloudEvents, such as
    OpenFaaS's cron connector, send nothing else.

    Whatever ends a run FAILED is the business of the service; it is not an error of delivery.
    """
    if request.method == "GET":
        return _probe(request.path, service.ready)
    if request.method != "POST":
        return Response(status=405, headers={"Allow": "GET, POST"})
    if (request.content_length or 0) > LARGEST_EVENT:
        return Response(f"an event has at most {LARGEST_EVENT} bytes", status=413, mimetype="text/plain")
    started = time.perf_counter()
    try:
        event = _decoded(request, empty_means)
    except NotAnEvent as error:
        kind, status, body = "unknown", 415, str(error)
    except BadEvent as error:
        kind, status, body = "unknown", 400, str(error)
    else:
        kind = event.type
        run_id = run_of(event, service.entity_id)
        with received(event, run_id):
            status, body = _handle(event, service, attributes_of(event, service.entity_id, run_id))
    if status in (400, 415):
        log.warning("request refused", status=status, error=body)
    EVENTS.labels(type=kind, status=status).inc()
    EVENT_SECONDS.labels(type=kind).observe(time.perf_counter() - started)
    return Response(blanked(body), status=status, mimetype="text/plain")


def _decoded(request: Request, empty_means: str | None) -> Event:
    body = request.get_data()
    if empty_means is None or body or request.content_type or "ce-specversion" in request.headers:
        return decode(dict(request.headers), body)
    return Event(PING, empty_means, str(uuid4()), datetime.now(UTC), payload=None, traceparent=None)


def _handle(event: Event, service: EventService, attributes: dict[str, object]) -> tuple[int, str]:
    """Status and body that answer the event; the lines about it name its run and trace."""
    try:
        with span(f"process {event.type}", SpanKind.CONSUMER, attributes):
            service.on_event(event)
    except BadEvent as error:
        return 400, str(error)
    except RetryableError as error:
        log.warning("event will be delivered again", code=error.code, error=str(error))
        return 503, str(error)
    except FinopsError as error:
        log.exception("event could not be handled", code=error.code)
        return 500, str(error)
    return 204, ""


def _probe(path: str, ready: Callable[[], None]) -> Response:
    if path == "/healthz":
        return Response("ok", mimetype="text/plain")
    if path == "/metrics":
        return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)
    if path == "/readyz":
        try:
            ready()
        except RetryableError as error:
            return Response(f"not ready: {error}", status=503, mimetype="text/plain")
        return Response("ready", mimetype="text/plain")
    return Response("not found: this function takes events by POST", status=404, mimetype="text/plain")
