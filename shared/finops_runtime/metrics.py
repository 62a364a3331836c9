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
STEP_ROWS = Counter("finops_step_rows_total", "Relevés staged", ["domain"])
STEP_REJECTS = Counter("finops_step_rejects_total", "Records rejected", ["domain"])
STEP_FAILURES = Counter("finops_step_failures_total", "Steps that failed, by error code", ["domain", "code"])
