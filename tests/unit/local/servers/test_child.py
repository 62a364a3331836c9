import os
import signal
import sys
import time
from pathlib import Path

import psutil
import pytest

from finops_local.servers.child import Child
from finops_local.servers.ports import free_port
from finops_local.servers.readiness import DidNotStart, wait_until
from finops_local.servers.record import end_leftover, find, remember

PARENT_OF_ONE = """
import signal, subprocess, sys, time
stubborn = "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"
child = subprocess.Popen([sys.executable, "-c", stubborn])
print(child.pid, flush=True)
{then}
"""


def python(code: str, record: Path | None = None, lines: list[str] | None = None) -> Child:
    child = Child("p", [sys.executable, "-c", code], record=record, on_line=None if lines is None else lines.append)
    child.start()
    return child


def first_line(lines: list[str], child: Child) -> str:
    wait_until(lambda: bool(lines), child, 10)
    return lines[0]


def is_gone(pid: int) -> bool:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.02)
    return False


def test_its_lines_arrive_whole_and_its_tail_is_kept() -> None:
    lines: list[str] = []
    child = python("print('one'); print('zwei €'); raise SystemExit(3)", lines=lines)
    assert child.wait(10) == 3
    assert child.tail() == "one\nzwei €"
    assert lines == ["one", "zwei €"]
    child.stop()


@pytest.mark.parametrize("then", ["time.sleep(60)", "sys.exit()"])
def test_stop_leaves_nothing_of_its_group(then: str) -> None:
    lines: list[str] = []
    child = python(PARENT_OF_ONE.format(then=then), lines=lines)
    grandchild = int(first_line(lines, child))
    child.stop(timeout=5)
    assert is_gone(grandchild)


def test_one_that_ignores_the_polite_way_is_killed() -> None:
    lines: list[str] = []
    child = python(
        "import signal, time; signal.signal(15, signal.SIG_IGN); print('on', flush=True); time.sleep(60)", lines=lines
    )
    first_line(lines, child)
    child.stop(timeout=0.2)
    assert child.exit_code == -signal.SIGKILL


def test_waiting_for_one_that_ended_says_what_it_said() -> None:
    child = python("print('no such table'); raise SystemExit(1)")
    with pytest.raises(DidNotStart, match=r"code 1.*\nno such table"):
        wait_until(lambda: False, child, 10)
    child.stop()


def test_starting_again_ends_what_a_killed_supervisor_left(tmp_path: Path) -> None:
    record = tmp_path / "p.json"
    orphan = python("import time; time.sleep(60)", record)
    found = find(record)
    assert found is not None
    assert found.pid == orphan.pid
    successor = python("import time; time.sleep(60)", record)
    assert orphan.wait(5) == -signal.SIGTERM
    successor.stop()
    assert not record.exists()
    orphan.stop()


def test_a_process_id_used_again_is_not_taken_for_ours(tmp_path: Path) -> None:
    record = tmp_path / "p.json"
    remember(record, os.getpid())
    record.write_text(record.read_text().replace('"started": ', '"started": 1'))
    assert find(record) is None
    assert not end_leftover(record)


def test_free_ports_lie_below_those_of_outgoing_connections() -> None:
    assert all(18_000 <= free_port() < 32_000 for _ in range(20))
