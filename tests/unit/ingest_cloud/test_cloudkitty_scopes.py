"""When a month counts as rated to its end: the latest instant it must be counted to, and who is behind it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from finops_contract.errors import SourceIncomplete, SourceMalformed
from finops_contract.period import Period
from ingest_cloud.cloudkitty.scopes import Completeness, active, required_instant, scopes_in
from ingest_cloud.window import Window, iso

OCTOBER = Window.of(Period(2026, 10), "UTC")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def scope(name: str, counted_to: str | None, **more: Any) -> dict[str, Any]:
    return {"scope_id": name, "scope_key": "project_id", "last_processed_timestamp": counted_to, "active": True, **more}


def judge(scopes: list[dict[str, Any]], required: str = "2026-11-01T00:00:00") -> None:
    completeness = Completeness(at(required))
    completeness.look(active(scopes_in({"results": scopes}, "scopes"), "scopes"))
    completeness.refuse_incomplete("private_cloud/2026-10")


@pytest.mark.parametrize(
    ("now", "lag", "required"),
    [
        ("2026-11-20T02:00:00", 24, "2026-11-01T00:00:00Z"),
        ("2026-11-01T02:00:00", 24, "2026-10-31T02:00:00Z"),
        ("2026-11-02T00:00:00", 24, "2026-11-01T00:00:00Z"),
        ("2026-10-20T02:00:00", 6, "2026-10-19T20:00:00Z"),
        ("2026-10-20T02:00:00", 0, "2026-10-20T02:00:00Z"),
        ("2026-10-01T02:00:00", 24, "2026-09-30T02:00:00Z"),
    ],
)
def test_how_far_a_month_must_be_counted(now: str, lag: int, required: str) -> None:
    assert iso(required_instant(OCTOBER, at(now), lag)) == required


@pytest.mark.parametrize(
    "counted_to",
    ["2026-11-01 00:00:00", "2026-11-01T00:00:00", "2026-11-01T00:00:00+00:00", "2026-11-01T02:00:00+02:00"],
)
def test_a_scope_counted_to_the_end_is_complete(counted_to: str) -> None:
    judge([scope("a", counted_to)])


def test_an_older_cloudkitty_calls_it_state() -> None:
    judge([{"scope_id": "a", "state": "2026-11-01 00:00:00"}])
    with pytest.raises(SourceIncomplete):
        judge([{"scope_id": "a", "state": "2026-10-31 23:00:00"}])


def test_those_behind_are_counted_and_the_worst_is_named() -> None:
    scopes = [scope("a", "2026-11-01 00:00:00"), scope("b", "2026-10-31 23:00:00"), scope("c", "2026-10-30 01:00:00")]
    with pytest.raises(
        SourceIncomplete, match=r"2 of 3 active scopes .* worst is c, counted up to 2026-10-30T01:00:00Z"
    ):
        judge(scopes)


def test_a_scope_that_was_never_counted_is_behind_all_others() -> None:
    scopes = [scope("b", "2019-05-06 22:00:00"), scope("c", None), scope("a", None)]
    with pytest.raises(SourceIncomplete, match=r"3 of 3 .* worst is a, never counted"):
        judge(scopes)


def test_an_inactive_scope_is_left_out() -> None:
    judge([scope("a", "2026-11-01 00:00:00"), scope("b", "2019-05-06 22:00:00", active=False)])


def test_nobody_to_tell_is_not_complete() -> None:
    with pytest.raises(SourceIncomplete, match="no active scope"):
        judge([scope("a", "2026-11-01 00:00:00", active=False)])


def test_a_long_name_does_not_fill_the_message() -> None:
    with pytest.raises(SourceIncomplete) as caught:
        judge([scope("s" * 10_000, None)])
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize(
    "document", [None, [], {}, {"results": None}, {"results": ["a"]}, {"results": {"scope_id": "a"}}]
)
def test_what_is_no_list_of_scopes_is_malformed(document: Any) -> None:
    with pytest.raises(SourceMalformed):
        scopes_in(document, "scopes")


@pytest.mark.parametrize("counted_to", ["yesterday", 5, "", {}])
def test_an_instant_that_is_none_is_malformed(counted_to: Any) -> None:
    with pytest.raises(SourceMalformed, match="no date and time"):
        judge([scope("a", counted_to)])
