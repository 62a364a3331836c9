"""Examples of the OpenAPI document, made from the schemas of the code's own models.

So a new route has its examples by itself, unless a field's name says too little: `NoExample` names it, a test tells.
"""

import re
from collections.abc import Mapping
from typing import Any

from query_api.description.example_values import VALUES

Schema = Mapping[str, Any]
_REF = "#/components/schemas/"
_BY_FORMAT = {
    "date-time": "2026-10-20T02:04:11Z",
    "date": "2026-10-01",
    "uuid": VALUES["runId"],
}
_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


class NoExample(LookupError):
    """Nothing says what a field looks like: give its name a value in `example_values`."""


def examples_of(name: str, schema: Schema, models: Schema, model: str = "") -> list[Any]:
    """The example of a field, as a list of it; empty where nothing says one: a document without is better than none."""
    try:
        return [example_of(name, schema, models, model)]
    except NoExample:
        return []


def example_of(name: str, schema: Schema, models: Schema, model: str = "") -> Any:
    """What a field, a parameter or a whole model may look like; raises NoExample."""
    if "$ref" in schema:
        inner = schema["$ref"].removeprefix(_REF)
        return example_of(name, models[inner], models, inner)
    if f"{model}.{name}" in VALUES:
        return VALUES[f"{model}.{name}"]
    if name in VALUES and _fits(VALUES[name], schema):
        return VALUES[name]
    if said := schema.get("examples") or schema.get("enum") or [schema[key] for key in ("const",) if key in schema]:
        return schema["default"] if schema.get("default") in said else said[0]
    options = [option for option in schema.get("anyOf", ()) if option.get("type") != "null"]
    if options:
        return example_of(name, options[0], models, model)
    return _by_type(name, schema, models, model)


def _by_type(name: str, schema: Schema, models: Schema, model: str) -> Any:
    match schema.get("type"):
        case "object" if "properties" in schema:
            owner = schema.get("title", model)
            return {field: example_of(field, inner, models, owner) for field, inner in schema["properties"].items()}
        case "object":
            return {}
        case "array" if "items" in schema:
            return [example_of(name, schema["items"], models, model)]
        case "boolean":
            return schema.get("default", False)
        case "integer" | "number":
            return schema.get("default", schema.get("minimum", 1))
        case "string" if schema.get("format") in _BY_FORMAT:
            return _BY_FORMAT[schema["format"]]
    raise NoExample(f"{model}.{name}: {dict(schema)}")


def _fits(value: object, schema: Schema) -> bool:
    """Whether a value that goes by a name is of the field's type: one name may mean several things."""
    options = schema.get("anyOf", (schema,))
    return any(
        _is_plain(option)
        and type(value) in _types(option)
        and (not isinstance(value, str) or re.search(option.get("pattern", ""), value) is not None)
        for option in options
    )


def _is_plain(schema: Schema) -> bool:
    """Neither a choice nor of a format of its own, nor another model: those have examples of their own."""
    return not {"enum", "const", "$ref"} & set(schema) and schema.get("format") not in _BY_FORMAT


def _types(schema: Schema) -> set[type]:
    kinds = schema.get("type", list(_TYPES))
    return {python for kind in (kinds if isinstance(kinds, list) else [kinds]) for python in _TYPES.get(kind, ())}
