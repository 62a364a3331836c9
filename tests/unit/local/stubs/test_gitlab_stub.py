"""The GitLab stub against what GitLab's documentation says of paging, tokens and limits."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from finops_local.stubs.gitlab import create_app

KEYSET = "/api/v4/projects?pagination=keyset&order_by=id&sort=asc&per_page=2&statistics=true"
TOKEN = {"PRIVATE-TOKEN": "glpat-1"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "gitlab.json"


@pytest.fixture
def client(data: Path) -> FlaskClient:
    state(data)
    client: FlaskClient = create_app(data, "glpat-1").test_client()
    return client


def state(data: Path, *oddities: dict[str, Any]) -> None:
    projects: list[dict[str, Any]] = [
        {"id": number, "statistics": {"storage_size": number}, "custom_attributes": []} for number in (5, 1, 3)
    ]
    data.write_text(json.dumps({"projects": projects, "oddities": oddities}))


def ids(response: TestResponse) -> list[int]:
    return [project["id"] for project in response.json or []]


def test_pages_follow_links_until_an_empty_page_without_one(client: FlaskClient) -> None:
    seen, url = [], KEYSET
    for _ in range(9):
        response = client.get(url, headers=TOKEN)
        seen.append(ids(response))
        if "Link" not in response.headers:
            break
        url, _, rel = response.headers["Link"].partition(">; ")
        assert rel == 'rel="next"'
        url = url.removeprefix("<http://localhost")
    assert seen == [[1, 3], [5], []]
    assert "id_after=5" in url
    assert "statistics=true" in url


def test_statistics_only_on_request(client: FlaskClient) -> None:
    shown = client.get(KEYSET, headers=TOKEN).json
    assert shown is not None
    assert shown[0] == {"id": 1, "statistics": {"storage_size": 1}}
    plain = client.get(KEYSET.replace("&statistics=true", "&with_custom_attributes=true"), headers=TOKEN).json
    assert plain is not None
    assert plain[0] == {"id": 1, "custom_attributes": []}


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 401), ({"PRIVATE-TOKEN": "other"}, 401), (TOKEN, 200), ({"Authorization": "Bearer glpat-1"}, 200)],
)
def test_tokens(client: FlaskClient, headers: dict[str, str], status: int) -> None:
    response = client.get(KEYSET, headers=headers)
    assert response.status_code == status
    if status == 401:
        assert response.json == {"message": "401 Unauthorized"}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 405),
        ("?pagination=keyset&order_by=name&sort=asc", 405),
        ("?pagination=keyset&order_by=id&sort=down", 400),
        ("?pagination=keyset&order_by=id&sort=asc&per_page=x", 400),
    ],
)
def test_other_listings_are_refused(client: FlaskClient, query: str, status: int) -> None:
    assert client.get("/api/v4/projects" + query, headers=TOKEN).status_code == status


@pytest.mark.parametrize(
    ("kind", "status"), [("rate_limited", 429), ("bad_gateway", 502), ("forbidden", 403), ("error_page", 200)]
)
def test_an_oddity_is_met_as_often_as_it_says(client: FlaskClient, data: Path, kind: str, status: int) -> None:
    state(data, {"kind": kind, "times": 1})
    odd = client.get(KEYSET, headers=TOKEN)
    assert odd.status_code == status
    assert not isinstance(odd.get_json(silent=True), list)
    assert ("Retry-After" in odd.headers) == (kind == "rate_limited")
    assert ids(client.get(KEYSET, headers=TOKEN)) == [1, 3]


def test_an_oddity_can_wait_for_the_second_page(client: FlaskClient, data: Path) -> None:
    state(data, {"kind": "bad_gateway", "from_page": 2})
    assert client.get(KEYSET, headers=TOKEN).status_code == 200
    assert client.get(KEYSET + "&id_after=3", headers=TOKEN).status_code == 502


def test_the_file_is_read_at_each_request(client: FlaskClient, data: Path) -> None:
    data.write_text('{"projects": [{"id": 8}]}')
    assert ids(client.get(KEYSET, headers=TOKEN)) == [8]


def test_health_needs_no_token(client: FlaskClient) -> None:
    assert client.get("/healthz").status_code == 200
