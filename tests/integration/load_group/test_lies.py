"""A month whose rows are not what its manifest says, case by case: it is refused whole."""

import pytest

from tests.integration.load_group.conftest import Group
from tests.integration.load_group.month import FACTS, KEYS, Month, rows_of

NOW = Month()

REFUSED: dict[str, tuple[Month, str]] = {
    "a total": (NOW.but(said={"totals": {**NOW.totals, "VCPU": "1"}}), "totals_differ"),
    "the last digit of a total": (NOW.but(said={"totals": {**NOW.totals, "VCPU": "145.75"}}), "totals_differ"),
    "a total of nothing": (NOW.but(said={"totals": {**NOW.totals, "CPU": "0"}}), "totals_differ"),
    "no totals": (NOW.but(said={"totals": {}}), "totals_differ"),
    "a cost": (NOW.but(said={"costs": {**NOW.costs, "actual": "1057.2"}}), "costs_differ"),
    "the last digit of a cost": (
        NOW.but(said={"costs": {**NOW.costs, "market": f"{NOW.costs['market']}1"}}),
        "costs_differ",
    ),
    "no cost where there is one": (NOW.but(said={"costs": {**NOW.costs, "actual": None}}), "costs_differ"),
    "a cost where there is none": (NOW.but(said={"costs": {**NOW.costs, "other": "0"}}), "costs_differ"),
    "a view left out": (NOW.but(said={"costs": {"actual": NOW.costs["actual"]}}), "costs_differ"),
    "a fact twice": (NOW.but(facts=[*FACTS, FACTS[2]]), "doubled_fact"),
    "a fact twice by its source": (NOW.but(facts=[*FACTS, (*FACTS[2][:8], "another")]), "doubled_fact"),
    **{
        f"an undeclared {row[0]}": (NOW.but(keys=[each for each in KEYS if each != row]), "undeclared_key")
        for row in (KEYS[0], KEYS[2], KEYS[4], KEYS[6], KEYS[9], KEYS[12])
    },
}


REFUSED["an undeclared parent"] = (NOW.but(keys=[*KEYS, *rows_of("product x X nowhere - - - false")]), "undeclared_key")
REFUSED["a key too long for its entity's name"] = (
    NOW.but(keys=[*KEYS, *rows_of(f"product {'x' * 512} X compute - - - false")]),
    "not_loadable",
)
NINES = "9" * 30
REFUSED["a sum beyond bounds"] = (  # of two applications that are one of the group
    NOW.but(
        facts=FACTS
        + rows_of(f"open storage disk a1 staging DIRECT GB {NINES} cmdb")
        + rows_of("open storage disk a2 staging DIRECT GB 1 cmdb")
        + rows_of(f"open storage disk a3 staging DIRECT GB -{NINES} cmdb")
    ),
    "not_loadable",
)


@pytest.mark.parametrize("lie", REFUSED)
def test_a_month_whose_rows_are_not_what_it_says_is_refused_at_its_commit(group: Group, lie: str) -> None:
    month, code = REFUSED[lie]
    state = group.push(month)
    assert (state["status"], state["errorCode"]) == ("REFUSED", code)
    assert group.rows("SELECT 1 FROM etl_runs UNION ALL SELECT 1 FROM fact_pending") == []
    assert group.rows("SELECT 1 FROM group_staged_fact UNION ALL SELECT 1 FROM group_piece") == []
    assert group.sink.events == []
    assert group.push(NOW.but(generation=9))["status"] == "LOADED"
