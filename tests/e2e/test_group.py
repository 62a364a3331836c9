"""Three companies and their group, every function a process of its own: the demo, small."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
APPS, MONTHS = 12, 3


def test_a_group_shows_what_its_companies_show_and_says_who_is_missing(tmp_path: Path) -> None:
    """What it comes to is judged by the demo itself, of which the exit code tells."""
    asked = ["--state-dir", str(tmp_path), "demo", "--group", "--apps", str(APPS), "--months", str(MONTHS)]
    done = subprocess.run(
        [sys.executable, "-m", "finops_local", *asked],
        cwd=ROOT,
        check=False,
        timeout=900,
        capture_output=True,
        text=True,
    )
    logs = "".join(log.read_text()[-20_000:] for log in tmp_path.glob("group/*/platform.log"))
    assert done.returncode == 0, done.stdout + done.stderr + logs
    assert "missing: south" in done.stdout
    assert "not_conformant" in done.stdout
    assert f"{2 * (3 * MONTHS - 2)} totals of 3 companies" in done.stdout
    assert not (tmp_path / "group").exists()
