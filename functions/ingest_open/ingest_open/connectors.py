"""The connectors of ingest_open, as the function and the command that tries them out have them."""

import os
from typing import Any

from finops_runtime.connectors.releve_csv.connector import ReleveCsvConnector
from finops_runtime.connectors.rest_json.connector import RestJsonConnector, RestJsonSnapshotConnector
from finops_runtime.http.secrets import Secrets
from finops_runtime.http.source import Sources
from finops_runtime.ingest.connector import Connector
from finops_runtime.ingest.files import Files
from finops_runtime.raw_zone import RawZone
from finops_runtime.settings import SourceSettings
from ingest_open.cmdb.connector import CmdbConnector
from ingest_open.external_coefficients.connector import ExternalCoefficientsConnector


def connectors(settings: SourceSettings, raw_zone: RawZone) -> list[Connector[Any]]:
    """Every connector, around one set of circuit breakers."""
    sources = Sources(settings, Secrets(os.environ, settings.finops_secrets_folder))
    files = Files(settings)
    return [
        CmdbConnector(raw_zone),
        ExternalCoefficientsConnector(raw_zone, files, settings.timezone),
        RestJsonConnector(sources),
        RestJsonSnapshotConnector(sources),
        ReleveCsvConnector(files),
    ]
