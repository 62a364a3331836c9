"""A process that is started again when it dies."""

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import requests

from finops_local.platform.log_stream import LogStream
from finops_local.servers.child import Child
from finops_local.servers.readiness import wait_until

_FIRST_PAUSE_SECONDS = 0.2
_LONGEST_PAUSE_SECONDS = 5.0
_STABLE_SECONDS = 10.0
_PROBE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Address:
    """Where a process listens."""

    name: str
    port: int

    @property
    def url(self) -> str:
        """Without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True, slots=True)
class ProcessSpec:
    """What to run. In `argv` and the values of `env`, `{port}` stands for the port.

    `ready_path` is asked by GET until it answers 2xx; without one, any HTTP answer to `/` will do.
    """

    address: Address
    argv: Sequence[str | Path]
    env: Mapping[str, str]
    cwd: Path
    ready_path: str | None = None


class Supervised:
    """Once it was ready, a process that ends before it is asked to is started again, ever more patiently."""

    def __init__(self, spec: ProcessSpec, state_dir: Path, log: LogStream) -> None:
        self.spec = spec
        self._log = log
        name, port = spec.address.name, str(spec.address.port)
        self._child = Child(
            name,
            [str(part).replace("{port}", port) for part in spec.argv],
            env={key: value.replace("{port}", port) for key, value in spec.env.items()},
            cwd=spec.cwd,
            record=state_dir / "processes" / f"{name}.json",
            on_line=log.lines_of(name),
        )
        self._stopping = threading.Event()
        self._starting = threading.Lock()
        self._watcher: threading.Thread | None = None

    def start(self) -> None:
        """Start it; it is not watched before wait_ready()."""
        self._child.start()

    def wait_ready(self, timeout: float) -> None:
        """Wait until it answers, and from then on keep it running; raises DidNotStart.

        A watched process may be between two lives; then only the time counts.
        """
        if self._watcher is None:
            wait_until(self._answers, self._child, timeout)
            self._watcher = threading.Thread(target=self._watch, name=f"watch {self.spec.address.name}", daemon=True)
            self._watcher.start()
            return
        deadline = time.monotonic() + timeout
        while not self._answers():
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self.spec.address.name} did not answer within {timeout:g} s:\n{self.tail()}")
            time.sleep(_FIRST_PAUSE_SECONDS)

    @property
    def pid(self) -> int:
        """Of its present life."""
        return self._child.pid

    def kill(self) -> int:
        """SIGKILL it and all it started, as a crash would; returns the id of the process that died."""
        pid = self._child.pid
        self._child.kill()
        return pid

    def restart(self, env: Mapping[str, str], timeout: float) -> None:
        """Ask it to end, and have it started again with more environment; raises TimeoutError when it does not end."""
        pid = self._child.pid
        self._child.env.update(env)
        self._child.ask_to_stop()
        deadline = time.monotonic() + timeout
        while self._child.pid == pid:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self.spec.address.name} did not end within {timeout:g} s:\n{self.tail()}")
            time.sleep(_FIRST_PAUSE_SECONDS)

    def tail(self) -> str:
        """Its last lines of output."""
        return self._child.tail()

    def ask_to_stop(self) -> None:
        """Begin its end; stop() waits for it."""
        with self._starting:
            self._stopping.set()
            self._child.ask_to_stop()

    def stop(self) -> None:
        """End it and all it started, for good."""
        self.ask_to_stop()
        self._child.stop()
        if self._watcher is not None:
            self._watcher.join()

    def start_again(self, timeout: float) -> None:
        """Start it after stop(), and keep it running once more; raises DidNotStart."""
        self._stopping.clear()
        self._watcher = None
        self.start()
        self.wait_ready(timeout)

    def _answers(self) -> bool:
        with requests.Session() as session:
            session.trust_env = False
            try:
                answer = session.get(self.spec.address.url + (self.spec.ready_path or "/"), timeout=_PROBE_SECONDS)
            except requests.RequestException:
                return False
            return answer.ok or self.spec.ready_path is None

    def _watch(self) -> None:
        pause = _FIRST_PAUSE_SECONDS
        while True:
            began = time.monotonic()
            code = self._child.wait()
            lived = time.monotonic() - began
            pause = _FIRST_PAUSE_SECONDS if lived > _STABLE_SECONDS else min(pause * 2, _LONGEST_PAUSE_SECONDS)
            if self._stopping.wait(0):
                return
            name = self.spec.address.name
            self._log.write("platform", f"{name} ended with code {code}; it starts again in {pause:g} s")
            self._child.kill()  # its workers may outlive it and keep its port
            self._stopping.wait(pause)
            with self._starting:
                if self._stopping.is_set():
                    return
                self._child.start()
