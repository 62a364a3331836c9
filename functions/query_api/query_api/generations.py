"""The generation that readers see now: read from the database for every request, one read for all who wait for it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import psycopg
from psycopg import Connection
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus
from psycopg.rows import DictRow

from finops_contract.errors import DatabaseUnavailable
from finops_runtime.database import Database, load_sql, translated_errors


@dataclass(frozen=True, slots=True)
class Generation:
    """What the database said. `check` counts the checks of this process: a greater one is of a later moment.

    Number 0: nothing was ever published, and what is shown then may change without notice.
    """

    number: int
    stamp: str
    check: int

    @property
    def name(self) -> str:
        """The same as long as answers are the same."""
        return f"{self.number}.{self.stamp}"


class GenerationCheck:
    """Says which generation is current, never from memory.

    A request may use any check that began after the request came (as a group commit shares one flush): so it sees
    whatever was committed before it came, and many requests at once cost one round trip.
    """

    def __init__(self, read: Callable[[int], Generation]) -> None:
        self._read = read
        self._turn = threading.Condition()
        self._begun = 0
        self._is_running = False
        self._ended = 0
        self._outcome: Generation | Exception = DatabaseUnavailable("nothing was read yet")

    def current(self) -> Generation:
        """Raises DatabaseUnavailable: then nothing is answered from memory either."""
        with self._turn:
            last_too_early = self._begun
            while self._ended <= last_too_early and self._is_running:
                self._turn.wait()
            if self._ended > last_too_early:
                return _told(self._outcome)
            self._begun += 1
            self._is_running = True
            number = self._begun
        outcome: Generation | Exception = DatabaseUnavailable("the check was given up")
        try:
            outcome = self._read(number)
        except Exception as error:  # noqa: BLE001 - whoever waits for this check must hear of it
            outcome = error
        finally:
            with self._turn:
                self._outcome, self._ended, self._is_running = outcome, number, False
                self._turn.notify_all()
        return _told(outcome)


class GenerationReader:
    """Reads it over a connection of its own, which one check at a time uses.

    By libpq itself: a check stands before every answer, and the cursors of psycopg would cost more than the rest of it.
    """

    def __init__(self, database: Database, entity: str) -> None:
        self._database = database
        self._entity = entity.encode()
        self._statement = load_sql("query_api", "current_generation")
        self._connection: Connection[DictRow] | None = None

    def __call__(self, check: int) -> Generation:
        """One round trip; two when the server has closed the connection since the last. Raises DatabaseUnavailable."""
        if self._connection is not None:
            try:
                return self._read(self._connection, check)
            except psycopg.Error:
                self.close()
        with translated_errors():
            self._connection = self._database.connect()
            return self._read(self._connection, check)

    def _read(self, connection: Connection[DictRow], check: int) -> Generation:
        result = connection.pgconn.exec_params(self._statement, [self._entity])
        if result.status != ExecStatus.TUPLES_OK:
            raise error_from_result(result)
        if result.ntuples == 0:
            return Generation(0, "", check)
        number, stamp = (result.get_value(0, column) or b"" for column in (0, 1))
        return Generation(int(number), stamp.decode(), check)

    def close(self) -> None:
        """Give the connection back; the next check opens another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _told(outcome: Generation | Exception) -> Generation:
    if isinstance(outcome, Exception):
        raise outcome
    return outcome
