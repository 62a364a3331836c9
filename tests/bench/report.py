"""What is printed: the machine, then a table of each bench."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg.rows import dict_row

from finops_runtime.database import load_sql
from tests.bench.measure import Measure, Result


def machine(server_url: str) -> list[str]:
    """The machine and its PostgreSQL, a line each."""
    with psycopg.connect(server_url, row_factory=dict_row) as connection:
        settings = connection.execute(load_sql("tests.bench", "server_settings")).fetchone()
    assert settings is not None  # a SELECT without FROM has one row
    load = ", ".join(f"{load:.2f}" for load in os.getloadavg())
    return [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, {_processor()}, {_memory()}; load {load}",
        f"Python {platform.python_version()}, PostgreSQL "
        + ", ".join(f"{name} {value}" if name != "server_version" else value for name, value in settings.items()),
    ]


def _processor() -> str:
    return _line_of(Path("/proc/cpuinfo"), "model name") or platform.processor() or platform.machine()


def _memory() -> str:
    kilobytes = _line_of(Path("/proc/meminfo"), "MemTotal").split()
    return f"{int(kilobytes[0]) / 2**20:.0f} GB" if kilobytes else "memory unknown"


def _line_of(file: Path, name: str) -> str:
    if not file.exists():
        return ""
    return next((line.split(":", 1)[1].strip() for line in file.read_text().splitlines() if line.startswith(name)), "")


def table(result: Result) -> list[str]:
    """Medians and extremes in seconds, then ratios of medians, then notes."""
    notes = [f"  {note}".rstrip() for note in result.notes]
    if not result.measures:
        return [result.title, *notes]
    names = [measure.name for measure in result.measures] + [ratio.name for ratio in result.ratios]
    width = max(map(len, names))
    lines = [result.title, f"  {'seconds':<{width}}  {'median':>8} {'min':>8} {'max':>8}   n"]
    lines += [_measure(measure, width) for measure in result.measures]
    lines.append(f"  {'ratio of medians':<{width}}")
    lines += [f"  {ratio.name:<{width}}  {ratio.value:>8.2f}   aim {ratio.aim}" for ratio in result.ratios]
    return lines + notes


def _measure(measure: Measure, width: int) -> str:
    low, high = min(measure.seconds), max(measure.seconds)
    return f"  {measure.name:<{width}}  {measure.median:>8.3f} {low:>8.3f} {high:>8.3f} {len(measure.seconds):>3}"
