"""Idempotency-Key: a write that is sent twice happens once, and is answered the same."""

import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from psycopg.rows import DictRow
from werkzeug.test import TestResponse

from query_api.routes import ROUTES
from query_api.serving.idempotency import REPLAYED
from tests.fix_chain import Sink
from tests.integration.query_api.conftest import Api, MakeApi
from tests.integration.query_api.mart import fill

RUN_BODY = {"periods": ["2026-09"], "domains": ["open"]}
ALIAS = {"sourceSystem": "cmdb", "foreignKey": "sys-2", "applicationId": "pay", "reason": "asked"}
WRITES = [route for route in ROUTES if route.is_write]


def send(
    api: Api,
    key: str | None,
    path: str = "admin/runs",
    body: Any = RUN_BODY,
    *,
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> TestResponse:
    own = Api(api.client.application.test_client(), api.signer, api.function)  # a client is for one thread
    sent = {**({"Idempotency-Key": key} if key is not None else {}), **(headers or {})}
    return own.call(path, **{"method": "POST", "role": "Rosetta_Admin", "json": body, "headers": sent, **more})


def alias(api: Api, key: str | None, **change: Any) -> TestResponse:
    return send(api, key, "admin/referential/aliases", {**ALIAS, **change})


def whole(answer: TestResponse) -> tuple[int, bytes, dict[str, str]]:
    kept = {name: value for name, value in answer.headers.items() if name != REPLAYED}
    return answer.status_code, answer.data, kept


def actions(db: psycopg.Connection[DictRow]) -> list[str]:
    return [row["action"] for row in db.execute("SELECT action FROM audit_log ORDER BY audit_id")]


def test_the_same_again_is_answered_the_same_and_happens_once(
    own_api: Api, db: psycopg.Connection[DictRow], sink: Sink
) -> None:
    first, again = send(own_api, "k-1"), send(own_api, "k-1")
    assert first.status_code == 202
    assert whole(first) == whole(again)
    assert again.headers["Location"].endswith(again.json["data"]["runId"])  # type: ignore[index]  # is JSON
    assert (REPLAYED in first.headers, again.headers[REPLAYED]) == (False, "true")
    assert len(sink.events) == 1
    assert actions(db) == ["run.requested"]


def test_refusals_are_kept_as_well_without_what_was_not_done(own_api: Api, db: psycopg.Connection[DictRow]) -> None:
    first = alias(own_api, "k", applicationId="atlantis")
    db.execute("INSERT INTO dim_application VALUES ('atlantis', 'Atlantis')")
    again = alias(own_api, "k", applicationId="atlantis")
    assert (first.status_code, again.status_code, again.headers[REPLAYED]) == (400, 400, "true")
    assert whole(first) == whole(again)
    assert again.mimetype == "application/problem+json"
    assert alias(own_api, "k2", applicationId="atlantis").status_code == 200


def test_without_a_key_everything_is_as_it_was(own_api: Api, db: psycopg.Connection[DictRow]) -> None:
    assert [alias(own_api, None).status_code for _ in range(2)] == [200, 200]
    assert actions(db) == ["alias.mapped"] * 2
    assert db.execute("SELECT FROM idempotency_key").fetchall() == []


def test_a_key_belongs_to_its_request(own_api: Api, db: psycopg.Connection[DictRow]) -> None:
    assert alias(own_api, "k").status_code == 200
    for other in (
        alias(own_api, "k", applicationId="shop"),
        send(own_api, "k", "admin/referential/aliases?x=1", ALIAS),
        send(own_api, "k", "admin/runs", ALIAS),
        send(own_api, "k", "admin/pricing-views/actual/draft", ALIAS, method="PUT"),
    ):
        assert other.status_code in (400, 422), other.text
    assert "idempotency-key-reused" in alias(own_api, "k", reason="b").text
    assert actions(db) == ["alias.mapped"]


def test_a_key_belongs_to_whoever_sent_it(own_api: Api, db: psycopg.Connection[DictRow]) -> None:
    assert alias(own_api, "k").status_code == 200
    eve = {"Authorization": f"Bearer {own_api.signer.token(groups=['Rosetta_Admin'], sub='eve')}"}
    answer = send(own_api, "k", "admin/referential/aliases", {**ALIAS, "applicationId": "shop"}, headers=eve)
    assert answer.status_code == 200
    assert {row["actor"] for row in db.execute("SELECT actor FROM audit_log")} == {"adam", "eve"}


def test_whoever_may_not_write_learns_nothing_by_a_key(own_api: Api) -> None:
    assert alias(own_api, "k").status_code == 200
    answer = send(own_api, "k", "admin/referential/aliases", ALIAS, role="Rosetta_User")
    assert (answer.status_code, REPLAYED in answer.headers) == (403, False)


@pytest.mark.parametrize(
    "key",
    [
        "",
        " ",
        "x" * 256,
        "é",
        "a\tb",
        "a,b",
        '"a',
        'a"',
        '""',
        '"a" "b"',
        '"a\\x"',
        '"' + "x" * 256 + '"',
        '"a";v=1',
        "a\x7f",
    ],
)
def test_what_is_no_key(own_api: Api, db: psycopg.Connection[DictRow], key: str) -> None:
    answer = alias(own_api, key)
    if key == 'a"':  # printable, and no string that is not closed
        assert answer.status_code == 200
        return
    assert answer.status_code == 400, answer.text
    assert answer.json["errors"][0]["at"] == "Idempotency-Key"  # type: ignore[index]  # is JSON
    assert actions(db) == []


@pytest.mark.parametrize("key", ["'; DROP TABLE idempotency_key; --", "%s", "$1", "{}", "x" * 255, "~ !", "a b"])
def test_a_key_is_only_a_text(own_api: Api, key: str) -> None:
    first, again = alias(own_api, key), alias(own_api, f'"{key}"')  # the same one, as RFC 8941 writes it
    assert (first.status_code, again.status_code, again.headers.get(REPLAYED)) == (200, 200, "true")


def test_reads_take_no_notice_of_a_key(own_api: Api, db: psycopg.Connection[DictRow]) -> None:
    assert send(own_api, "", "admin/runs", None, method="GET").status_code == 200
    assert send(own_api, "k", "admin/runs", None, method="GET").status_code == 200
    assert db.execute("SELECT FROM idempotency_key").fetchall() == []


@pytest.mark.parametrize("attempt", range(3))
def test_eight_at_once_have_one_effect(
    make_api: MakeApi, db: psycopg.Connection[DictRow], sink: Sink, attempt: int
) -> None:
    fill(db)
    api = make_api(POSTGRES_POOL_SIZE="4")
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: send(api, "same"), range(8)))
    assert {answer.status_code for answer in answers} <= {202, 409}
    done = [answer for answer in answers if answer.status_code == 202]
    assert len({answer.data for answer in done}) == 1
    assert sum(REPLAYED not in answer.headers for answer in done) == 1
    assert {answer.headers["Retry-After"] for answer in answers if answer.status_code == 409} <= {"2"}
    assert len(sink.events) == 1
    assert actions(db) == ["run.requested"]
    assert send(api, "same").headers[REPLAYED] == "true"


