"""No entity writes or reads what is another's with the function's own login to the mart either (I9)."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from tests.fix_servers import as_login
from tests.integration.load_group.conftest import Group
from tests.integration.load_group.month import Month

ALPHA, BETA = Month(), Month(entity="beta")
Login = psycopg.Connection[dict[str, Any]]


@pytest.fixture
def login(both: Group, database_url: str) -> Iterator[Login]:
    """The function's own login, which works for alpha."""
    with psycopg.connect(as_login(database_url, "load_group"), autocommit=True, row_factory=dict_row) as connection:
        connection.execute("SELECT set_config('finops.entity', 'alpha', false)")
        yield connection


OF_BETA = str(BETA.exchange_id)
FACT = "domain_id, application_id, environment, consumption_type, consumption_metric, quantity, source"
FACT_VALUES = "'open', 'a1', 'production', 'INDIRECT', 'VCPU', 0, 'x'"
REFUSED = {
    "facts": "SELECT * FROM fact_consumption",
    "pending facts": "INSERT INTO fact_pending (run_id) VALUES (gen_random_uuid())",
    "runs": "SELECT * FROM etl_runs",
    "steps": "SELECT * FROM etl_run_steps",
    "releases": "SELECT * FROM group_release",
    "members": "SELECT * FROM group_member",
    "everybody's exchanges": "SELECT * FROM group_ingestion_runs",
    "the mapping": "SELECT * FROM group_mapping",
    "the official keys": "SELECT * FROM group_official",
    "domains": "INSERT INTO dim_domain (domain_id) VALUES ('x')",
    "the audit log": "INSERT INTO audit_log (actor, action) VALUES ('x', 'y')",
    "applying a release": "SELECT apply_group_release(1)",
    "loading past the judgement": f"SELECT load_exchange('{OF_BETA}', gen_random_uuid())",
    "ending": f"SELECT end_exchange('{OF_BETA}', 'REFUSED', 'x', 'x')",
    "findings": f"SELECT * FROM exchange_finding('{OF_BETA}')",
    "another's exchange": "INSERT INTO group_exchange (exchange_id, entity_id, period_month, run_id, generation,"
    " contract_version, manifest, pieces, rows, is_closed, sent_by) VALUES (gen_random_uuid(), 'beta', '2026-10-01',"
    " gen_random_uuid(), 1, 1, '{}', 0, 0, false, 'x')",
    "giving one's exchange away": "UPDATE group_exchange SET entity_id = 'beta'",
    "a piece as another": "INSERT INTO group_piece (exchange_id, dataset, number, entity_id, rows, checksum)"
    f" VALUES ('{OF_BETA}', 'facts', 99, 'beta', 0, 'x')",
    "a piece of another's exchange": "INSERT INTO group_piece (exchange_id, dataset, number, entity_id, rows, checksum)"
    f" VALUES ('{OF_BETA}', 'facts', 99, 'alpha', 0, 'x')",
    "one's piece to another's exchange": f"UPDATE group_piece SET exchange_id = '{OF_BETA}', number = number + 1000",
    "one's piece to another": "UPDATE group_piece SET entity_id = 'beta'",
    "rows as another": f"INSERT INTO group_staged_fact (exchange_id, entity_id, {FACT})"
    f" VALUES ('{OF_BETA}', 'beta', {FACT_VALUES})",
    "rows of another's exchange": f"INSERT INTO group_staged_fact (exchange_id, entity_id, {FACT})"
    f" VALUES ('{OF_BETA}', 'alpha', {FACT_VALUES})",
    "prices of another's exchange": "INSERT INTO group_staged_price VALUES"
    f" ('{OF_BETA}', 'alpha', 'actual', 'GB', 'domain', 'open', 1)",
    "keys of another's exchange": "INSERT INTO group_staged_key"
    " (exchange_id, entity_id, kind, key_id, label, is_retired)"
    f" VALUES ('{OF_BETA}', 'alpha', 'metric', 'x', 'x', false)",
    "rows of no exchange": f"INSERT INTO group_staged_fact (exchange_id, entity_id, {FACT})"
    f" VALUES (gen_random_uuid(), 'alpha', {FACT_VALUES})",
    "moving staged rows": "UPDATE group_staged_fact SET entity_id = 'beta'",
    "switching security off": "ALTER TABLE group_exchange DISABLE ROW LEVEL SECURITY",
    "becoming the publisher": "SET ROLE finops_refresh_mvs",
}


