"""What changes, as a publication does: under its lock, audited, with a generation of its own where readers see it."""

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import Connection, IsolationLevel
from psycopg.rows import DictRow

from finops_runtime.database import load_sql
from query_api.route import Call
from query_api.service import Service


@contextmanager
def changing(service: Service) -> Iterator[Connection[DictRow]]:
    """A transaction by the login of admins, whose snapshot is taken after the wait for another such change.

    Raises DatabaseUnavailable when a publication takes longer than a lock is waited for.
    """
    with service.admin.transaction(IsolationLevel.REPEATABLE_READ) as connection:
        connection.execute(load_sql("query_api", "lock_publication"))
        yield connection


def author(service: Service, call: Call) -> dict[str, object]:
    """Whom the audit log names, as statements take it."""
    assert call.principal is not None  # routes that write are not public
    return {"entity": service.settings.finops_entity_id, "actor": call.principal.subject}


def raise_generation(connection: Connection[DictRow]) -> None:
    """Say that answers are other ones from the commit on."""
    connection.execute(load_sql("query_api", "raise_generation"))
