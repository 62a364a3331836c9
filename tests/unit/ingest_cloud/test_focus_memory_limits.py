"""A CSV bill is first read with little memory; one that needs more is read again, and counts once."""

from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from finops_contract.period import Period
from finops_runtime.ingest.files import Files
from finops_runtime.settings import FileSettings
from ingest_cloud.focus.bill import Bill
from ingest_cloud.focus.config import FocusConfig
from ingest_cloud.focus.session import ReaderOverloaded, session, statement

PERIOD = Period(2024, 9)
CONFIG = FocusConfig.model_validate(
    {
        "source": "acme-bill",
        "files": "/bills/*",
        "metrics": {"EffectiveCost": "COST"},
        "application": [{"column": "App"}],
        "product": [],
        "environment": [],
    }
)


@pytest.fixture
def bill_of_many_keys(tmp_path: Path) -> Path:
    lines = ["BillingPeriodStart,BillingCurrency,EffectiveCost,App", "torn,line"]
    lines += [f"2024-09-01,USD,1,{index:0300d}" for index in range(40_000)]
    path = tmp_path / "bill.csv"
    path.write_text("\n".join(lines))
    return path


def added_up(connection: DuckDBPyConnection, path: Path) -> tuple[int, int]:
    """Records that were counted, and lines that were none."""
    connection.execute(statement("create_usage"))
    connection.execute(statement("set_month"), {"prefix": f"{PERIOD}-"})
    with Files(FileSettings(finops_file_roots=("/",))).fetch(path.as_uri()) as file:
        bill = Bill(connection, file, "csv")
        bill.show_groups(CONFIG, PERIOD.first_day)
        bill.add_usage(0)
        broken = len(list(bill.broken_lines()))
        return sum(int(row[2]) for row in bill.query("totals", {"file": 0})), broken


def test_what_does_not_fit_is_read_again_and_counts_once(bill_of_many_keys: Path) -> None:
    with session("256MB") as connection:
        connection.execute(statement("set_memory"), {"whole": "256MB", "little": "8MB"})
        assert added_up(connection, bill_of_many_keys) == (40_000, 1)


def test_that_much_memory_is_too_little(bill_of_many_keys: Path) -> None:
    with session("256MB") as connection:
        connection.execute(statement("set_memory"), {"whole": "8MB", "little": "8MB"})
        with pytest.raises(ReaderOverloaded):
            added_up(connection, bill_of_many_keys)
