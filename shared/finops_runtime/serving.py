"""What every event function answers over HTTP: its event, its probes, its metrics.

An event that is done answers 204 with an empty body. Knative's brokers take any other non-empty answer
that is no CloudEvent for a broken reply, and deliver again.
"""

import time
from collections.abc import Callable

import structlog
from flask import Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from finops_contract.errors import BadEvent, FinopsError, NotAnEvent, RetryableError
from finops_runtime.events import Event, decode
from finops_runtime.logs import get_logger
from finops_runtime.metrics import EVENT_SECONDS, EVENTS

log = get_logger(__name__)
LARGEST_EVENT = 4 * 1024 * 1024
"""Bytes. Events carry references, never rows: what is larger is none of ours."""


def serve(request: Request, on_event: Callable[[Event], None], ready: Callable[[], None]) -> Response:
    """Answer one request: GET /healthz, /readyz, /metrics, or POST an event to any path.

    `on_event` does the work and returns, or raises: RetryableError is answered 503, BadEvent 400 or 415.
    Whatever ends a run FAILED is the business of `on_event`; it is not an error of delivery.
    """
    if request.method == "GET":
        return _probe(request.path, ready)
    if request.method != "POST":
        return Response(status=405, headers={"Allow": "GET, POST"})
    if (request.content_length or 0) > LARGEST_EVENT:
        return Response(f"an event has at most {LARGEST_EVENT} bytes", status=413, mimetype="text/plain")
    started = time.perf_counter()
    kind = "unknown"
    try:
        event = decode(dict(request.headers), request.get_data())
        kind = event.type
        with structlog.contextvars.bound_contextvars(event_id=event.id, event_type=kind, traceparent=event.traceparent):
            on_event(event)
        status, body = 204, ""
    except NotAnEvent as error:
        status, body = 415, str(error)
    except BadEvent as error:
        status, body = 400, str(error)
    except RetryableError as error:
        log.warning("event will be delivered again", code=error.code, error=str(error))
        status, body = 503, str(error)
    except FinopsError as error:
        log.exception("event could not be handled", code=error.code)
        status, body = 500, str(error)
    if status in (400, 415):
        log.warning("request refused", status=status, error=body)
    EVENTS.labels(type=kind, status=status).inc()
    EVENT_SECONDS.labels(type=kind).observe(time.perf_counter() - started)
    return Response(body, status=status, mimetype="text/plain")


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
