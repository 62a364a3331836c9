"""What Prometheus is told of a group: who is late, what was refused. Labels are the members of the latest release."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from query_api.freshness import MartReader

GAUGES: Final = {
    "generation": ("finops_generation", "Generation that readers see; 0: nothing was ever published"),
    "published_at": ("finops_published_timestamp_seconds", "When an entity was published last"),
    "release": ("finops_group_release_version", "The latest release of the official referential"),
}
MEMBER_GAUGES: Final = {
    "late_days": ("finops_group_oldest_late_days", "Days since the cut-off of the oldest late month; 0: none is late"),
    "late_months": ("finops_group_late_months", "Months that are past their cut-off and have not come"),
    "refused": ("finops_group_refused_months", "Months whose latest exchange was refused"),
}
MONTHS: Final = (
    "finops_group_months",
    "Of the last month that is over and the current one, how many are in each state of completeness",
)


class GroupCollector(Collector):
    """A database that is down is a metric, not a failed scrape."""

    def __init__(self, reader: MartReader) -> None:
        self._reader = reader

    def describe(self) -> Iterable[Metric]:
        """Nothing: registering must not read the database."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """finops_mart_up, and the rest when it is 1."""
        row = self._reader.row()
        yield GaugeMetricFamily("finops_mart_up", "Whether the data mart could be read", value=0 if row is None else 1)
        if row is None:
            return
        for column, (name, text) in GAUGES.items():
            gauge = GaugeMetricFamily(name, text, labels=[])
            if row[column] is not None:
                gauge.add_metric([], float(row[column]))
            yield gauge
        yield _months(row["months"] or ())
        for column, (name, text) in MEMBER_GAUGES.items():
            gauge = GaugeMetricFamily(name, text, labels=["entity"])
            for member in row["members"] or ():
                gauge.add_metric([member["entity"]], float(member[column]))
            yield gauge


def _months(rows: Iterable[Mapping[str, Any]]) -> GaugeMetricFamily:
    gauge = GaugeMetricFamily(*MONTHS, labels=["entity", "status"])
    for row in rows:
        gauge.add_metric([row["entity"], row["status"]], float(row["months"]))
    return gauge
