"""The `nova_usage` connector: what each project's servers used in a month, in resource-hours."""

from collections.abc import Iterator
from typing import Any, Literal

from finops_contract.errors import SourceMalformed
from finops_contract.releve import Reject, Releve
from finops_runtime.http.pages import Call, pages
from finops_runtime.http.source import Answer, Sources
from finops_runtime.ingest import exact_json
from finops_runtime.ingest.connector import Landing, LandingWriter, SourceTotals
from finops_runtime.ingest.meter import Meter, Reading, Record
from finops_runtime.runs.step import Step
from ingest_cloud.nova_usage.config import NovaUsageConfig
from ingest_cloud.nova_usage.usages import next_marker, usages_in
from ingest_cloud.window import Window, iso

_MICROVERSION = {"X-OpenStack-Nova-API-Version": "2.40"}
"""The first that pages. An older one leaves out what is beyond its own limit, and says nothing of it."""


class NovaUsageConnector:
    """Lands the pages of a month's usages, and reads them; a project on several pages counts once from each."""

    name = "nova_usage"
    answers: Literal["period", "snapshot"] = "period"
    config = NovaUsageConfig

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    def land(self, step: Step, config: NovaUsageConfig, landing: LandingWriter) -> None:
        """Keep every page, none of a month that is still to come.

        Raises SourceMalformed when Nova does not page, or answers for another time.
        """
        window = Window.of(step.period, config.time_zone)
        if not window.has_begun(landing.started_at):
            return
        source = self._sources.open(config, _MICROVERSION)
        for answer in pages(source, _first_call(config, window), _page_behind, config.max_pages):
            _refuse_unpaged(answer)
            for usage in usages_in(answer.json(), answer.address):
                _refuse_other_time(usage, window, answer.address)
            landing.add(answer.body, answer.address)

    def read(
        self, step: Step, config: NovaUsageConfig, landing: Landing, totals: SourceTotals
    ) -> Iterator[Releve | Reject]:
        """Count every row; raises SourceMalformed when the landing ends before Nova does."""
        meter = Meter(step, config.source, {}, totals)  # Nova knows projects, and no environments
        window = Window.of(step.period, config.time_zone)
        is_cut = False
        for payload in landing.payloads():
            document = exact_json.loads(payload.body, payload.source)
            for number, usage in enumerate(usages_in(document, payload.source), start=1):
                _refuse_other_time(usage, window, payload.source)
                yield from outcomes_of(Record(usage, f"{payload.source} usage {number}"), config, meter)
            is_cut = next_marker(document, payload.source) is not None
        if is_cut:
            raise SourceMalformed(f"{step.name}: the last page of usages is missing")


def outcomes_of(record: Record, config: NovaUsageConfig, meter: Meter) -> list[Releve | Reject]:
    """What one row gives: an outcome for each number that the settings name, in their order."""
    usage = record.document
    if not isinstance(usage, dict):
        return [meter.reject(record, "not_an_object", "what stands there is not a project's usage")]
    project = usage.get("tenant_id")
    readings = [
        Reading(
            metric=metric.metric,
            field=field,
            value=usage.get(field),
            application=project if isinstance(project, str) else None,
            product=metric.product,
            conversion=metric,
            of_floats=True,
        )
        for field, metric in config.metrics.items()
    ]
    return meter.readings(record, readings)


def _first_call(config: NovaUsageConfig, window: Window) -> Call:
    # Nova takes no zone: what it is given is UTC.
    begin, end = iso(window.begin).removesuffix("Z"), iso(window.end).removesuffix("Z")
    query = {"start": begin, "end": end, "detailed": "0", "limit": str(config.page_size)}
    return Call("/os-simple-tenant-usage", query)


def _page_behind(answer: Answer, call: Call) -> Call | None:
    document = answer.json()
    usages_in(document, answer.address)
    marker = next_marker(document, answer.address)
    return None if marker is None else Call(call.url, {**call.params, "marker": marker})


def _refuse_unpaged(answer: Answer) -> None:
    for name, version in _MICROVERSION.items():
        if answer.headers.get(name) != version:
            raise SourceMalformed(
                f"{answer.address}: Nova did not answer in its API {version}, so what is beyond its limit would be "
                "missing; check that no proxy takes the version header away"
            )


def _refuse_other_time(usage: Any, window: Window, where: str) -> None:
    """The current month's rows end now, all others at its end."""
    if isinstance(usage, dict):
        window.refuse_outside(usage.get("start"), usage.get("stop"), where)
