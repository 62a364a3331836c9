"""Traces: a span for what is done, joined over the functions by W3C `traceparent`. Off until `start_tracing`.

Exceptions are not recorded in spans: their texts quote addresses and rows. A span has the error's code.
"""

import atexit
import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from urllib.parse import unquote
from uuid import UUID

import structlog
from opentelemetry.context import Context, attach, detach
from opentelemetry.trace import INVALID_SPAN, Span, SpanKind, StatusCode, Tracer, get_current_span
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from finops_runtime.known_secrets import remember
from finops_runtime.settings import TracingSettings

_PROPAGATOR = TraceContextTextMapPropagator()
_run: ContextVar[UUID | None] = ContextVar("run of a trace without parent", default=None)


class _Tracing:
    """What the process traces with; None while it does not."""

    tracer: Tracer | None = None
    end: Callable[[], None] | None = None


def start_tracing(function: str, settings: TracingSettings) -> None:
    """Export spans from now on if the settings name a receiver; without one nothing is loaded.

    To be called by the worker, after the server has forked: the export has a thread of its own. Settings that are
    no address or no headers leave traces off, and the log says so: no night waits for its traces.
    """
    if settings.otel_exporter_otlp_headers is not None:
        for pair in settings.otel_exporter_otlp_headers.get_secret_value().split(","):
            value = unquote(pair.partition("=")[2].strip())
            remember(value, value.rpartition(" ")[2])  # `Bearer <token>`: the token alone, too
    if settings.otel_exporter_otlp_endpoint is None or _Tracing.tracer is not None:
        return
    from finops_runtime.tracing_export import exporting_tracer  # noqa: PLC0415 - loads the SDK: only who traces waits

    made = exporting_tracer(function, settings, root_trace_id)
    if made is not None:
        _Tracing.tracer, _Tracing.end = made
        atexit.register(end_tracing)


def end_tracing() -> None:
    """Send what is left, unless the receiver fails, and make no more spans."""
    end, _Tracing.tracer, _Tracing.end = _Tracing.end, None, None
    if end is not None:
        end()


def is_traced() -> bool:
    """Whether spans are made in this process."""
    return _Tracing.tracer is not None


def trace_id_of(run_id: UUID) -> int:
    """The trace of a run that nobody's trace asked for: the same for every function that the ping reaches.

    Hashed, as samplers expect the bits of a trace's id to be random; some of a UUID's are fixed.
    """
    return int.from_bytes(hashlib.sha256(run_id.bytes).digest()[:16], "big")


def root_trace_id() -> int | None:
    """The id for a trace that begins now, if it is of a run."""
    run_id = _run.get()
    return None if run_id is None else trace_id_of(run_id)


@contextmanager
def joined(traceparent: str | None, run_id: UUID | None = None) -> Iterator[None]:
    """Belong to the caller's trace; with none, or one that is malformed, to the run's own."""
    context = Context()
    if traceparent is not None:
        context = _PROPAGATOR.extract({"traceparent": traceparent}, context)
    token = attach(context)
    run = _run.set(None if get_current_span().get_span_context().is_valid else run_id)
    try:
        yield
    finally:
        _run.reset(run)
        detach(token)


@contextmanager
def span(
    name: str, kind: SpanKind = SpanKind.INTERNAL, attributes: Mapping[str, object] | None = None
) -> Iterator[Span]:
    """A span around the block, below the current one; marked as an error, by its code, when the block raises."""
    if _Tracing.tracer is None:
        yield INVALID_SPAN
        return
    given = {key: value if isinstance(value, int) else str(value) for key, value in (attributes or {}).items()}
    with _Tracing.tracer.start_as_current_span(
        name, kind=kind, attributes=given, record_exception=False, set_status_on_exception=False
    ) as current:
        try:
            yield current
        except Exception as error:
            current.set_attribute("error.type", getattr(error, "code", None) or type(error).__name__)
            current.set_status(StatusCode.ERROR)
            raise


def traceparent() -> str | None:
    """What a call or event from here carries: the current span, or the caller's where none is made."""
    carrier: dict[str, str] = {}
    _PROPAGATOR.inject(carrier)
    return carrier.get("traceparent")


def add_trace(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Have a log line name its trace, and its span where spans are made."""
    current = get_current_span()
    context = current.get_span_context()
    if context.is_valid:
        event["trace_id"] = f"{context.trace_id:032x}"
        if current.is_recording():
            event["span_id"] = f"{context.span_id:016x}"
    else:
        trace_id = root_trace_id()
        if trace_id is not None:
            event["trace_id"] = f"{trace_id:032x}"
    return event
