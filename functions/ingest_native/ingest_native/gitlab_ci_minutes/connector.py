"""The `gitlab_ci_minutes` connector: the CI minutes of namespaces, by project, in any month that GitLab keeps."""

from collections.abc import Iterator
from typing import Literal

from finops_contract.errors import SourceMalformed
from finops_contract.releve import Reject, Releve
from finops_runtime.http.source import Sources
from finops_runtime.ingest.connector import Landing, LandingWriter, SourceTotals
from finops_runtime.ingest.meter import Meter
from finops_runtime.runs.step import Step
from ingest_native.gitlab_ci_minutes.config import GitlabCiMinutesConfig
from ingest_native.gitlab_ci_minutes.mapping import NamespaceMonth
from ingest_native.gitlab_ci_minutes.question import ask, page_of


class GitlabCiMinutesConnector:
    """Asks GitLab's GraphQL, namespace by namespace. GitLab's months are those of UTC."""

    name = "gitlab_ci_minutes"
    answers: Literal["period", "snapshot"] = "period"
    config = GitlabCiMinutesConfig

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    def land(self, step: Step, config: GitlabCiMinutesConfig, landing: LandingWriter) -> None:
        """Land every answer as received."""
        source = self._sources.open(config)
        for namespace in config.namespaces:
            for asked in ask(source, config, namespace, step.period):
                landing.add(asked.body, asked.address)

    def read(
        self, step: Step, config: GitlabCiMinutesConfig, landing: Landing, totals: SourceTotals
    ) -> Iterator[Releve | Reject]:
        """Map the projects in the order they were landed, and behind each namespace's last page what none carries.

        The last page's totals count: the current month goes on while it is asked about.
        """
        meter = Meter(step, config.source, config.environments, totals)
        month: NamespaceMonth | None = None
        for payload in landing.payloads():
            page = page_of(payload.body, payload.source, step.period)
            if page is None:
                continue
            month = month or NamespaceMonth(config, meter)
            for number, entry in enumerate(page.projects, 1):
                yield from month.project(entry, f"{payload.source} project {number}")
            if page.next_cursor is None:
                yield from month.rest(page.totals, f"{payload.source} namespace")
                month = None
        if month is not None:
            raise SourceMalformed("the landing ends in the middle of a namespace: run the month again, live")
