"""One database login per function: the migrations make the roles, the platform gives them passwords."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg
from psycopg import sql


class NotAUrl(ValueError):
    """POSTGRES_URL is not of the form postgresql://user:password@host:port/database."""


def set_passwords(admin_url: str, roles: Iterable[str], state_dir: Path) -> dict[str, str]:
    """Give each role a password and return role -> URL with which it connects to the same database.

    The passwords follow from the administrator's, so that several platforms on one server agree on them;
    a login without a password gets a secret kept in `state_dir` instead.
    """
    key = _key(admin_url, state_dir)
    urls = {}
    with psycopg.connect(admin_url) as connection:
        # Two platforms that start at once on one server would otherwise fail on the same catalogue rows.
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('finops_local.logins'))")
        for role in sorted(set(roles)):
            password = hmac.new(key, role.encode(), hashlib.sha256).hexdigest()
            connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(password)))
            urls[role] = with_login(admin_url, role, password)
    return urls


def with_login(url: str, user: str, password: str) -> str:
    """The same database, as somebody else; raises NotAUrl."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise NotAUrl("POSTGRES_URL must be written postgresql://user:password@host:port/database")
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{quote(user, safe='')}:{quote(password, safe='')}@{place}"))


def _key(admin_url: str, state_dir: Path) -> bytes:
    password = urlsplit(admin_url).password
    if password:
        return unquote(password).encode()
    file = state_dir / "logins.key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(32))
    return file.read_bytes()
