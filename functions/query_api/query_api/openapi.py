"""The OpenAPI 3.1 document, made of the route table and the models that the code itself uses."""

import json
import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from query_api.access import Access
from query_api.parameters import NoParameters
from query_api.problem import MEDIA_TYPE as PROBLEM
from query_api.problem import ProblemDocument
from query_api.query_string import is_repeatable
from query_api.route import CSV, IDEMPOTENCY_KEY, IDEMPOTENCY_KEY_PATTERN, XLSX, Route

_VARIABLE = re.compile(r"<(?:\w+:)?(\w+)>")
_REF = "#/components/schemas/{model}"
_PROBLEMS = {
    400: "A parameter or the body is wrong; says which",
    401: "No token, or one that is not valid here",
    403: "The token's roles or entity do not allow it",
    404: "There is no such thing",
    406: "Not to be had in that format",
    409: "Outdated cursor, another run is under way, or something stands against it; says what",
    413: "The body is too large",
    415: "The body is of another type",
    422: "The Idempotency-Key belongs to another request",
    503: "The data mart or the event sink cannot be had now; see Retry-After",
}
_TABLES: dict[str, Any] = {
    CSV: {"schema": {"type": "string"}},
    XLSX: {"schema": {"type": "string", "format": "binary"}},
}


def template(path: str) -> str:
    """A path in OpenAPI's notation."""
    return _VARIABLE.sub(r"{\1}", path)


def document_bytes(routes: Sequence[Route], version: str) -> bytes:
    """The document as JSON."""
    return json.dumps(document(routes, version), ensure_ascii=False).encode()


def document(routes: Sequence[Route], version: str) -> dict[str, Any]:
    """Every route of the table, and nothing else."""
    models = {model for route in routes for model in (route.answer, route.body) if model} | {ProblemDocument}
    _, schemas = models_json_schema(
        [(model, "validation") for model in sorted(models, key=lambda m: m.__name__)], by_alias=True, ref_template=_REF
    )
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(template(route.path), {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Rosetta FinOps query API",
            "version": version,
            "description": "What applications cost, and why. Amounts are JSON numbers of arbitrary precision.",
        },
        "paths": paths,
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


def _operation(route: Route) -> dict[str, Any]:
    name = re.sub(r"\W+", "_", f"{route.method.lower()}{template(route.path).replace('/v1/local', '')}").strip("_")
    operation: dict[str, Any] = {
        "operationId": name,
        "summary": route.summary,
        "parameters": [*_path_parameters(route), *_query_parameters(route.parameters), *_headers(route)],
        "responses": {str(route.success): _success(route), **_refusals(route)},
        "security": [] if route.access is Access.PUBLIC else [{"token": []}],
    }
    if route.access is not Access.PUBLIC:
        operation["x-roles"] = sorted(role.value for role in route.access.value)
    if route.body is not None:
        content = {"application/json": {"schema": _ref(route.body)}} | (_TABLES if route.takes_tables else {})
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _path_parameters(route: Route) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1, "maxLength": 512}}
        for name in _VARIABLE.findall(route.path)
    ]


def _headers(route: Route) -> list[dict[str, Any]]:
    if not route.is_write:
        return []
    described = "the same key and request again is answered as the first time, and happens once"
    schema = {"type": "string", "pattern": IDEMPOTENCY_KEY_PATTERN}
    return [{"name": IDEMPOTENCY_KEY, "in": "header", "required": False, "description": described, "schema": schema}]


def _query_parameters(model: type[NoParameters]) -> list[dict[str, Any]]:
    schema = model.model_json_schema(by_alias=True)
    found = []
    for name, field in model.model_fields.items():
        alias = field.alias or name
        described = dict(schema["properties"][alias])
        # An absent parameter is absent: `null` cannot be written in a query string.
        options = [option for option in described.pop("anyOf", ()) if option != {"type": "null"}]
        described = {**(options[0] if len(options) == 1 else {}), **described}
        if described.get("default", 0) is None:
            del described["default"]
        described.pop("title", None)
        parameter = {"name": alias, "in": "query", "required": False, "schema": described}
        if "description" in described:
            parameter["description"] = described.pop("description")
        if is_repeatable(field):
            parameter |= {"style": "form", "explode": True}
        found.append(parameter)
    return found


def _success(route: Route) -> dict[str, Any]:
    bare = {"type": "object" if route.media_type.endswith("json") else "string"}
    schema = _ref(route.answer) if route.answer else bare
    content: dict[str, Any] = {route.media_type: {"schema": schema}}
    if route.is_list:
        content[CSV] = {"schema": {"type": "string"}}
    if route.gives_tables:
        content |= _TABLES
    answer: dict[str, Any] = {"description": route.summary, "content": content}
    if route.is_write:
        replayed = {
            "schema": {"type": "string", "const": "true"},
            "description": "this is the answer of the first time",
        }
        answer["headers"] = {"Idempotency-Replayed": replayed}
    if route.success == HTTPStatus.ACCEPTED:
        answer["headers"] = answer.get("headers", {}) | {
            "Location": {"schema": {"type": "string"}, "description": "where to follow the run"}
        }
    return answer


def _refusals(route: Route) -> dict[str, Any]:
    codes = {400, *route.refusals} | ({401, 403, 503} if route.access is not Access.PUBLIC else set())
    if route.is_write:
        codes |= {409, 422}
    if route.path in ("/readyz",):
        codes.add(503)
    if route.answer is not None and route.method == "GET":
        codes.add(406)
    return {
        str(code): {"description": _PROBLEMS[code], "content": {PROBLEM: {"schema": _ref(ProblemDocument)}}}
        for code in sorted(codes)
    }


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": _REF.format(model=model.__name__)}
