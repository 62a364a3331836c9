"""Who may read the group, and what is there in which scope (I9)."""

import json
import re
from typing import Any

import pytest

from finops_runtime.identity.access import Access, Role
from query_api.group.routes import ROUTES
from query_api.routes import ROUTES as LOCAL_ROUTES
from tests.integration.query_api.conftest import Api
from tests.integration.query_api.group.conftest import GroupApi

KEYS = {"entity": "north", "domain": "open", "application": "shop", "version": "1"}


def path_of(template: str) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda match: KEYS.get(match[1], "x"), template)


every_route = pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")


@every_route
@pytest.mark.parametrize("role", Role)
def test_i9_roles_open_what_their_route_says(group_api: GroupApi, route: Any, role: Role) -> None:
    body: dict[str, Any] = {"json": {}} if route.method == "POST" else {}
    answer = group_api.call(path_of(route.path), role=role.value, method=route.method, **body)
    allowed = role in route.access.value
    assert answer.status_code == ((400 if body else 200) if allowed else 403), answer.text


@every_route
def test_i9_without_a_token_nothing_answers(group_api: GroupApi, route: Any) -> None:
    assert group_api.call(path_of(route.path), role=None, method=route.method).status_code == 401


@every_route
@pytest.mark.parametrize("entity", ["acme", "north", "groups", "GROUP"])
def test_i9_a_token_of_an_entity_opens_nothing(group_api: GroupApi, route: Any, entity: str) -> None:
    answer = group_api.call(path_of(route.path), role="Rosetta_Admin", method=route.method, entity=entity)
    assert answer.status_code == 403


def test_only_the_group_and_admins_read() -> None:
    reading = [route for route in ROUTES if route.method == "GET" and not route.path.endswith("/me")]
    assert {route.access for route in reading} == {Access.READ_GROUP}
    assert Access.READ_GROUP.value == {Role.GROUP, Role.ADMIN}


@pytest.mark.parametrize("route", [r for r in LOCAL_ROUTES if r.path.startswith("/v1/")], ids=lambda r: r.path)
def test_what_is_of_an_entity_is_not_in_a_group(group_api: GroupApi, route: Any) -> None:
    answer = group_api.call(path_of(route.path), role="Rosetta_Admin", method=route.method)
    assert answer.status_code == 404


@every_route
def test_what_is_of_a_group_is_not_in_an_entity(api: Api, route: Any) -> None:
    assert api.call(path_of(route.path), role="Rosetta_Admin", method=route.method).status_code == 404


def test_the_document_is_of_the_scope(group_api: GroupApi, api: Api) -> None:
    paths = {name: set(each.get("/openapi.json")["paths"]) for name, each in (("group", group_api), ("local", api))}
    assert all(path.startswith("/v1/group/") for path in paths["group"] - paths["local"])
    assert {path for path in paths["group"] & paths["local"] if path.startswith("/v1/")} == set()
    for path in ("/healthz", "/readyz", "/metrics", "/docs"):
        assert group_api.call(path, role=None).status_code == 200


def test_every_request_leaves_one_line(group_api: GroupApi, capsys: pytest.CaptureFixture[str]) -> None:
    etag = group_api.call("entities?entity=north&entity=east").headers["ETag"]
    group_api.call("entities?entity=north&entity=east", headers={"If-None-Match": etag})
    group_api.call("entities?entity=north", role="Rosetta_User")
    group_api.call("dashboard", role=None)
    group_api.call("entities/nobody")
    group_api.call("/readyz", role=None)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if '"group accessed"' in line]
    assert [(line["subject"], line["roles"], line["path"], line["entities"], line["status"]) for line in lines] == [
        ("gina", ["Rosetta_Group"], "/v1/group/entities", ["north", "east"], 200),
        ("gina", ["Rosetta_Group"], "/v1/group/entities", ["north", "east"], 304),
        ("gina", ["Rosetta_User"], "/v1/group/entities", ["north"], 403),
        (None, [], "/v1/group/dashboard", [], 401),
        ("gina", ["Rosetta_Group"], "/v1/group/entities/nobody", [], 404),
    ]
