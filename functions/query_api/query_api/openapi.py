"""The OpenAPI 3.1 document, made of the route table and the models that the code itself uses."""

import json
import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from finops_runtime.identity.access import Access
from finops_runtime.problem import MEDIA_TYPE as PROBLEM
from finops_runtime.problem import ProblemDocument
from query_api.description.examples import examples_of
from query_api.description.headers import not_modified, refusal_headers, request_headers, success_headers
from query_api.description.parameters import VARIABLE, parameters_of
from query_api.description.topics import TOPICS, topic_of
from query_api.route import CSV, XLSX, Route

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
_KINDS = {400: "bad-parameter", 409: "run-under-way", 503: "database-unavailable"}
_TABLES: dict[str, Any] = {
    CSV: {"schema": {"type": "string"}},
    XLSX: {"schema": {"type": "string", "format": "binary"}},
}


def template(path: str) -> str:
    """A path in OpenAPI's notation."""
    return VARIABLE.sub(r"{\1}", path)


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
        paths.setdefault(template(route.path), {})[route.method.lower()] = _operation(route, schemas["$defs"])
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Rosetta FinOps query API",
            "version": version,
            "description": "What applications cost, and why. Amounts are JSON numbers of arbitrary precision.",
        },
        "tags": [{"name": name, "description": told} for name, told in TOPICS.items()],
        "paths": paths,
        "components": {
            "schemas": schemas["$defs"],
            "responses": {
                _name(code): _refusal(code, schemas["$defs"])
                for code in sorted({code for route in routes for code in _codes(route)})
            },
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


def _operation(route: Route, models: dict[str, Any]) -> dict[str, Any]:
    name = re.sub(r"\W+", "_", f"{route.method.lower()}{template(route.path).replace('/v1/local', '')}").strip("_")
    operation: dict[str, Any] = {
        "operationId": name,
        "summary": route.summary,
        "tags": [topic for topic in [topic_of(route)] if topic],
        "parameters": [*parameters_of(route), *request_headers(route)],
        "responses": {str(route.success): _success(route, models), **not_modified(route), **_refusals(route)},
        "security": [] if route.access is Access.PUBLIC else [{"token": []}],
    }
    if route.access is not Access.PUBLIC:
        operation["x-roles"] = sorted(role.value for role in route.access.value)
    if route.body is not None:
        content = {"application/json": _content(route.body, models)} | (_TABLES if route.takes_tables else {})
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _content(model: type[BaseModel], models: dict[str, Any]) -> dict[str, Any]:
    examples = examples_of("", _ref(model), models)
    return {"schema": _ref(model)} | ({"example": examples[0]} if examples else {})


def _success(route: Route, models: dict[str, Any]) -> dict[str, Any]:
    bare = {"schema": {"type": "object" if route.media_type.endswith("json") else "string"}}
    content: dict[str, Any] = {route.media_type: _content(route.answer, models) if route.answer else bare}
    if route.is_list:
        content[CSV] = {"schema": {"type": "string"}}
    if route.gives_tables:
        content |= _TABLES
    content |= {media_type: {"schema": {"type": "string", "format": "binary"}} for media_type in route.files}
    answer: dict[str, Any] = {"description": route.summary, "content": content}
    return answer | ({"headers": headers} if (headers := success_headers(route)) else {})


def _refusals(route: Route) -> dict[str, Any]:
    return {str(code): {"$ref": f"#/components/responses/{_name(code)}"} for code in sorted(_codes(route))}


def _codes(route: Route) -> set[int]:
    codes = {400, *route.refusals} | ({401, 403, 503} if route.access is not Access.PUBLIC else set())
    if route.is_write:
        codes |= {409, 422}
    if route.path in ("/readyz",):
        codes.add(503)
    if (route.answer is not None and route.method == "GET") or route.files:
        codes.add(406)
    return codes


def _name(code: int) -> str:
    return re.sub(r"\W", "", HTTPStatus(code).phrase)


def _refusal(code: int, models: dict[str, Any]) -> dict[str, Any]:
    status = HTTPStatus(code)
    told = _PROBLEMS.get(code, status.phrase)
    content = _content(ProblemDocument, models)
    kind = f"urn:rosetta-finops:problem:{_KINDS.get(code) or status.phrase.lower().replace(' ', '-')}"
    content["example"] |= {"type": kind, "title": status.phrase, "status": code, "detail": told}
    if code != HTTPStatus.CONFLICT:
        del content["example"]["runId"]
    if code == HTTPStatus.BAD_REQUEST:
        content["example"] |= {
            "detail": "period: a month is written YYYY-MM",
            "errors": [{"at": "period", "message": "a month is written YYYY-MM"}],
        }
    answer: dict[str, Any] = {"description": told, "content": {PROBLEM: content}}
    return answer | ({"headers": headers} if (headers := refusal_headers(code)) else {})


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": _REF.format(model=model.__name__)}
