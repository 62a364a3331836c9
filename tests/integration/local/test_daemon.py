"""A platform in the background, ended from elsewhere, whatever became of it."""

import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from finops_local.platform import daemon
from finops_local.servers.place import find_place
from finops_local.servers.record import remember
from tests.integration.local.test_platform import living
from tests.integration.local.toy import write_toy

ROOT = Path(__file__).parents[3]

UP = """
import sys
from pathlib import Path
from finops_local.platform import Platform, daemon, wait_for_signal

folder = Path(sys.argv[1])
with Platform(folder, state_dir=folder / "state", functions={"toy": {}}, functions_dir=folder / "functions",
              manifests=folder / "base", broker_options=["--no-pings"], migrate=False, keep=False) as platform:
    print("up", flush=True)
    daemon.mark_ready(platform.state_dir)
    wait_for_signal()
print("down", flush=True)
"""


def argv(tmp_path: Path) -> list[str]:
    write_toy(tmp_path)
    return [sys.executable, "-c", UP, str(tmp_path)]


def test_up_and_down(tmp_path: Path) -> None:
    state = tmp_path / "state"
    assert daemon.status(state) == daemon.Status(None, False)
    pid = daemon.start(argv(tmp_path), state, timeout=90)
    try:
        assert daemon.status(state) == daemon.Status(pid, True)
        assert set(living(state)) == {"postgres", "mongo", "broker", "toy"}
        with pytest.raises(daemon.AlreadyRunning):
            daemon.start(["true"], state)
    finally:
        assert daemon.stop(state)
    assert daemon.tail(state).splitlines()[-1] == "down"
    assert living(state) == {}
    assert daemon.status(state) == daemon.Status(None, False)
    assert not daemon.stop(state)


def test_down_ends_what_a_killed_one_left(tmp_path: Path) -> None:
    state = tmp_path / "state"
    pid = daemon.start(argv(tmp_path), state, timeout=90)
    psutil.Process(pid).kill()
    deadline = time.monotonic() + 5
    while daemon.status(state).pid is not None and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(living(state)) == 4
    assert daemon.stop(state)
    assert living(state) == {}
    place = find_place(state)  # what a killed platform could not delete, outside pytest's own folder when we are root
    if place.temporary is not None:
        place.remove()


def test_down_ends_what_a_killed_one_left_of_platforms_beside_it(tmp_path: Path) -> None:
    left = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
    remember(tmp_path / daemon.BESIDE / "group" / "processes" / "broker.json", left.pid)
    assert daemon.stop(tmp_path)
    assert left.wait(5) != 0


def test_one_that_fails_shows_its_last_lines(tmp_path: Path) -> None:
    with pytest.raises(daemon.DidNotBecomeReady, match="no mongod here"):
        daemon.start([sys.executable, "-c", "raise SystemExit('no mongod here')"], tmp_path / "state", timeout=30)


def test_one_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    state = tmp_path / "state"
    with pytest.raises(daemon.DidNotBecomeReady, match="not ready after"):
        daemon.start([sys.executable, "-c", "import time; time.sleep(60)"], state, timeout=0.5)
    assert daemon.status(state).pid is None
