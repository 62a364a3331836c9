"""Bring a database to the current schema.

yoyo applies each migration and its bookkeeping row in one transaction, under a lock of its own, so two
releases that start at once do not collide. Migrations are named `NNNN_pre_...` (before the new functions
start) or `NNNN_post_...` (after the old ones are gone); docs/how-to/release.md.
"""

from itertools import takewhile
from pathlib import Path
from typing import Final, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import psycopg
from yoyo import get_backend, read_migrations
from yoyo.migrations import Migration, MigrationList

SQL = Path(__file__).parents[1]
MIGRATIONS = SQL / "migrations"
LOGINS = SQL / "logins.sql"
ROLES = SQL / "roles.sql"
_STATEMENTS = Path(__file__).parent / "sql"

Phase = Literal["pre", "post", "all"]
LOCK_SECONDS: Final = 5
"""How long a migration waits for a table: whoever comes after it waits behind it, readers too."""


class BadMigrationName(ValueError):
    """A file under sql/migrations that is named neither `NNNN_pre_...` nor `NNNN_post_...`."""


class OutOfTurn(RuntimeError):
    """A phase was asked for while migrations of the other one must come first. Nothing was applied."""


def _phase_of(migration_id: str) -> str:
    parts = migration_id.split("_")
    if len(parts) < 3 or not parts[0].isdigit() or parts[1] not in ("pre", "post"):
        raise BadMigrationName(f"{migration_id}: expected NNNN_pre_what or NNNN_post_what")
    return parts[1]


def _yoyo_url(database_url: str) -> str:
    """For yoyo, which opens more than one connection: none of them waits long for a table."""
    parts = urlsplit(database_url)
    given = dict(parse_qsl(parts.query))
    given["options"] = f"{given.get('options', '')} -c lock_timeout={LOCK_SECONDS}s".strip()
    return urlunsplit(parts._replace(scheme="postgresql+psycopg", query=urlencode(given)))


def migrate(database_url: str, phase: Phase = "all") -> list[str]:
    """Apply what is missing of a phase, in order, then the roles and grants; returns the ids of what was applied.

    `database_url` must name a login that may create tables and roles. `all` is for a module of which no function runs;
    where nothing was ever applied, `pre` is the same. Raises OutOfTurn, and psycopg.errors.LockNotAvailable when a
    table is held for longer than LOCK_SECONDS: what was applied before stays, and the command can be repeated.
    """
    applied: list[str] = []
    try:
        _apply(database_url, phase, applied)
    finally:
        if applied:
            _forget_answers(database_url)
    with psycopg.connect(database_url) as connection:
        connection.execute(LOGINS.read_bytes())
        connection.execute(ROLES.read_bytes())
    return applied


def _apply(database_url: str, phase: Phase, applied: list[str]) -> None:
    """What was applied is also known when a later one fails."""
    backend = get_backend(_yoyo_url(database_url))
    try:
        migrations = read_migrations(str(MIGRATIONS))
        with backend.lock():
            pending = backend.to_apply(migrations)
            is_new = len(pending) == len(migrations)
            for migration in _in_turn(pending, "all" if is_new and phase == "pre" else phase):
                backend.apply_one(migration)
                applied.append(migration.id)
    finally:
        backend.connection.close()


def _forget_answers(database_url: str) -> None:
    """Answers come from views and functions too: what was given before holds no more."""
    with psycopg.connect(database_url) as connection:
        connection.execute(_STATEMENTS.joinpath("lock_publication.sql").read_bytes())
        connection.execute(_STATEMENTS.joinpath("raise_generation.sql").read_bytes())


def _in_turn(pending: MigrationList, phase: Phase) -> list[Migration]:
    """What of the pending a phase applies: those of one release, up to the other phase. Raises OutOfTurn."""
    if phase == "all":
        return list(pending)
    taken = list(takewhile(lambda migration: _phase_of(migration.id) == phase, pending))
    later = [migration.id for migration in pending[len(taken) :] if _phase_of(migration.id) == phase]
    if phase == "pre" and later:
        raise OutOfTurn(
            f"{pending[len(taken)].id} comes before {later[0]}: the release before is not finished. Once none of its"
            " predecessor's functions runs: `migrate --phase post`, then this again. With every function ended, or"
            " from a release further back: `migrate --phase all`"
        )
    if phase == "post" and not taken and pending:
        raise OutOfTurn(f"{pending[0].id} comes first: `migrate --phase pre`, then the new functions, then this again")
    return taken


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
