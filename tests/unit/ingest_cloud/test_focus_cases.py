"""Cases as data: the files of a month and settings, beside what they must give.

`*.parquet.sql` is a DuckDB query whose rows become that Parquet file. `expected.json` holds relevés, rejects and
totals, or the code and message of the error.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.unit.ingest_cloud.conftest import Read, ReadFocus

from finops_contract.errors import FinopsError
from finops_contract.quantity import EXACT

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())


def copied(case: Path, folder: Path) -> None:
    for file in case.glob("*bill*"):
        if file.name.endswith(".parquet.sql"):
            with duckdb.connect() as connection:
                connection.sql(file.read_text()).write_parquet(str(folder / file.stem))
        else:
            shutil.copy(file, folder)


def as_json(read: Read, folder: Path) -> dict[str, Any]:
    by_metric = {metric: f"{quantity.normalize(EXACT):f}" for metric, quantity in sorted(read.totals.by_metric.items())}
    rejects = [reject.model_dump(mode="json", exclude_none=True) for reject in read.rejects]
    return {
        "files": {Path(f.uri).name: f"{f.format} {f.focus_version}" for f in read.manifest.files},
        "releves": [
            " | ".join(
                str(part)
                for part in (
                    releve.application_key,
                    releve.product_key,
                    releve.environment,
                    releve.metric,
                    format(releve.quantity, "f"),
                )
            )
            for releve in read.releves
        ],
        "rejects": [
            {**reject, "location": reject["location"].replace(f"{folder.as_uri()}/", "")} for reject in rejects
        ],
        "totals": {"records": read.totals.records, "by_metric": by_metric},
    }


def outcome_of(case: Path, folder: Path, read_focus: ReadFocus) -> dict[str, Any]:
    copied(case, folder)
    settings = json.loads((case / "config.json").read_text())
    try:
        read = read_focus(folder / "*bill*", settings.get("config"), settings.get("period", "2024-09"))
    except FinopsError as error:
        return {"error": error.code, "message": str(error).replace(f"{folder.as_uri()}/", "").replace(f"{folder}/", "")}
    return as_json(read, folder)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_case(case: Path, tmp_path: Path, read_focus: ReadFocus) -> None:
    assert outcome_of(case, tmp_path, read_focus) == json.loads((case / "expected.json").read_text())
