"""An aggregate is a table, a definition, its statements and a sum check: none of them can be forgotten."""

from importlib.resources import files

import pytest

from finops_runtime.database import load_sql
from refresh_mvs.aggregates import AGGREGATES, COSTS, QUANTITIES

MONTH = "entity_id = %(entity_id)s AND period_month = %(period_month)s"


@pytest.mark.parametrize("aggregate", COSTS)
def test_every_aggregate_is_merged_for_its_month_and_views(aggregate: str) -> None:
    insert, merge, delete = (
        load_sql("refresh_mvs", f"{kind}_{aggregate}").decode() for kind in ("insert", "merge", "delete_gone")
    )
    assert f"INSERT INTO {aggregate} (" in insert
    assert f"MERGE INTO {aggregate} t\n" in merge
    assert f"DELETE FROM {aggregate} t\n" in delete
    for statement in (insert, merge):
        assert f"FROM {aggregate}_definition\n" in statement
        assert MONTH in statement
        assert "pricing_view_id = ANY (%(views)s::text[])" in statement
    for statement in (merge, delete):
        assert "t.entity_id = %(entity_id)s AND t.period_month = %(period_month)s" in statement
    assert "(%(views)s::text[] IS NULL OR t.pricing_view_id = ANY (%(views)s::text[]))" in delete


def test_quantities_have_no_pricing_view() -> None:
    for kind in ("merge", "delete_gone"):
        statement = load_sql("refresh_mvs", f"{kind}_{QUANTITIES}").decode()
        assert "t.entity_id = %(entity_id)s AND t.period_month = %(period_month)s" in statement
        assert "views" not in statement


@pytest.mark.parametrize("aggregate", AGGREGATES)
def test_every_aggregate_is_checked(aggregate: str) -> None:
    assert f"FROM {aggregate}\n" in load_sql("refresh_mvs", "broken_sums").decode()


def test_no_statement_is_left_of_an_aggregate_that_is_gone() -> None:
    names = {path.name.removesuffix(".sql") for path in files("refresh_mvs").joinpath("sql").iterdir()}
    rebuilt = {"mv_" + name.partition("_mv_")[2] for name in names if "_mv_" in name}
    assert rebuilt == set(AGGREGATES)
