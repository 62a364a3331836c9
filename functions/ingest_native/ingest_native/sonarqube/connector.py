"""The `sonarqube` connector: measures of every project that the token may see, lines of code as a rule, as of now."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Literal

from finops_contract.errors import SourceMalformed
from finops_contract.releve import Reject, Releve
from finops_runtime.http.source import Sources
from finops_runtime.ingest.connector import Landing, LandingWriter, SourceTotals
from finops_runtime.ingest.meter import Meter
from finops_runtime.runs.step import Step
from ingest_native.sonarqube.config import SonarqubeConfig
from ingest_native.sonarqube.mapping import outcomes_of
from ingest_native.sonarqube.search import (
    ProjectSearch,
    is_about_measures,
    key_of,
    measure_answers,
    measures_of,
    project_page_of,
)


class SonarqubeConnector:
    """Reads SonarQube's list of projects, and their measures a hundred projects at a time."""

    name = "sonarqube"
    answers: Literal["period", "snapshot"] = "snapshot"
    config = SonarqubeConfig

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    def land(self, step: Step, config: SonarqubeConfig, landing: LandingWriter) -> None:  # noqa: ARG002  # as every one
        """Land every answer as received, projects first."""
        source = self._sources.open(config)
        search = ProjectSearch(source, config)
        for answer in search.answers():
            landing.add(answer.body, answer.address)
        for answer in measure_answers(source, config, search.keys):
            measures_of(answer.body, answer.address)
            landing.add(answer.body, answer.address)

    def read(
        self, step: Step, config: SonarqubeConfig, landing: Landing, totals: SourceTotals
    ) -> Iterator[Releve | Reject]:
        """Map the projects in the order they were landed. A search gives at most 10,000, so measures fit in memory.

        Raises SourceMalformed when the landing holds fewer projects than SonarQube said there are.
        """
        meter = Meter(step, config.source, config.environments, totals)
        measures = _measures(landing)
        seen: set[str] = set()
        stated: set[int] = set()
        for payload in landing.payloads():
            if is_about_measures(payload.body, payload.source):
                continue
            page = project_page_of(payload.body, payload.source)
            stated.add(page.total)
            for project in page.projects:
                key = key_of(project, payload.source)
                if key in seen:
                    raise SourceMalformed(f"{payload.source}: a project comes twice")
                seen.add(key)
                location = f"{payload.source} project {key[:200]}"
                yield from outcomes_of(project, measures.get(key, {}), location, config, meter)
        if stated != {len(seen)}:
            raise SourceMalformed(f"the landing holds {len(seen)} projects, SonarQube said {sorted(stated)}")


def _measures(landing: Landing) -> dict[str, dict[str, Any]]:
    """Every measure landed, by project."""
    found: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for payload in landing.payloads():
        if is_about_measures(payload.body, payload.source):
            for (project, measure), value in measures_of(payload.body, payload.source).items():
                found[project][measure] = value
    return found
