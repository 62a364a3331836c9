"""The `opencost` connector: a month's allocations, idle capacity and what nobody asked for included."""

from collections.abc import Iterator
from typing import Any, Literal

from finops_contract.errors import SourceIncomplete
from finops_contract.releve import Reject, Releve
from finops_runtime.http.source import Sources
from finops_runtime.ingest import exact_json
from finops_runtime.ingest.connector import Landing, LandingWriter, SourceTotals
from finops_runtime.ingest.meter import Meter, Reading, Record
from finops_runtime.runs.step import Step
from ingest_cloud.opencost.allocations import allocations_in, first_text, reserved_in
from ingest_cloud.opencost.config import OpencostConfig
from ingest_cloud.window import Window, iso


class OpencostConnector:
    """Lands one answer, the whole month's, and reads the hours in it."""

    name = "opencost"
    answers: Literal["period", "snapshot"] = "period"
    config = OpencostConfig

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    def land(self, step: Step, config: OpencostConfig, landing: LandingWriter) -> None:
        """Keep the answer, none of a month that is still to come.

        Raises SourceIncomplete when there is nothing in it and the settings say fail.
        """
        window = Window.of(step.period, config.time_zone)
        if not window.has_begun(landing.started_at):
            return
        answer = self._sources.open(config).get(config.path, _query(config, window))
        found = 0
        for _, allocation in allocations_in(answer.json(), answer.address):
            _refuse_other_time(allocation, window, answer.address)
            found += 1
        _refuse_empty(found, step, config)
        landing.add(answer.body, answer.address)

    def read(
        self, step: Step, config: OpencostConfig, landing: Landing, totals: SourceTotals
    ) -> Iterator[Releve | Reject]:
        """Count every allocation, in OpenCost's order."""
        meter = Meter(step, config.source, config.environments, totals)
        window = Window.of(step.period, config.time_zone)
        for payload in landing.payloads():
            found = 0
            document = exact_json.loads(payload.body, payload.source)
            for name, allocation in allocations_in(document, payload.source):
                found += 1
                _refuse_other_time(allocation, window, payload.source)
                record = Record({name: allocation}, f"{payload.source} allocation {found}")
                yield from outcomes_of(record, name, allocation, config, meter)
            _refuse_empty(found, step, config)


def outcomes_of(
    record: Record, name: str, allocation: Any, config: OpencostConfig, meter: Meter
) -> list[Releve | Reject]:
    """What one allocation gives: an outcome for each number that the settings name, in their order."""
    if not isinstance(allocation, dict):
        return [meter.reject(record, "not_an_object", "what stands there is not an allocation")]
    reserved = config.reserved.get(reserved_in(name) or "")
    application = first_text(name, allocation, config.application)
    environment = first_text(name, allocation, config.environment)
    readings = [
        Reading(
            metric=metric.metric,
            field=field,
            value=allocation.get(field),
            application=application,
            product=reserved or metric.product,
            environment=environment,
            conversion=metric,
            of_floats=True,
        )
        for field, metric in config.metrics.items()
    ]
    return meter.readings(record, readings)


def _query(config: OpencostConfig, window: Window) -> dict[str, str]:
    return {
        "window": f"{iso(window.begin)},{iso(window.end)}",
        "aggregate": ",".join(config.aggregate),
        "accumulate": "true",
        "includeIdle": "true" if config.include_idle else "false",
    }


def _refuse_other_time(allocation: Any, window: Window, where: str) -> None:
    """A set that spans more than the month would bring another month's hours along."""
    said = allocation.get("window") if isinstance(allocation, dict) else None
    if isinstance(said, dict):
        window.refuse_outside(said.get("start"), said.get("end"), where)


def _refuse_empty(found: int, step: Step, config: OpencostConfig) -> None:
    if not found and config.empty == "fail":
        raise SourceIncomplete(
            f"{step.name}: OpenCost has no allocation in the month; check its Prometheus and how long that keeps "
            'data, or set empty to "accept"'
        )
