"""Every connector of this function: for its worker, and for whoever tries one out."""

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
from ingest_native.artifactory.connector import ArtifactoryConnector
from ingest_native.gitlab.connector import GitlabConnector
from ingest_native.gitlab_ci_minutes.connector import GitlabCiMinutesConnector
from ingest_native.sonarqube.connector import SonarqubeConnector


def connectors(settings: FileSettings, raw_zone: RawZone) -> list[Connector[Any]]:  # noqa: ARG001 - as every function
    """The connectors, on one set of sources: they share circuit breakers. The raw zone is there for who needs it."""
    sources = Sources(settings, Secrets(os.environ, settings.finops_secrets_folder))
    return [
        GitlabConnector(sources),
        GitlabCiMinutesConnector(sources),
        ArtifactoryConnector(sources),
        SonarqubeConnector(sources),
        RestJsonConnector(sources),
        RestJsonSnapshotConnector(sources),
        ReleveCsvConnector(Files(settings)),
    ]
