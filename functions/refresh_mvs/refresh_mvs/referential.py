"""What a run tells about the referential: applications, their aliases, and keys that nobody knows."""

from typing import Any, Final

from psycopg import Connection
from psycopg.rows import DictRow

from finops_runtime.database import load_sql

_STATEMENTS: Final = (
    "merge_applications",
    "name_loaded_applications",
    "keep_conflicts",
    "resolve_conflicts",
    "grant_aliases",
    "remember_feeds",
    "delete_unknown_keys",
    "insert_unknown_keys",
    "delete_staged_applications",
)
"""In this order: an alias is granted to an application that is there, and only known aliases leave a key unknown."""

STAGED: Final = ("staged_application", "staged_application_alias")


def merge_referential(connection: Connection[DictRow], scope: dict[str, Any]) -> None:
    """Make the run's applications visible, and say which keys it could not resolve.

    `scope` holds `run_id` and `entity_id`. Part of the publication: to be called before its relevés are deleted.
    """
    for name in _STATEMENTS:
        connection.execute(load_sql("refresh_mvs", name), scope)
