"""Recorded cases: what the source answered and the settings, beside the relevés, rejects and totals they must give."""

import json
from pathlib import Path

import pytest

from finops_runtime.http.secrets import Secrets
from finops_runtime.http.source import Sources
from finops_runtime.ingest.recording import run_case
from finops_runtime.settings import HttpSettings
from ingest_cloud.opencost.connector import OpencostConnector

CASES = sorted(path for path in (Path(__file__).parent / "opencost_cases").iterdir() if path.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_case(case: Path) -> None:
    connector = OpencostConnector(Sources(HttpSettings(), Secrets({}, Path("/nowhere"))))
    assert run_case(connector, case) == json.loads((case / "expected.json").read_text(encoding="utf-8"))
