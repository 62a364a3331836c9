"""Answers that need no work: 304, kept answers, gzip. What is never kept; who is never let in; what stops it all."""

import gzip
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg.rows import DictRow
from psycopg.sql import SQL, Identifier
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from tests.integration.query_api.conftest import Api, MakeApi
from tests.integration.query_api.mart import GENERATION, fill

Db = psycopg.Connection[DictRow]
QUESTION = "domains?period=2026-10"


@pytest.fixture
def etag(api: Api) -> str:
    return api.call(QUESTION).headers["ETag"]


@pytest.mark.parametrize(
    "named",
    [
        lambda etag: etag,
        lambda etag: etag.removeprefix("W/"),
        lambda etag: f'"other", {etag}, W/"another"',
        lambda _: "*",
        lambda _: " * ",
    ],
    ids=["weak", "strong", "list", "any", "any, with spaces"],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_the_client_has_is_not_sent_again(api: Api, etag: str, named: Callable[[str], str], method: str) -> None:
    answer = api.call(QUESTION, method=method, headers={"If-None-Match": named(etag)})
    assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", etag)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Vary"] == "Accept, Accept-Encoding, Authorization"
    assert answer.headers["Finops-Generation"] == str(GENERATION)
    assert "Content-Type" not in answer.headers


@pytest.mark.parametrize("named", ['"other"', 'W/"*"', "", "nonsense", '"'])
def test_what_the_client_does_not_have_is_sent(api: Api, named: str) -> None:
    assert api.call(QUESTION, headers={"If-None-Match": named}).status_code == 200


def test_any_answer_is_only_known_when_there_is_one(api: Api) -> None:
    assert api.call("domains/nothing", headers={"If-None-Match": "*"}).status_code == 404
    assert api.call("domains?priod=2026-10", headers={"If-None-Match": "*"}).status_code == 400


def test_first_asked_and_asked_again_are_the_same(make_api: MakeApi, db: Db) -> None:
    fill(db)
    own = make_api()
    for headers in ({}, {"Accept": "text/csv"}, {"Accept-Encoding": "gzip"}):
        first, again = (own.call("applications?limit=2", headers=headers) for _ in range(2))
        assert first.status_code == 200
        assert (again.data, dict(again.headers)) == (first.data, dict(first.headers))


def test_other_questions_and_representations_have_other_etags(api: Api, etag: str) -> None:
    others = [
        api.call("domains?period=2026-09").headers["ETag"],
        api.call("domains").headers["ETag"],
        api.call(QUESTION, headers={"Accept": "text/csv"}).headers["ETag"],
    ]
    assert len({etag, *others}) == 4
    table = api.call(QUESTION, headers={"Accept": "text/csv", "If-None-Match": etag})
    assert (table.status_code, table.mimetype) == (200, "text/csv")


