"""Cases as data: collections and settings beside the relevés, rejects and source totals they must give.

`collections.json` is MongoDB extended JSON, documents in the order of their `_id`.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bson import json_util

from finops_contract.application import ApplicationRecord
from finops_contract.period import Period
from finops_contract.releve import Reject, Releve
from finops_runtime.ingest.connector import SourceTotals

Outcomes = tuple[list[Releve], list[Reject], SourceTotals, list[ApplicationRecord]]
RunCmdb = Callable[[dict[str, Any], dict[str, Any]], Outcomes]
CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())


def as_json(outcomes: Outcomes) -> dict[str, Any]:
    releves, rejects, totals, applications = outcomes
    by_metric = {metric: f"{quantity:f}" for metric, quantity in sorted(totals.by_metric.items())}
    found = {
        "releves": [r.model_dump(mode="json", exclude={"period", "domain_id", "source"}) for r in releves],
        "rejects": [r.model_dump(mode="json", exclude={"record", "message"}) for r in rejects],
        "totals": {"records": totals.records, "by_metric": by_metric},
    }
    return found | ({"applications": [a.model_dump(mode="json") for a in applications]} if applications else {})


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_case(case: Path, run_cmdb: RunCmdb) -> None:
    collections = json_util.loads((case / "collections.json").read_text())
    found = as_json(run_cmdb(collections, json.loads((case / "config.json").read_text())))
    assert found == json.loads((case / "expected.json").read_text())


def test_every_releve_names_its_slice_and_source(run_cmdb: RunCmdb) -> None:
    config = {
        "source": "servicenow",
        "rules": [{"collection": "cmdb_ci", "metric": "CI", "quantity": "1", "product": "ci"}],
    }
    releves, *_ = run_cmdb({"cmdb_ci": [{"sys_id": "a"}]}, config)
    assert [(r.domain_id, r.period, r.source) for r in releves] == [("open", Period(2026, 10), "servicenow")]


def test_a_reject_keeps_the_document_as_read_but_bounded(run_cmdb: RunCmdb) -> None:
    config = {
        "source": "s",
        "rules": [{"collection": "cmdb_ci", "metric": "RAM", "quantity": {"field": "ram"}, "product": "ram"}],
    }
    _, rejects, *_ = run_cmdb({"cmdb_ci": [{"sys_id": "a", "ram": "lots", "note": "é" * 9_000}]}, config)
    assert rejects[0].record.startswith('{"sys_id": "a", "ram": "lots", "note": "éé')
    assert len(rejects[0].record) == 4_000
    assert "ram" in rejects[0].message
