"""How PostgreSQL is to plan what works through whole months."""

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import Connection
from psycopg.rows import DictRow

from finops_runtime.database import load_sql


@contextmanager
def hashed_joins(connection: Connection[DictRow]) -> Iterator[None]:
    """No nested loops in this block where a join can be hashed. Part of a transaction, whose end would undo it too."""
    connection.execute(load_sql("refresh_mvs", "allow_nested_loops"), {"allowed": "off"})
    yield
    connection.execute(load_sql("refresh_mvs", "allow_nested_loops"), {"allowed": "on"})
