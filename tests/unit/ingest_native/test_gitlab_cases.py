"""Cases as data: a page as GitLab answers it and settings, beside the relevés, rejects and totals they must give."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from finops_contract.period import Period
from finops_contract.releve import Reject, Releve
from finops_runtime.ingest.connector import SourceTotals

RunGitlab = Callable[[bytes, dict[str, Any]], tuple[list[Releve], list[Reject], SourceTotals]]
CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())
CONFIG: dict[str, Any] = {
    "source": "gitlab",
    "base_url": "https://gitlab.example.com",
    "statistics": {"storage_size": {"metric": "STORAGE", "product": "storage"}},
}


def as_json(releves: list[Releve], rejects: list[Reject], totals: SourceTotals) -> dict[str, Any]:
    by_metric = {metric: f"{quantity:f}" for metric, quantity in sorted(totals.by_metric.items())}
    return {
        "releves": [r.model_dump(mode="json", exclude={"period", "domain_id", "source"}) for r in releves],
        "rejects": [r.model_dump(mode="json", exclude={"record", "message"}) for r in rejects],
        "totals": {"records": totals.records, "by_metric": by_metric},
    }


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_case(case: Path, run_gitlab: RunGitlab) -> None:
    found = as_json(*run_gitlab((case / "page.json").read_bytes(), json.loads((case / "config.json").read_text())))
    assert found == json.loads((case / "expected.json").read_text())


def test_every_releve_names_its_slice_and_source(run_gitlab: RunGitlab) -> None:
    releves, _, _ = run_gitlab(b'[{"id": 1, "statistics": {"storage_size": 1}}]', CONFIG)
    assert [(r.domain_id, r.period, r.source) for r in releves] == [("native", Period(2026, 10), "gitlab")]


def test_a_reject_keeps_the_project_but_bounded(run_gitlab: RunGitlab) -> None:
    body = b'[{"id": 1, "name": "\\ud800", "note": "' + b"n" * 9_000 + b'"}]'
    _, rejects, _ = run_gitlab(body, CONFIG)
    assert rejects[0].record.startswith('{"id": "1", "name": "?", "note": "nn')
    assert len(rejects[0].record) == 4_000
