"""What the embedded PostgreSQL has acknowledged is there after it was killed, also when it is `fast`."""

from pathlib import Path

import psycopg
import pytest

from finops_local.servers.postgres import postgres

ROUNDS = 5


@pytest.mark.parametrize("fast", [True, False])
def test_a_crash_loses_nothing_that_was_committed(fast: bool, tmp_path: Path) -> None:
    with postgres(tmp_path, fast=fast, keep=False, environ={}) as server:
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute("CREATE TABLE acknowledged (number integer)")
        for number in range(ROUNDS):
            with psycopg.connect(server.url, autocommit=True) as connection:
                connection.execute("INSERT INTO acknowledged VALUES (%s)", [number])
                server.kill()
            server.start()
        with psycopg.connect(server.url) as connection:
            kept = connection.execute("SELECT number FROM acknowledged ORDER BY number").fetchall()
    assert kept == [(number,) for number in range(ROUNDS)]
