"""Months as admins close and reopen them (I10): in order, checked, with a reason where one is due, audited."""

import json
import threading
import time
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from psycopg.rows import DictRow, dict_row
from werkzeug.test import TestResponse

from finops_contract.period import Period
from tests.fix_chain import Sink
from tests.integration.query_api.conftest import Api
from tests.integration.query_api.mart import EARLIER_RUN, GENERATION, RUN

ADMIN = "Rosetta_FinOps_Admin"
WHY = {"reason": "the books are signed"}
Db = psycopg.Connection[DictRow]


def switch(api: Api, period: str, body: Any = None, *, method: str = "POST", role: str = ADMIN) -> TestResponse:
    return api.call(f"admin/periods/{period}/closure", method=method, role=role, json={} if body is None else body)


def close(api: Api, period: str) -> Any:
    answer = switch(api, period, WHY)
    assert answer.status_code == 200, answer.text
    return json.loads(answer.data)["data"]


def problem(answer: TestResponse, status: int = 409) -> tuple[str, dict[str, str]]:
    assert answer.status_code == status, answer.text
    document = json.loads(answer.data)
    return document["type"].rpartition(":")[2], {fault["at"]: fault["message"] for fault in document.get("errors", [])}


def audit(db: Db) -> list[DictRow]:
    return db.execute("SELECT * FROM audit_log ORDER BY audit_id").fetchall()


def generation(db: Db) -> int:
    row = db.execute("SELECT generation FROM publication WHERE entity_id = 'acme'").fetchone()
    assert row is not None
    return int(row["generation"])


def statuses(db: Db) -> dict[str, str]:
    rows = db.execute("SELECT period_month, status FROM period_status WHERE entity_id = 'acme'").fetchall()
    return {f"{row['period_month']:%Y-%m}": row["status"] for row in rows}


def is_late(db: Db, month: str, domain: str, metric: str, published: str | None, found: str | None) -> None:
    db.execute(
        "INSERT INTO late_data VALUES ('acme', %s, %s, %s, %s, %s, 4, 5, %s, 'l1', '2026-11-02', '2026-11-03')",
        [f"{month}-01", domain, metric, published, found, RUN],
    )


def test_months_are_listed_newest_first_with_what_is_wrong_with_them(own_api: Api, db: Db) -> None:
    is_late(db, "2026-09", "open", "VCPU_HOURS", "147.75", "150.000000000000000001")
    is_late(db, "2026-09", "cloud", "VCPU_HOURS", None, "1")
    answer = own_api.admin("admin/periods")
    assert [row["period"] for row in answer["data"]] == ["2026-10", "2026-09", "2026-08"]
    october, september, august = answer["data"]
    assert october == {
        "period": "2026-10",
        "status": "OPEN",
        "changedBy": None,
        "changedAt": None,
        "reason": None,
        "published": True,
        "complete": False,
        "missing": ["cloud", "gone"],
        "unpricedRows": 2,
        "lateSlices": 0,
        "lateAmounts": [],
    }
    assert (september["missing"], september["unpricedRows"]) == (["weights"], 1)  # enabled since January
    assert september["lateSlices"] == 2
    assert september["lateAmounts"] == [{"metric": "VCPU_HOURS", "delta": Decimal("3.250000000000000001")}]
    assert (august["status"], august["published"], august["complete"]) == ("CLOSED", False, False)


def test_the_list_is_paged_filtered_and_to_be_had_as_csv(own_api: Api, db: Db) -> None:
    is_late(db, "2026-09", "open", "VCPU_HOURS", "7", "5")
    first = own_api.admin("admin/periods?limit=1")
    assert first["meta"]["page"] == {"limit": 1, "next": "2026-10"}
    second = own_api.admin(f"admin/periods?limit=2&cursor={first['meta']['page']['next']}")
    assert [row["period"] for row in second["data"]] == ["2026-09", "2026-08"]
    assert second["meta"]["page"]["next"] is None
    assert [row["period"] for row in own_api.admin("admin/periods?status=CLOSED")["data"]] == ["2026-08"]
    table = own_api.call("admin/periods", role=ADMIN, headers={"Accept": "text/csv"}).text.splitlines()
    assert table[0].startswith("period,status,changedBy")
    assert table[2].endswith(',1,1,"[{""metric"": ""VCPU_HOURS"", ""delta"": ""-2""}]"')


