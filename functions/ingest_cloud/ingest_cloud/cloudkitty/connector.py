"""The `cloudkitty` connector: a month's summary by project and type, once every scope is counted far enough."""

from collections.abc import Iterator
from typing import Literal

from finops_contract.releve import Reject, Releve
from finops_runtime.http.pages import Call, pages
from finops_runtime.http.source import Answer, Source, Sources
from finops_runtime.ingest import exact_json
from finops_runtime.ingest.connector import Landing, LandingWriter, SourceTotals
from finops_runtime.ingest.meter import Meter, Reading, Record
from finops_runtime.runs.step import Step
from ingest_cloud.cloudkitty.config import ANY_TYPE, TYPE, CloudkittyConfig
from ingest_cloud.cloudkitty.scopes import Completeness, active, required_instant, scopes_in
from ingest_cloud.cloudkitty.summary import Row, Summary, is_summary, page_of
from ingest_cloud.window import Window, iso

_SCOPES, _SUMMARY = "/v2/scope", "/v2/summary"


class CloudkittyConnector:
    """Lands how far CloudKitty has counted, then what it counted; reads the latter."""

    name = "cloudkitty"
    answers: Literal["period", "snapshot"] = "period"
    config = CloudkittyConfig

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    def land(self, step: Step, config: CloudkittyConfig, landing: LandingWriter) -> None:
        """Keep scopes and summary; raises SourceIncomplete when a scope is behind and the settings say retry."""
        source = self._sources.open(config)
        window = Window.of(step.period, config.time_zone)
        self._land_scopes(source, step, config, window, landing)
        summary = Summary(window, config.columns, config.groupby)
        for answer in pages(source, _summary_call(config, window), _rows_behind, config.max_pages):
            summary.rows(answer.json(), answer.address)
            landing.add(answer.body, answer.address)
        summary.close(step.name)

    def read(
        self, step: Step, config: CloudkittyConfig, landing: Landing, totals: SourceTotals
    ) -> Iterator[Releve | Reject]:
        """Count every row of the summary; raises SourceMalformed when the landing does not hold all of them."""
        summary = Summary(Window.of(step.period, config.time_zone), config.columns, config.groupby)
        meter = Meter(step, config.source, config.environments, totals)
        for payload in landing.payloads():
            document = exact_json.loads(payload.body, payload.source)
            if is_summary(document):
                for number, row in enumerate(summary.rows(document, payload.source), start=1):
                    yield from outcomes_of(Record(row, f"{payload.source} row {number}"), row, config, meter)
        summary.close(step.name)

    def _land_scopes(
        self, source: Source, step: Step, config: CloudkittyConfig, window: Window, landing: LandingWriter
    ) -> None:
        completeness = Completeness(required_instant(window, landing.started_at, config.tolerated_lag_hours))
        for answer in pages(source, _scopes_call(config), _scopes_behind, config.max_pages):
            completeness.look(active(scopes_in(answer.json(), answer.address), answer.address))
            landing.add(answer.body, answer.address)
        if config.on_late == "retry":
            completeness.refuse_incomplete(step.name)


def outcomes_of(record: Record, row: Row, config: CloudkittyConfig, meter: Meter) -> list[Releve | Reject]:
    """What one row gives."""
    kind = _text(row[TYPE])
    metric = config.metrics.get(kind or "", config.metrics.get(ANY_TYPE))
    if metric is None:
        if config.other_types == "ignore":
            return meter.readings(record, [])
        return [meter.reject(record, "unmapped_type", f"metrics does not name the type {str(row[TYPE])[:100]!r}")]
    reading = Reading(
        metric=metric.metric,
        field=metric.value,
        value=row[metric.value],
        application=_text(row[config.application]),
        product=metric.product or kind,
        environment=None if config.environment is None else _text(row[config.environment]),
        conversion=metric,
        of_floats=True,
    )
    return meter.readings(record, [reading])


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _summary_call(config: CloudkittyConfig, window: Window) -> Call:
    query = {
        "begin": iso(window.begin),
        "end": iso(window.end),
        "groupby": ",".join(config.groupby),
        "offset": "0",
        "limit": str(config.page_size),
    }
    filters = ",".join(f"{name}:{value}" for name, value in sorted(config.filters.items()))
    return Call(_SUMMARY, {**query, "filters": filters} if filters else query)


def _rows_behind(answer: Answer, call: Call) -> Call | None:
    page = page_of(answer.json(), answer.address)
    offset = int(call.params["offset"]) + len(page.results)
    if not page.results or offset >= page.total:
        return None
    return Call(call.url, {**call.params, "offset": str(offset)})


def _scopes_call(config: CloudkittyConfig) -> Call:
    query = {"offset": "0", "limit": str(config.page_size)}
    filters = {"scope_key": config.scope_key, "collector": config.collector}
    return Call(_SCOPES, query | {name: value for name, value in filters.items() if value is not None})


def _scopes_behind(answer: Answer, call: Call) -> Call | None:
    """Scopes come without a total, and a page behind the last is a 404: so each begins with the last scope before."""
    count = len(scopes_in(answer.json(), answer.address))
    if count <= 1:
        return None
    return Call(call.url, {**call.params, "offset": str(int(call.params["offset"]) + count - 1)})
