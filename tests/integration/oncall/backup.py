"""A backup as docs/how-to/backup-and-restore.md makes it, and a server to restore it to."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier, Literal

from finops_local.servers.place import find_place
from finops_local.servers.postgres import postgres
from tests.fix_servers import LOGINS

_PASSWORD = "of-the-tests"
_TABLES = """
SELECT table_name FROM information_schema.tables
WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name
"""
_SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename"
_PRIVILEGES = """
SELECT c.relname, r.rolname, c.relacl::text FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND c.relname NOT LIKE '%yoyo%'
UNION ALL
SELECT c.relname, a.attname, a.attacl::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND a.attacl IS NOT NULL
UNION ALL
SELECT p.proname, r.rolname, p.proacl::text FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner
WHERE p.pronamespace = 'public'::regnamespace
"""


def run(*argv: str | Path, **env: str) -> None:
    done = subprocess.run(argv, env={"PATH": os.environ["PATH"], **env}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def dump(database_url: str, folder: Path) -> Path:
    """The mart in one file, in pg_dump's custom format."""
    file = folder / "finops_db.dump"
    run(find_place(folder).binaries / "pg_dump", "--format=custom", f"--file={file}", database_url)
    return file


def restore(database_url: str, file: Path) -> None:
    """Into an empty database of a server that never saw the logins."""
    run(sys.executable, "-m", "finops_sql", "logins", POSTGRES_URL=database_url)
    argv = ("--no-owner", "--exit-on-error", "--single-transaction", f"--dbname={database_url}")
    run(find_place(file.parent).binaries / "pg_restore", *argv, file)
    run(sys.executable, "-m", "finops_sql", "migrate", "--phase", "all", POSTGRES_URL=database_url)
    with psycopg.connect(database_url, autocommit=True) as connection:
        for login in LOGINS:
            role = Identifier(f"finops_{login}")
            connection.execute(SQL("ALTER ROLE {} PASSWORD {}").format(role, Literal(_PASSWORD)))
        connection.execute("VACUUM (ANALYZE)")


@contextmanager
def empty_server(folder: Path) -> Iterator[str]:
    """A server of its own, whatever POSTGRES_URL says; the URL of an empty database."""
    with postgres(folder, fast=True, keep=False, environ={}) as server:
        yield server.url


def rows_of(database_url: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, yoyo's too."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        names = [name for (name,) in connection.execute(_TABLES).fetchall()]
        return {
            name: sorted(connection.execute(SQL("SELECT * FROM {}").format(Identifier(name))).fetchall(), key=repr)
            for name in names
        }


def sequences_of(database_url: str) -> list[tuple[object, ...]]:
    with psycopg.connect(database_url) as connection:
        return connection.execute(_SEQUENCES).fetchall()


def privileges_of(database_url: str) -> set[tuple[str, str, str]]:
    """Who owns what, and who may do what; rights of one object in a fixed order."""
    with psycopg.connect(database_url) as connection:
        rows = connection.execute(_PRIVILEGES).fetchall()
    return {(name, owner, ",".join(sorted((acl or "{}").strip("{}").split(",")))) for name, owner, acl in rows}
