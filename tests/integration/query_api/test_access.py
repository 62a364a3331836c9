"""Who gets in (I9): what each route declares is what each caller finds."""

import re
from typing import Any

import pytest

from finops_runtime.identity.access import Access, Role
from query_api.docs_page import routes as docs_page
from query_api.openapi import template
from query_api.route import Route
from query_api.routes import ROUTES
from tests.integration.query_api.conftest import Api
from tests.integration.query_api.signer import Signer

PUBLIC = {"/healthz", "/readyz", "/metrics", "/openapi.json", *(route.path for route in docs_page.ROUTES)}
PATHS = sorted(
    {(route.method, re.sub(r"{\w+}", "open", template(route.path))) for route in ROUTES}
    | {
        ("GET", "/"),
        ("GET", "/v1/local/nothing"),
        ("GET", "/v1/group/domains"),
        ("DELETE", "/v1/local/domains"),
        ("OPTIONS", "/v1/local/domains"),
        ("POST", "/healthz"),
        ("GET", "/v1//local/domains"),
        ("PUT", "/v1/local/admin/runs"),
        ("GET", "/docs/page.py"),
    }
)


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_i9_nothing_answers_without_a_token_but_what_is_public(api: Api, method: str, path: str) -> None:
    answer = api.call(path, method=method, role=None)
    if method == "GET" and path in PUBLIC:
        assert answer.status_code == 200
    else:
        assert answer.status_code == 401
        assert set(answer.get_json(force=True, silent=True) or {"type": 0}) <= {"type", "title", "status", "detail"}


@pytest.mark.parametrize("path", ["/static/x", "/robots.txt", "/favicon.ico"])
def test_i9_paths_that_functions_framework_keeps_are_closed_like_any_other(api: Api, path: str) -> None:
    assert api.call(path, role=None).status_code == 401
    assert api.call(path).status_code == 404


def test_i9_the_table_and_the_invariant_agree() -> None:
    assert {route.path for route in ROUTES if route.access is Access.PUBLIC} == PUBLIC


CALLERS: dict[str, dict[str, Any] | None] = {
    "nobody": None,
    **{role.value: {"groups": [role.value]} for role in Role},
    "a stranger": {"groups": ["Nobody"]},
    "another entity's administrator": {"groups": ["Rosetta_Admin"], "entity_id": "other"},
}


def expected(route: Route, claims: dict[str, Any] | None) -> set[int]:
    """What the route's declared access means for a caller: refused, or let in whatever comes of it."""
    if route.access is Access.PUBLIC:
        return LET_IN
    if claims is None:
        return {401}
    roles = {role for role in Role if role.value in claims["groups"]}
    return LET_IN if roles & route.access.value and "entity_id" not in claims else {403}


LET_IN = {200, 201, 202, 204, 400, 404, 406, 409, 413, 415}


@pytest.mark.parametrize("caller", CALLERS)
def test_i9_every_route_lets_in_whom_it_declares(own_api: Api, signer: Signer, caller: str) -> None:
    claims, wrong = CALLERS[caller], []
    bearer = {} if claims is None else {"Authorization": f"Bearer {signer.token(**claims)}"}
    for route in ROUTES:
        path = re.sub(r"{\w+}", "open", template(route.path))
        answer = own_api.call(path, method=route.method, role=None, headers=bearer)
        if answer.status_code not in expected(route, claims):
            wrong.append((route.method, path, answer.status_code))
    assert wrong == []


def test_i9_an_entitys_machine_is_let_in_nowhere(api: Api) -> None:
    assert all(Role.ENTITY not in route.access.value for route in ROUTES)
    for method, path in PATHS:
        if path not in PUBLIC or method != "GET":
            assert api.call(path, method=method, role="Rosetta_Entity").status_code == 403, (method, path)


def test_i9_a_method_that_no_route_has_tells_nobody_more(api: Api) -> None:
    for path in sorted({route.path for route in ROUTES if route.access is not Access.PUBLIC}):
        for method in ("PATCH", "OPTIONS", "TRACE", "PROPFIND", "HEAD"):
            assert api.call(re.sub(r"<\w+>", "open", path), method=method, role=None).status_code == 401, (method, path)


def test_unknown_paths_and_methods_with_a_token(api: Api) -> None:
    assert api.call("nothing").status_code == 404
    answer = api.call("domains", method="DELETE")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert answer.mimetype == "application/problem+json"
