"""An aggregate is a table, a definition, two statements and a sum check: none of them can be forgotten."""

from importlib.resources import files

import pytest

from finops_runtime.database import load_sql
from refresh_mvs.aggregates import AGGREGATES


@pytest.mark.parametrize("aggregate", AGGREGATES)
def test_every_aggregate_is_replaced_for_its_months_and_checked(aggregate: str) -> None:
    delete = load_sql("refresh_mvs", f"delete_{aggregate}").decode()
    insert = load_sql("refresh_mvs", f"insert_{aggregate}").decode()
    assert f"DELETE FROM {aggregate} WHERE entity_id = %(entity_id)s AND period_month = ANY" in delete
    assert f"INSERT INTO {aggregate}\n" in insert
    assert f"{aggregate}_definition" in insert
    assert "period_month = ANY (%(periods)s::date[])" in insert
    assert f"FROM {aggregate}\n" in load_sql("refresh_mvs", "broken_sums").decode()


def test_no_statement_is_left_of_an_aggregate_that_is_gone() -> None:
    names = {path.name.removesuffix(".sql") for path in files("refresh_mvs").joinpath("sql").iterdir()}
    replaced = {name.partition("_mv_")[2] for name in names if "_mv_" in name}
    assert {f"mv_{name}" for name in replaced} == set(AGGREGATES)
