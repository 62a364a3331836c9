"""A company, and three more with their group, every function a process of its own: all that can be started, small."""

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from finops_local.backstage import sign_in
from finops_local.group.members import GROUP
from finops_local.platform.state import exclusive
from finops_local.sample.domains import DOMAINS
from tests.e2e.test_commands import run

APPS, MONTHS = 8, 3
SIZE = ("--apps", str(APPS), "--months", str(MONTHS))


@pytest.fixture
def state_dir(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    run(tmp_path, "down")


def test_up_leaves_a_company_s_api_and_a_group_s_that_answer_until_down(state_dir: Path) -> None:
    """What the group comes to is judged as `demo --group` does, of which the exit code tells."""
    up = run(state_dir, "up", "--ui", "--group", *SIZE, seconds=900)
    logs = "".join(log.read_text()[-20_000:] for log in state_dir.glob("beside/*/platform.log"))
    assert up.returncode == 0, up.stdout + up.stderr + logs
    assert "missing: south" in up.stdout
    assert "not_conformant" in up.stdout
    assert f"{2 * (3 * MONTHS - 2)} totals of 3 companies" in up.stdout
    environment = dict(line.split("=", 1) for line in shlex.split((state_dir / "env").read_text()))
    assert environment.keys() == {
        "POSTGRES_URL", "MONGO_URL", "FINOPS_BROKER_URL", "FINOPS_API_URL", "FINOPS_TOKEN_USER", "FINOPS_TOKEN_ADMIN",
        "FINOPS_UI_URL", "FINOPS_GROUP_API_URL", "FINOPS_GROUP_URL", "FINOPS_GROUP_POSTGRES_URL", "FINOPS_TOKEN_GROUP",
        "FINOPS_TOKEN_GROUP_ADMIN",
    }  # fmt: skip
    ui_url, api_url, group_url = (environment[f"FINOPS_{name}"] for name in ("UI_URL", "API_URL", "GROUP_API_URL"))
    user, admin, group, group_admin = (
        environment[f"FINOPS_TOKEN_{who}"] for who in ("USER", "ADMIN", "GROUP", "GROUP_ADMIN")
    )
    assert ui_url in up.stdout
    assert requests.get(f"{ui_url}/finops", timeout=10).status_code == 200
    assert len(asked(f"{api_url}/v1/local/domains", user).json()["data"]) == len(DOMAINS)
    assert asked(f"{api_url}/v1/local/admin/runs", user).status_code == 403
    assert asked(f"{api_url}/v1/local/admin/runs", admin).status_code == 200
    assert asked(f"{group_url}/v1/group/me", user).status_code == 401
    assert asked(f"{group_url}/v1/group/releases", group_admin).status_code == 200
    entities = asked(f"{group_url}/v1/group/entities", group).json()["data"]
    assert {row["entityId"] for row in entities} == {"north", "south", "west"}
    of_group = f"{ui_url}/api/proxy/finops-group/v1/group/entities"
    assert asked(of_group, sign_in(ui_url, "gina")).json()["data"] == entities
    assert asked(of_group, sign_in(ui_url, "olivia")).status_code == 403

    again = run(state_dir, "up", *SIZE)
    assert (again.returncode, "up already" in again.stdout) == (0, True)
    assert run(state_dir, "status").returncode == 0
    assert run(state_dir, "down").stdout == "ended\n"
    assert run(state_dir, "status").returncode == 3
    for url in (api_url, group_url, ui_url):
        with pytest.raises(requests.ConnectionError):
            requests.get(url, timeout=2)
    assert not (state_dir / "env").exists()
    assert list(state_dir.glob("beside/*/processes/*.json")) == []


def test_the_demo_of_a_group_is_right_and_leaves_nothing(tmp_path: Path) -> None:
    done = run(tmp_path, "demo", "--group", *SIZE, seconds=900)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Everything is as it should be." in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_the_demo_of_a_group_says_what_failed_and_where_the_logs_are(tmp_path: Path) -> None:
    with exclusive(tmp_path / "group" / GROUP):
        done = run(tmp_path, "demo", "--group", *SIZE)
    assert done.returncode == 1
    assert "WRONG: StateDirInUse: another platform runs in" in done.stdout
    assert f"{tmp_path / 'group'}/*/platform.log" in done.stdout
    assert "Traceback" not in done.stderr


def asked(url: str, token: str) -> Any:
    """The answer to somebody."""
    return requests.get(url, headers={"Authorization": f"Bearer {token}"}, timeout=10)