def test_a_month_is_closed_with_a_reason_audited_and_seen(own_api: Api, db: Db) -> None:
    code, faults = problem(switch(own_api, "2026-09"))
    assert code == "checklist-not-met"
    assert faults == {
        "complete": "missing: weights",
        "priced": "actual has no price for 1 rows, budget has no price for 1 rows",
    }
    assert audit(db) == []
    assert statuses(db) == {"2026-08": "CLOSED"}
    closed = close(own_api, "2026-09")
    assert (closed["status"], closed["changedBy"], closed["reason"]) == ("CLOSED", "adam", WHY["reason"])
    (entry,) = audit(db)
    assert (entry["actor"], entry["action"], entry["target"], entry["reason"]) == (
        "adam",
        "period.closed",
        "2026-09",
        WHY["reason"],
    )
    assert [item["key"] for item in entry["details"]["items"] if not item["ok"]] == ["complete", "priced"]
    assert generation(db) == GENERATION + 1
    states = {row["period"]: row["status"] for row in own_api.get("status")["data"]["periods"]}
    assert states == {"2026-10": "OPEN", "2026-09": "CLOSED"}


def test_closing_or_reopening_what_already_is_leaves_no_trace(own_api: Api, db: Db) -> None:
    close(own_api, "2026-09")
    again = close(own_api, "2026-09")
    assert again["status"] == "CLOSED"
    assert switch(own_api, "2026-10", WHY, method="DELETE").status_code == 200
    assert len(audit(db)) == 1
    assert generation(db) == GENERATION + 1


def test_a_complete_month_is_closed_without_a_reason(own_api: Api, db: Db) -> None:
    db.execute("UPDATE mv_cost_domain_month SET unpriced_rows = 0")
    db.execute("UPDATE dim_domain SET available_from = '2026-10-01' WHERE domain_id = 'weights'")
    assert own_api.admin("admin/periods/2026-09")["data"]["checklist"]["ready"]
    assert switch(own_api, "2026-09").status_code == 200


def test_i10_months_close_in_order_and_reopen_in_the_other(own_api: Api, db: Db) -> None:
    code, faults = problem(switch(own_api, "2026-10", WHY))
    assert (code, faults["earlier_months_closed"]) == ("period-cannot-close", "close 2026-09 first")
    close(own_api, "2026-09")
    close(own_api, "2026-10")
    refused = switch(own_api, "2026-09", WHY, method="DELETE")
    assert problem(refused)[0] == "later-month-closed"
    assert "2026-10 first" in refused.text
    assert problem(switch(own_api, "2026-10", {}, method="DELETE"), 400)[1] == {"reason": "Field required"}
    for month in ("2026-10", "2026-09"):
        answer = switch(own_api, month, {"reason": f"{month} was wrong"}, method="DELETE")
        assert answer.status_code == 200, answer.text
        assert json.loads(answer.data)["data"]["status"] == "OPEN"
    assert statuses(db) == {"2026-08": "CLOSED", "2026-09": "OPEN", "2026-10": "OPEN"}
    last = audit(db)[-1]
    assert (last["action"], last["target"], last["reason"]) == ("period.reopened", "2026-09", "2026-09 was wrong")
    assert generation(db) == GENERATION + 4


def test_i10_closed_months_have_no_gap(own_api: Api, db: Db) -> None:
    db.execute("DELETE FROM slice_publication WHERE period_month = '2026-09-01'")
    db.execute("INSERT INTO period_status VALUES ('acme', '2026-09-01')")  # a run of it failed
    close(own_api, "2026-10")
    assert statuses(db) == {"2026-08": "CLOSED", "2026-09": "CLOSED", "2026-10": "CLOSED"}
    assert problem(own_api.request_run({"periods": ["2026-09"]}))[0] == "period-closed"
    assert problem(own_api.request_run({"periods": ["2026-01", "2026-01"]}))[1] == {"periods": "closed: 2026-01"}


