"""The golden schemas: what other teams and neighbouring releases rely on.

`python -m tests.unit.contract.golden` writes them anew.
"""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from finops_contract.events import TYPES
from finops_contract.exchange import Manifest
from finops_contract.group_release import GroupRelease
from finops_contract.releve import Reject, Releve

FOLDER = Path(__file__).parent / "golden"
MODELS: dict[str, type[BaseModel]] = {
    "releve": Releve,
    "reject": Reject,
    "exchange": Manifest,
    "group_release": GroupRelease,
    **TYPES,
}


def schema_of(name: str) -> dict[str, Any]:
    return MODELS[name].model_json_schema(mode="serialization")


def golden_of(name: str) -> dict[str, Any]:
    golden: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return golden


if __name__ == "__main__":
    for model in MODELS:
        (FOLDER / f"{model}.json").write_text(json.dumps(schema_of(model), indent=2) + "\n", encoding="utf-8")
