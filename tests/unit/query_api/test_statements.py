"""The statements about costs begin with one scope and end with one meta; each file is one statement."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "functions" / "query_api" / "query_api" / "sql"
STATEMENTS = {path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.sql")}
COSTS = (
    "aggregate/aggregate.sql",
    "application.sql",
    "applications.sql",
    "dashboard.sql",
    "domain.sql",
    "domains.sql",
    "history.sql",
    "insights/rankings.sql",
    "insights/unpriced.sql",
    "structure/families.sql",
    "structure/family.sql",
    "structure/product.sql",
    "structure/products.sql",
)
COMPARED = (
    "application.sql",
    "applications.sql",
    "dashboard.sql",
    "domain.sql",
    "domains.sql",
    "structure/families.sql",
    "structure/family.sql",
    "structure/product.sql",
    "structure/products.sql",
)
MORE = {
    "aggregate/aggregate.sql": ", 'aggregate', t.more",
    "insights/rankings.sql": ", 'ranking', t.more",
    "insights/unpriced.sql": ", 'unpriced', t.more",
    **dict.fromkeys(COMPARED, ", 'comparedWith', s.compared_with"),
}
"""What an answer about costs says in `meta` beyond what all of them say."""
ANOMALIES = "insights/anomalies.sql"


def tail(name: str) -> str:
    statement = STATEMENTS[name]
    end = statement[statement.index("SELECT json_build_object(\n    'meta', json_build_object(\n        'period'") :]
    return end.replace(MORE.get(name, ""), "")


def test_meta_is_the_same_in_every_answer_about_costs() -> None:
    assert len({tail(name) for name in COSTS}) == 1


def test_meta_of_anomalies_differs_in_its_total_only() -> None:
    total = re.compile(r"'total', (json_build_object\(.*?t\.unpriced_rows\)|t\.total),", re.DOTALL)
    without = total.sub("", tail("domains.sql")).replace("%(environment)s::text", "NULL")
    assert without != tail("domains.sql")
    assert re.sub(r"\s+", " ", total.sub("", tail(ANOMALIES))) == re.sub(r"\s+", " ", without)


@pytest.mark.parametrize("name", sorted(STATEMENTS))
def test_one_statement_a_file_with_what_it_does(name: str) -> None:
    text = STATEMENTS[name]
    assert text.startswith("-- ")
    assert ";" not in re.sub(r"--.*", "", text)


@pytest.mark.parametrize("name", COSTS)
def test_every_read_of_an_aggregate_is_of_one_entity_and_view(name: str) -> None:
    reads = re.findall(r"FROM (mv_\w+)\s+WHERE(.*?)(?=UNION ALL|\n\),|GROUP BY)", STATEMENTS[name], re.DOTALL)
    called = re.findall(r"application_costs\(\s*(.*?, .*?),", STATEMENTS[name])
    assert reads or called
    assert all(scope == "%(entity)s, s.pricing_view_id" for scope in called)
    for table, condition in reads:
        assert "entity_id = %(entity)s" in condition, table
        assert (
            "pricing_view_id = (SELECT pricing_view_id FROM scope)" in condition or table == "mv_quantity_product_month"
        )


GROUP_COSTS = tuple(
    f"group/{name}.sql"
    for name in (
        "application",
        "applications",
        "dashboard",
        "domain",
        "domains",
        "entities",
        "entity",
        "history",
        "rankings",
    )
)


def group_tail(name: str) -> str:
    end = tail(name).replace(", 'ranking', t.more", "").replace(", 'comparedWith', s.compared_with", "")
    return end.replace("ARRAY[%(entity)s::text]", "%(entities)s::text[]")


def test_meta_is_the_same_in_every_answer_about_a_groups_costs() -> None:
    assert len({group_tail(name) for name in GROUP_COSTS}) == 1
    assert "'missing', coalesce(s.missing, '[]')" in group_tail("group/domains.sql")


@pytest.mark.parametrize("name", [*GROUP_COSTS, "group/anomalies.sql"])
def test_every_read_of_a_group_begins_with_its_scope(name: str) -> None:
    text = STATEMENTS[name].partition("\n")[2]
    assert text.startswith("WITH scope AS (\n    SELECT * FROM group_scope(")
    for table, condition in re.findall(r"FROM (mv_\w+)\s+WHERE(.*?)(?=\n\s*\)|GROUP BY)", text, re.DOTALL):
        assert "entity_id = " in condition, table
        assert "pricing_view_id = " in condition, table
    # None of it asks a clock: what is answered stays so as long as the generation does.
    assert not re.search(r"now\(\)|clock_timestamp|current_date|group_completeness", text, re.IGNORECASE)
