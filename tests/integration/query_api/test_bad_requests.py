"""What is asked wrongly: 400 that says what, 404 for what is not there, never a trace."""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
from werkzeug.test import TestResponse

from tests.fix_servers import as_login
from tests.integration.query_api.conftest import Api, MakeApi

BAD_QUERIES = [
    "domains?unknown=1",
    "domains?Period=2026-10",
    "domains?period=2026-13",
    "domains?period=2026-1",
    "domains?period=",
    "domains?period=2026-10-01",
    "domains?period=2026-10&period=2026-09",
    "domains?period=999999-01",
    "domains?period=2026-10&from=2026-09&to=2026-10",
    "domains?from=2026-09",
    "domains?to=2026-09",
    "domains?from=2026-10&to=2026-09",
    "domains?from=2000-01&to=2199-12",
    "history?from=2016-10&to=2026-10",
    "history?period=2026-10",
    "history?by=owner",
    "history?by=",
    "history?limit=101",
    "history?product=",
    "dashboard?limit=51",
    "dashboard?against=lastYear&against=previousMonth",
    "products?product=vm",
    "products/vm?cursor=x",
    "products/vm?family=servers",
    "families?limit=1001",
    "families/" + "x" * 513,
    "dashboard?from=2026-09&to=2026-10",
    "domains?limit=0",
    "domains?limit=-1",
    "domains?limit=1e2",
    "domains?limit=1_0",
    "domains?limit=1001",
    "domains?limit=%C2%B2",
    "domains?limit=99999999999999999999",
    "domains?limit=1&limit=2",
    "domains?sort=price",
    "domains?sort=cost;DROP",
    "domains?sort=",
    "domains?environment=",
    "domains?environment=a%00b",
    "domains?environment=a&environment=b",
    "domains?application=%00",
    "domains?application=",
    "domains?pricingView=a&pricingView=b",
    "applications?q=%00",
    "applications?q=%FF%FE",
    "applications?q",
    "applications?q=a&&sort=",
    "domains?q=open",
    "status?period=2026-10",
    "pricing-views?x=1",
    "domains/open?cursor=x",
    "domains?cursor=",
    "domains?cursor=7.50",
    "domains?cursor=7.1.0000000000000000",
    "domains?cursor=AAAA",
    "domains?cursor=-1.-1.aaaaaaaaaaaaaaaa",
    "applications?application=" + "&application=".join(map(str, range(101))),
    "domains?environment=" + "x" * 513,
    "domains/a%00b",
    "domains/" + "x" * 513,
]


@pytest.mark.parametrize("path", BAD_QUERIES)
def test_bad_parameters(api: Api, path: str) -> None:
    problem = api.get(path, status=400)
    assert problem["status"] == 400
    assert problem["errors"]
    assert "Traceback" not in str(problem)


@pytest.mark.parametrize(
    "path",
    [
        "domains/nothing",
        "applications/nothing",
        "domains/'%20OR%201=1",
        "domains?pricingView=nothing",
        "history?pricingView=nothing",
        "dashboard?pricingView=nothing",
        "domains/open?pricingView=nothing",
        "applications/shop?pricingView=x",
        "domains/%EF%BF%BD",
        "domains/OPEN",
    ],
)
def test_what_does_not_exist(api: Api, path: str) -> None:
    assert api.get(path, status=404)["type"].startswith("urn:rosetta-finops:problem:")


@pytest.mark.parametrize(
    "path",
    [
        "admin/runs/nothing",
        "admin/runs/00000000-0000-0000-0000-000000000000",
        "admin/runs/99999999-9999-5999-8999-999999999999",
    ],
)
def test_runs_that_do_not_exist_or_are_another_entitys(api: Api, path: str) -> None:
    api.admin(path, status=404)


SQL = [
    "' OR '1'='1",
    "'; DROP TABLE publication; --",
    "$1",
    "%(entity)s",
    "%s",
    "\\",
    "NULL",
    "{}",
    "\u202e",
    "é" * 100,
]


@pytest.mark.parametrize("text", SQL)
@pytest.mark.parametrize(
    "path",
    [
        "domains?environment=",
        "domains?application=",
        "applications?q=",
        "applications?domain=",
        "history?by=family&family=",
        "history?by=product&product=",
        "applications?product=",
        "products?family=",
        "families?q=",
        "families/(none)?domain=",
    ],
)
def test_text_is_only_text(api: Api, path: str, text: str) -> None:
    answer = api.get(path + quote(text))
    assert answer["meta"]["total"]["cost"] == 0


def test_a_cursor_belongs_to_its_question(api: Api) -> None:
    cursor = api.get("applications?limit=1")["meta"]["page"]["next"]
    api.get(f"applications?limit=1&q=a&cursor={cursor}", status=400)
    api.get(f"applications?limit=1&sort=cost&cursor={cursor}", status=400)
    api.get(f"domains?limit=1&cursor={cursor}", status=400)
    api.get(f"applications?limit=5&cursor={cursor}")


def test_a_cursor_far_beyond_the_end_is_an_empty_page(api: Api) -> None:
    cursor: str = api.get("applications?limit=1")["meta"]["page"]["next"]
    generation, _, question = cursor.split(".")
    assert api.get(f"applications?cursor={generation}.999999999.{question}")["data"] == []


def test_header_injection_goes_nowhere(api: Api) -> None:
    answer = api.call("domains?environment=a%0d%0aSet-Cookie:%20x=1")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


def test_database_down_is_503_and_says_when_to_come_back(make_api: MakeApi) -> None:
    api = make_api(POSTGRES_URL="postgresql://nobody@127.0.0.1:1/none")

    def call(path: str) -> TestResponse:
        return Api(api.client.application.test_client(), api.signer, api.function).call(path)

    with ThreadPoolExecutor() as threads:  # each waits for a connection in vain
        answer, ready, metrics = threads.map(call, ["domains", "/readyz", "/metrics"])
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.mimetype == "application/problem+json"
    assert "127.0.0.1" not in answer.text
    assert ready.status_code == 503
    assert api.call("/healthz", role=None).status_code == 200
    assert "finops_mart_up 0.0" in metrics.text


def test_a_login_without_rights_is_a_500_without_its_reason(make_api: MakeApi, database_url: str) -> None:
    api = make_api(POSTGRES_ADMIN_URL=as_login(database_url, "query_read"))  # the readers' login cannot see whole runs
    problem = api.admin("admin/runs", status=500)
    assert set(problem) == {"type", "title", "status", "detail"}
    assert "etl_runs" not in str(problem)


@pytest.mark.parametrize("path", ["/v1/local/domains/a%0Ab", "/v1/local/%0D%0A", "/favicon.ico", "/robots.txt"])
def test_what_functions_framework_routes_nowhere_is_answered_like_the_rest(api: Api, path: str) -> None:
    for role, status in ((None, 401), ("Rosetta_User", 404)):
        answer = api.call(path, role=role)
        assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
        assert answer.headers["Cache-Control"] == "no-store"
