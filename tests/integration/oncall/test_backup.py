"""Backup and restore of the mart: to a server that knows nothing, and everything goes on as if nothing had been."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from psycopg.rows import dict_row

from finops_runtime.raw_zone import RawZone
from tests.fix_chain import STARTERS, Chain, Environment, Sink, function_client
from tests.fix_company import THIS_MONTH, Company, server
from tests.fix_servers import as_login
from tests.integration.oncall.backup import dump, empty_server, privileges_of, restore, rows_of, sequences_of
from tests.integration.query_api.conftest import Api, make_function, settings_for
from tests.integration.query_api.signer import Signer
from tests.integration.sql.test_schema import catalog_of

NOW = datetime.now(UTC)
SCREENS = ("dashboard", "domains", "applications", "rankings", "history", f"domains/open?period={THIS_MONTH}")

ChainOn = Callable[[str], Chain]


@pytest.fixture
def other_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with empty_server(tmp_path_factory.mktemp("other")) as url:
        yield url


@pytest.fixture
def chain_on(function_settings: Environment, sink: Sink) -> Iterator[ChainOn]:
    """A chain of every event function on another database."""
    with ExitStack() as stack:

        def make(database_url: str) -> Chain:
            clients = {}
            for name in (*STARTERS, "refresh_mvs"):
                with pytest.MonkeyPatch.context() as environment:
                    for variable, value in function_settings(name).items():
                        environment.setenv(variable, value)
                    environment.setenv("POSTGRES_URL", as_login(database_url, name))
                    clients[name], module = function_client(name)
                    assert clients[name].get("/readyz").status_code == 200
                    stack.callback(module.service().close)
            return Chain(sink, clients, delivered=len(sink.events))

        yield make


@pytest.fixture
def company_on(raw_zone: RawZone) -> Iterator[Callable[[str], Company]]:
    with ExitStack() as stack:

        def make(database_url: str) -> Company:
            connection = stack.enter_context(psycopg.connect(database_url, autocommit=True, row_factory=dict_row))
            return Company(connection, raw_zone)

        yield make


Screens = dict[str, tuple[bytes, str]]


def screens(database_url: str, sink: Sink, signer: Signer, kept: Screens | None = None) -> Screens:
    """Body and ETag of what readers look at, by the API on that database; asked with the ETags of answers `kept`."""
    client, module = make_function(settings_for(database_url, signer, sink))
    try:
        api, found = Api(client, signer, module), {}
        for path in SCREENS:
            answer = api.call(path, headers={"If-None-Match": kept[path][1]} if kept else {})
            assert answer.status_code == 200, (path, answer.status_code)
            found[path] = (answer.data, answer.headers["ETag"])
        return found
    finally:
        module.application().close()


@pytest.fixture
def signer() -> Iterator[Signer]:
    signer = Signer()
    yield signer
    signer.close()


def test_a_restored_mart_is_the_same_and_goes_on(
    chain: Chain,
    company: Company,
    database_url: str,
    other_server: str,
    chain_on: ChainOn,
    company_on: Callable[[str], Company],
    sink: Sink,
    signer: Signer,
    tmp_path: Path,
) -> None:
    chain.night(NOW)
    chain.settle()
    under_way = chain.night(NOW, to=("ingest_open",))
    seen = screens(database_url, sink, signer)
    restore(other_server, dump(database_url, tmp_path))

    assert rows_of(other_server) == rows_of(database_url)
    assert sequences_of(other_server) == sequences_of(database_url)
    assert catalog_of(other_server) == catalog_of(database_url)
    assert privileges_of(other_server) == privileges_of(database_url)
    # The same bytes; but no kept answer is said to hold still, since a restored mart may go on otherwise.
    found = screens(other_server, sink, signer, kept=seen)
    assert {path: body for path, (body, _) in found.items()} == {path: body for path, (body, _) in seen.items()}

    restored, mart = chain_on(other_server), company_on(other_server)
    sink.events.clear()
    restored.delivered = 0
    mart.db.execute("UPDATE etl_runs SET deadline_at = clock_timestamp() WHERE status = 'RUNNING'")  # the hours passed
    assert restored.watch(NOW) == 204
    run = mart.run(under_way)
    assert (run["status"], run["error_code"]) == ("FAILED", "deadline_passed")
    sink.events.clear()
    restored.delivered = 0
    company.has("cmdb_ci_server", [server("1", "100", "sys-billing")])
    night = restored.request(periods=[str(THIS_MONTH)], force=True, reason="the test's servers")
    restored.settle()
    assert mart.run(night)["status"] == "SUCCESS"
    assert mart.one("SELECT generation FROM publication")["generation"] == 2
    assert mart.cost(THIS_MONTH) == 1000
    assert mart.one("SELECT count(*) AS n FROM staged_releve")["n"] == 0
    assert screens(other_server, sink, signer, kept=found) != found


def test_nights_after_the_backup_are_computed_again_from_the_raw_zone(
    chain: Chain,
    company: Company,
    database_url: str,
    other_server: str,
    chain_on: ChainOn,
    company_on: Callable[[str], Company],
    tmp_path: Path,
) -> None:
    chain.night(NOW)
    chain.settle()
    backup = dump(database_url, tmp_path)
    company.has("cmdb_ci_server", [server(str(i), "7", "sys-billing") for i in range(5)])
    chain.night(NOW)
    chain.settle()
    lost = company.published()
    company.has("cmdb_ci_server", [])  # the source cannot be asked any more

    restore(other_server, backup)
    restored, mart = chain_on(other_server), company_on(other_server)
    assert mart.published() != lost
    run_id = restored.request(origin="raw", reason="the mart was restored")
    restored.settle()
    run = mart.run(run_id)
    assert run["status"] == "SUCCESS", run["error_summary"]
    assert mart.published() == lost
