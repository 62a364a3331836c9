"""Bad input at every route of the table: 400 that says what, 404 for what is not there, never a 5xx, never a trace."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from psycopg.rows import DictRow
from werkzeug.test import TestResponse

from query_api.parameters import RangeParameters
from query_api.query_string import is_repeatable
from query_api.route import Route
from tests.fix_servers import as_login
from tests.integration.query_api.conftest import Api, MakeApi, api_on_a_mart
from tests.integration.query_api.hostile_values import (
    CLOSED_ROUTES,
    NEVER_FIT,
    SQL,
    WRITING_ROUTES,
    address,
    keys_in,
    name_of,
    parameters,
    sound_body,
)
from tests.integration.query_api.signer import Signer

every_route = pytest.mark.parametrize("route", CLOSED_ROUTES, ids=name_of)
every_write = pytest.mark.parametrize("route", WRITING_ROUTES, ids=name_of)
OF_THE_TOKEN = "/v1/local/me"
"""Says what the token says, and asks the database nothing."""
NEEDED = {
    "/v1/local/pricing-views/comparison": "pricingView=a&pricingView=b",
    "/v1/local/admin/lineage": "period=2026-10&domain=open",
}
"""Without these a route has nothing to ask the database."""
ANSWERED = {200, 201, 202, 204, 400, 404, 406, 409, 413, 415}


@pytest.fixture(scope="module")
def spare_api(postgres_url: str, mart_template: str, signer: Signer) -> Iterator[Api]:
    """On a mart that may be filled with nonsense."""
    with api_on_a_mart(postgres_url, mart_template, signer) as found:
        yield found


def ask(api: Api, route: Route, path: str, **more: Any) -> TestResponse:
    """By somebody who may everything; a body that could be one, unless another is given."""
    if route.method != "GET" and "data" not in more:
        more["json"] = sound_body(route) or {}
    return check(api.call(path, role="Rosetta_Admin", method=route.method, **more))


def check(answer: TestResponse) -> TestResponse:
    assert answer.status_code in ANSWERED, answer.text
    told = answer.text + str(answer.headers)
    assert "Traceback" not in told
    assert "psycopg" not in told
    assert "Set-Cookie" not in answer.headers
    if answer.status_code >= 400:
        assert answer.mimetype == "application/problem+json"
        problem = answer.get_json(force=True)
        assert (problem["status"], problem["type"][:27]) == (answer.status_code, "urn:rosetta-finops:problem:")
    return answer


@every_route
def test_parameters(spare_api: Api, route: Route) -> None:
    """In the query: what a route does not know, twice what it takes once, texts that cannot be any."""
    path = address(route)
    refused = ["nope=1", "nope", "=1", "period[]=2026-10", "&".join(f"a{n}=1" for n in range(251)), "%FF=1", "a=%FF"]
    for name, field in parameters(route):
        refused += [f"{name}={value}" for value in NEVER_FIT] + [f"{name.upper()}=x", f"{name}={'x' * 13_000}"]
        if not is_repeatable(field):
            refused.append(f"{name}=1&{name}=1")
        else:
            refused.append("&".join(f"{name}=k{number}" for number in range(101)))
        if "Period" in str(field.annotation):
            bad = [
                "2026-13",
                "2026-00",
                "2026-1",
                "2026",
                "2026-10-01",
                "0000-01",
                "999999-01",
                "-2026-10",
                "2026-1٠",
                "now",
            ]
            refused += [f"{name}={quote(value)}" for value in bad]
        if field.annotation is int:
            refused += [
                f"{name}={value}" for value in ("0", "-1", "1e2", "1_0", "0x1", "%C2%B2", "9" * 30, "1.0", "NaN")
            ]
        if "Literal" in str(field.annotation):
            refused += [f"{name}={quote(value)}" for value in SQL]
        if name == "cursor":
            forged = [
                "x",
                "7.50",
                "AAAA",
                "-1.-1.aaaaaaaaaaaaaaaa",
                "W10=",
                "bnVsbA==",
                "e30=",
                "W251bGxd",
                "....",
                "%F0%9F%92%A5",
            ]
            refused += [f"cursor={value}" for value in (*forged, *map(quote, SQL))]
        if name == "from":
            refused.append("from=2026-10&to=2026-09")
            if issubclass(route.parameters, RangeParameters):
                refused += ["from=1900-01&to=2400-01", "from=2026-10", "to=2026-10"]
    for query in refused:
        answer = ask(spare_api, route, f"{path}?{query}")
        assert answer.status_code == 400, (query[:100], answer.text)
        assert answer.get_json(force=True)["errors"]


@every_route
def test_sql_in_every_parameter(spare_api: Api, route: Route) -> None:
    """And in every key of the path: a text is a text; nothing is found, nothing is lost."""
    for name, _ in parameters(route):
        for text in SQL:
            ask(spare_api, route, f"{address(route)}?{name}={quote(text)}")
    for text in SQL if keys_in(route.path) else ():
        answer = ask(spare_api, route, address(route, quote(text, safe="")))
        assert answer.status_code in (400, 404, 409, 415) or route.method == "PUT", answer.text
    assert spare_api.get("domains")["data"]


@pytest.mark.parametrize("route", [route for route in CLOSED_ROUTES if keys_in(route.path)], ids=name_of)
def test_keys_in_paths(spare_api: Api, route: Route) -> None:
    for key in ("%00", "a%00b", "x" * 513, "x" * 100_000):
        assert ask(spare_api, route, address(route, key)).status_code == 400, key[:20]
    for key in ("%FF%FE", "%ED%A0%80", "..%2F..%2Fetc", "%2e%2e", "a%2Fb", "."):
        assert ask(spare_api, route, address(route, key)).status_code in (400, 404, 415) or route.method == "PUT", key


def test_a_line_break_in_a_path(api: Api) -> None:
    answer = api.call("/v1/local/domains/open%0d%0aSet-Cookie:%20x=1")
    assert answer.status_code == 404
    assert "Set-Cookie" not in answer.headers


BODIES: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"reason=x",
    "torn": b'{"reason": "x"',
    "more behind": b'{"reason": "x"} {}',
    "a list": b"[]",
    "a text": b'"x"',
    "a number": b"1",
    "null": b"null",
    "not UTF-8": b'{"reason": "\xff"}',
    "UTF-16": '{"reason": "x"}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"reason": "x"}',
    "a name twice": b'{"reason": "x", "reason": "y"}',
    "a name twice within": b'{"reason": "x", "nope": {"a": 1, "a": 2}}',
    "deep lists": b"[" * 60_000,
    "deep objects": b'{"a":' * 12_000,
    "deep and whole": b'{"reason": ' + b"[" * 20_000 + b"]" * 20_000 + b"}",
    "NaN": b'{"reason": NaN}',
    "infinite": b'{"reason": -Infinity}',
    "a number of 50,000 digits": b'{"reason": ' + b"9" * 50_000 + b"}",
    "1e999999999": b'{"reason": 1e999999999}',
    "NUL": b'{"reason": "a\\u0000b"}',
    "half a surrogate": b'{"reason": "\\ud800"}',
    "a field that nobody knows": b'{"nope": 1}',
    "a field of another case": b'{"REASON": "x"}',
    "a prototype": b'{"__proto__": {"role": "Rosetta_Admin"}}',
    "a reason that is a list": b'{"reason": ["x"]}',
    "a reason that is an object": b'{"reason": {"x": 1}}',
    "a reason of 60,000 letters": b'{"reason": "' + b"x" * 60_000 + b'"}',
}


@every_write
def test_bodies(spare_api: Api, route: Route) -> None:
    path, takes = address(route), route.body is not None
    for name, body in BODIES.items():
        answer = ask(spare_api, route, path, data=body, headers={"Content-Type": "application/json"})
        if takes:
            assert answer.status_code == 400, (name, answer.text)
            assert answer.get_json(force=True)["errors"], name
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "x/" * 500):
        answer = ask(spare_api, route, path, data=b'{"reason": "x"}', headers={"Content-Type": kind})
        assert not takes or answer.status_code == 415, (kind, answer.text)


@every_write
def test_bodies_that_are_too_large(spare_api: Api, route: Route) -> None:
    large = b'{"reason": "' + b"x" * route.most_body_bytes + b'"}'
    answer = ask(spare_api, route, address(route), data=large, headers={"Content-Type": "application/json"})
    assert answer.status_code == 413
    assert "bytes" in answer.get_json(force=True)["detail"]


@every_write
def test_every_field_of_a_body(spare_api: Api, route: Route) -> None:
    """SQL, and every other kind of value, in every field that the route's body has."""
    if route.body is None:
        return
    for name in route.body.model_json_schema(by_alias=True)["properties"]:
        values: list[Any] = [*SQL, "", None, True, -1, 1e300, [], {}, [[]], [None], {"a": None}, "x" * 20_000]
        for value in values:
            body = json.dumps({**sound_body(route), name: value})
            ask(spare_api, route, address(route), data=body, headers={"Content-Type": "application/json"})
    assert spare_api.get("domains")["data"]