def test_i10_a_closed_month_is_refused_before_it_is_run(own_api: Api, sink: Sink) -> None:
    code, faults = problem(own_api.request_run({"periods": ["2026-08", "2026-10"]}))
    assert (code, faults) == ("period-closed", {"periods": "closed: 2026-08"})
    assert sink.events == []
    assert own_api.request_run({"periods": ["2026-08"], "dryRun": True}).status_code == 202


def test_a_month_that_is_not_over_where_the_company_is_cannot_be_closed(own_api: Api) -> None:
    current = Period.of(datetime.now(UTC).astimezone(ZoneInfo("Europe/Paris")))
    for period in (current, current.plus(1)):
        code, faults = problem(switch(own_api, str(period), WHY))
        assert code == "period-cannot-close"
        assert faults["month_over"] == f"the month is not over: wait for {period.plus(1)}"


def test_a_month_under_way_is_not_closed(own_api: Api, db: Db) -> None:
    db.execute("UPDATE etl_runs SET status = 'RUNNING', ended_at = NULL WHERE run_id = %s", [EARLIER_RUN])
    assert problem(switch(own_api, "2026-09"))[0] == "checklist-not-met"  # a run of other months does not matter
    db.execute(
        "INSERT INTO etl_run_steps (run_id, domain_id, period_month, entity_id, ingest_function, failure_policy)"
        " VALUES (%s, 'open', '2026-09-01', 'acme', 'ingest_open', 'strict')",
        [EARLIER_RUN],
    )
    code, faults = problem(switch(own_api, "2026-09", WHY))
    assert (code, faults["no_run_under_way"]) == (
        "period-cannot-close",
        f"run {EARLIER_RUN} is under way for it: wait for it",
    )
    db.execute("UPDATE etl_run_steps SET is_late = true WHERE run_id = %s", [EARLIER_RUN])
    close(own_api, "2026-09")


def test_prices_and_moves_on_their_way_are_waited_for(own_api: Api, db: Db) -> None:
    db.execute(
        "INSERT INTO pricing_view_version (pricing_view_id, version, author, reason, published_at)"
        " VALUES ('actual', 2, 'me', 'dearer', now())"
    )
    db.execute(
        "INSERT INTO product_placement (product_id, first_month, family_id, moved_by, reason)"
        " VALUES ('vm', '2026-09-01', 'storage', 'me', 'sorted'), ('ec2', '2026-10-01', 'storage', 'me', 'sorted')"
    )
    code, faults = problem(switch(own_api, "2026-09", WHY))
    assert code == "period-cannot-close"
    assert faults["prices_in_force"] == "version 2 of actual is published and not in force yet: wait for it"
    assert faults["products_placed"] == "moved, and not classified again yet: vm"
    db.execute("UPDATE pricing_view_version SET refused_at = now(), refusal = 'x' WHERE version = 2")
    db.execute("UPDATE product_placement SET applied_at = now()")
    close(own_api, "2026-09")


def test_a_month_of_which_nothing_is_known_needs_a_reason(own_api: Api, db: Db) -> None:
    db.execute("DELETE FROM period_status")
    code, faults = problem(switch(own_api, "2025-12"))
    assert code == "checklist-not-met"
    assert faults["published"] == "nothing of the month is published"
    close(own_api, "2025-12")
    assert statuses(db) == {"2025-12": "CLOSED"}


