"""Pieces and commits in any number, order and company: one set of rows, one run (I2)."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import psycopg
import pytest

from tests.integration.load_group.conftest import Group
from tests.integration.load_group.month import FACTS, Month, compressed

STAGED = (
    "SELECT (SELECT count(*) FROM group_staged_fact) AS facts, (SELECT count(*) FROM group_staged_price) AS prices,"
    " (SELECT count(*) FROM group_staged_key) AS keys, (SELECT count(*) FROM group_piece) AS pieces"
)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(call) for call in calls]]


def type_of(answer: Any) -> str:
    return str(answer.get_json()["type"]).rpartition(":")[2]


def test_i2_doubled_and_disordered_pieces_are_one_set_of_rows(group: Group) -> None:
    month = Month()
    group.put_manifest(month)
    for (dataset, number), (_, body) in reversed(list(month.pieces.items()) * 2):
        assert group.put_piece(month, dataset, number, body).status_code == 204
    assert group.rows(STAGED) == [(8, 5, 14, len(month.pieces))]
    assert group.state(month)["missingPieces"] == []
    assert group.commit(month).get_json()["status"] == "LOADED"


def test_i2_a_piece_that_comes_many_times_at_once_is_staged_once(group: Group) -> None:
    month = Month()
    group.put_manifest(month)
    body = month.pieces["facts", 1][1]
    answers = at_once(*[lambda: group.put_piece(month, "facts", 1, body)] * 4)
    assert [answer.status_code for answer in answers] == [204] * 4
    assert group.rows("SELECT count(*) FROM group_staged_fact") == [(5,)]


def test_pieces_of_one_exchange_may_come_side_by_side(group: Group) -> None:
    month = Month(most_rows=2)
    group.put_manifest(month)
    calls = [
        partial(group.put_piece, month, dataset, number, body) for (dataset, number), (_, body) in month.pieces.items()
    ]
    assert {answer.status_code for answer in at_once(*calls)} == {204}
    assert group.rows(STAGED) == [(8, 5, 14, len(month.pieces))]


def test_a_piece_that_is_there_is_still_held_against_the_manifest(group: Group) -> None:
    month = Month()
    group.put_manifest(month)
    group.put_pieces(month)
    answer = group.put_piece(month, "facts", 1, compressed("facts", FACTS[:4]))
    assert (answer.status_code, type_of(answer)) == (422, "piece-differs")


def test_a_commit_before_the_last_piece_says_what_is_missing_and_changes_nothing(group: Group) -> None:
    month = Month()
    group.put_manifest(month)
    for (dataset, number), (_, body) in list(month.pieces.items())[1:]:
        group.put_piece(month, dataset, number, body)
    for _ in range(2):
        answer = group.commit(month)
        assert (answer.status_code, type_of(answer)) == (409, "pieces-missing")
        state = answer.get_json()["state"]
        assert (state["status"], state["missingPieces"]) == ("RECEIVING", [{"dataset": "facts", "number": 1}])
    assert group.rows("SELECT 1 FROM etl_runs UNION ALL SELECT 1 FROM audit_log") == []
    group.put_piece(month, "facts", 1, month.pieces["facts", 1][1])
    assert group.commit(month).get_json()["status"] == "LOADED"


def test_pieces_of_two_runs_do_not_mix(group: Group) -> None:
    """A later exchange of the month gives up the earlier one, whose late pieces find nothing that takes them."""
    earlier, later = Month(), Month(generation=6, facts=[(*row[:7], "2", row[8]) for row in FACTS])
    group.put_manifest(earlier)
    group.put_piece(earlier, "facts", 1, earlier.pieces["facts", 1][1])
    assert group.put_manifest(later).status_code == 201
    assert (group.state(earlier)["status"], group.state(earlier)["errorCode"]) == ("ABANDONED", "replaced")
    assert group.rows(STAGED) == [(0, 0, 0, 0)]
    late = group.put_piece(earlier, "facts", 1, earlier.pieces["facts", 1][1])
    assert (late.status_code, type_of(late)) == (409, "not-receiving")
    mixed = group.put_piece(later, "facts", 1, earlier.pieces["facts", 1][1])
    assert (mixed.status_code, type_of(mixed)) == (422, "piece-differs")
    assert group.commit(earlier).get_json()["status"] == "ABANDONED"
    assert group.publish(later)["status"] == "PUBLISHED"
    assert set(group.rows("SELECT DISTINCT quantity FROM fact_consumption WHERE product_id = 'disk'")) == {(2,)}


def test_of_two_exchanges_the_one_of_the_higher_generation_goes_on(group: Group) -> None:
    newer, older = Month(generation=6), Month(generation=5)
    group.put_manifest(newer)
    group.put_manifest(older)
    assert group.state(newer)["status"] == "RECEIVING"
    group.put_pieces(newer)
    assert group.commit(newer).get_json()["status"] == "LOADED"
    group.put_pieces(older)
    assert group.commit(older).get_json()["status"] == "SUPERSEDED"


def test_an_abandoned_exchange_is_begun_again_by_its_manifest(group: Group) -> None:
    first, second = Month(), Month(is_closed=True)
    for month in (first, second, first):
        assert group.put_manifest(month).get_json()["status"] == "RECEIVING"
    assert group.state(second)["status"] == "ABANDONED"
    group.put_pieces(first)
    assert group.commit(first).get_json()["status"] == "LOADED"


@pytest.mark.parametrize("copies", [2, 4])
def test_i2_commits_at_once_make_one_run(group: Group, copies: int) -> None:
    month = Month()
    group.put_manifest(month)
    group.put_pieces(month)
    answers = at_once(*[lambda: group.commit(month)] * copies)
    assert [(answer.status_code, answer.get_json()["status"]) for answer in answers] == [(200, "LOADED")] * copies
    assert group.rows("SELECT count(*) FROM etl_runs") == [(1,)]
    assert len({event["id"] for event in group.sink.of_type("facts.loaded")}) == 1
    assert group.rows("SELECT count(*) FROM fact_pending") == [(7,)]


def test_i2_a_piece_and_a_commit_at_once_leave_nothing_staged(group: Group) -> None:
    month = Month()
    group.put_manifest(month)
    group.put_pieces(month)
    body = month.pieces["facts", 1][1]
    at_once(lambda: group.commit(month), *[lambda: group.put_piece(month, "facts", 1, body)] * 3)
    assert group.state(month)["status"] == "LOADED"
    assert group.rows(STAGED) == [(0, 0, 0, 0)]


def test_a_piece_that_meets_the_end_of_its_exchange_is_not_taken(group: Group, database_url: str) -> None:
    """Whatever ends it holds it first: the piece waits, and then finds that nothing receives it."""
    month = Month()
    group.put_manifest(month)
    body = month.pieces["facts", 1][1]
    with psycopg.connect(database_url) as ending, ThreadPoolExecutor(1) as pool:
        ending.execute("UPDATE group_exchange SET status = 'REFUSED', ended_at = now()")
        late = pool.submit(group.put_piece, month, "facts", 1, body)
        for _ in range(30):
            if group.rows("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'") or late.done():
                break
            time.sleep(0.1)
        ending.commit()
        answer = late.result()
    assert (answer.status_code, type_of(answer)) == (409, "not-receiving")
    assert group.rows(STAGED) == [(0, 0, 0, 0)]


def test_manifests_of_one_month_at_once_leave_one_that_receives(group: Group) -> None:
    months = [Month(run=Month().run, missing=({"domain_id": str(n)},)) for n in range(4)]
    at_once(*[lambda month=month: group.put_manifest(month) for month in months])
    statuses = sorted(group.state(month)["status"] for month in months)
    assert statuses == ["ABANDONED", "ABANDONED", "ABANDONED", "RECEIVING"]


def test_another_month_of_the_entity_waits_until_the_first_is_published(group: Group) -> None:
    october, september = Month(), Month(period="2026-09")
    group.push(october)
    group.put_manifest(september)
    group.put_pieces(september)
    waiting = group.commit(september)
    assert (waiting.status_code, type_of(waiting)) == (503, "run-under-way")
    assert int(waiting.headers["Retry-After"]) > 0
    assert group.state(september)["status"] == "RECEIVING"
    assert group.state(september)["missingPieces"] == []
    assert group.push(Month(entity="beta"))["status"] == "LOADED"  # others do not wait
    group.settle()
    assert group.commit(september).get_json()["status"] == "LOADED"


def test_what_is_judged_is_audited_and_told_of_by_metrics(group: Group) -> None:
    group.push(Month())
    group.push(Month(entity="beta", said={"totals": {}}))
    assert group.rows("SELECT entity_id, action, details ->> 'code' FROM audit_log ORDER BY 1") == [
        ("alpha", "exchange.accepted", None),
        ("beta", "exchange.refused", "totals_differ"),
    ]
    metrics = group.client.get("/metrics").text
    assert 'finops_group_exchanges_total{code="",status="LOADED"}' in metrics
    assert 'finops_group_exchanges_total{code="totals_differ",status="REFUSED"}' in metrics
    assert 'finops_group_pieces_total{dataset="prices"}' in metrics
