"""Waiting for a process to answer."""

import time
from collections.abc import Callable

from finops_local.servers.child import Child

_PAUSE_SECONDS = 0.05


class DidNotStart(RuntimeError):
    """A process ended, or did not answer in time; the message ends with its last lines of output."""


def wait_until(answers: Callable[[], bool], child: Child, timeout: float) -> None:
    """Return once `answers()` is true; raises DidNotStart when `child` ends first or `timeout` seconds pass."""
    deadline = time.monotonic() + timeout
    while not answers():
        if not child.running:
            raise DidNotStart(f"{child.name} ended with code {child.exit_code} before it answered:\n{child.tail()}")
        if time.monotonic() > deadline:
            raise DidNotStart(f"{child.name} did not answer within {timeout:g} s:\n{child.tail()}")
        time.sleep(_PAUSE_SECONDS)
