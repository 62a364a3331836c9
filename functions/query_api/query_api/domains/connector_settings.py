"""Whether a connector's settings are what it accepts: each wrong key named by its path, no value ever repeated.

The schema is what the connector's own model says; what only its code can tell (two keys that exclude each other)
is said by the dry run.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from finops_runtime.problem import Fault

ROOT = "connectorConfig"
_MOST_FAULTS = 20
_SECRET_KEY = re.compile(
    r"(token|password|passwd|passphrase|secret|credentials?|authorization|api[_-]?key|private[_-]?key|access[_-]?key)$",
    re.IGNORECASE,
)
_SECRET_IN_ADDRESS = re.compile(
    r"://[^/?#\s@]*:[^/?#\s@]+@|://.*[?&][^=&]*(token|password|secret|api_?key|signature|sig)=[^&{]", re.IGNORECASE
)
_BY_REFERENCE = "a secret is never written down: name the variable or the file that holds it"


def settings_faults(config: Any, schema: Mapping[str, Any]) -> list[Fault]:
    """What is wrong with `config`; empty when the connector would accept its shape."""
    secrets = [Fault(at=at, message=_BY_REFERENCE) for at in _secrets(config, ROOT)]
    known = {fault.at for fault in secrets}
    errors = Draft202012Validator(schema).iter_errors(config)
    shape = {(fault.at, fault.message): fault for error in errors for fault in _faults(error) if fault.at not in known}
    return [*secrets, *(shape[key] for key in sorted(shape))][:_MOST_FAULTS]


def _secrets(value: Any, at: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if _SECRET_KEY.search(name) and _holds_text(inner):
                yield _joined(at, name)
            else:
                yield from _secrets(inner, _joined(at, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _secrets(inner, _joined(at, index))
    elif isinstance(value, str) and _SECRET_IN_ADDRESS.search(value):
        yield at


def _holds_text(value: Any) -> bool:
    return bool(value) and (isinstance(value, str) or (isinstance(value, list) and any(map(_holds_text, value))))


def _faults(error: ValidationError) -> Iterator[Fault]:
    at = ".".join([ROOT, *map(str, error.absolute_path)])
    found: Any = error.instance
    wanted: Any = error.validator_value
    match error.validator:
        case "required":
            yield from (Fault(at=_joined(at, name), message="missing") for name in wanted if name not in found)
        case "additionalProperties":
            schema: Any = error.schema
            known = schema.get("properties", {})
            patterns = schema.get("patternProperties", {})
            message = f"unknown key; known: {', '.join(sorted(known)) or 'none'}"[:300]
            for name in found:
                if name not in known and not any(re.search(pattern, name) for pattern in patterns):
                    yield Fault(at=_joined(at, name), message=message)
        case "anyOf" | "oneOf":
            yield from _branch_faults(error, at)
        case validator:
            yield Fault(at=at, message=_complaint(str(validator), wanted))


def _branch_faults(error: ValidationError, at: str) -> Iterator[Fault]:
    """The faults of the one branch that was meant, where that can be told; else what the branches are."""
    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.relative_schema_path[0], []).append(inner)
    meant = [inner for inner in branches.values() if not any(_is_another_shape(e, error) for e in inner)]
    tags = [inner for errors in branches.values() for inner in errors if _is_tag(inner, error)]
    if tags and not meant:
        wanted = sorted({str(inner.validator_value) for inner in tags})
        yield Fault(at=_joined(at, tags[0].path[-1]), message=f"must be one of {', '.join(wanted)}"[:300])
        return
    fewest = min((len(inner) for inner in meant), default=0)
    likely = [inner for inner in meant if len(inner) == fewest]
    if len(likely) == 1:
        for inner in likely[0]:
            yield from _faults(inner)
    else:
        yield Fault(at=at, message="is none of the shapes that are accepted here; see the connector's settings")


def _is_another_shape(inner: ValidationError, outer: ValidationError) -> bool:
    """Wrong as a whole (a text where an object is expected), or in the key that tells shapes apart."""
    is_whole = len(inner.absolute_path) == len(outer.absolute_path)
    return (is_whole and inner.validator == "type") or _is_tag(inner, outer)


def _is_tag(inner: ValidationError, outer: ValidationError) -> bool:
    return inner.validator == "const" and len(inner.absolute_path) == len(outer.absolute_path) + 1


def _complaint(validator: str, wanted: Any) -> str:
    """What was expected, without what was there: that could be a secret."""
    said = {
        "type": f"must be of type {_listed(wanted)}",
        "enum": f"must be one of {_listed(wanted)}",
        "const": f"must be {wanted!r}",
        "pattern": f"must match {wanted}",
        "minLength": f"must have at least {wanted} characters",
        "maxLength": f"must have at most {wanted} characters",
        "minItems": f"must have at least {wanted} entries",
        "maxItems": f"must have at most {wanted} entries",
        "minProperties": f"must have at least {wanted} entries",
        "maxProperties": f"must have at most {wanted} entries",
        "minimum": f"must be at least {wanted}",
        "maximum": f"must be at most {wanted}",
        "exclusiveMinimum": f"must be more than {wanted}",
        "exclusiveMaximum": f"must be less than {wanted}",
    }
    return said.get(validator, f"does not satisfy {validator} of the connector's settings")[:300]


def _listed(wanted: Any) -> str:
    return ", ".join(map(str, wanted)) if isinstance(wanted, Iterable) and not isinstance(wanted, str) else str(wanted)


def _joined(at: str, name: object) -> str:
    return f"{at}.{name}"[:200]
