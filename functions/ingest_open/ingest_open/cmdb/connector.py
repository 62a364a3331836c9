"""The `cmdb` connector: rules in data say which CI gives how much of which product to which application."""

from collections.abc import Iterator
from typing import Literal

from finops_runtime.ingest.connector import Landing, LandingWriter, Outcome, SourceTotals
from finops_runtime.raw_zone import RawZone
from finops_runtime.runs.step import Step
from ingest_open.cmdb.config import CmdbConfig
from ingest_open.cmdb.landing import land_collections
from ingest_open.cmdb.mapping import outcomes_of


class CmdbConnector:
    """Reads the `cmdb_*` collections that a third party fills in the raw zone. They only know the present."""

    name = "cmdb"
    answers: Literal["period", "snapshot"] = "snapshot"
    config = CmdbConfig

    def __init__(self, raw_zone: RawZone) -> None:
        self._raw_zone = raw_zone

    def land(self, step: Step, config: CmdbConfig, landing: LandingWriter) -> None:  # noqa: ARG002  # as every one
        """Copy the collections that the settings name, as they are now."""
        land_collections(self._raw_zone.database, config.collections, landing)

    def read(self, step: Step, config: CmdbConfig, landing: Landing, totals: SourceTotals) -> Iterator[Outcome]:
        """Map the copies by the rules; the landing is read several times, one payload in memory at a time."""
        return outcomes_of(landing.payloads, step, config, totals)
