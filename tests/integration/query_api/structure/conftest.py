"""A mart in which everything changes, shared by tests that only read it."""

import uuid
from collections.abc import Iterator

import psycopg
import pytest
from psycopg.rows import dict_row
from psycopg.sql import SQL, Identifier

from tests.fix_chain import Sink
from tests.fix_servers import on_database
from tests.integration.query_api.conftest import Api, make_function, settings_for
from tests.integration.query_api.signer import Signer
from tests.integration.query_api.structure.changing_mart import ChangingMart


@pytest.fixture(scope="module")
def changing_api(postgres_url: str, template: str, signer: Signer) -> Iterator[tuple[Api, ChangingMart]]:
    """The function on it, and what is in it."""
    name, mart, sink = f"finops_changing_{uuid.uuid4().hex[:8]}", ChangingMart.random(7), Sink()
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)))
        url = on_database(postgres_url, name)
        with psycopg.connect(url, autocommit=True, row_factory=dict_row) as db:
            mart.fill(db)
        client, module = make_function(settings_for(url, signer, sink))
        yield Api(client, signer, module), mart
        module.application().close()
        connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))
    sink.close()
