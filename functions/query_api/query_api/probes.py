"""What answers without a token: probes, metrics, and the document that describes the rest."""

from datetime import UTC, datetime

from flask import Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from finops_runtime.runs.nights import last_night_due
from query_api.freshness import FreshnessCollector
from query_api.group.metrics import GroupCollector
from query_api.route import Call
from query_api.service import Service


def answer_alive(_service: Service, _call: Call) -> Response:
    """The process answers."""
    return Response("ok", mimetype="text/plain")


def answer_ready(service: Service, _call: Call) -> Response:
    """Raises DatabaseUnavailable, answered 503, when the data mart cannot be read."""
    service.reader.ping()
    return Response("ready", mimetype="text/plain")


def answer_metrics(service: Service, _call: Call) -> Response:
    """The process's own metrics, and those read from the mart, which survive scale to zero."""
    mart = CollectorRegistry()
    if service.is_of_group:
        mart.register(GroupCollector(service.mart))
    else:
        mart.register(FreshnessCollector(service.mart, last_night_due(datetime.now(UTC), service.settings)))
    return Response(generate_latest() + generate_latest(mart), content_type=CONTENT_TYPE_LATEST)


def answer_openapi(service: Service, _call: Call) -> Response:
    """The OpenAPI document."""
    return Response(service.openapi, mimetype="application/json")
