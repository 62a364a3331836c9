"""The connectors of ingest_native over real HTTP, against stub processes, into a real raw zone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from finops_runtime.http.secrets import Secrets
from finops_runtime.http.source import Sources
from finops_runtime.ingest.connector import Connector
from finops_runtime.raw_zone import RawZone
from finops_runtime.settings import HttpSettings
from tests.fix_stubs import STUB_TOKEN
from tests.integration.ingest_native.trial import Trial, TrialOf


@pytest.fixture
def trial_of(raw_zone: RawZone) -> TrialOf:
    """(connector class, token, retries) -> a trial; the token is in SOURCE_TOKEN."""

    def trial(connector: Callable[[Sources], Connector[Any]], token: str = STUB_TOKEN, retries: int = 2) -> Trial:
        http = HttpSettings(http_retries=retries, http_backoff_seconds=0, http_timeout_ms=5_000)
        return Trial(raw_zone, connector(Sources(http, Secrets({"SOURCE_TOKEN": token}, Path("/nowhere")))))

    return trial
