"""Backstage's own database on the mart's server: a login that can do nothing anywhere else."""

from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg.sql import SQL, Identifier

from finops_local.platform.logins import set_passwords

_ROLE = "finops_backstage"


def own_database(admin_url: str, state_dir: Path) -> str:
    """The URL of a database that is there when this returns, as the login that may make schemas in it."""
    name = f"{urlsplit(admin_url).path.lstrip('/')}_backstage"
    with psycopg.connect(admin_url, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [_ROLE]).fetchone() is None:
            connection.execute(SQL("CREATE ROLE {} LOGIN").format(Identifier(_ROLE)))
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        connection.execute(SQL("GRANT CREATE ON DATABASE {} TO {}").format(Identifier(name), Identifier(_ROLE)))
    url = set_passwords(admin_url, [_ROLE], state_dir)[_ROLE]
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