def test_late_data_of_a_month(own_api: Api, db: Db) -> None:
    is_late(db, "2026-09", "open", "VCPU_HOURS", "147.75", "147.750000000000000001")
    is_late(db, "2026-09", "open", "GB_MONTH", "500", None)
    is_late(db, "2026-09", "cloud", "EFFECTIVE_COST.USD", None, "3.5")
    is_late(db, "2026-10", "cloud", "EFFECTIVE_COST.USD", "1", "2")
    first = own_api.admin("admin/periods/2026-09/late-data?limit=2")
    rest = own_api.admin(f"admin/periods/2026-09/late-data?limit=2&cursor={first['meta']['page']['next']}")
    assert rest["meta"]["page"]["next"] is None
    rows = first["data"] + rest["data"]
    assert [(r["domainId"], r["metric"], r["publishedQuantity"], r["foundQuantity"], r["delta"]) for r in rows] == [
        ("cloud", "EFFECTIVE_COST.USD", None, Decimal("3.5"), Decimal("3.5")),
        ("open", "GB_MONTH", 500, None, -500),
        ("open", "VCPU_HOURS", Decimal("147.75"), Decimal("147.750000000000000001"), Decimal("1e-18")),
    ]
    assert (rows[0]["domainLabel"], rows[0]["unit"], rows[0]["runId"], rows[0]["landingId"]) == (
        "Public cloud",
        "USD",
        str(RUN),
        "l1",
    )
    assert (rows[0]["firstSeen"], rows[0]["lastSeen"]) == ("2026-11-02T00:00:00Z", "2026-11-03T00:00:00Z")
    assert own_api.admin("admin/periods/2030-01/late-data")["data"] == []
    table = own_api.call("admin/periods/2026-09/late-data", role=ADMIN, headers={"Accept": "text/csv"}).text
    assert "147.750000000000000001" in table


@pytest.mark.parametrize("period", ["2026-13", "2026-9", "october", "1999-12", "%E2%80%A6"])
def test_what_is_no_month_is_not_found(api: Api, period: str) -> None:
    for path in (f"admin/periods/{period}", f"admin/periods/{period}/late-data"):
        assert api.call(path, role=ADMIN).status_code == 404
    for method in ("POST", "DELETE"):
        assert switch(api, period, WHY, method=method).status_code == 404


def test_a_month_that_was_never_run_is_not_found(own_api: Api, db: Db) -> None:
    assert own_api.call("admin/periods/2030-01", role=ADMIN).status_code == 404
    assert switch(own_api, "2030-01", WHY, method="DELETE").status_code == 404
    assert statuses(db) == {"2026-08": "CLOSED"}


@pytest.mark.parametrize(
    "query", ["cursor=2026-13", "cursor=x", "status=open", "limit=0", "limit=601", "period=2026-10"]
)
def test_lists_are_asked_for_strictly(api: Api, query: str) -> None:
    assert api.call(f"admin/periods?{query}", role=ADMIN).status_code == 400


@pytest.mark.parametrize(
    "body", [[], {"reason": ""}, {"reason": " "}, {"reason": 1}, {"why": "x"}, {"reason": "x" * 2001}]
)
def test_bodies_that_are_none(api: Api, body: Any) -> None:
    for method in ("POST", "DELETE"):
        assert switch(api, "2026-09", body, method=method).status_code == 400


@pytest.mark.parametrize("role", ["Rosetta_User", "Rosetta_Referentiel_Admin", "Rosetta_Group"])
def test_i9_only_admins_close_months(api: Api, role: str) -> None:
    for method in ("POST", "DELETE"):
        assert switch(api, "2026-09", WHY, method=method, role=role).status_code == 403
    for path in ("admin/periods", "admin/periods/2026-09", "admin/periods/2026-09/late-data"):
        assert api.call(path, role=role).status_code == 403


def test_closing_waits_for_a_run_that_is_being_planned_and_then_sees_it(
    own_api: Api, db: Db, database_url: str
) -> None:
    db.execute("INSERT INTO period_status VALUES ('acme', '2026-09-01')")
    answers: list[TestResponse] = []
    with psycopg.connect(database_url, row_factory=dict_row) as starting:
        starting.execute("SELECT FROM period_status WHERE period_month = '2026-09-01' FOR SHARE")
        closing = threading.Thread(target=lambda: answers.append(switch(own_api, "2026-09", WHY)))
        closing.start()
        deadline = time.monotonic() + 4
        while not db.execute("SELECT FROM pg_locks WHERE NOT granted").fetchall() and time.monotonic() < deadline:
            time.sleep(0.02)
        starting.execute("UPDATE etl_runs SET status = 'RUNNING', ended_at = NULL WHERE run_id = %s", [RUN])
        starting.execute("UPDATE etl_run_steps SET period_month = '2026-09-01' WHERE run_id = %s", [RUN])
        starting.commit()
        closing.join()
    code, faults = problem(answers[0])
    assert (code, list(faults)[:1]) == ("period-cannot-close", ["no_run_under_way"])
    assert statuses(db)["2026-09"] == "OPEN"
