"""From a namespace's month to relevés and rejects. Pure: no network, no clock."""

from decimal import Decimal
from typing import Any

from finops_contract.quantity import EXACT, BadQuantity
from finops_contract.releve import Reject, Releve
from finops_runtime.ingest.exact_json import number_of
from finops_runtime.ingest.meter import Meter, Reading, Record
from ingest_native.gitlab_ci_minutes.config import GitlabCiMinutesConfig, UsageField
from ingest_native.keys import first_text


class NamespaceMonth:
    """Counts one namespace's projects, so that what none of them carries is told at the end."""

    def __init__(self, config: GitlabCiMinutesConfig, meter: Meter) -> None:
        self._config = config
        self._meter = meter
        self._counted: dict[UsageField, Decimal] = dict.fromkeys(config.usage, Decimal(0))

    def project(self, entry: dict[str, Any], location: str) -> list[Releve | Reject]:
        """What one project of the month gives; one that was deleted has no application."""
        project = entry.get("project")
        known = project if isinstance(project, dict) else {}
        application = first_text(known, self._config.application)
        environment = first_text(known, self._config.environment)
        for field in self._config.usage:
            self._counted[field] = EXACT.add(self._counted[field], _readable(entry.get(field)))
        return self._meter.readings(
            Record(entry, location),
            [self._reading(field, entry.get(field), application, environment) for field in self._config.usage],
        )

    def rest(self, totals: dict[str, Any], location: str) -> list[Releve | Reject]:
        """What the namespace used beyond its projects: those deleted since, and what rounding to minutes left out.

        It has no application. Nothing when the projects have as much or more: GitLab lets a namespace's minutes
        be reset, its projects' never.
        """
        readings = []
        for field in self._config.usage:
            try:
                rest = EXACT.subtract(number_of(totals.get(field)), self._counted[field])
            except BadQuantity:
                readings.append(self._reading(field, totals.get(field), None, None))
                continue
            if rest > 0:
                readings.append(self._reading(field, rest, None, None))
        return self._meter.readings(Record(totals, location), readings)

    def _reading(self, field: UsageField, value: Any, application: str | None, environment: str | None) -> Reading:
        usage = self._config.usage[field]
        return Reading(
            metric=usage.metric,
            field=field,
            value=value,
            application=application,
            product=usage.product,
            environment=environment,
            conversion=usage,
        )


def _readable(value: Any) -> Decimal:
    try:
        return number_of(value)
    except BadQuantity:
        return Decimal(0)
