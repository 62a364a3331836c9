"""The stubs of GitLab's groups and minutes, of Artifactory and of SonarQube against what their documentation says."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from finops_local.stubs import artifactory, gitlab, sonarqube

TOKEN = {"Authorization": "Bearer t"}
HELD: dict[str, Any] = {
    "groups": [{"id": number, "parent_id": None if number < 3 else 1, "statistics": {}} for number in (3, 1, 2)],
    "projects": [{"key": f"p{number}", "analysisDate": "x", "measures": {"ncloc": "7"}} for number in (1, 2, 3)],
    "ci_minutes": {
        "gid://gitlab/Group/1": {"2026-10-01": {"minutes": 9, "sharedRunnersDuration": 1, "projects": [{}, {}, {}]}}
    },
    "storageinfo": {"repositoriesSummaryList": [{"repoKey": "a"}, {"repoKey": "TOTAL"}]},
}
ClientOf = Callable[..., FlaskClient]


@pytest.fixture
def client_of(tmp_path: Path) -> ClientOf:
    """(create_app, *oddities) -> a client that carries the token."""

    def client_of(create_app: Callable[[Path, str | None], Flask], *oddities: dict[str, Any]) -> FlaskClient:
        data = tmp_path / "held.json"
        data.write_text(json.dumps({**HELD, "oddities": oddities}))
        return create_app(data, "t").test_client()

    return client_of


def test_groups_come_in_numbered_pages(client_of: ClientOf) -> None:
    client = client_of(gitlab.create_app)
    first = client.get("/api/v4/groups?order_by=id&sort=asc&per_page=2&statistics=true", headers=TOKEN)
    assert [group["id"] for group in first.json or []] == [1, 2]
    assert first.headers["X-Total"] == "3"
    assert first.headers["Link"].endswith('&statistics=true&page=2>; rel="next"')
    last = client.get("/api/v4/groups?order_by=id&sort=asc&per_page=2&page=2", headers=TOKEN)
    assert last.json == [{"id": 3, "parent_id": 1}]
    assert "Link" not in last.headers
    top = client.get("/api/v4/groups?order_by=id&sort=asc&top_level_only=true", headers=TOKEN)
    assert [group["id"] for group in top.json or []] == [1, 2]


def minutes(client: FlaskClient, **variables: Any) -> Any:
    asked = {"namespaceId": "gid://gitlab/Group/1", "date": "2026-10-01", "first": 2, **variables}
    return client.post("/api/graphql", json={"query": "...", "variables": asked}, headers=TOKEN).json


def test_minutes_come_by_cursor(client_of: ClientOf) -> None:
    client = client_of(gitlab.create_app)
    (node,) = minutes(client)["data"]["ciMinutesUsage"]["nodes"]
    assert (node["monthIso8601"], node["minutes"], len(node["projects"]["nodes"])) == ("2026-10-01", 9, 2)
    assert node["projects"]["pageInfo"] == {"hasNextPage": True, "endCursor": "2"}
    (last,) = minutes(client, after="2")["data"]["ciMinutesUsage"]["nodes"]
    assert last["projects"] == {"nodes": [{}], "pageInfo": {"hasNextPage": False, "endCursor": "4"}}
    assert minutes(client, date="2026-09-01") == {"data": {"ciMinutesUsage": {"nodes": []}}}


def test_graphql_says_what_is_wrong_with_status_200(client_of: ClientOf) -> None:
    assert "errors" in minutes(client_of(gitlab.create_app, {"kind": "graphql_error"}))


def test_artifactory_answers_what_it_holds(client_of: ClientOf) -> None:
    path = "/artifactory/api/storageinfo"
    assert client_of(artifactory.create_app).get(path, headers=TOKEN).json == HELD["storageinfo"]
    assert client_of(artifactory.create_app).get(path).status_code == 401


def test_sonarqube_pages_and_measures(client_of: ClientOf) -> None:
    client = client_of(sonarqube.create_app)
    page = client.get("/api/components/search_projects?f=analysisDate&p=2&ps=2", headers=TOKEN).json
    assert page == {
        "paging": {"pageIndex": 2, "pageSize": 2, "total": 3},
        "components": [{"key": "p3", "analysisDate": "x"}],
    }
    measures = client.get("/api/measures/search?projectKeys=p1,p9&metricKeys=ncloc,files", headers=TOKEN).json
    assert measures == {"measures": [{"metric": "ncloc", "value": "7", "component": "p1", "bestValue": False}]}
    assert client.get("/api/measures/search?projectKeys=p1").status_code == 401


@pytest.mark.parametrize(
    "query", ["components/search_projects?p=21&ps=500", "measures/search?projectKeys=" + ",".join("abcde" * 21)]
)
def test_sonarqube_refuses_more_than_it_gives(client_of: ClientOf, query: str) -> None:
    answer = client_of(sonarqube.create_app).get(f"/api/{query}", headers=TOKEN)
    assert answer.status_code == 400
    assert "errors" in (answer.json or {})
