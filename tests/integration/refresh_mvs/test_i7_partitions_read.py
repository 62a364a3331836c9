"""I7: what looks across months reads the partitions of its windows, whatever the history."""

import re

import psycopg
import pytest
from psycopg.rows import DictRow

from finops_runtime.database import load_sql
from refresh_mvs.windows import LIMITS, comparisons, judgements, rebuild_windows
from tests.integration.refresh_mvs.costs import ENTITY, Cost, Costs, month, months

HISTORY = [month(name) for name in months("2022-01", 60)]
SCOPE = {"entity_id": ENTITY, "views": None}


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        ("insert_ranks", comparisons([month("2026-12")], HISTORY)),
        ("insert_anomalies", {**LIMITS, **judgements([month("2026-11")], HISTORY)}),
        ("insert_anomalies", {**LIMITS, **judgements([month("2026-12")], HISTORY)}),
    ],
)
def test_i7_only_the_months_of_the_window_are_read(
    db: psycopg.Connection[DictRow], statement: str, values: dict[str, list[object]]
) -> None:
    db.execute("SELECT ensure_month_partitions(%s, %s)", [HISTORY[0], HISTORY[-1]])
    plan = db.execute(b"EXPLAIN " + load_sql("refresh_mvs", statement), {**SCOPE, **values}).fetchall()
    read = set(re.findall(r" on mv_\w+?_month_(\d{4}_\d{2})\b", "\n".join(row["QUERY PLAN"] for row in plan)))
    assert read == {f"{source:%Y_%m}" for source in values["sources"]}
    assert len(read) < 30


def test_i7_no_plan_is_kept_that_would_do_for_any_month(db: psycopg.Connection[DictRow]) -> None:
    db.execute("SELECT ensure_month_partitions('2026-01-01', '2026-02-01')")
    Costs(db).publish([Cost("2026-01", "a", 1)])
    for _ in range(12):
        rebuild_windows(db, ENTITY, [month("2026-01")], None)
    kept = db.execute("SELECT statement FROM pg_prepared_statements").fetchall()
    assert [row for row in kept if "mv_rank_app_month" in row["statement"]] == []
