"""What happens beside a push: trouble at a moment, and somebody who reads."""

import threading
import time
from collections.abc import Callable

import psycopg

from finops_runtime.database import load_sql
from tests.faults.base import DATABASE
from tests.faults.exchanges.books import Books
from tests.faults.exchanges.plan import Push, Trouble
from tests.faults.exchanges.world import PUBLISHER, RECEIVER, GroupWorld, shown_of

_PAUSE_SECONDS = 0.1


class Troubles:
    """What happens at a time, in a thread of its own."""

    def __init__(self, world: GroupWorld, push: Push) -> None:
        self._world = world
        self._push = push
        self._thread = threading.Thread(target=self._happen)

    def __enter__(self) -> "Troubles":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.join()

    def _happen(self) -> None:
        platform = self._world.platform
        deeds: dict[Trouble, Callable[[], object]] = {
            "kill_receiver": lambda: platform.kill(RECEIVER),
            "kill_publisher": lambda: platform.kill(PUBLISHER),
            "cut_connections": self._cut,
            "restart_postgres": platform.postgres_server.restart,
            "crash_postgres": lambda: platform.postgres_server.restart(immediate=True),
        }
        time.sleep(self._push.after)
        for trouble in self._push.troubles:
            if trouble in deeds:
                deeds[trouble]()

    def _cut(self) -> None:
        with self._world.db() as db:
            db.execute(load_sql("tests.faults", "end_sessions"), {"database": DATABASE})


class Reader:
    """Reads all the while: what it sees of a month is always something that was pushed for it, whole (I4)."""

    def __init__(self, world: GroupWorld, books: Books) -> None:
        self._world = world
        self._books = books
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._read)
        self.readings = 0
        self.violations: list[str] = []

    def __enter__(self) -> "Reader":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _read(self) -> None:
        statement = load_sql("tests.faults.exchanges", "shown")
        while not self._over.wait(_PAUSE_SECONDS):
            try:
                with self._world.db() as db:
                    rows = db.execute(statement).fetchall()
            except psycopg.OperationalError:  # it was cut off: that is part of it
                continue
            self.readings += 1
            shown, disagreeing = shown_of(rows)
            self.violations += disagreeing
            for key, costs in shown.items():
                if costs not in self._books.seen.get(key, []):
                    self.violations.append(f"{key} showed what was never pushed: {costs}"[:2000])
