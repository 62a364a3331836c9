"""Files that remember a process: its id and when it began, since ids are used again."""

import contextlib
import json
import os
import signal
import time
from pathlib import Path

import psutil

_SAME_START_SECONDS = 1.0
_POLL_SECONDS = 0.05


def remember(record: Path, pid: int, stop_signal: signal.Signals = signal.SIGTERM) -> None:
    """Write which process this is and how it is asked to stop; one that has already ended is not remembered."""
    with contextlib.suppress(psutil.NoSuchProcess):
        started = psutil.Process(pid).create_time()
        record.parent.mkdir(parents=True, exist_ok=True)
        draft = record.with_name(record.name + ".new")
        draft.write_text(json.dumps({"pid": pid, "started": started, "stop_signal": stop_signal.name}))
        draft.replace(record)


def forget(record: Path) -> None:
    """Remove the record; no error when there is none."""
    record.unlink(missing_ok=True)


def find(record: Path) -> psutil.Process | None:
    """The remembered process, or None when it has ended (a zombie has ended) or nothing readable is recorded."""
    try:
        entry = json.loads(record.read_text())
        process = psutil.Process(entry["pid"])
        if abs(process.create_time() - entry["started"]) > _SAME_START_SECONDS:
            return None
        if process.status() == psutil.STATUS_ZOMBIE:
            return None
    except (FileNotFoundError, json.JSONDecodeError, KeyError, psutil.NoSuchProcess):
        return None
    return process


def wait_gone(record: Path, timeout: float) -> bool:
    """Wait until the remembered process has ended; says whether it has. Others' children cannot be waited for."""
    deadline = time.monotonic() + timeout
    while find(record) is not None:
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL_SECONDS)
    return True


def end_leftover(record: Path, timeout: float = 10) -> bool:
    """End the remembered process and its group, politely first; says whether there was one."""
    process = find(record)
    if process is not None:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(_stop_signal(record))
        wait_gone(record, timeout)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    forget(record)
    return process is not None


def _stop_signal(record: Path) -> signal.Signals:
    return signal.Signals[json.loads(record.read_text())["stop_signal"]]
