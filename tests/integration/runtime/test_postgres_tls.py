"""PGSSLMODE speaks for connection strings that say nothing, and libpq holds to it."""

import psycopg
import pytest

from finops_contract.errors import DatabaseUnavailable
from finops_runtime.database import Database
from finops_runtime.settings import PostgresSettings
from finops_sql.migrate import status


@pytest.fixture
def bare_url(database_url: str) -> str:
    """The test's database; its server has no TLS."""
    assert "sslmode" not in database_url
    return database_url


def test_a_server_without_tls_is_not_talked_to(bare_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database(PostgresSettings.model_validate({"postgres_url": bare_url}), "test")
    database.ping()
    database.close()
    assert status(bare_url)
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    settings = {"postgres_url": bare_url, "finops_require_tls": True, "postgres_pool_timeout_ms": 500}
    database = Database(PostgresSettings.model_validate(settings), "test")
    with pytest.raises(DatabaseUnavailable):
        database.ping()
    database.close()
    with pytest.raises(psycopg.OperationalError):
        status(bare_url)
