"""FOCUS bills to relevés against the same GROUP BY in plain DuckDB, each in a process of its own."""

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb

from finops_contract.period import Period
from finops_runtime.database import load_sql
from tests.bench.mart import Marts
from tests.bench.measure import Measure, Ratio, Result
from tests.bench.options import Options

ROOT = Path(__file__).parents[2]
MONTH = Period(2024, 9)


@dataclass(frozen=True, slots=True)
class Child:
    """What a process took: seconds, seconds of processors, MB at its peak."""

    seconds: float
    processor: float
    peak: float


def bench(_: Marts, options: Options) -> Result:
    """Every size of `--charges`, CSV and Parquet; landing is not counted, it only hashes and counts lines."""
    measures: list[Measure] = []
    ratios: list[Ratio] = []
    with tempfile.TemporaryDirectory(prefix="finops-bench-") as folder:
        for charges in options.charges:
            for kind in ("csv", "parquet"):
                path = Path(folder) / f"bill.{kind}"
                write_bill(path, charges)
                _measure(path, f"{charges} charges, {kind}", options.repeats, measures, ratios)
                path.unlink()
    return Result("FOCUS to relevés; MB is the process's peak memory", measures, ratios)


def _measure(path: Path, name: str, repeats: int, measures: list[Measure], ratios: list[Ratio]) -> None:
    found = {
        what: [Measure(f"{name}: {what}, {unit}") for unit in ("s", "processor s", "MB")]
        for what in ("relevés", "floor")
    }
    for _ in range(repeats):
        for what, (seconds, processor, peak) in found.items():
            child = run(what, path)
            seconds.seconds.append(child.seconds)
            processor.seconds.append(child.processor)
            peak.seconds.append(child.peak)
    for index, unit in enumerate(("time", "processor time")):
        ratios.append(Ratio(f"{name}: {unit} / floor", found["relevés"][index], found["floor"][index], "<= 1.5"))
    measures += [measure for three in found.values() for measure in three]


def write_bill(path: Path, charges: int, month: Period = MONTH) -> None:
    """A month's bill of so many charges, in the format that the file's name ends with."""
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        bill = connection.sql(
            load_sql("tests.bench", "focus_bill").decode(), params={"charges": charges, "month": str(month)}
        )
        if path.suffix == ".csv":
            bill.write_csv(str(path))
        else:
            bill.write_parquet(str(path), compression="zstd")


def run(what: str, path: Path) -> Child:
    """Read the bill in a process of its own."""
    argv = [sys.executable, "-m", "tests.bench.focus_child", what, str(path)]
    printed = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=True, timeout=3600).stdout
    seconds, processor, peak = map(float, printed.split())
    return Child(seconds, processor, peak)
