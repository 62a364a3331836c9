"""The `gitlab` connector: the storage statistics of every project or group that the token may see, as they are now."""

from collections.abc import Iterator
from typing import Literal
from urllib.parse import urlsplit

from finops_contract.releve import Reject, Releve
from finops_runtime.http.source import Sources
from finops_runtime.ingest.connector import Landing, LandingWriter, SourceTotals
from finops_runtime.ingest.meter import Meter
from finops_runtime.runs.step import Step
from ingest_native.gitlab.config import GitlabConfig
from ingest_native.gitlab.listing import (
    GROUPS,
    group_pages,
    id_of,
    items_of,
    last_id_of,
    project_pages,
    without_secrets,
)
from ingest_native.gitlab.mapping import outcomes_of_group, outcomes_of_project


class GitlabConnector:
    """Reads GitLab's lists of projects and of groups, whichever of them the settings count."""

    name = "gitlab"
    answers: Literal["period", "snapshot"] = "snapshot"
    config = GitlabConfig

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    def land(self, step: Step, config: GitlabConfig, landing: LandingWriter) -> None:  # noqa: ARG002  # as every one
        """Land every page as received, but for the runner tokens that GitLab shows to maintainers."""
        source = self._sources.open(config)
        if config.counts("projects"):
            for page in project_pages(source, config):
                landing.add(without_secrets(page.body), page.address)
        if config.counts("groups") or config.counts("top_level_groups"):
            for page in group_pages(source, config):
                landing.add(without_secrets(page.body), page.address)

    def read(
        self, step: Step, config: GitlabConfig, landing: Landing, totals: SourceTotals
    ) -> Iterator[Releve | Reject]:
        """Map what was landed, projects and then groups, each in the order of their ids."""
        meter = Meter(step, config.source, config.environments, totals)
        last_ids = {"project": -1, "group": -1}
        for payload in landing.payloads():
            kind = "group" if urlsplit(payload.source).path.endswith(GROUPS) else "project"
            items = items_of(payload.body, payload.source)
            last_ids[kind] = last_id_of(items, last_ids[kind], payload.source)
            outcomes_of = outcomes_of_group if kind == "group" else outcomes_of_project
            for item in items:
                location = f"{payload.source} {kind} {id_of(item, payload.source)}"
                yield from outcomes_of(item, location, config, meter)
