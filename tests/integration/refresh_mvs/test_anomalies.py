"""Anomalies: hand-made series, and what is said of them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from tests.integration.refresh_mvs.costs import Cost, Costs, explained, month, series

FLAT = [1000] * 12
WIGGLY = [1000, 1040, 980, 1010, 950, 1030, 990, 1020, 970, 1050, 1000, 960]
CREDITS = [-500] * 12
SEASONAL = [1000, 1010, 1600, 990, 1000, 1580, 1005, 995, 1620, 1000, 1010, 3000]
"""A year from January on: quarter ends cost 1.6 times as much, the year end three times."""

Given = tuple[str, Sequence[int | None]]
"""First month, and the cost of each month from it on."""


CASES: dict[str, tuple[Given, dict[str, str]]] = {
    "flat": (("2025-01", FLAT * 2), {}),
    "noise_of_a_few_percent_on_a_flat_series": (("2025-01", [*FLAT, 1000, 1090]), {}),
    "spike": (("2025-01", [*FLAT, 1000, 1300, 1000]), {"2026-02": "high"}),
    "spike_of_a_series_that_wiggles": (("2025-01", [*WIGGLY, 1000, 1300]), {"2026-02": "high"}),
    "within_the_wiggle": (("2025-01", [*WIGGLY, 1000, 1100]), {}),
    "drop": (("2025-01", [*FLAT, 1000, 700, 1000]), {"2026-02": "low"}),
    "step_is_told_until_the_window_has_taken_it_on": (
        ("2025-01", [*FLAT, *[2000] * 12]),
        dict.fromkeys(("2026-01", "2026-02", "2026-03", "2026-04", "2026-05"), "high"),
    ),
    "steady_growth": (("2024-01", [1000 + 40 * n for n in range(36)]), {}),
    "short_history": (("2025-10", [1000, 1000, 1000, 1000, 1000, 1000, 1000, 5000]), {}),
    "history_of_six_ordinary_months": (
        ("2025-01", [1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 5000]),
        {"2025-10": "high"},
    ),
    "months_that_cost_nothing_are_no_zeros": (
        ("2025-01", [1000, None, None, 1000, 1000, None, 1000, 1000, None, 1000, 1000, None, 1000, 1000]),
        {},
    ),
    "credit_that_grows": (("2025-01", [*CREDITS, -500, -900]), {"2026-02": "low"}),
    "credit_that_shrinks_to_a_cost": (("2025-01", [*CREDITS, -500, 100]), {"2026-02": "high"}),
    "costs_nothing_then_something": (("2025-01", [0] * 13 + [900]), {"2026-02": "high"}),
    "seasons_repeat_and_the_first_year_end_is_news": (("2024-01", SEASONAL * 2), {"2024-12": "high"}),
    "quarter_end_unlike_the_others": (
        ("2024-01", [*SEASONAL, 1000, 1010, 4000]),
        {"2024-12": "high", "2025-03": "high"},
    ),
    "quarter_end_without_its_season": (
        ("2024-01", [*SEASONAL, 1000, 1010, 1000]),
        {"2024-12": "high", "2025-03": "low"},
    ),
    "year_end_unlike_the_last": (
        ("2024-01", [*SEASONAL, *SEASONAL[:11], 1000]),
        {"2024-12": "high", "2025-12": "low"},
    ),
}


def test_what_is_flagged(costs: Costs) -> None:
    given = [cost for name, ((first, amounts), _) in CASES.items() for cost in series(name, first, amounts)]
    costs.publish([*given, Cost("2027-01", "the month that is not over", 1000)])
    assert {name: costs.flagged(name) for name in CASES} == {name: expected for name, (_, expected) in CASES.items()}


def test_the_figures_of_a_spike(costs: Costs) -> None:
    wide = [1000 + 3 * (cost - 1000) for cost in WIGGLY]
    costs.publish([*series("a", "2025-01", [*wide, 1000, 1400]), *series("b", "2025-01", [1000] * 15)])
    row = costs.anomalies()["2026-02", "a"]
    # the ordinary months of the twelve before: 1120, 1030, 850, 970, 1060, 1150, 1000, 1000
    assert (row["cost"], row["expected"], row["history_months"]) == (1400, 1000, 8)
    # absolute deviations: 0, 0, 30, 30, 60, 120, 150, 150; the upper of the middle two is 60
    assert row["expected_high"] == 1000 + Decimal("3.5") * Decimal("1.4826") * 60
    assert row["expected_low"] == 1000 - Decimal("3.5") * Decimal("1.4826") * 60
    assert row["score"] == Decimal("4.50")  # 400 / 88.956


def test_the_range_is_never_narrower_than_a_fifth_of_what_was_expected(costs: Costs) -> None:
    costs.publish([*series("a", "2025-01", [*FLAT, 1000, 1300]), *series("b", "2025-01", [1000] * 15)])
    row = costs.anomalies()["2026-02", "a"]
    assert (row["expected_low"], row["expected_high"]) == (800, 1200)
    assert row["score"] == Decimal("15.00")  # 300 / 20: a standard deviation is at least 2 %


def test_the_figures_of_a_quarter_end(costs: Costs) -> None:
    costs.publish([*series("a", "2024-01", [*SEASONAL, 1000, 1010, 4000]), *series("b", "2024-01", [1000] * 16)])
    row = costs.anomalies()["2025-03", "a"]
    # factors 1600 / 1000, 1580 / 1000, 1620 / 1000 in the middle; usual: 1000
    assert row["expected"] == 1600
    assert row["expected_low"] < 1600 < row["expected_high"] < 4000


def test_small_amounts_are_no_anomalies(costs: Costs) -> None:
    costs.publish([*series("a", "2025-01", [1] * 13 + [11]), *series("b", "2025-01", [2000] * 15)])
    assert costs.flagged("a") == {}
    costs.publish([*series("a", "2025-01", [1] * 13 + [21]), *series("b", "2025-01", [2000] * 15)])
    assert costs.flagged("a") == {"2026-02": "high"}


def test_products_explain_the_deviation_in_full(costs: Costs) -> None:
    costs.publish(
        [
            *series("a", "2025-01", [1000] * 14),
            *series("a", "2025-01", [500] * 13 + [1500], product="s3", domain="cloud"),
            *series("a", "2025-01", [100] * 13 + [None], product="old"),
            *series("a", "2026-02", [40], product="(none)", domain="people"),
            *series("b", "2025-01", [1000] * 15),
        ]
    )
    row = costs.anomalies()["2026-02", "a"]
    assert (row["expected"], row["cost"]) == (1600, 2540)
    assert explained(row) == [
        ("s3", "cloud", Decimal(1000), Decimal("1.0638")),
        ("(none)", "people", Decimal(40), Decimal("0.0426")),
    ]


def test_a_drop_is_explained_by_what_is_gone(costs: Costs) -> None:
    products = [c for p in range(5) for c in series("a", "2025-01", [100 * p + 100] * 13, product=f"p{p}")]
    costs.publish([*products, *series("a", "2026-02", [100], product="p0"), *series("b", "2025-01", [1000] * 15)])
    row = costs.anomalies()["2026-02", "a"]
    assert explained(row) == [
        ("p4", "open", Decimal(-500), Decimal("0.3571")),
        ("p3", "open", Decimal(-400), Decimal("0.2857")),
        ("p2", "open", Decimal(-300), Decimal("0.2143")),
    ]


def test_the_unallocated_is_judged_too(costs: Costs) -> None:
    costs.publish([*series("unallocated", "2025-01", [50] * 13 + [500]), *series("b", "2025-01", [50] * 15)])
    assert costs.flagged("unallocated") == {"2026-02": "high"}


def test_the_month_that_is_not_over_is_only_ever_too_high(costs: Costs) -> None:
    history = [*series("a", "2025-01", [1000] * 12), *series("b", "2025-01", [1000] * 12)]
    costs.publish([*history, Cost("2026-01", "a", 300), Cost("2026-01", "b", 3000)])
    assert (costs.flagged("a"), costs.flagged("b")) == ({}, {"2026-01": "high"})
    costs.publish([Cost("2026-02", "a", 1000)])
    assert costs.flagged("a") == {"2026-01": "low"}


def test_the_month_that_was_not_over_is_judged_when_a_later_one_comes_after_a_gap(costs: Costs) -> None:
    costs.publish([*series("a", "2025-01", [1000] * 12), Cost("2026-01", "a", 300)])
    costs.publish([Cost("2026-04", "a", 1000)])
    assert costs.flagged("a") == {"2026-01": "low"}


def test_i6_what_is_not_wholly_priced_is_not_too_low(costs: Costs) -> None:
    costs.publish(
        [
            *series("a", "2025-01", [1000] * 13 + [300]),
            Cost("2026-02", "a", None, product="disk"),
            *series("c", "2025-01", [1000] * 13),
            Cost("2026-02", "c", None),
            *series("b", "2025-01", [1000] * 15),
        ]
    )
    assert costs.anomalies() == {}


def test_one_application_is_no_other(costs: Costs) -> None:
    costs.publish(
        [*series("a", "2025-01", [1000] * 14), *series("b", "2025-01", [100] * 15), *series("c", "2026-02", [9000])]
    )
    assert costs.anomalies() == {}


def test_restating_a_month_judges_the_later_ones_again(costs: Costs) -> None:
    spiky = [*series("a", "2025-01", [1000] * 13 + [1300]), *series("b", "2025-01", [1000] * 15)]
    costs.publish(spiky)
    assert costs.flagged("a") == {"2026-02": "high"}
    for name in ("2025-04", "2025-05", "2025-07", "2025-08", "2025-10"):
        costs.publish([Cost(name, "a", 1300), Cost(name, "b", 1000)])
    assert "2026-02" not in costs.flagged("a")


def test_i2_months_published_one_by_one_or_all_at_once_give_the_same(costs: Costs) -> None:
    both = [*series("a", "2024-01", [*SEASONAL, 1000, 1010, 4000, 300]), *series("b", "2024-01", WIGGLY)]
    both += series("unallocated", "2024-03", [5, 50, 500, None, 50, 40])
    costs.publish(both)
    at_once = costs.windows()
    assert len(at_once["mv_anomalies_month"]) > 0
    for name in sorted({cost.month for cost in both}):
        costs.publish([cost for cost in both if cost.month == name])
    assert costs.windows() == at_once


def test_i10_what_looks_across_months_leaves_closed_months_alone(costs: Costs, db: Any) -> None:
    both = [*series("a", "2025-01", [1000] * 13 + [1300]), *series("b", "2025-01", [1000] * 15)]
    costs.publish(both)
    before = closed_rows(costs)
    db.execute(
        "INSERT INTO period_status SELECT 'acme', m, 'CLOSED' FROM generate_series(date '2025-01-01', '2026-02-01',"
        " interval '1 month') m"
    )
    # nobody restates a closed month; were it done all the same, what compares it would stay as it was closed
    costs.publish([Cost("2026-01", "a", 7000)])
    costs.publish([Cost("2026-03", "a", 1), Cost("2026-03", "b", 1), Cost("2026-04", "b", 1)])
    assert all(before.values())
    assert closed_rows(costs) == before


def closed_rows(costs: Costs) -> dict[str, list[Any]]:
    """With where they stand and who wrote them: written again, a row is another one."""
    tables = ("mv_rank_app_month", "mv_anomalies_month", "mv_history_domain")
    return {
        table: [
            tuple(map(str, row.values()))
            for row in costs.all(
                f"SELECT ctid, xmin, * FROM {table} WHERE period_month = %s ORDER BY 3, 4, 5, 6",
                month("2026-02"),
            )
        ]
        for table in tables
    }
