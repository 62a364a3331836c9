"""One process that we started: its output line by line, its end, and no orphan after us."""

import contextlib
import os
import signal
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from finops_local.servers.record import end_leftover, forget, remember

TAIL_LINES = 200

OnLine = Callable[[str], None]
"""Receives each line of output, without its line end, from a thread of its own."""


class Child:
    """A process in a session of its own, so that a Ctrl-C in the terminal reaches only us and we end it in order.

    `env` (without one: ours) counts from the next start on.
    `record` is a file that remembers the process for whoever comes after a supervisor that was killed:
    starting with the same record first ends what is left of the process it names.
    """

    def __init__(
        self,
        name: str,
        argv: Sequence[str | Path],
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        user: str | None = None,
        record: Path | None = None,
        on_line: OnLine | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
    ) -> None:
        self.name = name
        self._argv = [str(part) for part in argv]
        self.env = dict(os.environ if env is None else env)
        self._cwd = cwd
        self._user = user
        self._record = record
        self._on_line = on_line
        self._stop_signal = stop_signal
        self._tail: deque[str] = deque(maxlen=TAIL_LINES)
        self._process: subprocess.Popen[bytes] | None = None
        self._reader: threading.Thread | None = None
        self._asked = False

    def start(self) -> None:
        """Start it (again); raises OSError when the program cannot be run."""
        if self._record is not None:
            end_leftover(self._record)
        self._asked = False
        self._process = subprocess.Popen(  # noqa: S603 - the argv is ours
            self._argv,
            env=self.env,
            cwd=self._cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=self._user,
            group=self._user,
            extra_groups=None if self._user is None else [],
        )
        if self._record is not None:
            remember(self._record, self._process.pid, self._stop_signal)
        self._reader = threading.Thread(
            target=self._read, args=(self._process,), name=f"log of {self.name}", daemon=True
        )
        self._reader.start()

    def _read(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        with process.stdout as output:
            for raw in output:
                line = raw.decode(errors="replace").rstrip("\r\n")
                self._tail.append(line)
                if self._on_line is not None:
                    self._on_line(line)

    @property
    def pid(self) -> int:
        """Process id, which is also the id of its process group; raises RuntimeError before start()."""
        if self._process is None:
            raise RuntimeError(f"{self.name} was not started")
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """None while it runs; negative is the signal that ended it."""
        return None if self._process is None else self._process.poll()

    @property
    def running(self) -> bool:
        """Whether it was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    def tail(self, lines: int = 30) -> str:
        """Its last lines of output, for an error message."""
        if not self.running and self._reader is not None:
            self._reader.join(timeout=1)
        return "\n".join(list(self._tail)[-lines:])

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end and return its exit code; raises subprocess.TimeoutExpired after `timeout` seconds."""
        assert self._process is not None
        return self._process.wait(timeout)

    def kill(self) -> None:
        """SIGKILL to it and to everything it started."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def ask_to_stop(self) -> None:
        """Send its stop signal, once, and return without waiting; stop() waits."""
        if self._process is not None and self.running and not self._asked:
            self._asked = True
            self._process.send_signal(self._stop_signal)

    def stop(self, timeout: float = 15) -> None:
        """Ask it to stop, wait up to `timeout` seconds, then kill what remains of its group."""
        if self._process is None:
            return
        self.ask_to_stop()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout)
        self.kill()
        self._process.wait()
        if self._reader is not None:
            self._reader.join(timeout=2)
        if self._record is not None:
            forget(self._record)
