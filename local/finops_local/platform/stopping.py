"""Signals while a platform runs: SIGTERM unwinds like Ctrl-C does, and nothing interrupts the clean-up."""

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Never


def _exit(number: int, _frame: FrameType | None) -> Never:
    raise SystemExit(128 + number)


def _in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


@contextlib.contextmanager
def sigterm_unwinds() -> Iterator[None]:
    """Within the block SIGTERM raises SystemExit, unless the program handles it otherwise."""
    if not _in_main_thread() or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, _exit)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Within the block SIGTERM and SIGINT are ignored: an impatient second Ctrl-C would leave orphans."""
    if not _in_main_thread():
        yield
        return
    before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            if signal.getsignal(number) is signal.SIG_IGN:  # else the block has put back what was there earlier
                signal.signal(number, handler)


def wait_for_signal() -> None:
    """Block until Ctrl-C or, within sigterm_unwinds() (so while a Platform runs), SIGTERM; then return."""
    with contextlib.suppress(KeyboardInterrupt, SystemExit):
        threading.Event().wait()
