"""A system that is away makes an event come again; what it refuses for good does not."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask, request

from finops_contract.errors import DatabaseRefused, DatabaseUnavailable, RawZoneUnavailable, SourceMalformed
from finops_contract.period import Period
from finops_local.servers.mongo import mongo
from finops_runtime.database import Database
from finops_runtime.events import Event
from finops_runtime.raw_zone import COLLECTION, LandingDamaged, LandingKey, RawZone
from finops_runtime.serving import serve
from finops_runtime.settings import PostgresSettings, RawZoneSettings

KEY = LandingKey("acme", "open", Period(2026, 10), uuid4(), "cmdb")


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port on which nobody listens, and nobody can begin to."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.fixture
def no_database(closed_port: int) -> Iterator[Database]:
    url = f"postgresql://me:secret@127.0.0.1:{closed_port}/x"
    settings = {"postgres_url": url, "postgres_pool_timeout_ms": 300}
    database = Database(PostgresSettings.model_validate(settings), "test")
    yield database
    database.close()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(PostgresSettings.model_validate({"postgres_url": database_url}), "test")
    yield database
    database.close()


def test_without_postgresql_a_function_is_alive_and_not_ready(no_database: Database) -> None:
    app = Flask("test")

    class Service:
        entity_id = "acme"

        def on_event(self, _: Event) -> None:
            no_database.ping()

        def ready(self) -> None:
            no_database.ping()

    def answer(path: str, method: str = "GET", **kwargs: object) -> tuple[int, str]:
        with app.test_request_context(path, method=method, **kwargs):
            response = serve(request, Service())
            return response.status_code, response.get_data(as_text=True)

    assert answer("/healthz")[0] == 200
    status, text = answer("/readyz")
    assert status == 503
    assert "secret" not in text
    headers = {"ce-specversion": "1.0", "ce-type": "rosetta.finops.run.requested.v1", "ce-source": "/s", "ce-id": "1"}
    assert answer("/", "POST", headers=headers, data=b"{}", content_type="application/json")[0] == 503


def test_a_connection_that_was_cut_makes_the_event_come_again_and_the_next_use_works(database: Database) -> None:
    with pytest.raises(DatabaseUnavailable), database.transaction() as connection:
        connection.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    database.ping()


def lock_publication(database: Database) -> None:
    with database.transaction() as connection:
        connection.execute("SET LOCAL lock_timeout = '50ms'")
        connection.execute("LOCK TABLE publication IN EXCLUSIVE MODE")


def test_a_lock_not_had_in_time_makes_the_event_come_again(database: Database) -> None:
    with database.transaction() as holder:
        holder.execute("LOCK TABLE publication IN EXCLUSIVE MODE")
        with pytest.raises(DatabaseUnavailable, match="LockNotAvailable"):
            lock_publication(database)


@pytest.mark.parametrize(
    "statement", ["SELECT 1/0", "SELECT * FROM nowhere", "INSERT INTO dim_family VALUES ('x', 'y', 'z')"]
)
def test_what_postgresql_refuses_is_not_tried_again(database: Database, statement: str) -> None:
    with pytest.raises(DatabaseRefused, match="PostgreSQL refused"), database.transaction() as connection:
        connection.execute(statement.encode())
    database.ping()


def test_without_mongodb_the_event_comes_again(closed_port: int) -> None:
    settings = {"mongo_url": f"mongodb://me:secret@127.0.0.1:{closed_port}", "mongo_timeout_ms": 300}
    zone = RawZone(RawZoneSettings.model_validate(settings))
    with pytest.raises(RawZoneUnavailable) as unavailable:
        zone.ping()
    assert "secret" not in str(unavailable.value)
    zone.close()


def test_a_payload_too_large_to_keep_is_refused_by_name(raw_zone: RawZone) -> None:
    writer = raw_zone.write(KEY)
    with pytest.raises(SourceMalformed, match="/page-1: an answer of 16777216 bytes"):
        writer.add(os.urandom(16 * 1024 * 1024), "https://source.invalid/page-1")


def test_what_was_landed_is_read_as_it_was_in_its_order(raw_zone: RawZone) -> None:
    writer = raw_zone.write(KEY)
    bodies = [b"first", b"", bytes(range(256)) * 1000]
    for number, body in enumerate(bodies):
        writer.add(body, f"https://source.invalid/{number}", "application/octet-stream")
    landing = writer.complete()
    assert [payload.body for payload in landing.payloads()] == bodies
    assert [payload.sequence for payload in landing.payloads()] == [0, 1, 2]
    latest = raw_zone.latest(KEY)
    assert latest is not None
    assert (latest.id, latest.checksum) == (landing.id, landing.checksum)


def test_what_was_landed_outlives_a_crash_of_mongodb(tmp_path: Path) -> None:
    with mongo(tmp_path, keep=False, environ={}) as server:
        settings = {"mongo_url": server.url, "mongo_db": "crash"}
        zone = RawZone(RawZoneSettings.model_validate(settings))
        writer = zone.write(KEY)
        writer.add(b"acknowledged", "https://source.invalid/1")
        server.kill()
        server.start()
        assert [payload.body for payload in writer.complete().payloads()] == [b"acknowledged"]
        zone.close()


def test_a_landing_that_lost_a_payload_says_so(raw_zone: RawZone) -> None:
    writer = raw_zone.write(KEY)
    for body in (b"first", b"second"):
        writer.add(body, "https://source.invalid/1")
    landing = writer.complete()
    raw_zone.database[COLLECTION].delete_one({"landing_id": landing.id, "sequence": 1})
    with pytest.raises(LandingDamaged, match="does not hold what was landed"):
        list(landing.payloads())


def test_an_exhausted_pool_is_an_outage_that_passes(database_url: str) -> None:
    settings = {"postgres_url": database_url, "postgres_pool_size": 1, "postgres_pool_timeout_ms": 200}
    database = Database(PostgresSettings.model_validate(settings), "test")
    try:
        with database.transaction(), pytest.raises(DatabaseUnavailable, match="PoolTimeout"):
            database.ping()
        database.ping()
    finally:
        database.close()
