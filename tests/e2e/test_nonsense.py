"""Requests that cannot be met: a clear answer each, and nothing changes."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
import requests

from finops_local.demo.api import Api, ApiRefused
from finops_local.demo.nights import SOURCE, post_event
from tests.e2e.conftest import NIGHT, World

REQUESTED = "rosetta.finops.run.requested.v1"
FUNCTIONS = ("ingest_open", "ingest_cloud", "ingest_native", "load_facts", "refresh_mvs")


@pytest.fixture
def unchanged(company_world: World) -> Iterator[None]:
    """Whatever the test does, readers see the same afterwards."""
    before = company_world.published(), company_world.generation()
    yield
    company_world.stage.platform.wait_idle(30)
    assert (company_world.published(), company_world.generation()) == before


def event(kind: str = REQUESTED, data: Any = None) -> tuple[dict[str, str], str]:
    headers = {
        "Content-Type": "application/json",
        "ce-specversion": "1.0",
        "ce-type": kind,
        "ce-source": SOURCE,
        "ce-id": str(uuid4()),
        "ce-time": NIGHT.isoformat(),
    }
    return headers, json.dumps({} if data is None else data)


MALFORMED = {
    "no event at all": (415, {"Content-Type": "application/json"}, "{}"),
    "no content type": (415, {}, "hello"),
    "structured, not JSON": (400, {"Content-Type": "application/cloudevents+json"}, "{"),
    "structured, without type": (
        400,
        {"Content-Type": "application/cloudevents+json"},
        '{"specversion": "1.0", "id": "1", "source": "/x"}',
    ),
    "binary, without id": (
        400,
        {"Content-Type": "application/json", "ce-specversion": "1.0", "ce-type": REQUESTED, "ce-source": "/x"},
        "{}",
    ),
}


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("case", MALFORMED)
@pytest.mark.parametrize("to", ["broker", *FUNCTIONS])
def test_a_malformed_event_is_refused(company_world: World, case: str, to: str) -> None:
    expected, headers, body = MALFORMED[case]
    platform = company_world.stage.platform
    url = platform.broker_url if to == "broker" else platform.url(to)
    answer = requests.post(url, headers=headers, data=body, timeout=10)
    assert answer.status_code == expected
    assert answer.text.strip()


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("to", FUNCTIONS)
@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        ("com.example.unknown.v1", {}, "com.example.unknown.v1"),
        (REQUESTED, {"periods": ["2026-13"]}, "2026-13"),
        (REQUESTED, {"periods": "2026-10"}, "periods"),
        (REQUESTED, {"origin": "nowhere"}, "origin"),
    ],
    ids=["unknown type", "month 13", "no list", "unknown origin"],
)
def test_an_event_that_is_not_ours_is_answered_400(
    company_world: World, to: str, kind: str, data: dict[str, Any], said: str
) -> None:
    headers, body = event(kind, data)
    answer = requests.post(company_world.stage.platform.url(to), headers=headers, data=body, timeout=10)
    assert answer.status_code == 400
    assert said in answer.text


@pytest.mark.usefixtures("unchanged")
def test_a_month_13_by_the_broker_ends_as_a_dead_letter(company_world: World) -> None:
    platform = company_world.stage.platform
    event_id = str(uuid4())
    post_event(platform.broker_url, REQUESTED, SOURCE, event_id, datetime.now(UTC), {"periods": ["2026-13"]})
    platform.wait_idle(30)
    letters = [json.loads(file.read_text()) for file in platform.dead_letters.glob("*.json")]
    mine = [letter for letter in letters if letter["id"] == event_id]
    assert len(mine) == 4
    assert {letter["knativeerrorcode"] for letter in mine} <= {400, "400"}


@pytest.mark.usefixtures("unchanged")
def test_an_unknown_domain_ends_the_run_failed_with_its_name(company_world: World) -> None:
    run = company_world.run(company_world.stage.company.current, domains=("atlantis",), expected="FAILED")
    assert (run["error_code"], run["error_summary"]) == ("bad_request", "unknown domain: atlantis")


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("domains?period=2026-13", 400),
        ("domains?period=november", 400),
        ("domains?colour=red", 400),
        ("domains/atlantis", 404),
        ("applications/nobody", 404),
        ("domains?pricingView=nothing", 404),
    ],
)
def test_the_api_answers_nonsense_with_a_problem(company_world: World, path: str, status: int) -> None:
    stage = company_world.stage
    headers = {"Authorization": f"Bearer {stage.access.user_token()}"}
    answer = requests.get(f"{stage.platform.url('query_api')}/v1/local/{path}", headers=headers, timeout=10)
    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert answer.json()["detail"]


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    "body",
    [{"periods": ["2026-13"]}, {"domains": ["atlantis"]}, {"periods": ["2199-01"]}, {"force": True}],
    ids=["month 13", "unknown domain", "future", "force, no reason"],
)
def test_the_api_refuses_a_run_that_cannot_be(company_world: World, body: dict[str, Any]) -> None:
    stage = company_world.stage
    headers = {"Authorization": f"Bearer {stage.access.admin_token()}"}
    answer = requests.post(
        f"{stage.platform.url('query_api')}/v1/local/admin/runs", json=body, headers=headers, timeout=10
    )
    assert answer.status_code == 400
    assert answer.headers["Content-Type"].startswith("application/problem+json")


def test_i9_without_a_token_nothing_is_told(company_world: World) -> None:
    with pytest.raises(ApiRefused, match="401"):
        Api(company_world.stage.platform.url("query_api"), "not-a-token").get("/v1/local/domains")
