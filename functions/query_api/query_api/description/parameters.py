"""Parameters in path and query, as OpenAPI describes them."""

import re
from typing import Any

from query_api.description.examples import examples_of
from query_api.parameters import NoParameters
from query_api.query_string import is_repeatable
from query_api.route import Route

VARIABLE = re.compile(r"<(?:\w+:)?(\w+)>")
_KEYS = {
    "anomaly": "`anomalyId` of an anomaly",
    "application": "key of an application",
    "domain": "key of a domain",
    "entity": "key of an entity",
    "family": "key of a family",
    "month": "a month, YYYY-MM",
    "period": "a month, YYYY-MM",
    "product": "key of a product",
    "run": "id of a run",
    "version": "number of a version; of prices also `draft`",
    "view": "key of a pricing view",
}
_QUERY = {
    "actor": "only what this person did",
    "application": "only this application",
    "environment": "only this environment",
    "metric": "only this metric",
    "period": "the month",
    "sourceSystem": "only what this source says",
    "target": "only what was done to this",
    "limit": "how many at most",
    "status": "only those of this status",
    "state": "only those in this state",
    "check": "only findings of this check",
    "severity": "only findings of this severity",
    "kind": "only keys of this kind",
    "sort": "order; `-` before it: descending",
    "by": "what each series is of",
}
_PATH_EXAMPLES = {
    "anomaly": ["8d2a9c1e-6f60-5d0a-b1a6-0c1f7a6f3b11"],
    "month": ["2026-10"],
    "period": ["2026-10"],
    "version": ["3"],
}


def parameters_of(route: Route) -> list[dict[str, Any]]:
    """Those of a route, each with a description and an example."""
    return [*(_in_path(name) for name in VARIABLE.findall(route.path)), *_in_query(route.parameters)]


def _in_path(name: str) -> dict[str, Any]:
    schema = {"type": "string", "minLength": 1, "maxLength": 512}
    examples = _PATH_EXAMPLES.get(name) or examples_of(name, schema, {})
    described = {"description": _KEYS[name]} if name in _KEYS else {}
    return {"name": name, "in": "path", "required": True, **described, "schema": {**schema, "examples": examples}}


def _in_query(model: type[NoParameters]) -> list[dict[str, Any]]:
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
        parameter = {"name": alias, "in": "query", "required": field.is_required(), "schema": described}
        description = described.pop("description", None) or _QUERY.get(alias)
        if description:
            parameter["description"] = description
        described["examples"] = examples_of(alias, described, {}, model.__name__)
        if is_repeatable(field):
            parameter |= {"style": "form", "explode": True}
        found.append(parameter)
    return found
