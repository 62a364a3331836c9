"""Bring a database to the current schema.

yoyo applies each migration and its bookkeeping row in one transaction, under a lock of its own, so two
releases that start at once do not collide. Migrations are named `NNNN_pre_...` (before the new functions
start) or `NNNN_post_...` (after the old ones are gone).
"""

from pathlib import Path
from typing import Literal

import psycopg
from yoyo import get_backend, read_migrations
from yoyo.migrations import MigrationList

SQL = Path(__file__).parents[1]
MIGRATIONS = SQL / "migrations"
LOGINS = SQL / "logins.sql"
ROLES = SQL / "roles.sql"
_STATEMENTS = Path(__file__).parent / "sql"

Phase = Literal["pre", "post", "all"]


class BadMigrationName(ValueError):
    """A file under sql/migrations that is named neither `NNNN_pre_...` nor `NNNN_post_...`."""


def _phase_of(migration_id: str) -> str:
    parts = migration_id.split("_")
    if len(parts) < 3 or not parts[0].isdigit() or parts[1] not in ("pre", "post"):
        raise BadMigrationName(f"{migration_id}: expected NNNN_pre_what or NNNN_post_what")
    return parts[1]


def _yoyo_url(database_url: str) -> str:
    return "postgresql+psycopg://" + database_url.split("://", 1)[1]


def migrate(database_url: str, phase: Phase = "all") -> list[str]:
    """Apply what is missing, in order, then the roles and grants; returns the ids of what was applied.

    `database_url` must name a login that may create tables and roles. `phase="pre"` stops before the
    first `post` migration.
    """
    applied = []
    backend = get_backend(_yoyo_url(database_url))
    try:
        migrations = read_migrations(str(MIGRATIONS))
        with backend.lock():
            pending = backend.to_apply(migrations)
            for migration in pending:
                if phase == "pre" and _phase_of(migration.id) == "post":
                    break
                backend.apply_one(migration)
                applied.append(migration.id)
    finally:
        backend.connection.close()
    with psycopg.connect(database_url) as connection:
        connection.execute(LOGINS.read_bytes())
        connection.execute(ROLES.read_bytes())
        if applied:
            # Answers come from views and functions too: what was given before holds no more.
            connection.execute(_STATEMENTS.joinpath("lock_publication.sql").read_bytes())
            connection.execute(_STATEMENTS.joinpath("raise_generation.sql").read_bytes())
    return applied


def make_logins(database_url: str) -> None:
    """Make the logins that are missing, without rights: what a backup is restored for."""
    with psycopg.connect(database_url) as connection:
        connection.execute(LOGINS.read_bytes())


def status(database_url: str) -> list[tuple[str, bool]]:
    """Every migration with whether it is applied."""
    backend = get_backend(_yoyo_url(database_url))
    try:
        migrations: MigrationList = read_migrations(str(MIGRATIONS))
        pending = {migration.id for migration in backend.to_apply(migrations)}
        return [(migration.id, migration.id not in pending) for migration in migrations]
    finally:
        backend.connection.close()
