"""The dead-letter sink of the Triggers: `gunicorn "finops_runtime.dead_letters:make_app()"`, in every function's image.

Each event is written whole to the log and counted, whatever is wrong with it. It needs no database and no other
system: what made the event a dead letter may be that one of them is down.
"""

import json
import os

from cloudevents import exceptions as cloud_exceptions
from cloudevents.conversion import to_structured
from cloudevents.http import from_http
from flask import Flask, Request, Response, request
from prometheus_client import CONTENT_TYPE_LATEST, Counter, generate_latest

from finops_contract.events import PING, TYPES
from finops_runtime.logs import configure_logs, get_logger

log = get_logger(__name__)
DEAD_LETTERS = Counter("finops_dead_letters_total", "Events that could not be delivered, by type", ["type"])
_OTHER = "other"


def make_app() -> Flask:
    """Takes events by POST at any path, answers GET /healthz, /readyz and /metrics."""
    configure_logs("dead_letters", os.environ.get("LOG_LEVEL") or "INFO")
    for kind in (*TYPES, PING, _OTHER):
        DEAD_LETTERS.labels(type=kind)  # a counter that begins at its first letter has not increased
    app = Flask(__name__)
    app.add_url_rule("/", "keep", _keep, methods=["POST"])
    app.add_url_rule("/<path:_path>", "keep", _keep, methods=["POST"])
    for probe in ("/healthz", "/readyz"):
        app.add_url_rule(probe, probe, lambda: Response("ok", mimetype="text/plain"))
    app.add_url_rule("/metrics", "metrics", lambda: Response(generate_latest(), content_type=CONTENT_TYPE_LATEST))
    return app


def _keep(_path: str = "") -> Response:
    letter = _letter(request)
    kind = str(letter.get("type"))
    DEAD_LETTERS.labels(type=kind if kind in TYPES or kind == PING else _OTHER).inc()
    log.error(
        "dead letter",
        event_type=kind,
        event_id=letter.get("id"),
        run_id=letter.get("runid"),
        destination=letter.get("knativeerrordest"),
        code=letter.get("knativeerrorcode"),
        letter=letter,
    )
    return Response(status=204)


def _letter(message: Request) -> dict[str, object]:
    """The event in structured mode; of what is none, its headers and body."""
    headers, body = dict(message.headers), message.get_data()
    try:
        _, structured = to_structured(from_http(headers, body))
        found = json.loads(structured)
    except (cloud_exceptions.GenericException, ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return {"headers": headers, "body": body.decode(errors="replace")}
    assert isinstance(found, dict)  # the structured mode of one event is an object
    return found
