"""Forty nights leave no more behind than ten: what is old goes, what failed goes, and the mart is whole."""

from collections.abc import Iterator

import pytest

from finops_runtime.database import load_sql
from tests.bench.mart import Mart, Marts
from tests.bench.nights import REJECTS, hold, keeping
from tests.bench.sink import Sink

NIGHTS, DAYS, DOMAINS, MONTHS, ROWS = 40, 5, 20, 2, 100


@pytest.fixture
def mart(postgres_url: str) -> Iterator[Mart]:
    kept = dict.fromkeys(("finops_keep_staging_days", "finops_keep_rejects_days", "finops_keep_runs_days"), DAYS)
    with Sink() as sink, Marts(postgres_url, 1, sink) as marts:
        yield keeping(marts.of(1, ROWS), **kept)


def test_what_nights_leave_behind_is_bounded(mart: Mart) -> None:
    most: dict[str, int] = {}

    def after(night: int, *_: float) -> None:
        for row in mart.db.execute(load_sql("tests.bench", "size_of_upkeep")).fetchall():
            if night >= NIGHTS // 2:
                most[row["name"]] = max(most.get(row["name"], 0), int(row["live"]))

    hold(mart, NIGHTS, after)
    # Of each kept day a run, and one more where one failed; and of each month that is shown, the run that it is from.
    runs = DAYS + 1 + 1 + NIGHTS // 28 + 1
    assert most["etl_runs"] <= runs
    assert most["etl_run_steps"] <= runs * DOMAINS * MONTHS
    assert most["etl_rejects"] <= runs * DOMAINS * MONTHS * REJECTS
    assert most["staged_releve"] <= ROWS * MONTHS  # one failed night's
    assert most["fact_pending"] == 0
    ends = mart.db.execute("SELECT status, count(*) AS n FROM etl_runs GROUP BY status").fetchall()
    assert {row["status"] for row in ends} <= {"SUCCESS", "FAILED"}
    broken = mart.db.execute("SELECT FROM slice_publication WHERE run_id NOT IN (SELECT run_id FROM etl_runs)")
    assert broken.fetchall() == []
