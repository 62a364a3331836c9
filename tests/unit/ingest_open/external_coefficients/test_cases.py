"""Cases as data: documents (MongoDB extended JSON) or files, and settings, beside what they must give.

`*.xlsx.json` describes a workbook, see `conftest.workbook`. An expected `error` is the code of the step's failure
and a part of its message.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from bson import json_util
from bson.codec_options import DatetimeConversion

from finops_contract.errors import PermanentError
from finops_contract.releve import Reject, Releve
from finops_runtime.ingest.connector import SourceTotals
from finops_runtime.raw_zone import Payload

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())
ANY_DATE = json_util.JSONOptions(tz_aware=True, datetime_conversion=DatetimeConversion.DATETIME_AUTO)
Landing = Sequence[Payload]
Outcomes = tuple[list[Releve], list[Reject], SourceTotals]


def as_json(releves: list[Releve], rejects: list[Reject], totals: SourceTotals) -> dict[str, Any]:
    return {
        "releves": [[r.application_key, r.metric, f"{r.quantity:f}"] for r in releves],
        "rejects": [[r.reason, r.location, None if r.quantity is None else f"{r.quantity:f}"] for r in rejects],
        "totals": {
            "records": totals.records,
            "by_metric": {metric: f"{quantity:f}" for metric, quantity in totals.by_metric.items()},
        },
    }


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_case(
    case: Path,
    read: Callable[[Landing, dict[str, Any]], Outcomes],
    of_documents: Callable[[Sequence[dict[str, Any]]], Landing],
    of_files: Callable[[Mapping[str, bytes]], Landing],
    workbook: Callable[[Mapping[str, Any]], bytes],
) -> None:
    documents = case / "documents.json"
    if documents.exists():
        landing = of_documents(json_util.loads(documents.read_text(), json_options=ANY_DATE))
    else:
        files = {path.name: path.read_bytes() for path in [*case.glob("*.csv"), *case.glob("*.xlsx")]}
        for path in case.glob("*.xlsx.json"):
            files[path.name.removesuffix(".json")] = workbook(json.loads(path.read_text()))
        landing = of_files(files)
    config = json.loads((case / "config.json").read_text())
    expected = json.loads((case / "expected.json").read_text())
    if "error" not in expected:
        assert as_json(*read(landing, config)) == expected
        return
    with pytest.raises(PermanentError) as caught:
        read(landing, config)
    assert caught.value.code == expected["error"]["code"]
    assert expected["error"]["message"] in str(caught.value)
