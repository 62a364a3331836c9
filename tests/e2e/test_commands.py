"""`demo`, `up`, `down` and `status` as people type them, on a tiny company."""

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from finops_local.sample.domains import DOMAINS

TINY = ("--apps", "8", "--months", "2")


def run(state_dir: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """One command; its output is not a terminal's."""
    return subprocess.run(
        [sys.executable, "-m", "finops_local", "--state-dir", state_dir, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
        timeout=300,
    )


def test_demo_tells_its_story_and_leaves_nothing(tmp_path: Path) -> None:
    done = run(tmp_path, "demo", *TINY)
    assert done.returncode == 0, done.stdout + done.stderr
    for text in (
        "Runs",
        "Domains of the night",
        "Reconciliation",
        "INDIRECT domains",
        "Rejected",
        "that no alias knows",
        "that two applications claim",
        "by domain",
        "by family",
        "by application",
        "Without a price",
        "in 2 pricing views",
        "is in force",
        "Budgets of",
        "Anomalies of",
        "Closed: ",
        "listed, not published",
    ):
        assert text in done.stdout
    for domain in DOMAINS:
        assert f"│ {domain.label} " in done.stdout
    assert "COPY (APM9000" in done.stdout
    assert "BROKEN" not in done.stdout
    assert "Every run succeeded" in done.stdout
    assert "\x1b" not in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_demo_says_what_failed_and_where_the_log_is(tmp_path: Path) -> None:
    done = run(tmp_path, "demo", *TINY, POSTGRES_URL="postgresql://nobody@127.0.0.1:1/nothing")
    assert done.returncode == 1
    assert "FAILED: MigrationFailed" in done.stdout
    assert str(tmp_path / "demo" / "platform.log") in done.stdout
    assert (tmp_path / "demo" / "platform.log").exists()
    assert "Traceback" not in done.stderr


@pytest.fixture
def state_dir(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    run(tmp_path, "down")


def test_up_leaves_an_api_that_answers_until_down(state_dir: Path) -> None:
    up = run(state_dir, "up", "--ui", *TINY)
    assert up.returncode == 0, up.stdout + up.stderr
    environment = dict(line.split("=", 1) for line in shlex.split((state_dir / "env").read_text()))
    assert environment.keys() == {
        "POSTGRES_URL", "MONGO_URL", "FINOPS_BROKER_URL", "FINOPS_API_URL", "FINOPS_TOKEN_USER", "FINOPS_TOKEN_ADMIN",
        "FINOPS_UI_URL",
    }  # fmt: skip
    assert environment["FINOPS_UI_URL"] in up.stdout
    assert requests.get(f"{environment['FINOPS_UI_URL']}/finops", timeout=10).status_code == 200
    domains = f"{environment['FINOPS_API_URL']}/v1/local/domains"
    runs = f"{environment['FINOPS_API_URL']}/v1/local/admin/runs"
    user, admin = ({"Authorization": f"Bearer {environment[f'FINOPS_TOKEN_{who}']}"} for who in ("USER", "ADMIN"))
    assert len(requests.get(domains, headers=user, timeout=10).json()["data"]) == len(DOMAINS)
    assert requests.get(runs, headers=user, timeout=10).status_code == 403
    assert requests.get(runs, headers=admin, timeout=10).status_code == 200
    again = run(state_dir, "up", *TINY)
    assert (again.returncode, "up already" in again.stdout) == (0, True)
    assert run(state_dir, "status").returncode == 0
    assert run(state_dir, "down").stdout == "ended\n"
    assert run(state_dir, "status").returncode == 3
    with pytest.raises(requests.ConnectionError):
        requests.get(domains, timeout=2)
    assert not (state_dir / "env").exists()
