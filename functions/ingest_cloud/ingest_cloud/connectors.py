"""The connectors of ingest_cloud, as the function and the command that tries them out have them."""

import os
from typing import Any

from finops_runtime.connectors.releve_csv.connector import ReleveCsvConnector
from finops_runtime.connectors.rest_json.connector import RestJsonConnector, RestJsonSnapshotConnector
from finops_runtime.http.secrets import Secrets
from finops_runtime.http.source import Sources
from finops_runtime.ingest.connector import Connector
from finops_runtime.ingest.files import Files
from finops_runtime.raw_zone import RawZone
from finops_runtime.settings import FileSettings
from ingest_cloud.cloudkitty.connector import CloudkittyConnector
from ingest_cloud.focus.connector import FocusConnector
from ingest_cloud.nova_usage.connector import NovaUsageConnector
from ingest_cloud.opencost.connector import OpencostConnector


def connectors(settings: FileSettings, raw_zone: RawZone) -> list[Connector[Any]]:  # noqa: ARG001 - as every function
    """Every connector, around one set of circuit breakers."""
    sources = Sources(settings, Secrets(os.environ, settings.finops_secrets_folder))
    return [
        FocusConnector(Files(settings)),
        CloudkittyConnector(sources),
        NovaUsageConnector(sources),
        OpencostConnector(sources),
        RestJsonConnector(sources),
        RestJsonSnapshotConnector(sources),
        ReleveCsvConnector(Files(settings)),
    ]
