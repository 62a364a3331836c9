"""Real servers: one PostgreSQL and one MongoDB a test process, a fresh database of each a test."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg.rows import DictRow, dict_row
from psycopg.sql import SQL, Identifier, Literal

from finops_local.servers.mongo import mongo
from finops_local.servers.postgres import postgres
from finops_runtime.raw_zone import RawZone
from finops_runtime.settings import RawZoneSettings
from finops_sql.migrate import migrate

LOGINS = (
    "ingest_open",
    "ingest_cloud",
    "ingest_native",
    "load_facts",
    "refresh_mvs",
    "query_read",
    "query_admin",
    "export_group",
    "load_group",
)
_PASSWORD = "of-the-tests"
_PASS_THROUGH = 0o711
_MEMORY, _OURS, _ROOM = Path("/dev/shm"), "finops-tests-", 6 * 2**30


def on_database(server_url: str, name: str) -> str:
    """The server's URL with another database."""
    return urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))


def as_login(database_url: str, function: str) -> str:
    """The database's URL with the login of one function."""
    parts = urlsplit(database_url)
    return urlunsplit(parts._replace(netloc=f"finops_{function}:{_PASSWORD}@{parts.netloc.rpartition('@')[2]}"))


@pytest.fixture(scope="session")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A directory in memory where there is room for it, else on disk.

    Every test has a database of its own: hundreds of files, which a disk takes ten times as long to make.
    """
    if not (_MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM):
        yield tmp_path_factory.mktemp("servers")
        return
    for left in _MEMORY.glob(f"{_OURS}*"):  # of a run that was killed
        if not Path(f"/proc/{left.name.split('-')[2]}").exists():
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"{_OURS}{os.getpid()}-", dir=_MEMORY) as folder:
        Path(folder).chmod(_PASS_THROUGH)
        yield Path(folder)


MakeFolder = Callable[[str], Path]


@pytest.fixture(scope="session")
def server_folder(memory: Path) -> MakeFolder:
    """Makes folders for servers and platforms, of which PostgreSQL may be another user's."""

    def make(name: str) -> Path:
        folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=memory))
        folder.chmod(_PASS_THROUGH)
        return folder

    return make


@pytest.fixture(scope="session")
def postgres_url(server_folder: MakeFolder) -> Iterator[str]:
    """A server; POSTGRES_URL names a real one, else one is embedded."""
    with postgres(server_folder("postgres"), fast=True, keep=False) as server:
        yield server.url


@pytest.fixture(scope="session")
def mongo_url(server_folder: MakeFolder) -> Iterator[str]:
    """A server; MONGO_URL names a real one, else one is embedded."""
    with mongo(server_folder("mongo"), keep=False) as server:
        yield server.url


@pytest.fixture(scope="session")
def template(postgres_url: str) -> Iterator[str]:
    """A migrated database to clone: made once, because a clone takes 40 ms and the migrations a second."""
    name = f"finops_template_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        migrate(on_database(postgres_url, name))
        for login in LOGINS:
            role = Identifier(f"finops_{login}")
            connection.execute(SQL("ALTER ROLE {} PASSWORD {}").format(role, Literal(_PASSWORD)))
        yield name
        connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@contextmanager
def clone(postgres_url: str, template: str) -> Iterator[str]:
    """The URL of a copy of a database that nobody is connected to; dropped at the end of the block."""
    name = f"finops_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)))
        try:
            yield on_database(postgres_url, name)
        finally:
            connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@contextmanager
def filled_template(
    postgres_url: str, template: str, fill: Callable[[psycopg.Connection[DictRow]], None]
) -> Iterator[str]:
    """The name of a copy with a mart in it, to clone: filling one takes ten times as long as copying it."""
    with clone(postgres_url, template) as url:
        with psycopg.connect(url, autocommit=True, row_factory=dict_row) as connection:
            fill(connection)
        yield urlsplit(url).path.removeprefix("/")


@pytest.fixture
def origin(template: str) -> str:
    """What the test's database is a copy of; tests that begin with a mart say which."""
    return template


@pytest.fixture
def database_url(postgres_url: str, origin: str) -> Iterator[str]:
    """A fresh, migrated database; the URL's login may do everything."""
    with clone(postgres_url, origin) as url:
        yield url


@pytest.fixture
def db(database_url: str) -> Iterator[psycopg.Connection[DictRow]]:
    """A connection to the test's database, rows as dicts, each statement on its own."""
    with psycopg.connect(database_url, autocommit=True, row_factory=dict_row) as connection:
        yield connection


@pytest.fixture
def mongo_db(mongo_url: str) -> Iterator[str]:
    """The name of a fresh MongoDB database."""
    name = f"finops_raw_{uuid.uuid4().hex[:12]}"
    yield name
    zone = RawZone(RawZoneSettings.model_validate({"mongo_url": mongo_url, "mongo_db": name}))
    zone.database.client.drop_database(name)
    zone.close()


@pytest.fixture
def raw_zone(mongo_url: str, mongo_db: str) -> Iterator[RawZone]:
    """The raw zone of the test."""
    zone = RawZone(RawZoneSettings.model_validate({"mongo_url": mongo_url, "mongo_db": mongo_db}))
    yield zone
    zone.close()