def test_while_the_first_is_under_way_the_others_are_told_to_wait(
    make_api: MakeApi, db: psycopg.Connection[DictRow]
) -> None:
    fill(db)
    api = make_api(POSTGRES_POOL_SIZE="2")
    with ThreadPoolExecutor(1) as threads:
        with db.transaction():
            db.execute("LOCK TABLE publication IN EXCLUSIVE MODE")
            first = threads.submit(alias, api, "k")
            while not db.execute("SELECT FROM idempotency_key").fetchall():
                time.sleep(0.01)
            others = [alias(api, "k") for _ in range(7)]
            assert alias(api, "k", reason="another").status_code == 422
        assert first.result().status_code == 200
    assert {(a.status_code, a.headers["Retry-After"]) for a in others} == {(409, "2")}
    assert "request-in-progress" in others[0].text
    assert whole(alias(api, "k")) == whole(first.result())
    assert actions(db) == ["alias.mapped"]


def test_503_is_not_kept_and_the_same_run_is_asked_for_again(
    own_api: Api, db: psycopg.Connection[DictRow], sink: Sink
) -> None:
    sink.refusing = True
    assert send(own_api, "k").status_code == 503
    assert send(own_api, "k", body={**RUN_BODY, "reason": "other"}).status_code == 422  # it is that request's
    sink.refusing = False
    done = send(own_api, "k")
    assert (done.status_code, REPLAYED in done.headers) == (202, False)
    run_id = done.json["data"]["runId"]  # type: ignore[index]  # is JSON
    assert {row["target"] for row in db.execute("SELECT target FROM audit_log")} == {run_id}
    assert actions(db) == ["run.requested", "run.request_failed"]
    assert len(sink.events) == 1


def test_who_is_told_to_come_back_gets_another_answer_then(own_api: Api, db: psycopg.Connection[DictRow]) -> None:
    db.execute("""UPDATE etl_runs SET status = 'RUNNING', ended_at = NULL, deadline_at = now() + interval '1 hour'
                  WHERE entity_id = 'acme' AND status = 'FAILED'""")
    assert send(own_api, "k").status_code == 409
    db.execute("UPDATE etl_runs SET status = 'FAILED', ended_at = now() WHERE status = 'RUNNING'")
    assert send(own_api, "k").status_code == 202


def answers_are_lost(db: psycopg.Connection[DictRow]) -> None:
    """From now on an attempt dies where it has done everything and is about to keep its answer."""
    db.execute("""CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS
                  'BEGIN RAISE EXCEPTION ''gone'' USING ERRCODE = ''57P01''; END'""")
    db.execute("""CREATE TRIGGER dying BEFORE UPDATE ON idempotency_key FOR EACH ROW
                  WHEN (NEW.status IS NOT NULL) EXECUTE FUNCTION die()""")


