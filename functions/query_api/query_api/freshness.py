"""Metrics read from the data mart at each scrape: last runs, freshness, completeness."""

from collections.abc import Iterable, Mapping
from typing import Any

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from finops_contract.errors import DatabaseUnavailable
from query_api.service import Service

_GAUGES = {
    "generation": ("finops_generation", "Generation that readers see; 0: nothing was ever published"),
    "published_at": ("finops_published_timestamp_seconds", "When that generation was published"),
    "latest_month": ("finops_latest_month_timestamp_seconds", "First day of the latest published month"),
    "latest_month_domains": ("finops_latest_month_domains", "Domains published in that month"),
    "enabled_domains": ("finops_enabled_domains", "Domains that are switched on"),
    "missing_slices": ("finops_missing_slices", "Domains' months that a tolerant domain failed to bring"),
}
_RUN_GAUGES = {
    "started": ("finops_last_run_start_timestamp_seconds", "Start of the last run, by its status"),
    "ended": ("finops_last_run_end_timestamp_seconds", "End of the last run, by its status"),
    "seconds": ("finops_last_run_seconds", "Duration of the last run, by its status; so far, if it is running"),
}


class FreshnessCollector(Collector):
    """One read a scrape; a database that is down is a metric, not a failed scrape."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def describe(self) -> Iterable[Metric]:
        """Nothing: registering must not read the database."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """finops_mart_up, and the rest when it is 1."""
        try:
            row: Mapping[str, Any] = self._service.ask(self._service.reader, "freshness", {})
        except DatabaseUnavailable:
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
