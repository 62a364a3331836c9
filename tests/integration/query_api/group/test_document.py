"""Real answers of a group against its OpenAPI document."""

import json
import re
from typing import Any

import openapi_spec_validator
import pytest

from query_api.openapi import template
from query_api.scopes import routes_of
from tests.fix_chain import ROOT
from tests.integration.query_api.group.conftest import GroupApi
from tests.integration.query_api.group.test_figures import READS
from tests.integration.query_api.test_document import validate

MORE = ["me", "entities?period=2030-01", "dashboard?period=2030-01", "domains/east%2Flabs", "applications/idle"]


@pytest.fixture(scope="module")
def document(group_api: GroupApi) -> Any:
    return group_api.get("/openapi.json")


def route_of(path: str) -> str:
    head, _, rest = path.partition("?")[0].partition("/")
    names = {"entities": "entity", "domains": "domain", "applications": "application", "releases": "version"}
    return f"/v1/group/{head}" + (f"/{{{names[head]}}}" if rest else "")


def test_every_route_is_in_it_and_nothing_else(group_api: GroupApi, document: Any) -> None:
    openapi_spec_validator.validate(json.loads(json.dumps(document, default=float)))
    served = {
        (template(rule.rule), method.lower())
        for rule in group_api.function.application().flask.url_map.iter_rules()
        for method in rule.methods - {"HEAD"}
    }
    written = {(path, method) for path, operations in document["paths"].items() for method in operations}
    assert served == written == {(template(route.path), route.method.lower()) for route in routes_of("group")}


@pytest.mark.parametrize("path", [*READS, *MORE])
def test_answers_are_as_described(group_api: GroupApi, document: Any, path: str) -> None:
    validate(document, route_of(path), "get", group_api.call(path))


@pytest.mark.parametrize("path", [path for path in READS if "/" not in path])
def test_answers_before_anything_was_published_are_as_described(
    empty_group_api: GroupApi, document: Any, path: str
) -> None:
    validate(document, route_of(path), "get", empty_group_api.call(path))


COMMANDS = re.findall(r"^group +'?([^'\s]+)", (ROOT / "docs" / "api-group.md").read_text(), re.MULTILINE)


@pytest.mark.parametrize("path", COMMANDS)
def test_what_the_page_asks_is_answered(group_api: GroupApi, path: str) -> None:
    group_api.get(path.replace("public_cloud", "cloud").replace("payments", "pay"))


def test_the_page_asks_every_route() -> None:
    asked = {route_of(path) for path in COMMANDS}
    reading = {template(route.path) for route in routes_of("group") if route.method == "GET"}
    assert asked == {path for path in reading if path.startswith("/v1/")}
