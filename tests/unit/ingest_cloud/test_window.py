"""Months as instants in a source's time zone, and answers that are about another time."""

from typing import Any

import pytest

from finops_contract.errors import SourceMalformed
from finops_contract.period import Period
from ingest_cloud.window import Window, instant_of, iso


@pytest.mark.parametrize(
    ("period", "zone", "begin", "end"),
    [
        ("2026-10", "UTC", "2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z"),
        ("2026-10", "Europe/Paris", "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z"),
        ("2026-03", "Europe/Paris", "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z"),
        ("2026-12", "Asia/Kolkata", "2026-11-30T18:30:00Z", "2026-12-31T18:30:00Z"),
    ],
)
def test_a_month_begins_and_ends_by_the_clocks_of_its_zone(period: str, zone: str, begin: str, end: str) -> None:
    window = Window.of(Period.parse(period), zone)
    assert (iso(window.begin), iso(window.end)) == (begin, end)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-10-20", "2026-10-20T00:00:00Z"),
        ("2026-10-20 02:00:13.25", "2026-10-20T02:00:13Z"),
        ("2026-10-20T02:00:00", "2026-10-20T02:00:00Z"),
        ("2026-10-20T02:00:00+02:00", "2026-10-20T00:00:00Z"),
        ("2026-10-20T02:00:00Z", "2026-10-20T02:00:00Z"),
    ],
)
def test_an_instant_without_a_zone_is_utc(text: str, instant: str) -> None:
    assert iso(instant_of(text, "answer")) == instant


@pytest.mark.parametrize("value", [None, 5, "", "soon", "2026-13-01", "0001-01-01T00:00:00+14:00", "9" * 10_000, []])
def test_what_is_no_instant_is_malformed(value: Any) -> None:
    with pytest.raises(SourceMalformed) as caught:
        instant_of(value, "answer")
    assert len(str(caught.value)) < 100


@pytest.mark.parametrize(
    ("begin", "end", "is_within"),
    [
        ("2026-10-01", "2026-11-01", True),
        ("2026-10-05", "2026-10-06", True),
        ("2026-10-05", "2026-10-05", True),
        ("2026-09-30T23:59:59", "2026-11-01", False),
        ("2026-10-01", "2026-11-01T00:00:01", False),
        ("2026-10-06", "2026-10-05", False),
        ("2026-09-01", "2026-10-01", False),
    ],
)
def test_an_answer_must_be_about_the_month(begin: str, end: str, is_within: bool) -> None:
    window = Window.of(Period(2026, 10), "UTC")
    if is_within:
        window.refuse_outside(begin, end, "answer")
    else:
        with pytest.raises(SourceMalformed, match="check time_zone"):
            window.refuse_outside(begin, end, "answer")
