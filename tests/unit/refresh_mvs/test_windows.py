"""Which months a ranking compares, and which months an anomaly is judged by."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finops_contract.period import Period
from refresh_mvs.windows import comparisons, judged_by, judgements, ranked_by, sources


def month(text: str) -> date:
    return Period.parse(text).first_day


def names(found: object) -> list[str]:
    return [str(Period.of(m)) for m in found]  # type: ignore[attr-defined]


months = st.integers(0, 120).map(lambda n: Period(2020, 1).plus(n).first_day)


def test_a_ranking_is_rebuilt_for_the_next_month_and_a_year_later() -> None:
    assert names(sorted(ranked_by([month("2026-10")]))) == ["2026-10", "2026-11", "2027-10"]


def test_an_ordinary_month_is_judged_by_the_ordinary_ones_before() -> None:
    found = list(sources(month("2026-11")))
    assert {anchor for anchor, _ in found} == {month("2026-11")}
    assert names(sorted(source for _, source in found)) == [
        "2025-11",
        "2026-01",
        "2026-02",
        "2026-04",
        "2026-05",
        "2026-07",
        "2026-08",
        "2026-10",
    ]


@pytest.mark.parametrize(
    ("judged", "anchors"),
    [
        ("2026-09", ["2024-09", "2025-03", "2025-06", "2025-09", "2026-03", "2026-06"]),
        ("2026-12", ["2023-12", "2024-12", "2025-12"]),
    ],
)
def test_a_quarter_or_year_end_is_judged_by_its_like_as_well(judged: str, anchors: list[str]) -> None:
    by_anchor: dict[date, list[date]] = {}
    for anchor, source in sources(month(judged)):
        by_anchor.setdefault(anchor, []).append(source)
    assert len(by_anchor.pop(month(judged))) == 8
    assert names(sorted(by_anchor)) == anchors
    for anchor, around in by_anchor.items():
        season, *ordinary = around
        assert season == anchor
        assert [source.month % 3 == 0 for source in ordinary] == [False] * 4


@given(judged=months)
def test_nothing_is_judged_by_itself_or_by_what_comes_after(judged: date) -> None:
    assert all(source < judged for _, source in sources(judged))


@given(changed=st.sets(months, min_size=1, max_size=3), others=st.sets(months, max_size=60))
def test_every_month_that_reads_a_changed_one_is_judged_again(changed: set[date], others: set[date]) -> None:
    known = sorted(changed | others)
    judged = judged_by(changed, known)
    for candidate in known:
        reads = candidate in changed or any(source in changed for _, source in sources(candidate))
        was_the_last = known[-1] in changed and candidate == known[-2:][0]
        assert (candidate in judged) == (reads or was_the_last)


def test_only_months_with_data_are_compared_or_judged_by() -> None:
    known = [month(name) for name in ("2025-10", "2026-08", "2026-10")]
    pairs = comparisons([month("2026-10")], known)
    assert names(pairs["sources"]) == ["2026-10", "2025-10"]
    assert pairs["lags"] == [0, 12]
    judged = judgements([month("2026-10")], known)
    assert names(judged["sources"]) == ["2026-10", "2026-08", "2025-10"]
    assert names(judged["anchors"]) == ["2026-10", "2026-10", "2026-10"]
    assert (judged["least_seasons"], judged["running"]) == ([0, 0, 0], month("2026-10"))


def test_how_many_of_its_like_must_be_known() -> None:
    ends = [month(name) for name in ("2026-09", "2026-11", "2026-12")]
    judged = judgements(ends, ends)
    least = dict(zip(names(judged["of"]), judged["least_seasons"], strict=True))
    assert least == {"2026-09": 2, "2026-11": 0, "2026-12": 1}
    assert judgements([], [])["running"] is None
