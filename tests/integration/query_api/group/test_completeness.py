"""States of months: cases as data, then the calendar that the API makes of them."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
import yaml
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from tests.integration.query_api.group.conftest import GroupApi
from tests.integration.query_api.group.mart import OCTOBER, insert_release

Db = psycopg.Connection[DictRow]
CASES = yaml.load(Path(__file__).with_name("completeness.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
_STATUS = {"PUBLISHED": "SUCCESS", "LOADED": "RUNNING", "FAILED": "FAILED"}


def insert_exchange(db: Db, exchange: dict[str, Any]) -> None:
    values = {
        "run": uuid4() if exchange["status"] in _STATUS else None,
        "exchange": uuid4(),
        "first": f"{exchange['month']}-01",
        "at": exchange["at"],
        "ended": None if exchange["status"] == "LOADED" else exchange["at"],
        "generation": exchange.get("generation", "1"),
        "status": "ACCEPTED" if exchange["status"] in _STATUS else exchange["status"],
        "run_status": _STATUS.get(exchange["status"]),
        "closed": exchange.get("closed") == "true",
        "manifest": Jsonb({"missing": [{"domain_id": domain} for domain in exchange.get("missing", ())]}),
    }
    if values["run"]:
        db.execute(
            "INSERT INTO etl_runs (run_id, entity_id, status, phase, trigger_type, periods, domains, requested_at,"
            " event_source, event_id, started_at, ended_at, deadline_at) VALUES (%(run)s, 'solo', %(run_status)s,"
            " 'LOADED', 'GROUP', ARRAY[%(first)s::date], '{}', %(at)s, 's', %(run)s::text, %(at)s, %(ended)s, %(at)s)",
            values,
        )
    db.execute(
        "INSERT INTO group_exchange (exchange_id, entity_id, period_month, run_id, generation, contract_version,"
        " status, group_run_id, manifest, pieces, rows, is_closed, sent_by, begun_at, ended_at)"
        " VALUES (%(exchange)s, 'solo', %(first)s, %(exchange)s, %(generation)s, 1, %(status)s, %(run)s,"
        " %(manifest)s, 3, 1, %(closed)s, 'm', %(at)s, %(at)s)",
        values,
    )


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_states(db: Db, case: dict[str, Any]) -> None:
    member = {"entity_id": "solo", "label": "Solo", "first_month": case["first"], "last_month": case.get("last")}
    if "cut_off" in case:
        member["cut_off"] = {**case["cut_off"], "days": int(case["cut_off"]["days"])}
    with db.transaction():
        insert_release(db, entities=[member], mapping=[])
        for exchange in case.get("exchanges", ()):
            insert_exchange(db, exchange)
    rows = db.execute(
        "SELECT to_char(period_month, 'YYYY-MM') AS month, status, is_late, last_status"
        " FROM group_completeness(%s, %s, %s) ORDER BY 1",
        [case["now"], f"{case.get('from', '2020-01')}-01", f"{case.get('to', '2030-01')}-01"],
    ).fetchall()
    assert {row["month"]: row["status"] for row in rows} == case["expected"]
    assert [row["month"] for row in rows if row["is_late"]] == case.get("late", [])
    for month, status in case.get("last_status", {}).items():
        assert next(row["last_status"] for row in rows if row["month"] == month) == status


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 20
    assert len({case["case"] for case in CASES}) == len(CASES)


def test_the_calendar(group_api: GroupApi) -> None:
    answer = group_api.get("completeness?from=2026-08&to=2026-10")
    states = {(row["entityId"], row["period"]): row["status"] for row in answer["data"]}
    # West's cut-off of October has passed since; what is late stays so until it comes.
    assert states == {
        ("north", "2026-08"): "closed",
        ("north", "2026-09"): "received",
        ("north", "2026-10"): "received",
        ("south", "2026-08"): "received",
        ("south", "2026-09"): "received",
        ("south", "2026-10"): states["south", "2026-10"],
        ("east", "2026-09"): "received",
        ("east", "2026-10"): "partial",
        ("west", "2026-10"): states["west", "2026-10"],
    }
    assert {states["south", "2026-10"], states["west", "2026-10"]} <= {"expected", "late"}
    meta = answer["meta"]
    assert [month["period"] for month in meta["months"]] == ["2026-08", "2026-09", "2026-10"]
    for name in ("expected", "late", "received", "partial", "closed"):
        assert meta["counts"][name] == sum(state == name for state in states.values())
        assert sum(month["counts"][name] for month in meta["months"]) == meta["counts"][name]


def test_filters_of_the_calendar(group_api: GroupApi) -> None:
    east = group_api.get("completeness?from=2026-08&to=2026-10&entity=east&status=partial")
    assert [(row["period"], row["missing"]) for row in east["data"]] == [
        (OCTOBER, [{"domainId": "weights", "reason": "the source is late"}])
    ]
    # The counts are of all states, whichever is listed.
    assert (east["meta"]["counts"]["partial"], east["meta"]["counts"]["received"]) == (1, 1)
    south = group_api.get("completeness?from=2026-10&to=2026-10&entity=south")["data"][0]
    assert (south["lastStatus"], south["exchangeId"]) == ("REFUSED", None)
    assert south["lastError"].startswith("1 blocking findings")


def test_by_default_thirteen_months_up_to_the_current_one(group_api: GroupApi) -> None:
    meta = group_api.get("completeness")["meta"]
    assert meta["to"] == meta["at"][:7] or meta["at"][8:10] in ("30", "31", "01")
    assert int(meta["to"][:4]) * 12 + int(meta["to"][5:]) - int(meta["from"][:4]) * 12 - int(meta["from"][5:]) == 12
