"""The audit log: paged, filtered, as CSV, for FinOps admins."""

import csv
import io
import json
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from psycopg.rows import DictRow

from tests.integration.query_api.conftest import Api

ENTRIES = [
    ("2026-09-30T21:59:59Z", "adam", "period.closed", "2026-08", "signed", {}),
    ("2026-09-30T22:00:00Z", "eve", "alias.mapped", "cmdb/sys-2", None, {"application_id": "pay", "n": 1.10}),
    ("2026-10-15T12:00:00.5Z", "adam", "run.requested", "r", "=1+1", {"periods": ["2026-10"]}),
    ("2026-10-31T22:59:59.999999Z", "adam", "period.closed", "2026-09", "é", {"checklist": {"ready": True}}),
    ("2026-10-31T23:00:00Z", "'; DROP TABLE audit_log; --", "period.reopened", "2026-09", None, {}),
]


@pytest.fixture
def log(own_api: Api, db: psycopg.Connection[DictRow]) -> Api:
    for at, actor, action, target, reason, details in ENTRIES:
        db.execute(
            "INSERT INTO audit_log (entity_id, at, actor, action, target, reason, details) VALUES"
            " ('acme', %s, %s, %s, %s, %s, %s)",
            [at, actor, action, target, reason, json.dumps(details)],
        )
    db.execute("INSERT INTO audit_log (entity_id, actor, action, target) VALUES ('other', 'mallory', 'x', 'y')")
    return own_api


def numbers(api: Api, query: str) -> list[int]:
    """Which of the entries are listed, by their place above."""
    return [int(row["auditId"]) - 1 for row in api.admin(f"admin/audit{query}")["data"]]


def test_the_latest_comes_first_and_only_of_this_entity(log: Api) -> None:
    answer = log.admin("admin/audit")
    assert [row["auditId"] - 1 for row in answer["data"]] == [4, 3, 2, 1, 0]
    assert answer["data"][1] == {
        "auditId": 4,
        "at": "2026-10-31T22:59:59.999999Z",
        "actor": "adam",
        "action": "period.closed",
        "target": "2026-09",
        "reason": "é",
        "details": {"checklist": {"ready": True}},
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?actor=adam", [3, 2, 0]),
        ("?actor=mallory", []),
        ("?actor=" + quote(ENTRIES[4][1]), [4]),
        ("?action=period.closed&action=period.reopened", [4, 3, 0]),
        ("?target=2026-09", [4, 3]),
        ("?target=cmdb/sys-2&actor=eve&action=alias.mapped", [1]),
        # October in Paris: from the 30th of September, 22:00 UTC, to the 31st of October, 23:00 UTC.
        ("?from=2026-10&to=2026-10", [3, 2, 1]),
        ("?from=2026-11", [4]),
        ("?to=2026-09", [0]),
        ("?from=2026-10-15T12:00:00Z&to=2026-10-31T23:00:00Z", [3, 2]),
        ("?from=2026-10-15T14:00:00.5%2B02:00&to=2026-10", [3, 2]),
        ("?from=2030-01", []),
    ],
)
def test_filters(log: Api, query: str, expected: list[int]) -> None:
    assert numbers(log, query) == expected


def test_pages_stay_as_they_are_while_the_log_grows(log: Api, db: psycopg.Connection[DictRow]) -> None:
    first = log.admin("admin/audit?limit=2")
    db.execute("INSERT INTO audit_log (entity_id, actor, action, target) VALUES ('acme', 'adam', 'x', 'y')")
    second = log.admin(f"admin/audit?limit=2&cursor={first['meta']['page']['next']}")
    third = log.admin(f"admin/audit?limit=2&cursor={second['meta']['page']['next']}")
    listed = [row["auditId"] - 1 for page in (first, second, third) for row in page["data"]]
    assert (listed, third["meta"]["page"]["next"]) == ([4, 3, 2, 1, 0], None)


def test_as_csv(log: Api) -> None:
    answer = log.call("admin/audit?limit=4", role="Rosetta_Admin", headers={"Accept": "text/csv"})
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["auditId"] for row in rows] == ["5", "4", "3", "2"]
    assert rows[2]["reason"] == "'=1+1"  # no spreadsheet runs it
    assert rows[0]["actor"] == "''; DROP TABLE audit_log; --"[1:]
    assert json.loads(rows[1]["details"]) == {"checklist": {"ready": True}}
    assert answer.headers["Finops-Next-Cursor"] == "2"


@pytest.mark.parametrize(
    "query",
    [
        "from=2026-13",
        "from=2026-10-20",
        "from=2026-10-20T02:00:00",
        "from=2026-10-20T02:00:00+02:00",
        "from=0001-01-01T00:00:00%2B14:00",
        "to=9999-12-31T23:59:59-14:00",
        "from=now",
        "from=",
        "from=" + "2" * 41,
        "from=%00",
        "from=2026-10&to=2026-09",
        "from=2026-10&from=2026-09",
        "actor=",
        "actor=a%00",
        "actor=" + "x" * 513,
        "action=",
        "action=" + "&action=".join("x" * 101),
        "cursor=x",
        "cursor=0",
        "cursor=99999999999999999999",
        "limit=1001",
        "period=2026-10",
    ],
)
def test_what_cannot_be_asked(api: Api, query: str) -> None:
    assert api.admin(f"admin/audit?{query}", status=400)["errors"]


def test_only_finops_admins_read_it(api: Api) -> None:
    for role in ("Rosetta_User", "Rosetta_Referentiel_Admin", "Rosetta_Group"):
        assert api.call("admin/audit", role=role).status_code == 403


def test_before_anybody_did_anything(empty_api: Api) -> None:
    answer: Any = empty_api.admin("admin/audit")
    assert (answer["data"], answer["meta"]["page"]["next"]) == ([], None)
