"""The check of the generation against a server that vanishes in the middle of an answer."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg.rows import DictRow

from finops_contract.errors import DatabaseUnavailable
from finops_runtime.database import Database
from finops_runtime.settings import PostgresSettings
from query_api.serving.generations import GenerationReader
from tests.fix_servers import as_login
from tests.integration.query_api.conftest import Api
from tests.integration.query_api.mart import ENTITY

_STATEMENT = b"P\x00"
"""How an extended query begins: Parse, of a length below 16 MiB."""


class Vanishing:
    """Passes everything on to PostgreSQL until a statement comes; then the connection is gone, as in a crash."""

    def __init__(self, host: str, port: int) -> None:
        self._server = (host, port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(self._server)
                threading.Thread(target=self._back, args=(server, client), daemon=True).start()
                threading.Thread(target=self._forth, args=(client, server), daemon=True).start()

    def _forth(self, client: socket.socket, server: socket.socket) -> None:
        with client, server, suppress(OSError):
            while (asked := client.recv(65536)) and not asked.startswith(_STATEMENT):
                server.sendall(asked)
            client.shutdown(socket.SHUT_RDWR)

    def _back(self, server: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while answer := server.recv(65536):
                client.sendall(answer)

    def close(self) -> None:
        self._listener.close()


@pytest.fixture
def vanishing_url(database_url: str) -> Iterator[str]:
    parts = urlsplit(as_login(database_url, "query_read"))
    proxy = Vanishing(parts.hostname or "", parts.port or 5432)
    login = parts.netloc.rpartition("@")[0]
    yield urlunsplit(parts._replace(netloc=f"{login}@127.0.0.1:{proxy.port}"))
    proxy.close()


def test_a_server_that_vanishes_in_an_answer_is_one_to_come_back_to(vanishing_url: str) -> None:
    settings = PostgresSettings.model_validate({"postgres_url": vanishing_url, "postgres_sslmode": "disable"})
    reader = GenerationReader(Database(settings, "test"), ENTITY)
    for _ in range(2):
        with pytest.raises(DatabaseUnavailable):
            reader(1)
    reader.close()


def test_what_the_check_cannot_cure_is_a_problem_document(own_api: Api, db: psycopg.Connection[DictRow]) -> None:
    assert own_api.call("/v1/local/dashboard").status_code == 200
    db.execute("REVOKE SELECT ON publication FROM finops_query_read")
    answer = own_api.call("/v1/local/dashboard")
    assert answer.status_code == 500
    assert answer.mimetype == "application/problem+json"
    assert answer.json is not None
    assert answer.json["type"].endswith("internal")
