"""What export_group counts of its own."""

from prometheus_client import Counter, Gauge, Histogram

EXCHANGES = Counter("finops_group_exports_total", "Months sent to the group, by how the attempt ended", ["end"])
EXCHANGE_SECONDS = Histogram(
    "finops_group_export_seconds",
    "Time to read one month and send it to the group, until it is published there or left for later",
    buckets=(0.1, 0.5, 1, 5, 10, 30, 60, 120, 300, 600),
)
MONTHS_WAITING = Gauge("finops_group_months_waiting", "Published months that the group has not acknowledged")
OLDEST_WAIT_SECONDS = Gauge(
    "finops_group_oldest_wait_seconds", "How long the month that waits longest has been waiting for the group"
)
