"""Where the time of a publication goes: every statement that it runs, by its name, seconds and processor seconds.

Processor seconds are those of PostgreSQL's process, which a busy machine disturbs less; nan where the server is not
on this machine.
"""

import math
import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any
from unittest.mock import patch

from psycopg import Connection, Cursor

VACUUM = "vacuum"
"""The only statement that is composed: it comes after the commit."""
_LEAST_SHOWN = 0.01


def processor_seconds(connection: Connection[Any]) -> float:
    """What the server's process of this connection has used until now."""
    return sum(_times(connection.info.backend_pid)[:2]) / os.sysconf("SC_CLK_TCK")


def all_processor_seconds(connection: Connection[Any]) -> float:
    """What all of the server's processes, those that ended included, and this one have used until now."""
    backend = Path(f"/proc/{connection.info.backend_pid}/status")
    if not backend.exists():
        return math.nan
    postmaster = int(backend.read_text(encoding="ascii").partition("PPid:")[2].split()[0])
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text(encoding="ascii").split()
    used = sum(_times(postmaster)) + sum(sum(_times(int(child))[:2]) for child in children)
    return used / os.sysconf("SC_CLK_TCK") + process_time()


def _times(process: int) -> list[float]:
    """Clock ticks of a process: its own in user and system mode, then of its children that ended; nan elsewhere."""
    status = Path(f"/proc/{process}/stat")
    if not status.exists():
        return [math.nan] * 4
    # the name of the process may hold spaces; what follows its parenthesis does not
    return [float(ticks) for ticks in status.read_text(encoding="ascii").rpartition(")")[2].split()[11:15]]


@dataclass
class Profile:
    """What each statement of `package` took, one entry for each time that something was watched."""

    package: str
    seconds: list[dict[str, float]] = field(default_factory=list)
    processor: list[dict[str, float]] = field(default_factory=list)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Watch the statements that run in this block."""
        seconds: defaultdict[str, float] = defaultdict(float)
        processor: defaultdict[str, float] = defaultdict(float)
        names = self._names()
        execute = Connection.execute

        def timed(connection: Connection[Any], query: Any, *given: Any, **options: Any) -> Cursor[Any]:
            name = names.get(query, "other") if isinstance(query, bytes) else VACUUM
            begun, used = perf_counter(), processor_seconds(connection)
            try:
                return execute(connection, query, *given, **options)
            finally:
                seconds[name] += perf_counter() - begun
                processor[name] += processor_seconds(connection) - used

        with patch.object(Connection, "execute", timed):
            yield
        self.seconds.append(seconds)
        self.processor.append(processor)

    def _names(self) -> dict[object, str]:
        folder = files(self.package).joinpath("sql")
        return {file.read_bytes(): file.name.removesuffix(".sql") for file in folder.iterdir() if file.is_file()}

    def total(self) -> float:
        """Processor seconds of what was watched last, without the VACUUM after it."""
        return sum(used for name, used in self.processor[-1].items() if name != VACUUM)

    def lines(self) -> list[str]:
        """Medians by statement, the dearest first, those below a hundredth of a second as one."""
        cost = {name: self._median(self.processor, name) for name in {name for each in self.seconds for name in each}}
        shown = sorted((name for name in cost if not cost[name] < _LEAST_SHOWN), key=lambda name: -cost[name])
        width = max(map(len, shown), default=9)
        rows = [f"{name:<{width}}  {self._median(self.seconds, name):>8.3f} {cost[name]:>8.3f}" for name in shown]
        return [f"{'statement':<{width}}   seconds  processor", *rows, f"and {len(cost) - len(shown)} smaller ones"]

    def _median(self, times: list[dict[str, float]], name: str) -> float:
        return median(each.get(name, 0.0) for each in times)
