"""The dry run of a publication: what it says is what a reckoning by hand says, fact by fact."""

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from cloudevents.conversion import to_binary
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.rows import DictRow

from tests.fix_chain import Sink, function_client
from tests.fix_servers import as_login
from tests.integration.query_api.mart import ENTITY, FACTS, OCTOBER, PRICES, SEPTEMBER, Fact, cost
from tests.integration.query_api.prices.conftest import FIRST, Admin, Row

BEFORE = {"VCPU_HOURS", "EFFECTIVE_COST.USD", "WEIGHT", "GB_MONTH"}
Valuation = Callable[[Fact], tuple[bool, Decimal | None]]


def valuation_of(rows: list[Row]) -> Valuation:
    """Whether a table values a fact, and its price: of the product or INDIRECT domain, else the metric's rate."""

    def valued(fact: Fact) -> tuple[bool, Decimal | None]:
        own = rate = None
        for product, domain, metric, price, first, last in rows:
            if metric != fact.metric or price is None or not str(first) <= fact.month <= str(last or "9999-12"):
                continue
            if product is None and domain is None:
                rate = Decimal(str(price))
            elif product == fact.product if fact.product else domain == fact.domain:
                own = Decimal(str(price))
        is_valued = fact.metric in {row[2] for row in rows}
        return is_valued, own if own is not None else rate

    return valued


def before(fact: Fact) -> tuple[bool, Decimal | None]:
    return fact.metric in BEFORE, PRICES.get(fact.product or fact.domain) if fact.metric in BEFORE else None


