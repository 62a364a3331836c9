"""I1 over generated dirty input: what the source holds is what the relevés and rejects hold."""

import csv
import io
import json
import os
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from finops_contract.period import Period
from finops_contract.quantity import EXACT
from finops_runtime.connectors.releve_csv.config import ReleveCsvConfig
from finops_runtime.connectors.releve_csv.connector import ReleveCsvConnector
from finops_runtime.connectors.rest_json.connector import RestJsonConnector
from finops_runtime.http.secrets import Secrets
from finops_runtime.http.source import Sources
from finops_runtime.ingest.files import Files
from finops_runtime.ingest.recording import Findings, Recording, RecordingWriter, read_landing, trial_step
from finops_runtime.settings import FileSettings, HttpSettings

MONTH = Period(2026, 10)
REST_JSON = RestJsonConnector(Sources(HttpSettings(), Secrets(os.environ, Path("/nowhere"))))
CONFIG: dict[str, Any] = {
    "source": "cube",
    "base_url": "https://cube.example.com",
    "path": "/usage/{period}",
    "rows": "rows",
    "application": "app",
    "environment": "env",
    "quantities": [
        {"quantity": "cpu", "metric": "CPU_HOURS"},
        {"quantity": "ram", "metric": "RAM_MB", "conversion": {"multiply_by": "1024"}},
    ],
}

plain_numbers = st.decimals(-(10**12), 10**12, places=6, allow_nan=False, allow_infinity=False).map(str)
hostile_numbers = st.sampled_from(
    ["1e400", "-1e400", "NaN", "Infinity", "-Infinity", "1E-19", "1e-18", "99999999999999999999", "0.1", "-0", "1e5"]
)
numbers = plain_numbers | hostile_numbers
texts = st.text(max_size=20) | st.sampled_from(
    ["k" * 10_000, "'; DROP TABLE fact_consumption; --", "\x00", "\ufeff", ""]
)
# A JSON text, so that 1e400 reaches the connector as it is written.
json_values = numbers | st.one_of(st.none(), st.booleans(), texts, st.just([]), st.just({})).map(json.dumps)
json_rows = st.fixed_dictionaries({}, optional=dict.fromkeys(("app", "env", "cpu", "ram"), json_values)).map(
    lambda row: "{" + ", ".join(f'"{name}": {value}' for name, value in row.items()) + "}"
)


NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,4})?", re.ASCII | re.IGNORECASE)


def held(text: str, times: int = 1) -> Decimal:
    """What a number counts for, reckoned without the code under test; what is none counts for nothing."""
    if not NUMBER.fullmatch(text.strip()):
        return Decimal(0)
    value = Fraction(text.strip())
    fits = abs(value) < 10**20 and abs(value * times) < 10**20 and (value * 10**18).denominator == 1
    return EXACT.divide(Decimal(int(value * times * 10**18)), Decimal(10**18)) if fits else Decimal(0)


def assert_reconciled(found: Findings, **expected: Decimal) -> None:
    assert found.differences() == {}
    for metric, quantity in expected.items():
        assert found.totals.by_metric.get(metric, Decimal(0)) == quantity


def number_in(row: str, name: str) -> str:
    value = json.loads(row, parse_float=str, parse_int=str, parse_constant=str).get(name)
    return value if isinstance(value, str) else ""


@settings(deadline=None, max_examples=60)
@given(st.lists(json_rows | json_values, max_size=8), st.lists(json_rows, max_size=3))
def test_i1_rest_json_loses_and_makes_up_nothing(first: list[str], second: list[str]) -> None:
    with TemporaryDirectory() as folder:
        writer = RecordingWriter(Path(folder) / "landing")
        for page in (first, second):
            writer.add(f'{{"rows": [{", ".join(page)}]}}'.encode(), "page")
        found = read_landing(REST_JSON, trial_step(REST_JSON, CONFIG, MONTH), Recording(Path(folder) / "landing"))
    rows = [*first, *second]
    objects = [row for row in rows if row.startswith("{")]
    assert found.totals.records == len(rows)
    assert len(found.releves) + len(found.rejects) == len(rows) + len(objects)
    cpu, ram = Decimal(0), Decimal(0)
    for row in objects:
        cpu = EXACT.add(cpu, held(number_in(row, "cpu")))
        ram = EXACT.add(ram, held(number_in(row, "ram"), 1024))
    assert_reconciled(found, CPU_HOURS=cpu, RAM_MB=ram)


months = st.sampled_from(["2026-10", "2026-10-31", "10/2026", "2026-09", "2026-13", "", "soon"])
csv_rows = st.lists(texts | numbers | months, max_size=8) | st.tuples(
    months, texts, texts, texts, st.sampled_from(["CPU_HOURS", "RAM_MB"]), numbers | texts
).map(list)


@settings(deadline=None, max_examples=60)
@given(st.lists(csv_rows, max_size=10), st.sampled_from([",", ";", "\t", "|"]), st.sampled_from(["\n", "\r\n"]))
def test_i1_releve_csv_loses_and_makes_up_nothing(rows: list[list[str]], delimiter: str, end: str) -> None:
    # Python's own writer leaves a lone carriage return bare where lines do not end with one: that is another table.
    assume("\r" in end or not any("\r" in cell for row in rows for cell in row))
    written = io.StringIO()
    table = csv.writer(written, delimiter=delimiter, lineterminator=end)
    table.writerow(("period", "application", "product", "environment", "metric", "quantity"))
    table.writerows(rows)
    with TemporaryDirectory() as folder:
        (Path(folder) / "in.csv").write_bytes(("\ufeff" + written.getvalue()).encode("utf-8", "replace"))
        connector = ReleveCsvConnector(Files(FileSettings(finops_file_roots=(folder,))))
        config = {"source": "history", "files": f"{folder}/in.csv"}
        step = trial_step(connector, config, MONTH)
        connector.land(step, ReleveCsvConfig.model_validate(config), RecordingWriter(Path(folder) / "landing"))
        found = read_landing(connector, step, Recording(Path(folder) / "landing"))
    whole = [row for row in rows if len(row) == 6]
    mine = [row for row in whole if row[0].strip() in {"2026-10", "2026-10-31", "10/2026"}]
    totals = {"CPU_HOURS": Decimal(0), "RAM_MB": Decimal(0)}
    for row in mine:
        if row[4].strip() in totals:
            totals[row[4].strip()] = EXACT.add(totals[row[4].strip()], held(row[5]))
    assert len(found.releves) + len(found.rejects) == found.totals.records
    assert found.totals.records >= len(mine) + sum(1 for row in rows if row) - len(whole)
    assert_reconciled(found, **totals)
