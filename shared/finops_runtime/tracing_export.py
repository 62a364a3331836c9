"""Where spans go: any OTLP receiver over HTTP, in batches, by a thread of its own. Nothing waits for it.

A receiver that is down, slow or refuses costs its spans, never an event: the queue is bounded, what does not fit is
dropped, each call ends after OTEL_EXPORTER_OTLP_TIMEOUT, and at the end of the process one failed call is the last.
"""

import logging
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.trace import Tracer

from finops_runtime.logs import get_logger
from finops_runtime.metrics import TRACE_EXPORTS
from finops_runtime.settings import TracingSettings

log = get_logger(__name__)


class RunIds(RandomIdGenerator):
    """A run's own trace id for the traces that a run begins, random ones for the others."""

    def __init__(self, root_trace_id: Callable[[], int | None]) -> None:
        self._root_trace_id = root_trace_id

    def generate_trace_id(self) -> int:
        """Of a span without parent."""
        return self._root_trace_id() or super().generate_trace_id()


class TellingExporter(SpanExporter):
    """An exporter that says once that its receiver fails, and once that it is back."""

    def __init__(self, inner: SpanExporter) -> None:
        self._inner = inner
        self._is_failing = False
        self._is_closing = False

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Send a batch; while closing, none after one that failed."""
        if self._is_closing and self._is_failing:
            return SpanExportResult.FAILURE
        result = SpanExportResult.FAILURE
        try:
            result = self._inner.export(spans)
        finally:
            self._tell(result is not SpanExportResult.SUCCESS)
        return result

    def _tell(self, is_failing: bool) -> None:
        TRACE_EXPORTS.labels(result="failed" if is_failing else "accepted").inc()
        if is_failing and not self._is_failing:
            log.warning("traces are not accepted by their receiver and are lost until it answers")
        elif self._is_failing and not is_failing:
            log.info("traces are accepted again")
        self._is_failing = is_failing

    def close_soon(self) -> None:
        """The process ends: no second call to a receiver that fails."""
        self._is_closing = True

    def shutdown(self) -> None:
        """End the session."""
        self._inner.shutdown()


def exporting_tracer(
    function: str, settings: TracingSettings, root_trace_id: Callable[[], int | None]
) -> tuple[Tracer, Callable[[], None]] | None:
    """A tracer that exports, and what ends it; None, with a line in the log, when the settings make no sense."""
    wrong = _what_is_wrong(settings)
    if wrong is not None:
        log.warning("traces are off", error=wrong)
        return None
    # Its own lines quote headers and answers; `TellingExporter` says what there is to know.
    logging.getLogger("opentelemetry").setLevel(logging.CRITICAL)
    exporter = TellingExporter(OTLPSpanExporter(timeout=settings.otel_exporter_otlp_timeout))
    provider = TracerProvider(
        resource=Resource.create({"service.name": settings.otel_service_name or function.replace("_", "-")}),
        id_generator=RunIds(root_trace_id),
        shutdown_on_exit=False,
    )
    provider.add_span_processor(BatchSpanProcessor(exporter))

    def end() -> None:
        exporter.close_soon()
        provider.shutdown()

    return provider.get_tracer("finops_runtime"), end


def _what_is_wrong(settings: TracingSettings) -> str | None:
    """Names the variable, never its value: both may hold a secret."""
    try:
        address = urlsplit(settings.otel_exporter_otlp_endpoint.get_secret_value())  # type: ignore[union-attr]
        is_address = address.scheme in ("http", "https") and bool(address.hostname) and address.port != 0
    except ValueError:
        is_address = False
    if not is_address:
        return "OTEL_EXPORTER_OTLP_ENDPOINT is no address such as http://collector:4318"
    headers = settings.otel_exporter_otlp_headers
    for pair in headers.get_secret_value().split(",") if headers else ():
        name, equals, value = pair.strip().partition("=")
        if not (name.strip() and equals and value.isascii() and value.isprintable()):
            return "OTEL_EXPORTER_OTLP_HEADERS is no list such as name=value,name=value"
    return None
