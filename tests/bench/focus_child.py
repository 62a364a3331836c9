"""`python -m tests.bench.focus_child <what> <file>`: read one bill in a process of its own.

Prints seconds, processor seconds, and the most memory that the process ever had, in MB. `what` is `relevés`, or
`floor` for the same GROUP BY in plain DuckDB.
"""

import sys
from pathlib import Path
from time import perf_counter, process_time
from uuid import UUID

import duckdb

from finops_runtime.database import load_sql
from finops_runtime.ingest.connector import SourceTotals
from finops_runtime.ingest.files import Files
from finops_runtime.runs.step import Step
from finops_runtime.settings import FileSettings
from ingest_cloud.focus.config import FocusConfig
from ingest_cloud.focus.connector import MEMORY_LIMIT
from ingest_cloud.focus.outcomes import outcomes_of
from ingest_cloud.focus.survey import manifest_of
from tests.bench.focus import MONTH

_RUN = UUID(int=1)


def releves(path: Path) -> tuple[float, float]:
    """Seconds and processor seconds of reading a landed bill, checksum, checks and rejects included."""
    files = Files(FileSettings(finops_file_roots=(str(path.parent),)))
    config = FocusConfig.model_validate({"source": "bench", "files": str(path)})
    step = Step(_RUN, "bench", "cloud", "DIRECT", MONTH, "PLANNED", "strict", 0, "", "focus", {}, "live", force=False)
    manifest = manifest_of(str(path), config, files, MEMORY_LIMIT)
    begun, used = perf_counter(), process_time()
    for _ in outcomes_of(manifest, step, config, SourceTotals(), files, MEMORY_LIMIT):
        pass
    return perf_counter() - begun, process_time() - used


def floor(path: Path) -> tuple[float, float]:
    """Seconds and processor seconds of the plain query."""
    query = load_sql("tests.bench", f"focus_floor_{path.suffix[1:]}").decode()
    begun, used = perf_counter(), process_time()
    with duckdb.connect() as connection:
        connection.execute(query, {"path": str(path)}).fetchall()
    return perf_counter() - begun, process_time() - used


def peak_megabytes() -> float:
    """Of this process alone: what getrusage gives begins with what its parent had."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM:")).split()[1]) / 1024


if __name__ == "__main__":
    what, file = sys.argv[1], Path(sys.argv[2])
    seconds, processor = floor(file) if what == "floor" else releves(file)
    sys.stdout.write(f"{seconds:.3f} {processor:.3f} {peak_megabytes():.0f}\n")
