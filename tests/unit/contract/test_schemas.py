"""The contract is additive: no field of a golden schema is removed, retyped or newly required."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.contract.golden import FOLDER, MODELS, golden_of, schema_of

Schema = dict[str, Any]


def breaking_changes(golden: Schema, current: Schema, where: str = "") -> list[str]:
    """What a reader of `golden` would stumble over in `current`."""
    found = []
    for name, before in golden.get("properties", {}).items():
        now = current.get("properties", {}).get(name)
        if now is None:
            found.append(f"{where}{name} was removed")
        elif meaning(before) != meaning(now):
            found.append(f"{where}{name} was retyped")
    newly_required = set(current.get("required", [])) & set(golden.get("properties", {})) - set(
        golden.get("required", [])
    )
    found += [f"{where}{name} became required" for name in sorted(newly_required)]
    for name, before in golden.get("$defs", {}).items():
        found += breaking_changes(before, current.get("$defs", {}).get(name, {}), f"{where}{name}.")
    return found


def meaning(schema: Schema) -> Schema:
    """A schema without its prose."""
    return {key: value for key, value in schema.items() if key not in ("title", "description", "examples", "default")}


@pytest.mark.parametrize("name", MODELS)
def test_no_field_is_removed_retyped_or_newly_required(name: str) -> None:
    assert breaking_changes(golden_of(name), schema_of(name)) == []


@pytest.mark.parametrize("name", MODELS)
def test_new_fields_are_recorded(name: str) -> None:
    assert golden_of(name) == schema_of(name), "additions go to the golden file: python -m tests.unit.contract.golden"


def test_every_golden_file_has_its_model() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(MODELS)


def _without_run(schema: Schema) -> None:
    del schema["properties"]["run_id"]


def _rows_as_text(schema: Schema) -> None:
    schema["properties"]["rows"] = {"type": "string"}


def _nested_retyped(schema: Schema) -> None:
    schema["$defs"]["Slice"]["properties"]["period"] = {"type": "integer"}


@pytest.mark.parametrize(
    ("model", "change", "complaint"),
    [
        ("rosetta.finops.releves.staged.v1", _without_run, "run_id was removed"),
        ("rosetta.finops.releves.staged.v1", _rows_as_text, "rows was retyped"),
        ("rosetta.finops.facts.loaded.v1", _nested_retyped, "Slice.period was retyped"),
    ],
)
def test_a_breaking_change_is_seen(model: str, change: Callable[[Schema], None], complaint: str) -> None:
    current = copy.deepcopy(golden_of(model))
    change(current)
    assert complaint in breaking_changes(golden_of(model), current)
