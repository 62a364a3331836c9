"""The `focus` connector: bills in FOCUS 1.0 to 1.4, CSV or Parquet, one file or many."""

from collections.abc import Iterator
from typing import Literal

from finops_contract.errors import SourceMalformed
from finops_contract.releve import Reject, Releve
from finops_runtime.ingest.connector import Landing, LandingWriter, SourceTotals
from finops_runtime.ingest.files import Files
from finops_runtime.runs.step import Step
from ingest_cloud.focus.config import FocusConfig
from ingest_cloud.focus.manifest import Manifest
from ingest_cloud.focus.outcomes import outcomes_of
from ingest_cloud.focus.survey import manifest_of

MEMORY_LIMIT = "192MB"
"""What DuckDB may use for a step: it needs no more to add up, however large the bill."""


class FocusConnector:
    """Lands which files a month's bill is, and reads them where they are. `memory_limit` is DuckDB's, per step."""

    name = "focus"
    answers: Literal["period", "snapshot"] = "period"
    config = FocusConfig

    def __init__(self, files: Files, memory_limit: str = MEMORY_LIMIT) -> None:
        self._files = files
        self._memory_limit = memory_limit

    def land(self, step: Step, config: FocusConfig, landing: LandingWriter) -> None:
        """Keep the manifest of the month's files; raises NoFiles when there are none and the settings say fail."""
        manifest = manifest_of(config.address(step.period), config, self._files, self._memory_limit)
        landing.add(manifest.model_dump_json().encode(), manifest.address)

    def read(
        self, step: Step, config: FocusConfig, landing: Landing, totals: SourceTotals
    ) -> Iterator[Releve | Reject]:
        """Add the landed files up; they must still be what they were when they were landed."""
        manifests = [Manifest.model_validate_json(payload.body) for payload in landing.payloads()]
        if len(manifests) != 1:
            raise SourceMalformed(f"{step.name}: the landing holds {len(manifests)} manifests, not one")
        return outcomes_of(manifests[0], step, config, totals, self._files, self._memory_limit)
