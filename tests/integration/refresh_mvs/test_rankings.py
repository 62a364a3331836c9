"""Rankings: by cost, growth and reduction, against the month before and the same month of last year."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integration.refresh_mvs.costs import Cost, Costs, months, series


def test_ties_share_a_rank_and_the_next_one_is_left_out(costs: Costs) -> None:
    amounts = {"a": (10, 30), "b": (30, 30), "c": (15, 20), "d": (20, 25)}
    costs.publish([c for name, both in amounts.items() for c in series(name, "2026-09", both)])
    ranks = costs.ranks("2026-10")
    assert {name: row["cost_rank"] for name, row in ranks.items()} == {"a": 1, "b": 1, "d": 3, "c": 4}
    assert {name: row["growth_rank"] for name, row in ranks.items()} == {"a": 1, "c": 2, "d": 2, "b": None}
    assert {row["reduction_rank"] for row in ranks.values()} == {None}
    assert {row["status"] for row in ranks.values()} == {"continued"}


def test_new_applications_have_no_growth_and_ended_ones_reduce_by_all_they_cost(costs: Costs) -> None:
    costs.publish(
        [
            *series("kept", "2026-09", [10, 4]),
            *series("gone", "2026-09", [100, None]),
            *series("new", "2026-09", [None, 500]),
        ]
    )
    ranks = costs.ranks("2026-10")
    new, gone, kept = ranks["new"], ranks["gone"], ranks["kept"]
    assert (new["status"], new["previous_cost"], new["growth_rank"], new["cost_rank"]) == ("new", None, None, 1)
    assert (gone["status"], gone["cost"], gone["previous_cost"]) == ("ended", 0, 100)
    assert (gone["cost_rank"], gone["reduction_rank"], kept["reduction_rank"]) == (None, 1, 2)


def test_nothing_is_compared_with_a_month_without_data(costs: Costs) -> None:
    costs.publish([*series("a", "2025-10", [5]), *series("b", "2026-08", [1]), *series("a", "2026-10", [9])])
    (row,) = costs.ranks("2026-10").values()
    assert (row["status"], row["previous_cost"], row["growth_rank"]) == (None, None, None)
    assert (row["status_year"], row["last_year_cost"], row["growth_rank_year"]) == ("continued", 5, 1)


def test_what_ended_since_last_year_is_listed_beside_what_ended_since_last_month(costs: Costs) -> None:
    costs.publish(
        [
            *series("old", "2025-10", [7]),
            *series("kept", "2025-10", [1]),
            *series("kept", "2026-09", [1, 1]),
            *series("late", "2026-09", [3]),
        ]
    )
    ranks = costs.ranks("2026-10")
    assert (ranks["old"]["status"], ranks["old"]["status_year"], ranks["old"]["reduction_rank_year"]) == (
        None,
        "ended",
        1,
    )
    assert (ranks["late"]["status"], ranks["late"]["status_year"], ranks["late"]["reduction_rank"]) == (
        "ended",
        None,
        1,
    )


def test_i6_what_has_no_price_has_no_rank(costs: Costs) -> None:
    costs.publish(
        [
            Cost("2026-09", "a", None),
            Cost("2026-09", "b", 5),
            Cost("2026-09", "c", 5),
            Cost("2026-10", "a", 5),
            Cost("2026-10", "b", None),
            Cost("2026-10", "c", 6),
            Cost("2026-10", "c", None, product="disk"),
            Cost("2026-10", "d", None),
        ]
    )
    ranks = costs.ranks("2026-10")
    assert {name: row["status"] for name, row in ranks.items()} == {
        "a": "unpriced",
        "b": "unpriced",
        "c": "continued",
        "d": "unpriced",
    }
    assert {name: row["cost"] for name, row in ranks.items()} == {"a": 5, "b": None, "c": 6, "d": None}
    assert {name: row["cost_rank"] for name, row in ranks.items()} == {"a": 2, "b": None, "c": 1, "d": None}
    assert [name for name, row in ranks.items() if row["growth_rank"] or row["reduction_rank"]] == ["c"]
    assert ranks["c"]["unpriced_rows"] == 1


def test_the_unallocated_is_listed_and_not_ranked(costs: Costs) -> None:
    costs.publish([*series("unallocated", "2026-09", [10, 900]), *series("a", "2026-09", [1, 2])])
    ranks = costs.ranks("2026-10")
    assert (ranks["unallocated"]["cost"], ranks["unallocated"]["previous_cost"]) == (900, 10)
    assert {ranks["unallocated"][name] for name in ranks["a"] if name.endswith("_rank")} == {None}
    assert (ranks["a"]["cost_rank"], ranks["a"]["growth_rank"]) == (1, 1)


def test_each_environment_is_ranked_beside_all_of_them(costs: Costs) -> None:
    costs.publish(
        [
            *series("a", "2026-09", [1, 1]),
            *series("a", "2026-09", [None, 8], environment="test"),
            *series("b", "2026-09", [5, 5]),
            *series("b", "2026-10", [100], environment="(all)"),
        ]
    )
    assert {name: row["cost"] for name, row in costs.ranks("2026-10").items()} == {"a": 9, "b": 105}
    assert {name: row["cost_rank"] for name, row in costs.ranks("2026-10", "production").items()} == {"b": 1, "a": 2}
    assert costs.ranks("2026-10", "test")["a"]["status"] == "new"


def test_a_view_is_rebuilt_without_the_others(costs: Costs) -> None:
    costs.publish([Cost("2026-09", "a", 1), Cost("2026-10", "a", 2), Cost("2026-09", "a", 7, view="standard")])
    before = costs.ranks("2026-10")
    costs.publish(
        [Cost("2026-09", "a", 1), Cost("2026-09", "a", 8, view="standard"), Cost("2026-10", "a", 9, view="standard")],
        views=["standard"],
    )
    assert costs.ranks("2026-10") == before
    assert costs.ranks("2026-10", view="standard")["a"]["growth_rank"] == 1


def test_restating_a_month_compares_the_next_one_and_the_one_a_year_later_again(costs: Costs) -> None:
    costs.publish([*series("a", "2025-10", [1, 2]), *series("a", "2026-10", [3, 4])])
    costs.publish(series("a", "2025-10", [10]))
    assert costs.ranks("2025-11")["a"]["previous_cost"] == 10
    assert costs.ranks("2026-10")["a"]["last_year_cost"] == 10
    costs.publish([], "2025-10")
    assert costs.ranks("2025-10") == {}
    assert (costs.ranks("2025-11")["a"]["status"], costs.ranks("2026-10")["a"]["status_year"]) == (None, None)


HISTORY = months("2025-10", 14)
amounts = st.dictionaries(
    st.tuples(
        st.sampled_from([HISTORY[0], HISTORY[1], HISTORY[11], HISTORY[12], HISTORY[13]]),
        st.sampled_from(["a", "b", "c", "d", "unallocated"]),
        st.sampled_from(["production", "test"]),
    ),
    st.one_of(st.none(), st.integers(-3, 5).map(Decimal)),
    min_size=1,
    max_size=30,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amounts=amounts)
def test_ranks_are_what_a_plain_reckoning_gives(
    costs: Costs, amounts: dict[tuple[str, str, str], Decimal | None]
) -> None:
    costs.publish(
        [Cost(of, application, cost, environment=where) for (of, application, where), cost in amounts.items()],
        *HISTORY,
    )
    for of in HISTORY:
        for where in ("(all)", "production", "test"):
            assert costs.ranks(of, where) == {} or of in {known for known, _, _ in amounts}
            found = {name: brief(row) for name, row in costs.ranks(of, where).items()}
            assert found == reckoned(amounts, of, where), (of, where)


def brief(row: dict[str, Any]) -> tuple[Any, ...]:
    names = ("cost", "previous_cost", "status", "status_year", "cost_rank", "growth_rank", "reduction_rank")
    return tuple(row[name] for name in (*names, "growth_rank_year", "reduction_rank_year"))


Amounts = dict[tuple[str, str, str], Decimal | None]


def by_application(amounts: Amounts, of: str, where: str) -> dict[str, Decimal | None]:
    found: dict[str, Decimal | None] = {}
    for (known, application, environment), cost in amounts.items():
        if known == of and where in ("(all)", environment):
            before = found.get(application)
            found[application] = cost if before is None else before if cost is None else before + cost
    return found


def reckoned(amounts: Amounts, of: str, where: str) -> dict[str, tuple[Any, ...]]:
    with_data = {known for known, _, _ in amounts}
    if of not in with_data:
        return {}
    earlier = HISTORY[HISTORY.index(of) - 1] if HISTORY.index(of) else ""
    last_year = HISTORY[HISTORY.index(of) - 12] if HISTORY.index(of) >= 12 else ""
    here, before, year = (by_application(amounts, name, where) for name in (of, earlier, last_year))
    names = here.keys() | before.keys() | year.keys()
    cost = {name: here[name] if name in here else Decimal(0) for name in names}
    real = [name for name in names if name != "unallocated"]

    def changes(then: dict[str, Decimal | None]) -> dict[str, Decimal]:
        return {n: cost[n] - then[n] for n in real if n in then and then[n] is not None and cost[n] is not None}  # type: ignore[operator]

    def status(name: str, then: dict[str, Decimal | None], known: bool) -> str | None:
        if not known or (name not in here and name not in then):
            return None
        if name not in here:
            return "ended"
        if here[name] is None or (name in then and then[name] is None):
            return "unpriced"
        return "continued" if name in then else "new"

    costs = {name: cost for name, cost in here.items() if name in real and cost is not None}
    month, annual = changes(before), changes(year)
    return {
        name: (
            cost[name],
            before.get(name),
            status(name, before, earlier in with_data),
            status(name, year, last_year in with_data),
            place(costs, name, lambda value, other: other > value),
            place({n: d for n, d in month.items() if d > 0}, name, lambda value, other: other > value),
            place({n: d for n, d in month.items() if d < 0}, name, lambda value, other: other < value),
            place({n: d for n, d in annual.items() if d > 0}, name, lambda value, other: other > value),
            place({n: d for n, d in annual.items() if d < 0}, name, lambda value, other: other < value),
        )
        for name in names
    }


def place(values: dict[str, Decimal], name: str, is_ahead: Callable[[Decimal, Decimal], bool]) -> int | None:
    return 1 + sum(is_ahead(values[name], other) for other in values.values()) if name in values else None
