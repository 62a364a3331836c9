"""A span for a call to a source: its host and method, nothing else of its address."""

from contextlib import AbstractContextManager
from urllib.parse import urlsplit

from opentelemetry.trace import Span, SpanKind

from finops_runtime.tracing import span


def source_span(method: str, url: str) -> AbstractContextManager[Span]:
    """Around one call; the caller adds `http.response.status_code`."""
    host = urlsplit(url).hostname or ""
    return span(f"{method} {host}", SpanKind.CLIENT, {"http.request.method": method, "server.address": host})