@every_route
def test_headers(spare_api: Api, route: Route) -> None:
    for headers in (
        {"Accept": "image/png"},
        {"Accept": "text/csv;q=nonsense, */*;q=-1, \xff/\xfe"},
        {"Accept": "a/b," * 2000},
        {"If-None-Match": '"' + "x" * 5000},
        {"If-None-Match": "*, W/, \x01"},
        {"traceparent": "00-' OR 1=1 --\xff"},
        {"Range": "bytes=0-0,-1"},
        {"Accept-Encoding": "gzip;q=nonsense, \xff"},
        {"Content-Length": "0", "Expect": "nonsense"},
        {"X-HTTP-Method-Override": "DELETE", "X-Forwarded-Host": "evil.example", "Host": "evil.example"},
        {"Idempotency-Key": "x" * 5000},
        {"Idempotency-Key": "\xff'; --"},
    ):
        assert "evil.example" not in ask(spare_api, route, address(route), headers=headers).text


def test_the_database_is_down(make_api: MakeApi) -> None:
    nowhere = "postgresql://nobody:of-the-tests@127.0.0.1:1/none"
    api = make_api(POSTGRES_URL=nowhere, POSTGRES_ADMIN_URL=nowhere, POSTGRES_POOL_TIMEOUT_MS="100")
    check_unavailable(api)


