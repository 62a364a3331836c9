"""schemathesis over the whole OpenAPI document, with a token of each role; a process, a mart and a sink for each.

25 examples an operation with a fixed seed; `make fuzz EXAMPLES=500 SEED=2` asks for more. Which checks are off, and
why: schemathesis.toml.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.integration.query_api.contract.conftest import Served

CONFIG = Path(__file__).with_name("schemathesis.toml")
EXAMPLES = os.environ.get("FUZZ_EXAMPLES", "25")
SEED = os.environ.get("FUZZ_SEED", "20261001")
THOROUGH = "FUZZ_EXAMPLES" in os.environ
_TOKEN = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+")
_MOST_OUTPUT = 20_000


def run_schemathesis(served: Served, token: str, phases: str, folder: Path) -> int:
    """How many operations were tested; fails with what was found."""
    done = subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"),
            *("--config-file", CONFIG, "run", f"{served.url}/openapi.json"),
            *("--header", f"Authorization: Bearer {token}", "--seed", SEED, "--max-examples", EXAMPLES),
            *("--phases", phases, "--warnings", "off"),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    output = _TOKEN.sub("$TOKEN", done.stdout + done.stderr)
    assert done.returncode == 0, output[:_MOST_OUTPUT] + served.child.tail()
    tested = re.search(r"Tested: (\d+)", output)
    assert tested, output[-_MOST_OUTPUT:]
    return int(tested[1])


class Fuzzing:
    """One role. A class each, so that they run side by side; the long phase is for whoever may do all."""

    role = "Nobody"
    phases = "examples,coverage,fuzzing" if THOROUGH else "examples,fuzzing"

    def test_nothing_is_found(self, own_served_api: Served, tmp_path: Path) -> None:
        assert run_schemathesis(own_served_api, own_served_api.token(self.role), self.phases, tmp_path) > 40


class TestAdmin(Fuzzing):
    role = "Rosetta_Admin"
    phases = "examples,coverage,fuzzing"


class TestFinOpsAdmin(Fuzzing):
    role = "Rosetta_FinOps_Admin"


class TestReferentielAdmin(Fuzzing):
    role = "Rosetta_Referentiel_Admin"


class TestUser(Fuzzing):
    role = "Rosetta_User"


class TestGroup(Fuzzing):
    role = "Rosetta_Group"
