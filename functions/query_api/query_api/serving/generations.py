"""The generation that readers see now: read from the database for every request, one read for all who wait for it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import psycopg
from psycopg import Connection
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus
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


@dataclass(slots=True)
class _Waiting:
    """A request that came during a check: it is told the outcome of the next one, or makes that one for `others`."""

    gate: threading.Lock = field(default_factory=threading.Lock)
    others: list["_Waiting"] = field(default_factory=list)
    outcome: Generation | Exception | None = None


class GenerationCheck:
    """Says which generation is current, never from memory.

    A request may use any check that began after the request came (as a group commit shares one flush): so it sees
    whatever was committed before it came, and many requests at once cost one round trip. Each waits at a gate of its
    own: a threading.Condition would wake them all to let them through one by one.
    """

    def __init__(self, read: Callable[[int], Generation]) -> None:
        self._read = read
        self._turn = threading.Lock()
        self._is_running = False
        self._waiting: list[_Waiting] = []
        self._begun = 0

    def current(self) -> Generation:
        """Raises DatabaseUnavailable: then nothing is answered from memory either."""
        waiting = _Waiting()
        with self._turn:
            if self._is_running:
                waiting.gate.acquire()
                self._waiting.append(waiting)
            self._is_running = True
        waiting.gate.acquire()
        return _told(waiting.outcome or self._check(waiting.others))

    def _check(self, others: list[_Waiting]) -> Generation | Exception:
        """Check for oneself and others. One at a time."""
        outcome: Generation | Exception = DatabaseUnavailable("the check was given up")
        self._begun += 1
        try:
            outcome = self._read(self._begun)
        except Exception as error:  # noqa: BLE001 - whoever waits for this check must hear of it
            outcome = error
        finally:
            self._hand_over()
            for one in others:
                one.outcome = outcome
                one.gate.release()
        return outcome

    def _hand_over(self) -> None:
        """Let the first of those who came during this check make the next one, for all of them."""
        with self._turn:
            came, self._waiting = self._waiting, []
            self._is_running = bool(came)
        if came:
            came[0].others = came[1:]
            came[0].gate.release()


class GenerationReader:
    """Reads it over a connection of its own, which one check at a time uses.

    By libpq itself: a check stands before every answer, and the cursors of psycopg would cost more than the rest of it.
    """

    def __init__(self, database: Database, entity: str, statement: str = "current_generation") -> None:
        self._database = database
        self._entity = entity.encode()
        self._statement = load_sql("query_api", statement)
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
            if connection.pgconn.status != ConnStatus.OK:  # the server vanished: its result has no SQLSTATE to tell by
                raise psycopg.OperationalError("the connection was lost in the middle of an answer")
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
