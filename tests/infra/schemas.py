"""The schemas under `schemas/`, closed: what upstream does not know is an error, as its own webhooks have it.

A CRD's structural schema lets unknown fields pass (the API server prunes them), so that a misspelt field would be a
setting that silently is not set.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

_FOLDER = Path(__file__).parent / "schemas"
_QUANTITY = r"^[+-]?(\d+(\.\d*)?|\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|[eE][+-]?\d+)?$"
_META = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"
# What the Go types have and the CRDs leave out.
_DELIVERY = ("timeout", "retryAfterMax", "format")
# Places that a CRD leaves open, with the type that stands there.
_OPEN = {
    ("serving.knative.dev", "emptyDir"): "io.k8s.api.core.v1.EmptyDirVolumeSource",
    ("serving.knative.dev", "securityContext"): "io.k8s.api.core.v1.PodSecurityContext",
    ("sinks.knative.dev", "job"): "io.k8s.api.batch.v1.Job",
}


class UnknownKind(KeyError):
    """No schema is kept of this kind: add it, and its source."""


def faults(thing: dict[str, Any]) -> Iterator[str]:
    """What the schema of its kind finds wrong with an object, with where. Raises UnknownKind."""
    where = f"{thing['kind']} {thing['metadata']['name']}"
    for error in _validator(thing["apiVersion"], thing["kind"]).iter_errors(thing):
        yield f"{where}: {'.'.join(map(str, error.absolute_path))}: {error.message}"


@cache
def _validator(api_version: str, kind: str) -> Draft202012Validator:
    core = json.loads((_FOLDER / "kubernetes.json").read_text(encoding="utf-8"))
    definitions = {name: _closed(schema) for name, schema in core["$defs"].items()}
    if (name := core["kinds"].get(f"{api_version}/{kind}")) is not None:
        return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": definitions})
    group, _, version = api_version.rpartition("/")
    for file in (_FOLDER / "crds").glob(f"{group}_*.json"):
        definition = json.loads(file.read_text(encoding="utf-8"))
        if definition["kind"] == kind and version in definition["versions"]:
            schema = _closed(definition["versions"][version]["schema"], group)
            schema["properties"] |= {"apiVersion": {}, "kind": {}, "metadata": {"$ref": f"#/$defs/{_META}"}}
            return Draft202012Validator({**schema, "$defs": definitions})
    raise UnknownKind(f"{api_version} {kind}")


def _closed(schema: dict[str, Any], group: str = "", name: str = "") -> dict[str, Any]:
    """A structural schema as a JSON Schema that refuses unknown fields."""
    if schema.get("x-quantity"):
        return {"anyOf": [{"type": "number"}, {"type": "string", "pattern": _QUANTITY}]}
    if schema.get("x-kubernetes-int-or-string"):
        return {"type": ["integer", "string"], **({"pattern": schema["pattern"]} if "pattern" in schema else {})}
    if (group, name) in _OPEN and "properties" not in schema:
        return {"$ref": f"#/$defs/{_OPEN[group, name]}"}
    closed = {key: value for key, value in schema.items() if not key.startswith("x-") and key != "nullable"}
    if schema.get("nullable") and "type" in schema:
        closed["type"] = [schema["type"], "null"]
    if "properties" in schema:
        properties = {each: _closed(value, group, each) for each, value in schema["properties"].items()}
        if "backoffDelay" in properties:
            properties |= {each: {"type": "string"} for each in _DELIVERY if each not in properties}
        closed |= {"properties": properties, "additionalProperties": schema.get("additionalProperties", False)}
        if name == "metadata" and group == "serving.knative.dev":
            return {"$ref": f"#/$defs/{_META}"}
    elif isinstance(schema.get("additionalProperties"), dict):
        closed["additionalProperties"] = _closed(schema["additionalProperties"], group)
    if "items" in schema:
        closed["items"] = _closed(schema["items"], group, name)
    return closed
