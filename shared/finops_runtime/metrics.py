"""Prometheus metrics that every function has. Each function adds its own beside its code."""

from prometheus_client import Counter, Histogram

EVENTS = Counter("finops_events_total", "Events received, by type and answer", ["type", "status"])
EVENT_SECONDS = Histogram(
    "finops_event_seconds",
    "Time to handle an event",
    ["type"],
    buckets=(0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 120, 300, 600),
)
PUBLISHED = Counter("finops_events_published_total", "Events accepted by the sink, by type", ["type"])
EVENT_AGE_SECONDS = Histogram(
    "finops_event_age_seconds",
    "Time from the event to its receipt; 0 where the sender's clock is ahead",
    ["type"],
    buckets=(0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600, 14_400, 86_400),
)
EVENTS_SEEN_AGAIN = Counter("finops_events_seen_again_total", "Events that this process had received before", ["type"])
TRACE_EXPORTS = Counter("finops_trace_exports_total", "Batches of spans sent to the receiver", ["result"])
SOURCE_RETRIES = Counter("finops_source_retries_total", "Calls to sources tried again", ["host"])
STEP_SECONDS = Histogram(
    "finops_step_seconds",
    "Time to read and stage a step, by domain and outcome",
    ["domain", "outcome"],
    buckets=(0.1, 0.5, 1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600),
)
LOAD_SECONDS = Histogram(
    "finops_load_seconds",
    "Time to load a run whose steps are all there",
    buckets=(0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 120, 300, 600),
)
PUBLICATION_SECONDS = Histogram(
    "finops_publication_seconds",
    "Time to change what readers see, waiting for its lock included",
    buckets=(0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 120, 300, 600),
)
RUNS_ENDED = Counter("finops_runs_ended_total", "Runs that this function ended, by status", ["status"])
RUN_SECONDS = Histogram(
    "finops_run_seconds",
    "Time from a run's start to its end, by status",
    ["status"],
    buckets=(1, 5, 10, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200),
)
STEP_ROWS = Counter("finops_step_rows_total", "Relevés staged", ["domain"])
STEP_REJECTS = Counter("finops_step_rejects_total", "Records rejected", ["domain"])
STEP_FAILURES = Counter("finops_step_failures_total", "Steps that failed, by error code", ["domain", "code"])


def run_ended(status: str, seconds: float) -> None:
    """Count a run that this function ended."""
    RUNS_ENDED.labels(status=status).inc()
    RUN_SECONDS.labels(status=status).observe(seconds)
