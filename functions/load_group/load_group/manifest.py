"""The manifest of an exchange, read strictly: what it says is what the rows are held against."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final, NoReturn

from pydantic import ValidationError

from finops_contract.exchange import Manifest
from finops_runtime.problem import Fault, Problem, bad_parameter, faults_of
from finops_runtime.strict_json import no_doubled_names
from load_group.call import Exchange

UNDERSTOOD: Final = (1,)
"""Versions of the contract that are read here."""
_LARGEST_BIGINT: Final = 2**63 - 1
_LARGEST_INTEGER: Final = 2**31 - 1


def manifest_of(body: bytes, exchange: Exchange) -> Manifest:
    """The manifest in the body. Raises Problem: 400 for no manifest, 422 for one of another contract or exchange."""
    found = _json(body)
    _require_understood(found)
    try:
        manifest = Manifest.model_validate(found)
    except (ValidationError, RecursionError) as error:
        raise bad_parameter(*_faults(error)) from error
    _require_held(manifest)
    _require_same(manifest, exchange)
    return manifest


def _json(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=no_doubled_names,
            parse_float=Decimal,
            parse_constant=_no_constant,
        )
        unfit = next(_unfit_texts(found), None)
    except (ValueError, RecursionError) as error:
        raise bad_parameter(Fault(at="body", message="not a JSON object in UTF-8, or a name stands twice")) from error
    if not isinstance(found, dict):
        raise bad_parameter(Fault(at="body", message="a JSON object is expected"))
    if unfit is not None:
        raise bad_parameter(Fault(at="body", message="a text holds NUL or half a surrogate pair"))
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _unfit_texts(value: Any) -> Iterator[str]:
    """Texts, names among them, that are JSON and that PostgreSQL cannot keep."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _unfit_texts(name)
            yield from _unfit_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _unfit_texts(inner)
    elif isinstance(value, str) and any(
        character == "\x00" or "\ud800" <= character <= "\udfff" for character in value
    ):
        yield value


def _faults(error: ValidationError | RecursionError) -> list[Fault]:
    if isinstance(error, ValidationError):
        return faults_of(error)
    return [Fault(at="body", message="too deeply nested")]


def _require_understood(found: dict[str, Any]) -> None:
    """Before anything else is looked at: another version may be made of other fields."""
    version = found.get("contract_version")
    if not isinstance(version, int) or isinstance(version, bool) or version in UNDERSTOOD:
        return
    understood = ", ".join(map(str, UNDERSTOOD))
    if version < min(UNDERSTOOD):
        remedy = "export_group must be upgraded"
    else:
        remedy = "export_group is ahead of the group: load_group must be upgraded, or export_group be one that sends it"
    raise Problem(
        422, "contract-version", f"contract version {str(version)[:20]} is not understood, {understood} is: {remedy}"
    )


def _require_held(manifest: Manifest) -> None:
    """What JSON can say and the mart's columns cannot hold."""
    if manifest.generation > _LARGEST_BIGINT:
        raise bad_parameter(Fault(at="generation", message=f"at most {_LARGEST_BIGINT}"))
    if (manifest.release_version or 0) > _LARGEST_INTEGER:
        raise bad_parameter(Fault(at="release_version", message=f"at most {_LARGEST_INTEGER}"))


def _require_same(manifest: Manifest, exchange: Exchange) -> None:
    pairs = {
        "entity_id": (manifest.entity_id, exchange.caller.entity_id),
        "period": (manifest.period, exchange.period),
        "exchange_id": (manifest.exchange_id, exchange.exchange_id),
    }
    differing = [name for name, (said, named) in pairs.items() if said != named]
    if differing:
        raise Problem(
            422,
            "manifest-differs",
            f"the manifest's {differing[0]} is not that of the path",
            errors=[Fault(at=name, message="not that of the path") for name in differing],
        )