@pytest.mark.parametrize("what", REFUSED)
def test_i9_the_functions_login_is_refused(both: Group, login: Login, what: str) -> None:
    before = both.everything()
    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.RestrictViolation)):
        login.execute(REFUSED[what].encode())
    assert both.everything() == before


def test_i9_a_table_of_ones_own_does_not_stand_for_the_exchanges(both: Group, login: Login) -> None:
    login.execute(
        "CREATE TEMPORARY TABLE group_exchange AS"
        " SELECT %s::uuid AS exchange_id, 'alpha' AS entity_id, 'RECEIVING' AS status",
        [OF_BETA],
    )
    for what in ("rows of another's exchange", "a piece of another's exchange"):
        with pytest.raises(psycopg.errors.RestrictViolation):
            login.execute(REFUSED[what].encode())


SILENT = {
    "exchanges": "UPDATE group_exchange SET generation = 99 WHERE entity_id = 'beta'",
    "taking an exchange": f"UPDATE group_exchange SET entity_id = 'alpha' WHERE exchange_id = '{OF_BETA}'",
    "deleting an exchange": f"DELETE FROM group_exchange WHERE exchange_id = '{OF_BETA}'",
    "deleting rows": "DELETE FROM group_staged_fact WHERE entity_id = 'beta'",
    "deleting pieces": f"DELETE FROM group_piece WHERE exchange_id = '{OF_BETA}'",
    "forgetting an exchange": f"SELECT forget_staged_exchange('{OF_BETA}')",
    "accepting an exchange": f"SELECT accept_exchange('{OF_BETA}', gen_random_uuid(), 60, 'x', 'x')",
    "truncating by a condition": "DELETE FROM group_finding WHERE true",
}


@pytest.mark.parametrize("what", SILENT)
def test_i9_what_is_anothers_is_not_there_to_be_changed(both: Group, login: Login, what: str) -> None:
    before = both.everything()
    login.execute(SILENT[what].encode())
    assert both.everything() == before


TABLES = (
    "group_exchange",
    "group_piece",
    "group_staged_fact",
    "group_staged_price",
    "group_staged_key",
    "group_finding",
)


@pytest.mark.parametrize("entity", [None, "", "gamma", "%", "alpha' OR 'a' = 'a", "alpha,beta"])
def test_i9_without_an_entity_or_with_a_stranger_nothing_is_seen(
    both: Group, database_url: str, entity: str | None
) -> None:
    before = both.everything()
    with psycopg.connect(as_login(database_url, "load_group"), autocommit=True) as connection:
        if entity is not None:
            connection.execute("SELECT set_config('finops.entity', %s, false)", [entity])
        for table in TABLES:
            assert connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone() == (0,)
            connection.execute(f"DELETE FROM {table}".encode())
        connection.execute("UPDATE group_exchange SET status = 'ABANDONED', ended_at = now()")
        for function in ("own_member()", "own_release()", f"own_ingestion_run('{OF_BETA}')"):
            assert connection.execute(f"SELECT * FROM {function}".encode()).fetchall() == []
        said = connection.execute(
            f"SELECT accept_exchange('{OF_BETA}', gen_random_uuid(), 60, 'x', 'x')::text".encode()
        )
        assert "UNKNOWN" in str(said.fetchall())
    assert both.everything() == before


def test_i9_of_another_entity_nothing_is_seen_and_of_ones_own_everything(both: Group, login: Login) -> None:
    for table in TABLES[:5]:
        owners = login.execute(f"SELECT DISTINCT entity_id FROM {table}".encode()).fetchall()
        assert owners == [{"entity_id": "alpha"}], table


def test_i9_what_a_run_of_another_holds_is_not_told(both: Group, login: Login) -> None:
    for month in (ALPHA, BETA):
        both.commit(month)
    runs = dict(both.rows("SELECT entity_id, run_id FROM etl_runs"))
    assert len(login.execute("SELECT * FROM exchange_slices(%s)", [runs["alpha"]]).fetchall()) == 2
    assert login.execute("SELECT * FROM exchange_slices(%s)", [runs["beta"]]).fetchall() == []
    own = [dict(row) for row in login.execute("SELECT * FROM own_ingestion_run(%s)", [OF_BETA]).fetchall()]
    assert own == []
