"""Metrics read from the data mart at each scrape: last runs, freshness, completeness."""

from collections.abc import Callable, Iterable, Mapping
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
    "missing_slices": ("finops_missing_slices", "Domains' months that a tolerant domain failed to bring"),
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
}
_LAST_NIGHT = ("finops_last_night_start_timestamp_seconds", "Start of the last night, by its status")
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

    def __init__(self, reader: MartReader) -> None:
        self._reader = reader

    def describe(self) -> Iterable[Metric]:
        """Nothing: registering must not read the database."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """finops_mart_up, and the rest when it is 1."""
        row = self._reader.row()
        if row is None:
            yield GaugeMetricFamily("finops_mart_up", "Whether the data mart could be read", value=0)
            return
        yield GaugeMetricFamily("finops_mart_up", "Whether the data mart could be read", value=1)
        for column, (name, text) in _GAUGES.items():
            if row[column] is not None:
                yield GaugeMetricFamily(name, text, value=float(row[column]))
        for field, (name, text) in _RUN_GAUGES.items():
            gauge = GaugeMetricFamily(name, text, labels=["status"])
            for run in row["last_runs"] or ():
                if run[field] is not None:
                    gauge.add_metric([run["status"]], float(run[field]))
            yield gauge
        yield from _of_domains(row["domains"] or ())
        night = GaugeMetricFamily(*_LAST_NIGHT, labels=["status"])
        if row["last_night"] is not None:
            night.add_metric([row["last_night"]["status"]], float(row["last_night"]["started"]))
        yield night


def _of_domains(domains: Iterable[Mapping[str, Any]]) -> Iterable[Metric]:
    for field, (name, text) in _DOMAIN_GAUGES.items():
        gauge = GaugeMetricFamily(name, text, labels=["domain"])
        for domain in domains:
            if domain[field] is not None:
                gauge.add_metric([domain["domain"]], float(domain[field]))
        yield gauge
