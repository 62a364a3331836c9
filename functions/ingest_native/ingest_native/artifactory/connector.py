"""The `artifactory` connector: how much storage every repository takes, as Artifactory last reckoned it."""

from collections.abc import Iterator
from typing import Literal

from finops_contract.releve import Reject, Releve
from finops_runtime.http.source import Sources
from finops_runtime.ingest.connector import Landing, LandingWriter, SourceTotals
from finops_runtime.ingest.meter import Meter
from finops_runtime.runs.step import Step
from ingest_native.artifactory.config import ArtifactoryConfig
from ingest_native.artifactory.mapping import StorageMapping
from ingest_native.artifactory.summary import binaries_of, summary_of


class ArtifactoryConnector:
    """Reads the storage summary. Artifactory reckons it by itself, every hour as a rule; it is not asked to."""

    name = "artifactory"
    answers: Literal["period", "snapshot"] = "snapshot"
    config = ArtifactoryConfig

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    def land(self, step: Step, config: ArtifactoryConfig, landing: LandingWriter) -> None:  # noqa: ARG002  # as every one
        """Land the one answer as received, once it is known to be whole."""
        answer = self._sources.open(config).get("/api/storageinfo")
        summary_of(answer.body, config, answer.address)
        landing.add(answer.body, answer.address)

    def read(
        self, step: Step, config: ArtifactoryConfig, landing: Landing, totals: SourceTotals
    ) -> Iterator[Releve | Reject]:
        """Map the repositories in the order of the answer."""
        meter = Meter(step, config.source, config.environments, totals)
        for payload in landing.payloads():
            summary = summary_of(payload.body, config, payload.source)
            mapping = StorageMapping(summary, payload.source, config, meter)
            if config.deduplicated:
                yield from mapping.on_disk(binaries_of(summary, config, payload.source))
            else:
                yield from mapping.held()
