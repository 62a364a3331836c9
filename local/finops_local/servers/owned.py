"""A server that is ours: it can be stopped, killed, held and started again, on the same port and with the same data."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

import psutil

from finops_local.servers.child import Child
from finops_local.servers.readiness import DidNotStart, wait_until

_STOP_SECONDS = 30.0
_START_SECONDS = 60.0
_PAUSE_SECONDS = 0.2


class NotOurs(RuntimeError):
    """The server was given to us: others may be using it."""


@dataclass(frozen=True)
class Server:
    """A server that answers at `url`; `child` is None when it is not ours, and then nothing can be done to it."""

    url: str
    child: Child | None = None
    answers: Callable[[], bool] = bool

    @property
    def pid(self) -> int:
        """Of its present life; raises NotOurs, as all that follows."""
        return self._child.pid

    def kill(self) -> None:
        """SIGKILL to it and to everything it started, as a crash would."""
        process = psutil.Process(self.pid)
        process.suspend()  # or it would start what replaces the children that are killed first
        for child in process.children(recursive=True):
            child.kill()
        self._child.kill()
        self._child.wait()

    def start(self) -> None:
        """Start it again and wait until it answers; what a killed one left behind may take a moment to go."""
        deadline = time.monotonic() + _START_SECONDS
        while True:
            self._child.start()
            try:
                wait_until(self.answers, self._child, _START_SECONDS)
            except DidNotStart:
                if time.monotonic() > deadline:
                    raise
                time.sleep(_PAUSE_SECONDS)
            else:
                return

    def restart(self, *, immediate: bool = False) -> None:
        """Stop it in order, or kill it; then start it again."""
        if immediate:
            self.kill()
        else:
            self._child.ask_to_stop()
            self._child.wait(_STOP_SECONDS)
        self.start()

    def pause(self) -> None:
        """SIGSTOP: it keeps its connections and does nothing."""
        os.kill(self.pid, signal.SIGSTOP)

    def resume(self) -> None:
        """SIGCONT."""
        os.kill(self.pid, signal.SIGCONT)

    @property
    def _child(self) -> Child:
        if self.child is None:
            raise NotOurs("the server was given by POSTGRES_URL or MONGO_URL: it is not ours to stop")
        return self.child
