"""No entity writes or reads what is another's over HTTP (I9)."""

import json
from typing import Any

import pytest

from load_group.application import PUBLIC
from load_group.routes import ROOT, ROUTES
from tests.integration.load_group.conftest import Group
from tests.integration.load_group.month import Month

ALPHA, BETA = Month(), Month(entity="beta")
NAMED = {"entity": "beta", "period": "2026-10", "exchange": str(BETA.exchange_id), "dataset": "facts", "number": "1"}
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND")


def filled(path: str, **named: str) -> str:
    for name, value in {**NAMED, **named}.items():
        path = path.replace(f"<{name}>", value)
    return path


PATHS = sorted(
    {filled(route.path) for route in ROUTES}
    | {ROOT, f"{ROOT}/", f"{ROOT}/nothing", f"{ROOT}/beta", f"{ROOT}/../exchange/release", f"{ROOT}//release"}
)


@pytest.mark.parametrize("path", PATHS)
def test_i9_without_a_token_nothing_answers_whatever_the_method(both: Group, path: str) -> None:
    before = both.everything()
    for method in METHODS:
        answer = both.call(method, path, role=None, data=b"{}", content_type="application/json")
        assert answer.status_code == 401, method
        assert "beta" not in answer.text
    assert both.everything() == before


@pytest.mark.parametrize("path", ["/robots.txt", "/favicon.ico", "/static/x", "/", "/v1", "//v1/exchange/release"])
def test_i9_other_paths_take_events_and_show_nothing(group: Group, path: str) -> None:
    for method in METHODS:
        answer = group.call(method, path, role=None)
        assert answer.status_code == (415 if method == "POST" else 401), method
    assert group.call("GET", path).status_code == 404


def test_i9_probes_and_metrics_need_no_token(group: Group) -> None:
    assert [group.call("GET", path, role=None).status_code for path in PUBLIC] == [200] * 3
    assert set(PUBLIC) == {"/healthz", "/readyz", "/metrics"}


STRANGERS: dict[str, dict[str, Any]] = {
    "of another entity": {"entity_id": "alpha"},
    "of two entities": {"entity_id": ["beta", "alpha"]},
    "of no entity": {"entity_id": None},
    "of an empty list": {"entity_id": []},
    "of an object": {"entity_id": {"beta": True}},
    "of nearly the entity": {"entity_id": "Beta"},
    "without a role": {"groups": []},
    **{role: {"groups": [role]} for role in ("Rosetta_User", "Rosetta_Admin", "Rosetta_Group", "Rosetta_FinOps_Admin")},
    "of another issuer": {"iss": "https://elsewhere.example.com"},
    "of another audience": {"aud": "another"},
    "that has expired": {"exp": 1},
}


@pytest.mark.parametrize("stranger", STRANGERS)
def test_i9_every_route_that_names_an_entity_is_that_ones_alone(both: Group, stranger: str) -> None:
    claims = {"sub": "machine", "groups": ["Rosetta_Entity"], "entity_id": "beta", **STRANGERS[stranger]}
    headers = {"Authorization": f"Bearer {both.signer.token(**claims)}"}
    before = both.everything()
    for route in ROUTES:
        if "<entity>" in route.path:
            body: dict[str, Any] = {"data": json.dumps(BETA.document), "content_type": "application/json"}
            answer = both.call(route.method, filled(route.path), role=None, headers=headers, **body)
            assert answer.status_code in (401, 403), route.path
            assert "expected" not in answer.text
    assert both.everything() == before


@pytest.mark.parametrize("entity", ["alpha", "gamma"])
def test_i9_an_exchange_of_another_is_unknown_below_ones_own_path(both: Group, entity: str) -> None:
    """With the right token for the path, and the id of somebody else's exchange."""
    before = both.everything()
    for route in ROUTES:
        if route.path == f"{ROOT}/release" or (route.method == "PUT" and route.path.endswith("<exchange>")):
            continue
        sent: dict[str, Any] = {"data": b"x", "content_type": "application/gzip"}
        answer = both.call(route.method, filled(route.path, entity=entity), entity=entity, **sent)
        assert answer.status_code == 404, route.path
    manifest = {"data": json.dumps(BETA.document), "content_type": "application/json"}
    own = f"{ROOT}/{entity}/2026-10/{BETA.exchange_id}"
    assert both.call("PUT", own, entity=entity, **manifest).status_code == 422
    lying = {**manifest, "data": json.dumps({**BETA.document, "entity_id": entity})}
    assert both.call("PUT", own, entity=entity, **lying).status_code == 422
    assert both.everything() == before


def test_i9_a_whole_push_of_one_leaves_the_others_rows_as_they_were(both: Group) -> None:
    def of_beta() -> list[tuple[Any, ...]]:
        return [row for row in both.everything() if ",beta," in row[0]]

    before = of_beta()
    assert both.commit(ALPHA).get_json()["status"] == "LOADED"
    both.settle()
    assert both.publish(Month(generation=9))["status"] == "PUBLISHED"
    assert of_beta() == before
    assert both.commit(BETA).get_json()["status"] == "LOADED"
