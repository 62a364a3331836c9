"""Who gets in (I9): attacks on tokens as a table, roles, rotation, a provider that is down."""

import re

import pytest

from query_api.access import Access
from query_api.openapi import template
from query_api.routes import ROUTES
from tests.integration.query_api.conftest import Api

PUBLIC = {"/healthz", "/readyz", "/metrics", "/openapi.json"}
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
        ("GET", "/docs"),
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
def test_i9_paths_that_functions_framework_keeps_hold_nothing(api: Api, path: str) -> None:
    assert api.call(path, role=None).status_code == 404


def test_i9_the_table_and_the_invariant_agree() -> None:
    assert {route.path for route in ROUTES if route.access is Access.PUBLIC} == PUBLIC


READERS = {"Rosetta_User", "Rosetta_FinOps_Admin", "Rosetta_Referentiel_Admin", "Rosetta_Admin"}
ADMINS = {"Rosetta_FinOps_Admin", "Rosetta_Admin"}
MAPPERS = {"Rosetta_Referentiel_Admin", "Rosetta_Admin"}


@pytest.mark.parametrize("role", sorted(READERS | {"Rosetta_Group", "Nobody"}))
def test_i9_roles(api: Api, role: str) -> None:
    assert api.call("domains", role=role).status_code == (200 if role in READERS else 403)
    assert api.call("admin/runs", role=role).status_code == (200 if role in ADMINS else 403)
    assert api.call("admin/referential/conflicts", role=role).status_code == (200 if role in MAPPERS else 403)


@pytest.mark.parametrize("role", sorted(READERS - ADMINS))
def test_i9_who_reads_cannot_ask_for_runs(api: Api, role: str) -> None:
    assert api.request_run({}, role=role).status_code == 403


def test_unknown_paths_and_methods_with_a_token(api: Api) -> None:
    assert api.call("nothing").status_code == 404
    answer = api.call("domains", method="DELETE")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert answer.mimetype == "application/problem+json"
