"""The handler of ingest_open: FUNCTION_TARGET=ingest_open."""

from functools import cache

import functions_framework
from flask import Request, Response

from finops_runtime.ingest.worker import IngestSettings, IngestWorker
from finops_runtime.logs import configure_logs
from finops_runtime.raw_zone import RawZone
from finops_runtime.serving import serve
from finops_runtime.tracing import start_tracing
from ingest_open.connectors import connectors


@cache
def service() -> IngestWorker:
    """The function with the systems around it, made by the first request."""
    settings = IngestSettings()
    configure_logs("ingest_open", settings.log_level)
    start_tracing("ingest_open", settings)
    raw_zone = RawZone(settings)
    return IngestWorker("ingest_open", settings, raw_zone, connectors(settings, raw_zone))


@functions_framework.http
def ingest_open(request: Request) -> Response:
    """Answer an event, a probe or a scrape."""
    return serve(request, service())
