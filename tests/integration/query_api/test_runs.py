"""Runs: what admins see, and asking for one."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg.rows import DictRow

from finops_contract.events import run_id_of
from finops_contract.period import Period
from tests.fix_chain import Sink
from tests.integration.query_api.conftest import Api
from tests.integration.query_api.mart import EARLIER_RUN, ENTITY, RUN

GOOD = {
    "periods": ["2026-09"],
    "domains": ["open"],
    "dryRun": False,
    "force": True,
    "reason": "prices were wrong",
    "origin": "raw",
}


def test_list_is_the_latest_first_and_pages(api: Api) -> None:
    whole = api.admin("admin/runs")["data"]
    assert [(run["runId"], run["status"]) for run in whole] == [
        (str(RUN), "SUCCESS"),
        ("33333333-3333-5333-8333-333333333333", "FAILED"),
        (str(EARLIER_RUN), "SUCCESS"),
    ]
    pages: list[Any] = []
    cursor: str | None = ""
    while cursor is not None:
        answer = api.admin(f"admin/runs?limit=1{f'&cursor={cursor}' if cursor else ''}")
        pages += answer["data"]
        cursor = answer["meta"]["page"]["next"]
    assert pages == whole
    assert [run["status"] for run in api.admin("admin/runs?status=FAILED")["data"]] == ["FAILED"]


@pytest.mark.parametrize(
    "query",
    [
        "status=DONE",
        "cursor=x",
        "cursor=2026-13-01T00:00:00.000000Z_" + str(RUN),
        "limit=0",
        "cursor=2026-10-01T00:00:00.000000Z_" + "-" * 36,
    ],
)
def test_bad_lists(api: Api, query: str) -> None:
    api.admin(f"admin/runs?{query}", status=400)


def test_i1_a_run_shows_its_reconciliation(api: Api) -> None:
    data = api.admin(f"admin/runs/{RUN}")["data"]
    assert [(step["domainId"], step["status"]) for step in data["steps"]] == [("cloud", "MISSING"), ("open", "STAGED")]
    step = data["steps"][1]
    hours = {line["metric"]: line for line in step["reconciliation"]}["VCPU_HOURS"]
    assert hours["source"] == Decimal("162.373456789012345678")
    assert hours["source"] == hours["allocated"] + hours["unallocated"] + hours["rejected"]
    assert hours["balanced"] is True
    assert step["rejectReasons"] == [{"reason": "no_application", "count": 1}, {"reason": "not_a_number", "count": 1}]
    assert step["seconds"] == Decimal("2.25")


def test_i1_what_does_not_balance_is_said(own_api: Api, db: psycopg.Connection[DictRow]) -> None:
    db.execute("""UPDATE etl_run_steps SET totals = jsonb_set(totals, '{VCPU_HOURS,unallocated}', '"1"')
                  WHERE domain_id = 'open'""")
    lines = own_api.admin(f"admin/runs/{RUN}")["data"]["steps"][1]["reconciliation"]
    assert {line["metric"]: line["balanced"] for line in lines} == {"GB_MONTH": True, "VCPU_HOURS": False}


def test_a_request_is_audited_sent_and_followed(own_api: Api, db: psycopg.Connection[DictRow], sink: Sink) -> None:
    answer = own_api.request_run(GOOD)
    assert answer.status_code == 202
    run_id, event_id = answer.json["data"]["runId"], answer.json["data"]["eventId"]  # type: ignore[index]  # is JSON
    assert UUID(run_id) == run_id_of(ENTITY, "/rosetta/finops/query_api", event_id)
    (event,) = sink.of_type("run.requested")
    assert (event["id"], event["source"], event["runid"]) == (event_id, "/rosetta/finops/query_api", run_id)
    assert event.data == {
        "periods": ["2026-09"],
        "domains": ["open"],
        "dry_run": False,
        "force": True,
        "reason": "prices were wrong",
        "requested_by": "adam",
        "origin": "raw",
        "resumes": None,
    }
    (entry,) = db.execute("SELECT * FROM audit_log").fetchall()
    assert (entry["actor"], entry["action"], entry["target"], entry["reason"]) == (
        "adam",
        "run.requested",
        run_id,
        "prices were wrong",
    )
    assert answer.headers["Location"] == f"/v1/local/admin/runs/{run_id}"
    followed = own_api.admin(answer.headers["Location"])["data"]
    assert (followed["status"], followed["requestedBy"], followed["periods"]) == ("REQUESTED", "adam", ["2026-09"])


def test_one_run_at_a_time_dry_runs_apart(own_api: Api, db: psycopg.Connection[DictRow], sink: Sink) -> None:
    db.execute(
        """UPDATE etl_runs SET status = 'RUNNING', ended_at = NULL, deadline_at = now() + interval '1 hour'
                  WHERE run_id = %s""",
        (EARLIER_RUN,),
    )
    answer = own_api.request_run(GOOD)
    assert (answer.status_code, answer.json["runId"]) == (409, str(EARLIER_RUN))  # type: ignore[index]  # is JSON
    assert own_api.request_run({**GOOD, "dryRun": True, "force": False}).status_code == 202
    assert len(sink.events) == 1
    assert own_api.get("status")["data"]["runningRun"]["runId"] == str(EARLIER_RUN)


def next_month() -> str:
    return str(Period.of(datetime.now(UTC)).plus(2))


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ({"periods": ["2026-13"]}, "periods"),
        ({"periods": "2026-10"}, "periods"),
        ({"periods": [202610]}, "periods"),
        ({"periods": [next_month()]}, "not begun"),
        ({"domains": ["x", "y"]}, "x, y"),
        ({"domains": ["off"]}, "not enabled"),
        ({"domains": [""]}, "domains"),
        ({"domains": ["a\x00b"]}, "domains"),
        ({"domains": ["\ud800"]}, "domains"),
        ({"force": True}, "reason"),
        ({"force": True, "reason": "  "}, "reason"),
        ({"reason": "a\x00b"}, "reason"),
        ({"reason": ""}, "reason"),
        ({"reason": "x" * 2001}, "reason"),
        ({"dryRun": "yes"}, "dryRun"),
        ({"dry_run": True}, "dry_run"),
        ({"requestedBy": "eve"}, "requestedBy"),
        ({"origin": "cache"}, "origin"),
        ([], "request"),
        ("x", "request"),
        ({"periods": {}}, "periods"),
    ],
)
def test_requests_that_cannot_be(api: Api, body: Any, word: str) -> None:
    answer = api.request_run(body)
    assert answer.status_code == 400, answer.text
    assert word in answer.text


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"", "application/json", 400),
        (b"{", "application/json", 400),
        (b'{"reason": "\xff"}', "application/json", 400),
        (b'{"reason": "a", "reason": "b"}', "application/json", 400),
        (b"[" * 60_000, "application/json", 400),
        (b'{"periods":' * 5_000, "application/json", 400),
        (b"{}", "text/plain", 415),
        (b"{}", "", 415),
        (b" " * 65_536 + b"{}", "application/json", 413),
        (b"x" * 10_000_000, "application/json", 413),
        (b"NaN", "application/json", 400),
        (b'{"force": NaN}', "application/json", 400),
    ],
    ids=lambda value: str(value)[:30],
)
def test_bodies_that_are_no_request(api: Api, body: bytes, content_type: str, status: int) -> None:
    answer = api.call("admin/runs", method="POST", role="Rosetta_Admin", data=body, content_type=content_type)
    assert answer.status_code == status, answer.text


def test_a_domain_is_tried_by_a_dry_run_before_it_is_enabled(own_api: Api, sink: Sink) -> None:
    assert own_api.request_run({"domains": ["off"], "dryRun": True}).status_code == 202
    assert sink.events[0].data["domains"] == ["off"]


def test_an_empty_request_is_the_night(own_api: Api, sink: Sink) -> None:
    assert own_api.request_run({}).status_code == 202
    assert sink.events[0].data["periods"] == []


def test_a_sink_that_refuses_is_503_and_audited(own_api: Api, db: psycopg.Connection[DictRow], sink: Sink) -> None:
    sink.refusing = True
    answer = own_api.request_run(GOOD)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    actions = [row["action"] for row in db.execute("SELECT action FROM audit_log ORDER BY audit_id")]
    assert actions == ["run.requested", "run.request_failed"]