def reckoned(after: Valuation, key: Callable[[Fact], Any]) -> dict[Any, dict[str, Any]]:
    """What changes, as the API says it, by some key of the facts."""
    found: dict[Any, dict[str, Any]] = {}
    gained: dict[Any, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    lost: dict[Any, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for fact in FACTS:
        (_, price_before), (is_valued, price_after) = before(fact), after(fact)
        if before(fact) == after(fact):
            continue
        entry = found.setdefault(key(fact), {"costBefore": None, "costAfter": None})
        for name, price in (("costBefore", price_before), ("costAfter", price_after)):
            if price is not None:
                entry[name] = (entry[name] or 0) + fact.quantity * price
        if price_before is None and price_after is not None:
            gained[key(fact)][fact.metric] += fact.quantity
        if is_valued and price_after is None:
            lost[key(fact)][fact.metric] += fact.quantity
    for place, entry in found.items():
        entry["delta"] = (entry["costAfter"] or 0) - (entry["costBefore"] or 0)
        for name, quantities in (("newlyPriced", gained[place]), ("newlyUnpriced", lost[place])):
            entry[name] = [{"metric": metric, "quantity": quantities[metric]} for metric in sorted(quantities)]
    return found


def said(changes: list[dict[str, Any]], *keys: str) -> dict[Any, dict[str, Any]]:
    names = ("costBefore", "costAfter", "delta", "newlyPriced", "newlyUnpriced")
    found = {tuple(row[key] for key in keys): {name: row[name] for name in names} for row in changes}
    assert len(found) == len(changes)
    return found


def assert_as_reckoned(changes: Any, rows: list[Row]) -> None:
    after = valuation_of(rows)
    assert said(changes["months"], "period") == reckoned(after, lambda fact: (fact.month,))
    assert said(changes["domains"], "period", "domainId") == reckoned(after, lambda fact: (fact.month, fact.domain))
    by_application = reckoned(after, lambda fact: (fact.application,))
    assert said(changes["applications"]["largest"], "applicationId") == by_application
    assert changes["applications"]["count"] == len(by_application)
    amounts = [abs(row["delta"]) for row in changes["applications"]["largest"]]
    assert amounts == sorted(amounts, reverse=True)


NEW: list[Row] = [
    ("vm", None, "VCPU_HOURS", "0.06", "2026-01", "2026-09"),
    ("vm", None, "VCPU_HOURS", "0.070000000001", "2026-10", None),
    ("disk", None, "GB_MONTH", "0.5", "2026-10", None),
    (None, "weights", "WEIGHT", "1000", "2026-01", "2026-09"),
    (None, None, "EFFECTIVE_COST.USD", "1.1", "2026-01", None),
    ("saas", None, "EFFECTIVE_COST.USD", "2", "2026-01", None),
    (None, None, "BILLED_COST.USD", None, None, None),
]


def test_what_changes_is_what_a_reckoning_says(admin: Admin) -> None:
    checksum = admin.draft(*NEW)["checksum"]
    answer = admin.get("/draft/changes")
    assert answer["meta"]["checksum"] == checksum
    changes = answer["data"]
    assert_as_reckoned(changes, NEW)
    assert [month["publishedCost"] for month in changes["months"]] == [cost(SEPTEMBER), cost(OCTOBER)]
    assert changes["valuedMetrics"]["added"] == ["BILLED_COST.USD"]
    weights = next(row for row in changes["domains"] if row["domainId"] == "weights")
    assert (weights["costBefore"], weights["costAfter"]) == (Decimal(1000), None)
    assert weights["newlyUnpriced"] == [{"metric": "WEIGHT", "quantity": 1}]


PRICED = st.sampled_from(["0.0500001", "1.1", "0", "7.25", "1000"])
MONTHS = st.sampled_from([("2026-01", None), ("2026-01", "2026-08"), ("2026-09", "2026-09"), ("2026-10", None)])
KEYS = st.sampled_from(
    [
        ("vm", None, "VCPU_HOURS"),
        ("disk", None, "GB_MONTH"),
        ("ec2", None, "EFFECTIVE_COST.USD"),
        (None, "weights", "WEIGHT"),
        (None, None, "EFFECTIVE_COST.USD"),
        (None, None, "BILLED_COST.USD"),
        (None, None, "GB_MONTH"),
        ("vm", None, "BILLED_COST.USD"),
    ]
)
LINES = st.builds(lambda key, price, months: (*key, price, *months), KEYS, PRICED, MONTHS)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(LINES, min_size=1, max_size=6, unique_by=lambda line: line[:3]))
def test_any_draft_says_what_a_reckoning_says(admin: Admin, lines: list[Row]) -> None:
    admin.draft(*lines)
    assert_as_reckoned(admin.get("/draft/changes")["data"], lines)


def test_the_version_in_force_changes_nothing(admin: Admin) -> None:
    admin.draft(*FIRST, (None, None, "COEFFICIENT", None, None, None))
    changes = admin.get("/draft/changes")["data"]
    assert (changes["months"], changes["domains"], changes["applications"]) == ([], [], {"count": 0, "largest": []})
    assert changes["valuedMetrics"] == {"added": [], "removed": []}


def test_a_new_view_changes_every_month_with_facts(admin: Admin) -> None:
    plan = Admin(admin.api, "plan")
    assert plan.call("", "PUT", json={"label": "Plan", "currency": "EUR", "reason": "x"}).status_code == 200
    plan.draft(("vm", None, "VCPU_HOURS", 2, "2026-01", None), (None, None, "EFFECTIVE_COST.USD", 1, "2026-01", None))
    months = plan.get("/draft/changes")["data"]["months"]
    assert [(month["period"], month["publishedCost"], month["costBefore"]) for month in months] == [
        (SEPTEMBER, None, None),
        (OCTOBER, None, None),
    ]


def test_what_stands_against_a_draft_is_shown(admin: Admin, db: psycopg.Connection[DictRow]) -> None:
    db.execute("INSERT INTO period_status (entity_id, period_month, status) VALUES ('acme', '2026-09-01', 'CLOSED')")
    admin.draft(("vm", None, "VCPU_HOURS", 2, "2026-01", None), (None, None, "EFFECTIVE_COST.USD", 2, "2026-02", None))
    changes = admin.get("/draft/changes")["data"]
    assert changes["closedPeriods"] == [SEPTEMBER]
    assert changes["rateChanges"]["first"][:2] == [
        {"metric": "EFFECTIVE_COST.USD", "period": "2026-01", "before": Decimal("1.1"), "after": None},
        {"metric": "EFFECTIVE_COST.USD", "period": "2026-02", "before": Decimal("1.1"), "after": 2},
    ]
    assert changes["rateChanges"]["count"] >= 10


def test_another_entity_s_figures_play_no_part(admin: Admin, db: psycopg.Connection[DictRow]) -> None:
    db.execute(
        "INSERT INTO mv_quantity_product_month SELECT * FROM mv_quantity_product_month_definition d"
        " WHERE d.entity_id = 'other' ON CONFLICT DO NOTHING"
    )
    admin.draft(*NEW)
    assert_as_reckoned(admin.get("/draft/changes")["data"], NEW)


def test_what_was_said_is_what_the_mart_then_shows(
    admin: Admin, sink: Sink, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin.draft(*NEW)
    said_before = {
        (row["period"], row["domainId"]): row["delta"] for row in admin.get("/draft/changes")["data"]["domains"]
    }
    costs = {month: domain_costs(admin, month) for month in (SEPTEMBER, OCTOBER)}
    assert admin.publish().status_code == 202
    environment = {
        "POSTGRES_URL": as_login(database_url, "refresh_mvs"),
        "K_SINK": sink.url,
        "FINOPS_ENTITY_ID": ENTITY,
    }
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    publisher, module = function_client("refresh_mvs")
    headers, body = to_binary(sink.of_type("prices.published")[0])
    assert publisher.post("/", headers=headers, data=body).status_code == 204
    module.service().close()
    assert admin.state(2) == "in_force"
    deltas = {
        (month, domain): (after or 0) - (costs[month][domain] or 0)
        for month in costs
        for domain, after in domain_costs(admin, month).items()
    }
    # A metric that is valued from now on and has no price changes a domain, but not its known cost.
    assert {place: delta for place, delta in deltas.items() if delta} == {
        place: delta for place, delta in said_before.items() if delta
    }
    assert len(said_before) > sum(delta != 0 for delta in deltas.values()) > 3


def domain_costs(admin: Admin, month: str) -> dict[str, Decimal | None]:
    return {row["domainId"]: row["cost"] for row in admin.api.get(f"domains?period={month}")["data"]}


def test_other_formats_are_refused(admin: Admin) -> None:
    admin.draft(*NEW)
    assert admin.call("/draft/changes", headers={"Accept": "image/png"}).status_code == 406
