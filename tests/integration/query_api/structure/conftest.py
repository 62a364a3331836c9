"""A mart in which everything changes, shared by tests that only read it."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg.rows import dict_row

from tests.fix_chain import Sink
from tests.fix_servers import clone
from tests.integration.query_api.conftest import Api, make_function, settings_for
from tests.integration.query_api.signer import Signer
from tests.integration.query_api.structure.changing_mart import ChangingMart


@pytest.fixture(scope="module")
def changing_api(postgres_url: str, template: str, signer: Signer) -> Iterator[tuple[Api, ChangingMart]]:
    """The function on it, and what is in it."""
    mart, sink = ChangingMart.random(7), Sink()
    with clone(postgres_url, template) as url:
        with psycopg.connect(url, autocommit=True, row_factory=dict_row) as db:
            mart.fill(db)
        client, module = make_function(settings_for(url, signer, sink))
        yield Api(client, signer, module), mart
        module.application().close()
    sink.close()
