"""What the group has of each month, as admins read it, and asking for months to be sent again."""

import csv
import io
import json
from typing import Any

import psycopg
import pytest
from psycopg.rows import DictRow
from werkzeug.test import TestResponse

from tests.fix_chain import Sink
from tests.integration.query_api.conftest import Api

ADMIN = "Rosetta_FinOps_Admin"
Db = psycopg.Connection[DictRow]


def ask(api: Api, body: Any, role: str = ADMIN) -> TestResponse:
    return api.call("admin/exports", method="POST", role=role, json=body)


def audit(db: Db) -> list[tuple[str, str, str]]:
    rows = db.execute("SELECT action, target, reason FROM audit_log ORDER BY audit_id").fetchall()
    return [(row["action"], row["target"], row["reason"]) for row in rows]


@pytest.fixture
def outbox(db: Db) -> Db:
    db.execute(
        """INSERT INTO group_outbox (entity_id, period_month, is_wanted, attempts, sent_generation, sent_is_closed,
                                     sent_release, exchange_id, status, acknowledged_at, findings, error_code,
                                     error_summary, requested_by)
        VALUES ('acme', '2026-10-01', true, 3, NULL, NULL, NULL, NULL, NULL, NULL, '[]', 'group_unavailable',
                'the group answered 503', 'ann'),
               ('acme', '2026-09-01', false, 0, 6, false, 2, gen_random_uuid(), 'REFUSED', NULL,
                '[{"severity": "blocking"}, {"severity": "warning"}, {"severity": "warning"}]', 'not_conformant', 'x',
                NULL),
               ('acme', '2026-08-01', false, 0, 5, true, 2, gen_random_uuid(), 'PUBLISHED', now(), '[]', NULL, NULL,
                NULL),
               ('other', '2026-11-01', true, 0, NULL, NULL, NULL, NULL, NULL, NULL, '[]', NULL, NULL, NULL)"""
    )
    return db


def test_the_outbox_is_listed_newest_first(own_api: Api, outbox: Db) -> None:
    found = own_api.admin("admin/exports")["data"]
    assert [row["period"] for row in found] == ["2026-10", "2026-09", "2026-08"]
    waiting, refused, published = found
    assert (waiting["status"], waiting["wanted"], waiting["attempts"]) == (None, True, 3)
    assert (waiting["errorCode"], waiting["requestedBy"]) == ("group_unavailable", "ann")
    assert waiting["wantedSince"] is not None
    assert (refused["findings"], refused["blockingFindings"], refused["wantedSince"]) == (3, 1, None)
    assert (published["sentClosed"], published["sentGeneration"], published["release"]) == (True, 5, 2)


def test_pages_and_statuses(own_api: Api, outbox: Db) -> None:
    first = own_api.admin("admin/exports?limit=2")
    assert first["meta"]["page"]["next"] == "2026-09"
    rest = own_api.admin("admin/exports?limit=2&cursor=2026-09")
    assert [row["period"] for row in rest["data"]] == ["2026-08"]
    assert rest["meta"]["page"]["next"] is None
    assert [row["period"] for row in own_api.admin("admin/exports?status=REFUSED")["data"]] == ["2026-09"]
    own_api.admin("admin/exports?status=LOST", status=400)


def test_as_a_table(own_api: Api, outbox: Db) -> None:
    answer = own_api.call("admin/exports", role=ADMIN, headers={"Accept": "text/csv"})
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [(row["period"], row["errorCode"]) for row in rows][:2] == [
        ("2026-10", "group_unavailable"),
        ("2026-09", "not_conformant"),
    ]


def test_months_are_asked_for(own_api: Api, db: Db, sink: Sink) -> None:
    answer = ask(own_api, {"periods": ["2026-10", "2026-09", "2026-10"], "reason": "the group was restored"})
    assert answer.status_code == 202, answer.text
    assert answer.headers["Location"] == "/v1/local/admin/exports"
    (event,) = sink.of_type("group.export.requested")
    assert event.data["periods"] == ["2026-09", "2026-10"]
    assert (event.data["requested_by"], event.data["reason"]) == ("adam", "the group was restored")
    assert json.loads(answer.data)["data"]["eventId"] == event["id"]
    assert audit(db) == [("export.requested", "2026-09..2026-10", "the group was restored")]


def test_a_range_is_its_published_months(own_api: Api, sink: Sink) -> None:
    assert ask(own_api, {"from": "2026-01", "to": "2026-09"}).status_code == 202
    (event,) = sink.of_type("group.export.requested")
    assert event.data["periods"] == ["2026-09"]


@pytest.mark.parametrize(
    ("body", "at"),
    [
        ({"periods": ["2026-10", "2026-08"]}, "periods"),
        ({"from": "2025-01", "to": "2025-12"}, "from"),
        ({"from": "2026-10", "to": "2026-09"}, "request"),
        ({"from": "2026-10"}, "request"),
        ({"periods": ["2026-10"], "to": "2026-10"}, "request"),
        ({"periods": ["2026-13"]}, "periods.0"),
        ({"periods": []}, "request"),
        ({}, "request"),
    ],
)
def test_what_cannot_be_sent_is_refused(own_api: Api, db: Db, sink: Sink, body: Any, at: str) -> None:
    answer = ask(own_api, body)
    assert answer.status_code == 400, answer.text
    assert [fault["at"] for fault in json.loads(answer.data)["errors"]] == [at]
    assert not sink.events
    assert audit(db) == []


def test_others_may_neither_read_nor_ask(own_api: Api) -> None:
    for role in ("Rosetta_User", "Rosetta_Manager"):
        assert own_api.call("admin/exports", role=role).status_code == 403
        assert ask(own_api, {"periods": ["2026-10"]}, role=role).status_code == 403


def test_without_a_broker_it_is_said_and_audited(own_api: Api, db: Db, sink: Sink) -> None:
    sink.refusing = True
    assert ask(own_api, {"periods": ["2026-10"]}).status_code == 503
    assert [action for action, *_ in audit(db)] == ["export.requested", "export.request_failed"]
