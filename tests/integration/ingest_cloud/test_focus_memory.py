"""Memory does not grow with the bill: peaks of whole processes, measured by the system."""

from pathlib import Path

import pytest
from tests.bench.focus import run, write_bill

FEW, MANY = 200_000, 1_000_000


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_five_times_the_charges_take_about_the_same_memory(kind: str, tmp_path: Path) -> None:
    peaks = []
    for charges in (FEW, MANY):
        bill = tmp_path / f"bill.{kind}"
        write_bill(bill, charges)
        # The least of three: how far one thread runs ahead of the other is chance, and only ever adds.
        peaks.append(min(run("relevés", bill).peak for _ in range(3)))
        bill.unlink()
    # A busy machine lets threads run further ahead of each other; what grew with the bill would be many times as much.
    assert peaks[1] <= peaks[0] * 1.25
