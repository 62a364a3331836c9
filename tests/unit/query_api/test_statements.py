"""The statements about costs begin with one scope and end with one meta; each file is one statement."""

import re
from importlib.resources import files

import pytest

STATEMENTS = {file.name: file.read_text() for file in files("query_api").joinpath("sql").iterdir()}
COSTS = ("application.sql", "applications.sql", "dashboard.sql", "domain.sql", "domains.sql", "history.sql")


def tail(statement: str) -> str:
    return statement[statement.index("SELECT json_build_object(\n    'meta', json_build_object(\n        'period'") :]


def test_meta_is_the_same_in_every_answer_about_costs() -> None:
    assert len({tail(STATEMENTS[name]) for name in COSTS}) == 1


@pytest.mark.parametrize("name", sorted(STATEMENTS))
def test_one_statement_a_file_with_what_it_does(name: str) -> None:
    text = STATEMENTS[name]
    assert text.startswith("-- ")
    assert ";" not in re.sub(r"--.*", "", text)


@pytest.mark.parametrize("name", COSTS)
def test_every_read_of_an_aggregate_is_of_one_entity_and_view(name: str) -> None:
    reads = re.findall(r"FROM (mv_\w+)\s+WHERE(.*?)(?=UNION ALL|\n\),|GROUP BY)", STATEMENTS[name], re.DOTALL)
    assert reads
    for table, condition in reads:
        assert "entity_id = %(entity)s" in condition, table
        assert (
            "pricing_view_id = (SELECT pricing_view_id FROM scope)" in condition or table == "mv_quantity_domain_month"
        )
