"""Cases as data: answers as a platform gave them and settings, beside what they must give."""

import json
from pathlib import Path
from typing import Any

import pytest

from finops_runtime.http.secrets import Secrets
from finops_runtime.http.source import Sources
from finops_runtime.ingest.connector import Connector
from finops_runtime.ingest.recording import run_case
from finops_runtime.settings import HttpSettings
from ingest_native.artifactory.connector import ArtifactoryConnector
from ingest_native.gitlab.connector import GitlabConnector
from ingest_native.gitlab_ci_minutes.connector import GitlabCiMinutesConnector
from ingest_native.sonarqube.connector import SonarqubeConnector

SOURCES = Sources(HttpSettings(), Secrets({}, Path("/nowhere")))
CONNECTORS: list[Connector[Any]] = [
    GitlabConnector(SOURCES),
    GitlabCiMinutesConnector(SOURCES),
    ArtifactoryConnector(SOURCES),
    SonarqubeConnector(SOURCES),
]
CASES = [
    pytest.param(connector, case, id=f"{connector.name}-{case.name}")
    for connector in CONNECTORS
    for case in sorted((Path(__file__).parent / f"{connector.name}_cases").iterdir())
]


@pytest.mark.parametrize(("connector", "case"), CASES)
def test_case(connector: Connector[Any], case: Path) -> None:
    assert run_case(connector, case) == json.loads((case / "expected.json").read_text(encoding="utf-8"))
