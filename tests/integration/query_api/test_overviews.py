"""Dashboard, history and status, against the facts by hand."""

from typing import Any

import pytest

from tests.integration.query_api.conftest import Api
from tests.integration.query_api.mart import FACTS, OCTOBER, RUN, SEPTEMBER, Fact, cost
from tests.integration.query_api.test_costs import by_key, sum_of


def test_dashboard(api: Api) -> None:
    data = api.get("dashboard?limit=2")["data"]
    assert (data["cost"], data["previousCost"]) == (cost(OCTOBER), cost(SEPTEMBER))
    assert data["yearToDate"] == cost(OCTOBER) + cost(SEPTEMBER)
    assert data["sameMonthLastYear"] is None
    assert len(data["trend"]) == 13
    assert [point["cost"] for point in data["trend"][-3:]] == [None, cost(SEPTEMBER), cost(OCTOBER)]
    assert [row["domainId"] for row in data["topDomains"]] == ["cloud", "weights"]
    assert [row["applicationId"] for row in data["topApplications"]] == ["shop", "pay"]
    assert [row["familyId"] for row in data["topFamilies"]] == ["compute", "(none)"]


def _domain_of(fact: Fact) -> tuple[str | None, ...]:
    return (fact.domain, None, None)


@pytest.mark.parametrize(
    ("by", "key"),
    [
        ("total", lambda fact: (None, None, None)),
        ("domain", _domain_of),
        ("family", lambda fact: (fact.domain, fact.family or "(none)", None)),
        ("application", lambda fact: (None, None, fact.application)),
    ],
)
@pytest.mark.parametrize("query", ["", "&domain=cloud&domain=weights", "&application=shop"])
def test_history(api: Api, by: str, key: Any, query: str) -> None:
    answer = api.get(f"history?by={by}&from=2026-08&to=2026-10&limit=100{query}")
    facts = [
        fact
        for fact in FACTS
        if fact.is_valued
        and ("domain" not in query or fact.domain in ("cloud", "weights"))
        and ("application=" not in query or fact.application == "shop")
    ]
    assert {(s["domainId"], s["familyId"], s["applicationId"]) for s in answer["data"]} == {key(fact) for fact in facts}
    for series in answer["data"]:
        keys = (series["domainId"], series["familyId"], series["applicationId"])
        for point in series["points"]:
            here = [fact.cost for fact in facts if key(fact) == keys and fact.month == point["period"]]
            known = [amount for amount in here if amount is not None]
            assert point["cost"] == (sum(known) if known else None), (keys, point)  # a gap is no zero
    assert answer["meta"]["total"]["cost"] == sum_of(answer["data"], "cost")


def test_history_is_of_13_months_unless_told(api: Api) -> None:
    points = api.get("history")["data"][0]["points"]
    assert [points[0]["period"], points[-1]["period"], len(points)] == ["2025-10", OCTOBER, 13]


def test_status(api: Api) -> None:
    data = api.get("status")["data"]
    assert (data["latestPeriod"], data["complete"], data["runningRun"]) == (OCTOBER, False, None)
    assert data["lastRun"]["runId"] == str(RUN)
    assert [(period["period"], period["domains"], period["complete"]) for period in data["periods"]] == [
        (OCTOBER, 3, False),
        (SEPTEMBER, 3, True),
    ]
    assert by_key(data["domains"], "domainId")["gone"]["latestPeriod"] == SEPTEMBER