def test_i2_a_request_that_dies_before_its_answer_is_kept_asks_for_the_same_run_again(
    make_api: MakeApi, db: psycopg.Connection[DictRow], sink: Sink
) -> None:
    fill(db)
    api = make_api(FINOPS_IDEMPOTENCY_LEASE_SECONDS="1")
    answers_are_lost(db)
    lost = send(api, "k")
    assert send(api, "k").status_code == 409  # its lease has not passed
    db.execute("DROP TRIGGER dying ON idempotency_key")
    time.sleep(1.1)
    second = send(api, "k")
    assert (second.status_code, REPLAYED in second.headers) == (202, False)
    assert second.data == lost.data
    assert [event["id"] for event in sink.events] == [sink.events[0]["id"]] * 2  # one run: its id is derived from this
    assert actions(db) == ["run.requested"]
    assert whole(send(api, "k")) == whole(second)
    # And once the run has begun it is not asked for again, nor does it stand in its own way.
    db.execute("UPDATE idempotency_key SET status = NULL, headers = NULL, body = NULL, leased_until = now()")
    db.execute(
        """INSERT INTO etl_runs (run_id, entity_id, status, trigger_type, periods, domains, requested_at, event_source,
                                 event_id, deadline_at)
           VALUES (%s, 'acme', 'RUNNING', 'MANUAL', '{}', '{}', now(), 's', 'e', now() + interval '1 hour')""",
        [second.json["data"]["runId"]],  # type: ignore[index]  # is JSON
    )
    assert send(api, "k").data == second.data
    assert len(sink.events) == 2


def test_a_write_that_dies_before_its_answer_is_kept_is_written_again_to_the_same_effect(
    make_api: MakeApi, db: psycopg.Connection[DictRow]
) -> None:
    fill(db)
    api = make_api(FINOPS_IDEMPOTENCY_LEASE_SECONDS="1")
    answers_are_lost(db)
    closing: dict[str, Any] = {"path": "admin/periods/2026-09/closure", "body": {"reason": "signed"}}
    assert send(api, "k", **closing).status_code == 200
    generation = db.execute("SELECT generation FROM publication WHERE entity_id = 'acme'").fetchone()
    db.execute("DROP TRIGGER dying ON idempotency_key")
    time.sleep(1.1)
    assert send(api, "k", **closing).status_code == 200
    assert actions(db) == ["period.closed"]
    assert db.execute("SELECT generation FROM publication WHERE entity_id = 'acme'").fetchone() == generation


def test_an_attempt_that_was_given_up_does_not_overwrite_the_answer_of_the_next(
    make_api: MakeApi, db: psycopg.Connection[DictRow]
) -> None:
    fill(db)
    api = make_api(FINOPS_IDEMPOTENCY_LEASE_SECONDS="1", POSTGRES_POOL_SIZE="2")
    with ThreadPoolExecutor(1) as threads:
        with db.transaction():
            db.execute("LOCK TABLE publication IN EXCLUSIVE MODE")
            slow = threads.submit(alias, api, "k")
            while not db.execute("SELECT FROM idempotency_key").fetchall():
                time.sleep(0.01)
            # Its lease has passed, and another attempt has taken the key and kept its answer.
            db.execute(
                "UPDATE idempotency_key SET claim_id = gen_random_uuid(), status = 200, headers = '[]', body = 'next'"
            )
        assert slow.result().status_code == 200
    assert alias(api, "k").data == b"next"


def test_an_old_key_is_swept_and_may_stand_for_another_request(
    own_api: Api, db: psycopg.Connection[DictRow], sink: Sink
) -> None:
    first = send(own_api, "k")
    send(own_api, "other")
    db.execute("UPDATE idempotency_key SET made_at = made_at - interval '25 hours'")
    second = send(own_api, "k", body={})
    assert (second.status_code, REPLAYED in second.headers) == (202, False)
    assert first.json["data"]["runId"] != second.json["data"]["runId"]  # type: ignore[index]  # is JSON
    assert [row["key"] for row in db.execute("SELECT key FROM idempotency_key")] == ["k"]
    assert len(sink.events) == 3


@pytest.mark.parametrize("route", WRITES, ids=lambda route: f"{route.method} {route.path}")
def test_every_write_takes_a_key_and_says_so(own_api: Api, route: Any) -> None:
    path = route.path.replace("<", "").replace(">", "")
    sent = {"method": route.method, "json": {}, "headers": {"Idempotency-Key": "k"}, "role": "Rosetta_Admin"}
    first, again = own_api.call(path, **sent), own_api.call(path, **sent)
    if first.status_code < 500 and "Retry-After" not in first.headers:
        assert (whole(first), again.headers.get(REPLAYED)) == (whole(again), "true")
    assert own_api.call(path, **{**sent, "json": {"a": 1}}).status_code == 422


def test_the_document_declares_it_on_every_write_and_on_no_read(api: Api) -> None:
    document = api.get("/openapi.json")
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            has = "Idempotency-Key" in {p["name"] for p in operation["parameters"]}
            assert has == (method != "get" and "/admin/" in path), (method, path)
            assert not has or {"409", "422"} <= set(operation["responses"])
    assert len(WRITES) > 10
