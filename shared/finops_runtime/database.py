"""PostgreSQL: a pool that opens on first use, statements from `.sql` files, errors translated at one boundary."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any

import psycopg
from psycopg import Connection, IsolationLevel
from psycopg.errors import (
    DeadlockDetected,
    InsufficientResources,
    LockNotAvailable,
    OperatorIntervention,
    SerializationFailure,
)
from psycopg.rows import DictRow, dict_row
from psycopg_pool import ConnectionPool, PoolTimeout

from finops_contract.errors import DatabaseRefused, DatabaseUnavailable
from finops_runtime.pool_metrics import POOLS
from finops_runtime.settings import PostgresSettings

# What another attempt may cure. The rest (syntax, constraint, privilege) is a bug or bad data.
_TRANSIENT = (
    DeadlockDetected,
    InsufficientResources,
    LockNotAvailable,
    OperatorIntervention,
    SerializationFailure,
    psycopg.InterfaceError,
    PoolTimeout,
)


@cache
def load_sql(package: str, name: str) -> bytes:
    """The statement in `<package>/sql/<name>.sql`."""
    return files(package).joinpath("sql", f"{name}.sql").read_bytes()


@contextmanager
def translated_errors() -> Iterator[None]:
    """Turn the driver's errors into ours: DatabaseUnavailable when another attempt may do, else DatabaseRefused."""
    try:
        yield
    except _TRANSIENT as error:
        raise DatabaseUnavailable(f"PostgreSQL: {type(error).__name__}") from error
    except psycopg.OperationalError as error:
        if error.sqlstate is None or error.sqlstate.startswith(("08", "53", "57")):
            raise DatabaseUnavailable(f"PostgreSQL: {type(error).__name__}") from error
        raise DatabaseRefused(_refusal(error)) from error
    except psycopg.Error as error:
        raise DatabaseRefused(_refusal(error)) from error


def _refusal(error: psycopg.Error) -> str:
    # The primary message only: details quote whole rows.
    return f"PostgreSQL refused ({error.sqlstate}): {error.diag.message_primary or type(error).__name__}"


class Database:
    """One pool of connections with rows as dicts.

    Made at import, opened by the first request: functions-framework imports before its server forks.
    `plan_once`: each connection plans a statement once, whatever values it is then asked with. Over five years of
    partitions planning takes longer than most answers.
    """

    def __init__(self, settings: PostgresSettings, application_name: str, *, plan_once: bool = False) -> None:
        self._settings = settings
        self._plan_once = plan_once
        self.name = application_name
        self._opening = threading.Lock()
        self._opened: ConnectionPool[Connection[DictRow]] | None = None
        POOLS.watch(self)

    def _pool(self) -> ConnectionPool[Connection[DictRow]]:
        with self._opening:
            if self._opened is None:
                self._opened = ConnectionPool(
                    self._settings.conninfo,
                    kwargs={"row_factory": dict_row, **self._options()},
                    min_size=0 if self._settings.postgres_pool_size == 1 else 1,
                    max_size=self._settings.postgres_pool_size,
                    timeout=self._settings.postgres_pool_timeout_ms / 1000,
                    max_idle=300,
                    check=ConnectionPool.check_connection,
                    open=True,
                )
            return self._opened

    def _options(self) -> dict[str, Any]:
        options = (
            f"-c statement_timeout={self._settings.postgres_statement_timeout_ms} "
            f"-c lock_timeout={self._settings.postgres_lock_timeout_ms} -c timezone=UTC -c jit=off"
        )
        if self._plan_once:
            options += " -c plan_cache_mode=force_generic_plan"
        if self._settings.postgres_work_mem_mb is not None:
            options += f" -c work_mem={self._settings.postgres_work_mem_mb}MB"
        return {"application_name": self.name, "options": options}

    def connect(self) -> Connection[DictRow]:
        """A connection outside the pool, each statement on its own; the caller closes it. Raises psycopg's errors."""
        milliseconds = self._settings.postgres_pool_timeout_ms
        return Connection.connect(
            self._settings.conninfo,
            autocommit=True,
            row_factory=dict_row,
            connect_timeout=max(2, milliseconds // 1000),
            # A server that vanished without a word is found out as soon as one that does not accept.
            tcp_user_timeout=milliseconds,
            **self._options(),
        )

    @contextmanager
    def transaction(self, isolation: IsolationLevel | None = None) -> Iterator[Connection[DictRow]]:
        """One transaction: committed at the end of the block, rolled back by an exception.

        Raises DatabaseUnavailable for what another attempt may cure.
        """
        with translated_errors(), self._pool().connection() as connection:
            connection.isolation_level = isolation
            try:
                with connection.transaction():
                    yield connection
            finally:
                if not connection.closed:
                    connection.isolation_level = None

    @contextmanager
    def autocommit(self) -> Iterator[Connection[DictRow]]:
        """A connection outside any transaction: each statement commits by itself (VACUUM needs that)."""
        with translated_errors(), self._pool().connection() as connection:
            connection.autocommit = True
            try:
                yield connection
            finally:
                if not connection.closed:
                    connection.autocommit = False

    def pool_stats(self) -> Mapping[str, int]:
        """What psycopg's pool says of itself; empty while it is not open."""
        opened = self._opened
        return {} if opened is None else opened.get_stats()

    def ping(self) -> None:
        """Raises DatabaseUnavailable when no connection can be had."""
        with self.transaction() as connection:
            connection.execute("SELECT 1")

    def close(self) -> None:
        """Give every connection back; the next use opens the pool again."""
        with self._opening:
            if self._opened is not None:
                self._opened.close()
                self._opened = None
