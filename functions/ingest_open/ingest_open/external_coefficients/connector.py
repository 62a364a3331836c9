"""The `external_coefficients` connector: weights that people keep, in MongoDB, CSV or XLSX."""

from collections.abc import Iterator
from itertools import groupby
from typing import Literal
from zoneinfo import ZoneInfo

from finops_contract.errors import BadConnectorConfig
from finops_contract.releve import Reject, Releve
from finops_runtime.ingest.connector import Landing, LandingWriter, SourceTotals
from finops_runtime.ingest.files import Files
from finops_runtime.raw_zone import RawZone
from finops_runtime.runs.step import Step
from ingest_open.external_coefficients.config import ExternalCoefficientsConfig, FromCollection
from ingest_open.external_coefficients.documents import Row, document_rows
from ingest_open.external_coefficients.landing import land_documents, land_files
from ingest_open.external_coefficients.mapping import outcomes_of
from ingest_open.external_coefficients.tables import table_rows


class ExternalCoefficientsConnector:
    """Reads the raw weights of INDIRECT domains. Each row names its month, so that any month can be asked for."""

    name = "external_coefficients"
    answers: Literal["period", "snapshot"] = "period"
    config = ExternalCoefficientsConfig

    def __init__(self, raw_zone: RawZone, files: Files, zone: ZoneInfo) -> None:
        self._raw_zone = raw_zone
        self._files = files
        self._zone = zone

    def land(self, step: Step, config: ExternalCoefficientsConfig, landing: LandingWriter) -> None:
        """Copy the domain's documents of the month, or the month's files whole."""
        if step.domain_mode != "INDIRECT":
            raise BadConnectorConfig(f"{step.domain_id}: {self.name} gives weights; make the domain INDIRECT")
        origin = config.origin
        if isinstance(origin, FromCollection):
            domain = config.domain or step.domain_id
            land_documents(self._raw_zone.database, origin.collection, config, domain, step.period, self._zone, landing)
        else:
            land_files(self._files, origin, step.period, landing, carry=config.carry)

    def read(
        self, step: Step, config: ExternalCoefficientsConfig, landing: Landing, totals: SourceTotals
    ) -> Iterator[Releve | Reject]:
        """The rows of the copies as relevés without product; the landing is read twice."""
        return outcomes_of(lambda: rows_of(landing, config), step, config, self._zone, totals)


def rows_of(landing: Landing, config: ExternalCoefficientsConfig) -> Iterator[Row]:
    """Every row of a landing, as a document or as its file names the columns. One file in memory at a time."""
    origin = config.origin
    for source, payloads in groupby(landing.payloads(), lambda payload: payload.source):
        if isinstance(origin, FromCollection):
            for payload in payloads:
                yield from document_rows(payload)
        else:
            body = b"".join(payload.body for payload in payloads)
            yield from table_rows(source, body, origin, config.fields)
