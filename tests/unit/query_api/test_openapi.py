"""Every operation has a topic and examples, and every example is what its model and its schema take."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from finops_runtime.identity.access import Access
from query_api.description.examples import NoExample, example_of
from query_api.description.headers import is_revalidated
from query_api.description.topics import TOPICS, topic_of
from query_api.openapi import document, template
from query_api.route import Route
from query_api.routes import ROUTES

DOCUMENT = json.loads(json.dumps(document(ROUTES, "test")))
JSON = "application/json"


def operation_of(route: Route) -> Any:
    return DOCUMENT["paths"][template(route.path)][route.method.lower()]


def resolved(response: Any) -> Any:
    return DOCUMENT["components"]["responses"][response["$ref"].rpartition("/")[2]] if "$ref" in response else response


def problems(schema: Any, example: Any) -> list[str]:
    validator = Draft202012Validator({**schema, "components": DOCUMENT["components"]})
    return [error.message for error in validator.iter_errors(example)]


CELL = ("domain", "/lineage")
"""Lineage is of some cell: one of three parameters is needed."""
every_route = pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")


@every_route
def test_every_operation_has_a_topic(route: Route) -> None:
    assert topic_of(route) in TOPICS, "give its path a line in description/topics.py"
    assert operation_of(route)["tags"] == [topic_of(route)]


def test_topics_are_said_in_the_document() -> None:
    assert {topic_of(route) for route in ROUTES} <= set(TOPICS)
    assert {tag["name"] for tag in DOCUMENT["tags"]} == set(TOPICS)


@every_route
def test_every_parameter_is_described_by_words_and_an_example_that_it_takes(route: Route) -> None:
    for parameter in operation_of(route)["parameters"]:
        assert parameter.get("description"), parameter["name"]
        assert parameter["schema"]["examples"], f"give {parameter['name']} a value in description/example_values.py"
        for example in parameter["schema"]["examples"]:
            assert problems(parameter["schema"], example) == []


@every_route
def test_parameters_are_taken_as_their_examples_are(route: Route) -> None:
    asked = [p for p in operation_of(route)["parameters"] if p["in"] == "query"]
    needed = {p["name"]: written(p) for p in asked if p["required"] or (p["name"], route.path[-8:]) == CELL}
    for parameter in asked:
        if parameter["name"] not in ("from", "to", "scopeId"):
            route.parameters.model_validate(needed | {parameter["name"]: written(parameter)})


def written(parameter: dict[str, Any]) -> str | list[str]:
    example = parameter["schema"]["examples"][0]
    if isinstance(example, bool):
        return str(example).lower()
    return [str(item) for item in example] if isinstance(example, list) else str(example)


@every_route
def test_bodies_and_answers_have_examples_that_their_models_take(route: Route) -> None:
    operation = operation_of(route)
    if route.body:
        held_against(route.body, operation["requestBody"]["content"][JSON])
    if route.answer:
        held_against(route.answer, operation["responses"][str(route.success)]["content"][JSON])


def held_against(model: type[BaseModel], content: Any) -> None:
    assert "example" in content, "give the field that NoExample names a value in description/example_values.py"
    assert problems(content["schema"], content["example"]) == []
    model.model_validate_json(json.dumps(content["example"]))


@every_route
def test_problems_have_examples_of_their_own_status(route: Route) -> None:
    for status, response in operation_of(route)["responses"].items():
        if int(status) >= 400:
            content = resolved(response)["content"]["application/problem+json"]
            assert content["example"]["status"] == int(status)
            assert problems(content["schema"], content["example"]) == []


@every_route
def test_headers(route: Route) -> None:
    operation = operation_of(route)
    asked = {parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "header"}
    assert ("If-None-Match" in asked) == ("304" in operation["responses"]) == is_revalidated(route)
    assert ("Idempotency-Key" in asked) == route.is_write
    answered = operation["responses"][str(route.success)].get("headers", {})
    assert ("ETag" in answered) == is_revalidated(route)
    assert ("Finops-Next-Cursor" in answered) == route.is_list
    assert ("Location" in answered) == (route.success == 202)
    if route.access is not Access.PUBLIC:
        assert "Retry-After" in resolved(operation["responses"]["503"])["headers"]


def test_a_field_that_nothing_describes_is_named() -> None:
    class Odd(BaseModel):
        mystery: str

    schema = Odd.model_json_schema()
    with pytest.raises(NoExample, match=r"Odd\.mystery"):
        example_of("", schema, {})