@pytest.mark.parametrize("accept", ["application/json", "text/csv"])
def test_gzip_is_the_same_answer(api: Api, accept: str) -> None:
    plain = api.call("history?by=application", headers={"Accept": accept})
    for _ in range(2):
        packed = api.call("history?by=application", headers={"Accept": accept, "Accept-Encoding": "br, gzip;q=0.5"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
        assert gzip.decompress(packed.data) == plain.data
        assert packed.headers["ETag"] == plain.headers["ETag"]
        assert "Accept-Encoding" in packed.headers["Vary"]
    head = api.call("history?by=application", method="HEAD", headers={"Accept": accept, "Accept-Encoding": "gzip"})
    assert (head.data, head.headers["Content-Length"]) == (b"", packed.headers["Content-Length"])


@pytest.mark.parametrize("path", ["status", "/openapi.json"])
def test_what_is_not_kept_is_compressed_too(api: Api, path: str) -> None:
    packed = api.call(path, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == api.call(path).data


def test_what_fits_into_a_packet_is_not_compressed(api: Api) -> None:
    answer = api.call("domains?period=2031-01", headers={"Accept-Encoding": "gzip"})
    assert len(answer.data) < 1024
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("path", ["me", "status", "admin/runs", "admin/domains", "admin/periods", "admin/budgets"])
def test_what_changes_without_a_generation_is_never_kept(api: Api, path: str) -> None:
    answer = api.call(path, role="Rosetta_Admin", headers={"If-None-Match": "*"})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert "ETag" not in answer.headers


def test_before_anything_is_published_nothing_is_kept(empty_api: Api, db: Db) -> None:
    """There is no generation yet that could be raised."""
    assert "ETag" not in empty_api.call("pricing-views").headers
    db.execute(
        "WITH made AS (INSERT INTO pricing_view VALUES ('actual', 'Actual', 'EUR', true) RETURNING pricing_view_id)"
        " INSERT INTO pricing_view_version (pricing_view_id, version, author, reason, published_at, in_force_at)"
        " SELECT pricing_view_id, 1, 'a', 'b', now(), now() FROM made"
    )
    assert len(empty_api.get("pricing-views")["data"]) == 1


@pytest.mark.parametrize(
    "variable", [{"FINOPS_GIT_SHA": "b"}, {"FINOPS_VERSION": "2"}, {"FINOPS_FISCAL_YEAR_START": "4"}], ids=str
)
def test_another_release_is_another_answer(make_api: MakeApi, db: Db, variable: dict[str, str]) -> None:
    fill(db)
    one, other = make_api(FINOPS_GIT_SHA="a"), make_api(**{"FINOPS_GIT_SHA": "a", **variable})
    etag = one.call(QUESTION).headers["ETag"]
    assert other.call(QUESTION, headers={"If-None-Match": etag}).status_code == 200


def test_a_restored_database_is_another_answer(own_api: Api, db: Db) -> None:
    """The same number again, of other figures."""
    etag = own_api.call("domains").headers["ETag"]
    db.execute("UPDATE publication SET generation = generation - 1")
    db.execute("UPDATE dim_domain SET domain_label = 'Restored' WHERE domain_id = 'open'")
    db.execute("UPDATE publication SET generation = generation + 1")
    answer = own_api.call("domains", headers={"If-None-Match": etag})
    assert (answer.status_code, b"Restored" in answer.data) == (200, True)


def test_i9_what_is_kept_is_for_those_only_who_may_read_it(api: Api, etag: str) -> None:
    for headers in ({}, {"If-None-Match": etag}):
        assert api.call(QUESTION, headers=headers).status_code in (200, 304)
        assert api.call(QUESTION, role="Nobody", headers=headers).status_code == 403
        assert api.call(QUESTION, role=None, headers=headers).status_code == 401
        other = {"Authorization": f"Bearer {api.signer.token(entity_id='other')}", **headers}
        assert api.call(QUESTION, role=None, headers=other).status_code == 403


def test_a_checked_token_is_believed_until_it_expires(make_api: MakeApi, db: Db) -> None:
    fill(db)
    own = make_api(OIDC_LEEWAY_SECONDS="0", OIDC_TOKEN_CACHE_SECONDS="300")
    headers = {"Authorization": f"Bearer {own.signer.token(exp=int(time.time()) + 2)}"}
    assert own.call(QUESTION, role=None, headers=headers).status_code == 200
    time.sleep(2.1)
    assert own.call(QUESTION, role=None, headers=headers).status_code == 401


@pytest.mark.parametrize("lifetime", ["0", "1", "300"])
def test_a_withdrawn_key_is_outlived_by_the_keys_lifetime_at_most(make_api: MakeApi, db: Db, lifetime: str) -> None:
    fill(db)
    own = make_api(OIDC_TOKEN_CACHE_SECONDS=lifetime, OIDC_KEYS_LIFETIME_SECONDS="1")
    headers = {"Authorization": f"Bearer {own.signer.token()}"}
    assert own.call(QUESTION, role=None, headers=headers).status_code == 200
    key = own.signer.keys.pop("rsa-1")
    try:
        time.sleep(1.1)
        assert own.call(QUESTION, role=None, headers=headers).status_code == 401
    finally:
        own.signer.keys["rsa-1"] = key


@contextmanager
def _unreachable(db: Db) -> Iterator[None]:
    """The database lets nobody in."""
    name = Identifier(db.info.dbname)
    db.execute(SQL("ALTER DATABASE {} CONNECTION LIMIT 0").format(name))
    _disconnect(db)
    yield
    db.execute(SQL("ALTER DATABASE {} CONNECTION LIMIT -1").format(name))


def _disconnect(db: Db) -> None:
    db.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename LIKE 'finops_query%%'",
        [],
    )


def test_a_closed_connection_is_opened_again(own_api: Api, db: Db) -> None:
    first = own_api.call(QUESTION)
    _disconnect(db)
    assert own_api.call(QUESTION).data == first.data
    assert own_api.call(QUESTION, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_without_the_database_nothing_is_answered_from_memory(own_api: Api, db: Db) -> None:
    etag = own_api.call(QUESTION).headers["ETag"]
    with _unreachable(db):
        for headers in ({}, {"If-None-Match": etag}):
            answer = own_api.call(QUESTION, headers=headers)
            assert (answer.status_code, answer.headers["Cache-Control"]) == (503, "no-store")
            assert answer.headers["Retry-After"]
    assert own_api.call(QUESTION, headers={"If-None-Match": etag}).status_code == 304


def test_answers_from_memory_are_counted_and_logged_like_others(
    own_api: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    def count(status: int) -> str:
        text = own_api.call("/metrics", role=None).text
        name = f'finops_api_requests_total{{method="GET",route="/v1/local/domains",status="{status}"}}'
        return next((line.split()[-1] for line in text.splitlines() if line.startswith(name)), "0.0")

    before = {status: float(count(status)) for status in (200, 304)}
    etag = own_api.call("domains").headers["ETag"]
    own_api.call("domains")
    own_api.call("domains", headers={"If-None-Match": etag})
    assert {status: float(count(status)) - before[status] for status in (200, 304)} == {200: 2, 304: 1}
    logged = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["status"] for line in logged if line.get("route") == "/v1/local/domains"] == [200, 200, 304]


def test_the_function_answers_the_same_where_it_is_called_and_not_served(api: Api) -> None:
    served = api.call(QUESTION)
    headers = [("Authorization", served.request.headers["Authorization"])]
    called = api.function.query_api(Request(EnvironBuilder(f"/v1/local/{QUESTION}", headers=headers).get_environ()))
    assert (called.status_code, called.get_data()) == (200, served.get_data())
