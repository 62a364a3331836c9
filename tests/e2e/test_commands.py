"""`demo` as people type it, on a tiny company. `up`, `down` and `status`: test_group.py."""

import os
import subprocess
import sys
from pathlib import Path

from finops_local.sample.domains import DOMAINS

TINY = ("--apps", "8", "--months", "2")


def run(state_dir: Path, *arguments: str, seconds: int = 300, **environment: str) -> subprocess.CompletedProcess[str]:
    """One command; its output is not a terminal's."""
    return subprocess.run(
        [sys.executable, "-m", "finops_local", "--state-dir", state_dir, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
        timeout=seconds,
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