def test_the_database_is_slow(make_api: MakeApi, database_url: str, db: psycopg.Connection[DictRow]) -> None:
    """Every table is locked, so that every statement waits."""
    api = make_api(
        POSTGRES_URL=as_login(database_url, "query_read"),
        POSTGRES_STATEMENT_TIMEOUT_MS="150",
        POSTGRES_POOL_TIMEOUT_MS="1000",
    )
    tables = db.execute(
        "SELECT string_agg(relname, ', ') AS all FROM pg_class"
        " WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
    ).fetchone()
    assert tables is not None
    with db.transaction():
        db.execute(f"LOCK TABLE {tables['all']} IN ACCESS EXCLUSIVE MODE".encode())
        check_unavailable(api)


def check_unavailable(api: Api) -> None:
    """Whatever a route asks of the database is 503; nothing else is, and what is wrong by itself is still said."""
    for route in CLOSED_ROUTES:
        body = None if route.method == "GET" else sound_body(route) or {}
        asked = f"{address(route)}?{NEEDED[route.path]}" if route.path in NEEDED else address(route)
        answer = api.call(asked, role="Rosetta_Admin", method=route.method, json=body)
        if route.path == OF_THE_TOKEN:
            assert answer.status_code == 200
            continue
        wrong_by_itself = (400, 415) if route.method != "GET" else ()
        assert answer.status_code in (503, *wrong_by_itself), (name_of(route), answer.text)
        assert answer.status_code != 503 or int(answer.headers["Retry-After"]) > 0
        assert not any(secret in answer.text for secret in ("of-the-tests", "127.0.0.1", "nobody", "Traceback", "lock"))
    assert api.call("/healthz", role=None).status_code == 200
    assert api.call("/readyz", role=None).status_code in (200, 503)
    assert api.call("/metrics", role=None).status_code == 200
