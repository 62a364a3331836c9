"""A token of one entity sees nothing of another, and changes nothing of it: over all routes and all tables."""

import re
from itertools import product

import psycopg
import pytest
from psycopg.rows import DictRow
from psycopg.sql import SQL, Identifier

from finops_runtime.identity.access import Access
from query_api.routes import ROUTES
from tests.integration.query_api.conftest import Api
from tests.integration.query_api.neighbour import (
    FIGURE,
    MARK,
    NEIGHBOUR,
    empty_neighbour,
    move_in,
    rows_of,
    tables_with_entity,
)

KEYS = {
    "domain": ("open", "cloud", "weights"),
    "application": ("shop", "pay", "unallocated"),
    "product": ("vm",),
    "family": ("servers",),
    "view": ("actual", "budget"),
    "version": ("1", "2", "1001", "1002"),
    "period": ("2026-09", "2026-10", "2026-11"),
    "run": ("11111111-1111-5111-8111-111111111111",),
    "anomaly": ("77777777-7777-5777-8777-777777777777",),
}
QUERIES = ("", "period=2026-10", "period=2026-11", "from=2026-09&to=2026-11", "by=domain", "by=application", "limit=1")
IN_CSV = {"Accept": "text/csv"}


def paths(template: str) -> list[str]:
    """A route's path with every key that is there. A path that names something new fails here: add it to KEYS."""
    names = re.findall(r"<(\w+)>", template)
    return [
        re.sub(r"<(\w+)>", lambda match, keys=dict(zip(names, keys, strict=True)): keys[match[1]], template)  # type: ignore[misc]
        for keys in product(*(KEYS[name] for name in names))
    ]


def answers(api: Api) -> dict[str, str]:
    """What every GET route says, by path, as JSON and as CSV; 400 where a route has no such parameter."""
    found = {}
    for route in ROUTES:
        if route.method != "GET" or not route.path.startswith("/v1/"):
            continue
        for path, query in product(paths(route.path), QUERIES):
            address = f"{path}?{query}" if query else path
            for headers in ({}, IN_CSV) if route.is_list else ({},):
                answer = api.call(address, role="Rosetta_Admin", headers=headers)
                assert answer.status_code < 500, (address, answer.text)
                found[f"{address} {headers}"] = f"{answer.status_code} {answer.text} {answer.headers.get('ETag')}"
    metrics = api.call("/metrics", role=None).text
    found["/metrics"] = "\n".join(re.findall(r"^finops_(?!api_|event).*$", metrics, re.MULTILINE))
    return found


@pytest.fixture
def lonely_api(own_api: Api, db: psycopg.Connection[DictRow]) -> Api:
    """Of `acme`, which has something in every table, and nobody else has."""
    empty_neighbour(db)
    for table in tables_with_entity(db):
        row = db.execute(SQL("SELECT count(*) AS rows FROM {}").format(Identifier(table))).fetchone()
        assert row is not None
        assert row["rows"] > 0, f"{table} has an entity: entity_tables.sql must put something into it"
    return own_api


def test_nothing_that_is_read_changes_with_a_neighbour(lonely_api: Api, db: psycopg.Connection[DictRow]) -> None:
    alone = answers(lonely_api)
    assert sum(text.startswith("200") for text in alone.values()) > 100
    move_in(db)
    rows = {table: digest for table, digest in rows_of(db, NEIGHBOUR).items() if digest == rows_of(db, "nobody")[table]}
    assert not rows, "the neighbour has nothing there"
    beside = answers(lonely_api)
    assert [path for path in alone if beside[path] != alone[path]] == []
    told = "".join(beside.values())
    assert MARK not in told
    assert str(FIGURE)[:6] not in told


def test_nothing_that_is_written_touches_a_neighbour(lonely_api: Api, db: psycopg.Connection[DictRow]) -> None:
    move_in(db)
    theirs = db.execute(
        "SELECT (SELECT min(run_id::text) FROM etl_runs WHERE entity_id = 'other') AS run,"
        " (SELECT min(anomaly_id::text) FROM anomaly WHERE entity_id = 'other') AS anomaly"
    ).fetchone()
    assert theirs is not None
    before = rows_of(db, NEIGHBOUR)
    reason = {"reason": "of acme"}
    bodies = [reason, {"comment": "of acme"}, {"familyId": "storage", "firstMonth": "2026-10", **reason}, {}]
    for route in ROUTES:
        if route.access is Access.PUBLIC:
            continue
        for path, body in product(paths(route.path), bodies if route.method != "GET" else [None]):
            answer = lonely_api.call(path, role="Rosetta_Admin", method=route.method, json=body)
            assert answer.status_code < 500, (path, answer.text)
            assert MARK not in answer.text
    for path, method in (
        (f"admin/runs/{theirs['run']}", "GET"),
        (f"admin/anomalies/{theirs['anomaly']}/acknowledgement", "POST"),
        (f"admin/anomalies/{theirs['anomaly']}/acknowledgement", "DELETE"),
    ):
        answer = lonely_api.call(
            path, role="Rosetta_Admin", method=method, json={"comment": "x"} if method == "POST" else None
        )
        assert answer.status_code == 404, (path, answer.text)
    resumed = lonely_api.call(f"admin/runs/{theirs['run']}/resume", role="Rosetta_Admin", method="POST", json={})
    assert resumed.status_code == 404
    after = rows_of(db, NEIGHBOUR)
    # The referential is everybody's: what changes it raises the generation of every entity, and nothing else.
    assert {table for table in after if after[table] != before[table]} <= {"publication"}
