"""From projects and their measures to relevés and rejects, by the rules of the settings. Pure: no network, no clock."""

from typing import Any

from finops_contract.releve import Reject, Releve
from finops_runtime.ingest.meter import Meter, Reading, Record
from ingest_native.keys import first_text, product_of
from ingest_native.sonarqube.config import SonarqubeConfig


def outcomes_of(
    project: dict[str, Any], values: dict[str, Any], location: str, config: SonarqubeConfig, meter: Meter
) -> list[Releve | Reject]:
    """What one project gives: an outcome per measure, in the order of the settings.

    A project that was never analysed has no lines to count, and one of a kind that does not count gives nothing.
    """
    record = Record(project, location)
    if project.get("qualifier") not in config.qualifiers:
        return meter.readings(record, [])
    if not values and project.get("analysisDate") is None:
        if config.unanalysed == "skip":
            return meter.readings(record, [])
        return [meter.reject(record, "unanalysed", "the project was never analysed: delete it, or analyse it")]
    application = first_text(project, config.application)
    environment = first_text(project, config.environment)
    readings = [
        Reading(
            metric=measure.metric,
            field=field,
            value=values.get(field),
            application=application,
            product=product_of(project, measure.product),
            environment=environment,
            conversion=measure,
        )
        for field, measure in config.measures.items()
    ]
    return meter.readings(record, readings)
