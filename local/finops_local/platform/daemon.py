"""A platform in the background: started from one shell, asked about and ended from another.

What runs in the background is any command that keeps a Platform and calls mark_ready() once it is. Where it keeps more
than one, the state directories of the others are below `<state_dir>/beside`.
"""

import contextlib
import os
import signal
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from finops_local.servers.record import end_leftover, find, forget, remember, wait_gone

BESIDE: Final = "beside"
_POLL_SECONDS = 0.1
_TAIL_LINES = 40


class AlreadyRunning(RuntimeError):
    """There is one in this state directory."""


class DidNotBecomeReady(RuntimeError):
    """It ended, or took too long; the text ends with its last lines of output."""


@dataclass(frozen=True, slots=True)
class Status:
    """`pid` is None when nothing runs."""

    pid: int | None
    ready: bool


def start(
    argv: Sequence[str | Path], state_dir: Path, *, env: Mapping[str, str] | None = None, timeout: float = 600
) -> int:
    """Run a command detached from this shell, wait until it is ready and return its process id.

    Its output goes to `<state_dir>/daemon.log`. Raises AlreadyRunning, DidNotBecomeReady.
    """
    state_dir.mkdir(parents=True, exist_ok=True)
    record, ready = _record(state_dir), _ready(state_dir)
    running = find(record)
    if running is not None:
        raise AlreadyRunning(f"process {running.pid} runs in {state_dir}")
    ready.unlink(missing_ok=True)
    pid = _spawn(argv, log_file(state_dir), os.environ if env is None else env)
    remember(record, pid)
    deadline = time.monotonic() + timeout
    while not ready.exists():
        if find(record) is None:
            stop(state_dir)
            raise DidNotBecomeReady(f"it ended before it was ready:\n{tail(state_dir)}")
        if time.monotonic() > deadline:
            stop(state_dir)
            raise DidNotBecomeReady(f"it was not ready after {timeout:g} s and was ended:\n{tail(state_dir)}")
        time.sleep(_POLL_SECONDS)
    return pid


def stop(state_dir: Path, timeout: float = 90) -> bool:
    """End it and wait; ends also what a killed one left behind. Says whether anything ran."""
    record = _record(state_dir)
    process = find(record)
    if process is not None:
        process.send_signal(signal.SIGTERM)
        if not wait_gone(record, timeout):
            process.kill()
            wait_gone(record, 5)
        with contextlib.suppress(ChildProcessError):  # it is our own child only if this very process started it
            os.waitpid(process.pid, os.WNOHANG)
    leftovers = [end_leftover(file) for file in _processes(state_dir)]
    forget(record)
    _ready(state_dir).unlink(missing_ok=True)
    return process is not None or any(leftovers)


def status(state_dir: Path) -> Status:
    """Whether one runs, and whether it is ready."""
    process = find(_record(state_dir))
    return Status(None if process is None else process.pid, process is not None and _ready(state_dir).exists())


def mark_ready(state_dir: Path) -> None:
    """Called by the background command itself once it is ready."""
    _ready(state_dir).touch()


def log_file(state_dir: Path) -> Path:
    """Where the background command's own output goes."""
    return state_dir / "daemon.log"


def tail(state_dir: Path) -> str:
    """The last lines of that output."""
    lines = log_file(state_dir).read_text(errors="replace").splitlines()
    return "\n".join(lines[-_TAIL_LINES:])


def _processes(state_dir: Path) -> list[Path]:
    """The records of what every platform of the command has started."""
    own, beside = state_dir.glob("processes/*.json"), state_dir.glob(f"{BESIDE}/*/processes/*.json")
    return [*sorted(own), *sorted(beside)]


def _record(state_dir: Path) -> Path:
    return state_dir / "daemon.json"


def _ready(state_dir: Path) -> Path:
    return state_dir / "daemon.ready"


def _spawn(argv: Sequence[str | Path], output: Path, env: Mapping[str, str]) -> int:
    """posix_spawn and not Popen: nobody here will wait for the process."""
    parts = [str(part) for part in argv]
    return os.posix_spawnp(
        parts[0],
        parts,
        env,
        setsid=True,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, str(output), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
    )
