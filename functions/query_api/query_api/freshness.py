"""Metrics read from the data mart at each scrape: last runs, freshness, completeness."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from math import inf
from threading import Lock
from time import monotonic
from typing import Any

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from finops_contract.errors import DatabaseRefused, DatabaseUnavailable
from finops_runtime.logs import get_logger

log = get_logger(__name__)

_GAUGES = {
    "generation": ("finops_generation", "Generation that readers see; 0: nothing was ever published"),
    "published_at": ("finops_published_timestamp_seconds", "When that generation was published"),
    "latest_month": ("finops_latest_month_timestamp_seconds", "First day of the latest published month"),
    "latest_month_domains": ("finops_latest_month_domains", "Domains published in that month"),
    "enabled_domains": ("finops_enabled_domains", "Domains that are switched on"),
    "pending_prices": ("finops_pending_price_versions", "Published versions of prices that are not yet in force"),
    "pending_moves": ("finops_pending_product_moves", "Moves of products that are not yet in force"),
    "missing_slices": ("finops_missing_slices", "Domains' months that a tolerant domain failed to bring"),
    "unpublished_slices": ("finops_last_night_unpublished_slices", "Of the last night's plan, not published since"),
    "usual_night_seconds": ("finops_usual_night_seconds", "Median of the 14 good nights before the last one"),
}
_RUN_GAUGES = {
    "started": ("finops_last_run_start_timestamp_seconds", "Start of the last run, by its status"),
    "ended": ("finops_last_run_end_timestamp_seconds", "End of the last run, by its status"),
    "seconds": ("finops_last_run_seconds", "Duration of the last run, by its status; so far, if it is running"),
}

_DOMAIN_GAUGES = {
    "month": ("finops_domain_latest_month_timestamp_seconds", "First day of the domain's latest published month"),
    "published": ("finops_domain_published_timestamp_seconds", "When the domain's latest month was last published"),
    "unallocated": ("finops_unallocated_share", "Share of that month's cost without an application, default view"),
    "unpriced": ("finops_unpriced_rows", "Facts of that month that the default view has no price for"),
    "records": ("finops_domain_records", "Records that the domain's source gave for that month"),
    "rejects": ("finops_domain_rejects", "Of these, those that could not become relevés"),
}
_NIGHT_GAUGES = {
    "started": ("finops_last_night_start_timestamp_seconds", "Start of the last night, by its status"),
    "seconds": ("finops_last_night_seconds", "Duration of the last night, by its status; so far, if it is running"),
}
_RUNNING_GAUGES = {
    "deadline": ("finops_running_deadline_timestamp_seconds", "When the run under way is given up"),
    "progress": ("finops_running_progress_timestamp_seconds", "When a step of it last began or ended"),
}
_DUE = ("finops_night_due_timestamp_seconds", "When the last night was due")
_REQUESTED = ("finops_last_night_requested_timestamp_seconds", "Time of the last night's request: when it was due")
_ROWS = ("finops_domain_rows", "Relevés of the domain's latest month: published, published before, of the month before")
_FAILED_STEPS = ("finops_last_night_failed_steps", "Steps of the last night that failed, not published since")
_KEPT_SECONDS = 5.0


class MartReader:
    """What the mart says, read once in a few seconds however many scrape."""

    def __init__(self, ask: Callable[[], Mapping[str, Any]]) -> None:
        self._ask = ask
        self._reading = Lock()
        self._read_at = -inf
        self._row: Mapping[str, Any] | None = None

    def row(self) -> Mapping[str, Any] | None:
        """None when the database could not be read."""
        with self._reading:
            if monotonic() - self._read_at > _KEPT_SECONDS:
                try:
                    self._row = self._ask()
                except (DatabaseUnavailable, DatabaseRefused) as error:
                    log.warning("the mart cannot be read for its metrics", code=error.code, error=str(error))
                    self._row = None
                self._read_at = monotonic()
            return self._row


class FreshnessCollector(Collector):
    """A database that is down is a metric, not a failed scrape."""

    def __init__(self, reader: MartReader, due: datetime) -> None:
        """`due`: when the last night was due."""
        self._reader = reader
        self._due = due

    def describe(self) -> Iterable[Metric]:
        """Nothing: registering must not read the database."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """When the night was due, finops_mart_up, and the rest when it is 1."""
        yield GaugeMetricFamily(*_DUE, value=self._due.timestamp())
        row = self._reader.row()
        if row is None:
            yield GaugeMetricFamily("finops_mart_up", "Whether the data mart could be read", value=0)
            return
        yield GaugeMetricFamily("finops_mart_up", "Whether the data mart could be read", value=1)
        for column, (name, text) in _GAUGES.items():
            yield _single(name, text, row[column])
        yield from _labelled(_RUN_GAUGES, "status", row["last_runs"] or ())
        yield from _labelled(_DOMAIN_GAUGES, "domain", row["domains"] or ())
        yield _rows(row["domains"] or ())
        yield _failed_steps(row["failed_steps"] or ())
        night, running = row["last_night"], row["running"] or {}
        yield from _labelled(_NIGHT_GAUGES, "status", [night] if night else ())
        yield _single(*_REQUESTED, night["requested"] if night else None)
        for field, (name, text) in _RUNNING_GAUGES.items():
            yield _single(name, text, running.get(field))


def _single(name: str, text: str, value: float | None) -> GaugeMetricFamily:
    """Without a sample where there is no value."""
    gauge = GaugeMetricFamily(name, text, labels=[])
    if value is not None:
        gauge.add_metric([], float(value))
    return gauge


def _labelled(
    gauges: Mapping[str, tuple[str, str]], label: str, rows: Iterable[Mapping[str, Any]]
) -> Iterable[GaugeMetricFamily]:
    for field, (name, text) in gauges.items():
        gauge = GaugeMetricFamily(name, text, labels=[label])
        for row in rows:
            if row[field] is not None:
                gauge.add_metric([row[label]], float(row[field]))
        yield gauge


def _rows(domains: Iterable[Mapping[str, Any]]) -> GaugeMetricFamily:
    gauge = GaugeMetricFamily(*_ROWS, labels=["domain", "of"])
    for domain in domains:
        for of, rows in domain["rows"].items():
            if rows is not None:
                gauge.add_metric([domain["domain"], of], float(rows))
    return gauge


def _failed_steps(failures: Iterable[Mapping[str, Any]]) -> GaugeMetricFamily:
    gauge = GaugeMetricFamily(*_FAILED_STEPS, labels=["domain", "code"])
    for failure in failures:
        gauge.add_metric([failure["domain"], failure["code"]], float(failure["steps"]))
    return gauge
