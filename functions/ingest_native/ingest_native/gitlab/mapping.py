"""From projects and groups to relevés and rejects, by the rules of the settings. Pure: no network, no clock."""

from typing import Any

from finops_contract.releve import Reject, Releve
from finops_runtime.ingest.meter import Meter, Reading, Record
from ingest_native.gitlab.config import GitlabConfig, Scope
from ingest_native.keys import first_text

_HIDDEN = "GitLab shows statistics of projects to their reporters, of groups to administrators: give the token's user"


def outcomes_of_project(
    project: dict[str, Any], location: str, config: GitlabConfig, meter: Meter
) -> list[Releve | Reject]:
    """What one project gives: an outcome per statistic of projects, in the order of the settings."""
    return _outcomes(project, {"projects": project.get("statistics")}, location, config, meter)


def outcomes_of_group(
    group: dict[str, Any], location: str, config: GitlabConfig, meter: Meter
) -> list[Releve | Reject]:
    """What one group gives: of its own projects, and of its tree when it is a top-level group."""
    shown: dict[Scope, Any] = {}
    if config.counts("groups"):
        shown["groups"] = group.get("statistics")
    if config.counts("top_level_groups") and group.get("parent_id") is None:
        shown["top_level_groups"] = group.get("root_storage_statistics")
    return _outcomes(group, shown, location, config, meter)


def _outcomes(
    item: dict[str, Any], shown: dict[Scope, Any], location: str, config: GitlabConfig, meter: Meter
) -> list[Releve | Reject]:
    record = Record(item, location)
    if shown and not any(isinstance(statistics, dict) for statistics in shown.values()):
        return [meter.reject(record, "missing_statistics", f"{_HIDDEN} that role")]
    application = first_text(item, config.application)
    environment = first_text(item, config.environment)
    readings = [
        Reading(
            metric=statistic.metric,
            field=f"statistics.{field}",
            value=_member(shown[statistic.scope], field),
            application=application,
            product=statistic.product,
            environment=environment,
            conversion=statistic,
        )
        for field, statistic in config.statistics.items()
        if statistic.scope in shown
    ]
    return meter.readings(record, readings)


def _member(statistics: Any, field: str) -> Any:
    return statistics.get(field) if isinstance(statistics, dict) else None
