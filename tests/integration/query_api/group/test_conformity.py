"""Findings: of what is shown, and of what was refused since."""

import psycopg
from psycopg.rows import DictRow

from tests.integration.query_api.group.conftest import GroupApi
from tests.integration.query_api.group.mart import OCTOBER, SEPTEMBER, run_of

REFUSED = "55555555-5555-5555-8555-555555555555"


def test_the_latest_month_that_was_judged(group_api: GroupApi) -> None:
    answer = group_api.get("conformity")
    assert (answer["meta"]["from"], answer["meta"]["to"]) == (OCTOBER, OCTOBER)
    assert answer["meta"]["counts"] == {"blocking": 1, "warning": 1}
    assert [(row["entityId"], row["status"]) for row in answer["meta"]["exchanges"]] == [
        *(("east", "PUBLISHED"), ("north", "PUBLISHED"), ("south", "REFUSED")),
    ]
    south = answer["meta"]["exchanges"][2]
    assert (south["exchangeId"], south["errorCode"], south["blocking"]) == (REFUSED, "not_conformant", 1)
    assert [(row["severity"], row["check"], row["keyId"]) for row in answer["data"]] == [
        *(("blocking", "extra", "TAPES"), ("warning", "renamed", "open")),
    ]


def test_a_refusal_counts_until_something_newer_is_shown(group_api: GroupApi) -> None:
    exchanges = group_api.get(f"conformity?period={SEPTEMBER}&entity=east")["meta"]["exchanges"]
    assert [(row["exchangeId"], row["status"]) for row in exchanges] == [(str(run_of("east", SEPTEMBER)), "PUBLISHED")]


def test_what_is_shown_and_what_was_refused_since(own_group_api: GroupApi, db: psycopg.Connection[DictRow]) -> None:
    db.execute("UPDATE group_exchange SET begun_at = '2026-11-09' WHERE exchange_id::text LIKE '66666666%'")
    db.execute(
        "INSERT INTO group_finding VALUES"
        " (%s, 'east', '2026-09-01', 'moved', 'product', 'vm', 'warning', NULL, NULL, NULL, 1)",
        [run_of("east", SEPTEMBER)],
    )
    answer = own_group_api.get(f"conformity?period={SEPTEMBER}&entity=east")
    assert [row["status"] for row in answer["meta"]["exchanges"]] == ["PUBLISHED", "REFUSED"]
    assert [(row["status"], row["check"]) for row in answer["data"]] == [("PUBLISHED", "moved")]
    shown = own_group_api.get(f"entities/east?period={SEPTEMBER}")["data"]["exchange"]
    assert (shown["blocking"], shown["warning"]) == (0, 1)


def test_filters(group_api: GroupApi) -> None:
    assert len(group_api.get("conformity?severity=blocking")["data"]) == 1
    assert len(group_api.get("conformity?check=renamed")["data"]) == 1
    assert len(group_api.get("conformity?kind=metric&check=renamed")["data"]) == 0
    # Filters are of findings: the report of exchanges stays whole.
    assert group_api.get("conformity?severity=warning")["meta"]["counts"] == {"blocking": 1, "warning": 1}
    assert group_api.get("conformity?entity=north")["data"] == []
    assert len(group_api.get("conformity?from=2026-08&to=2026-10")["meta"]["exchanges"]) == 8


def test_ingestion_runs(group_api: GroupApi) -> None:
    runs = group_api.get("ingestion-runs")["data"]
    assert len(runs) == 10
    assert [run["begunAt"] for run in runs] == sorted((run["begunAt"] for run in runs), reverse=True)
    assert runs[0]["status"] == "RECEIVING"
    refused = group_api.get("ingestion-runs?status=REFUSED&entity=south")["data"]
    assert [(run["exchangeId"], run["runId"]) for run in refused] == [(REFUSED, None)]
    one = group_api.get(f"ingestion-runs?period={OCTOBER}&entity=east")["data"][0]
    assert (one["status"], one["missing"]) == ("PUBLISHED", [{"domainId": "weights", "reason": "the source is late"}])
    assert [str(cost["cost"]) for cost in one["statedCosts"]] == ["100.000000000001"]
