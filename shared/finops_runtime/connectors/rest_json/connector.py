"""The `rest_json` connectors: any HTTP API that answers lists of JSON objects, declared by data alone."""

from collections.abc import Iterator
from typing import Literal

from finops_contract.errors import SourceMalformed, SourceUnsettled
from finops_contract.releve import Reject, Releve
from finops_runtime.connectors.rest_json.blanking import blanked
from finops_runtime.connectors.rest_json.call import first_call
from finops_runtime.connectors.rest_json.config import RestJsonConfig, RestJsonSnapshotConfig
from finops_runtime.connectors.rest_json.mapping import RowMapping
from finops_runtime.connectors.rest_json.walk import Tally, Walk
from finops_runtime.http.pages import pages
from finops_runtime.http.source import Sources
from finops_runtime.ingest import exact_json
from finops_runtime.ingest.connector import Landing, LandingWriter, SourceTotals
from finops_runtime.ingest.meter import Meter
from finops_runtime.runs.step import Step


class RestJsonSnapshotConnector:
    """Reads an API that only knows the present."""

    name = "rest_json_snapshot"
    answers: Literal["period", "snapshot"] = "snapshot"
    config: type[RestJsonSnapshotConfig] = RestJsonSnapshotConfig

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    def land(self, step: Step, config: RestJsonSnapshotConfig, landing: LandingWriter) -> None:
        """Land every page as received, but for what the settings blank.

        Raises SourceUnsettled when there are not as many rows as the source states.
        """
        tally = Tally(config, SourceUnsettled)
        source = self._sources.open(config)
        walk = Walk(config, tally)
        for page in pages(source, first_call(config, step.period), walk.following, config.max_pages):
            landing.add(blanked(page.body, config.blanked), page.address)
        tally.close(config.base_url)

    def read(
        self, step: Step, config: RestJsonSnapshotConfig, landing: Landing, totals: SourceTotals
    ) -> Iterator[Releve | Reject]:
        """Map the landed rows in their order, one page in memory at a time."""
        mapping = RowMapping(config, step.period, Meter(step, config.source, config.environments, totals))
        tally = Tally(config, SourceMalformed)
        for payload in landing.payloads():
            rows = tally.rows_of(exact_json.loads(payload.body, payload.source), payload.source)
            for index, row in enumerate(rows):
                yield from mapping.outcomes_of(row, f"{payload.source} row {index}")
        tally.close(landing.id)


class RestJsonConnector(RestJsonSnapshotConnector):
    """Reads an API that is asked for a month."""

    name = "rest_json"
    answers: Literal["period", "snapshot"] = "period"
    config: type[RestJsonSnapshotConfig] = RestJsonConfig
