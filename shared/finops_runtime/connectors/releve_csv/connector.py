"""The `releve_csv` connector: relevés as CSV files, for history and for sources without an API."""

from collections.abc import Iterator
from typing import Literal

from finops_contract.releve import Reject, Releve
from finops_runtime.connectors.releve_csv.config import ReleveCsvConfig
from finops_runtime.connectors.releve_csv.manifest import MEDIA_TYPE, fetched, manifest_in, manifest_of
from finops_runtime.connectors.releve_csv.mapping import LineMapping
from finops_runtime.connectors.releve_csv.table import lines_of
from finops_runtime.ingest.addresses import with_month
from finops_runtime.ingest.connector import Landing, LandingWriter, SourceTotals
from finops_runtime.ingest.files import Files, NoFiles
from finops_runtime.ingest.meter import Meter
from finops_runtime.runs.step import Step


class ReleveCsvConnector:
    """Reads the lines of the step's month from every file, in the order of their names."""

    name = "releve_csv"
    answers: Literal["period", "snapshot"] = "period"
    config = ReleveCsvConfig

    def __init__(self, files: Files) -> None:
        self._files = files

    def land(self, step: Step, config: ReleveCsvConfig, landing: LandingWriter) -> None:
        """Land the manifest of the files; raises NoFiles when there are none and that is not allowed."""
        address = with_month(config.files, step.period)
        manifest = manifest_of(self._files, address)
        if not manifest.files and config.missing_files == "fail":
            raise NoFiles(f"{address}: no file is there; if that is right, set missing_files to empty")
        landing.add(manifest.model_dump_json().encode(), address, MEDIA_TYPE)

    def read(
        self, step: Step, config: ReleveCsvConfig, landing: Landing, totals: SourceTotals
    ) -> Iterator[Releve | Reject]:
        """Map the lines of the landed files; raises SourceChanged when one is no longer what was landed."""
        mapping = LineMapping(config, step.period, Meter(step, config.source, config.environments, totals))
        for payload in landing.payloads():
            for landed in manifest_in(payload).files:
                with fetched(self._files, landed) as file:
                    for line in lines_of(file, config, self._files.check_size):
                        yield from mapping.outcomes_of(line, landed.uri)
