"""Cases as data: answers and settings, beside the relevés, rejects and totals they must give."""

import json
import os
from pathlib import Path

import pytest

from finops_runtime.connectors.rest_json.connector import RestJsonConnector
from finops_runtime.http.secrets import Secrets
from finops_runtime.http.source import Sources
from finops_runtime.ingest.recording import run_case
from finops_runtime.settings import HttpSettings

CASES = sorted(path for path in (Path(__file__).parent / "rest_json_cases").iterdir() if path.is_dir())
CONNECTOR = RestJsonConnector(Sources(HttpSettings(), Secrets(os.environ, Path("/nowhere"))))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_case(case: Path) -> None:
    assert run_case(CONNECTOR, case) == json.loads((case / "expected.json").read_text(encoding="utf-8"))
