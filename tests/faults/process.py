"""A function's process with named points: `python -m tests.faults.process ORDERS [functions_framework's arguments]`.

ORDERS is a folder. A file in it named after a point is an order to whichever process passes the point first: it takes
the order by renaming it, so that one process obeys, and obeys once. The file's text says what to do.

kill: the whole process dies as by `kill -9`. kill_worker: only the server's worker does. hold: wait until the order's
`.release` file is there. note: nothing.
"""

import functools
import importlib.abc
import importlib.machinery
import importlib.util
import os
import runpy
import select
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.faults.points import POINTS, Point

_LONGEST_HOLD_SECONDS = 20.0
_PAUSE_SECONDS = 0.005


def main(argv: Sequence[str]) -> None:
    """Serve the function, its points armed."""
    orders = Path(argv[0])
    time.sleep = _sleep  # type: ignore[assignment]  # nobody sleeps for an __index__
    sys.meta_path.insert(0, _Arming(orders))
    sys.argv = ["functions_framework", *argv[1:]]
    runpy.run_module("functions_framework", run_name="__main__", alter_sys=True)


def _sleep(seconds: float) -> None:
    """libfaketime refuses the call that time.sleep makes when the monotonic clock is left alone (0.9.10)."""
    select.select([], [], [], seconds)


class _Arming(importlib.abc.MetaPathFinder):
    """Finds the modules that have points, and wraps their functions once they are executed."""

    def __init__(self, orders: Path) -> None:
        self._orders = orders
        self._modules = {point.module for point in POINTS}

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name not in self._modules:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is None or spec.loader is None:
            raise ModuleNotFoundError(f"{name} has a point and is not there")
        execute = spec.loader.exec_module

        def exec_module(module: ModuleType) -> None:
            execute(module)
            for point in POINTS:
                if point.module == name:
                    _arm(module, point, self._orders)

        spec.loader.exec_module = exec_module  # type: ignore[method-assign]  # this loader's alone
        return spec


def _arm(module: ModuleType, point: Point, orders: Path) -> None:
    *owners, name = point.target.partition(":")[2].split(".")
    owner: Any = functools.reduce(getattr, owners, module)
    original: Callable[..., Any] = getattr(owner, name)

    @functools.wraps(original)
    def armed(*args: Any, **kwargs: Any) -> Any:
        if point.when == "before":
            obey(orders, point.name)
        result = original(*args, **kwargs)
        if point.when == "after":
            obey(orders, point.name)
        return result

    setattr(owner, name, armed)


def obey(orders: Path, name: str) -> None:
    """Do what was ordered at this point, if anything was and nobody else did."""
    taken = orders / f"{name}.taken"
    try:
        (orders / name).rename(taken)
    except FileNotFoundError:
        return
    match taken.read_text():
        case "kill":
            os.killpg(0, signal.SIGKILL)
        case "kill_worker":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hold":
            _wait(orders / f"{name}.release")
        case "note":
            pass
        case other:
            raise ValueError(f"{name}: {other!r} is no order")


def _wait(release: Path) -> None:
    # Whoever gave the order may be gone: nothing is held for ever.
    deadline = time.monotonic() + _LONGEST_HOLD_SECONDS
    while not release.exists() and time.monotonic() < deadline:
        time.sleep(_PAUSE_SECONDS)


if __name__ == "__main__":
    main(sys.argv[1:])
