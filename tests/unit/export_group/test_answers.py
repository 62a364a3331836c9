"""What an answer of the group means: for one month, for all, now or never."""

import json

import pytest

from export_group.answers import Answer, etag_of, refusal_of, wait_of
from export_group.exchange_state import ExchangeState
from export_group.outbox import OF_ALL_MONTHS


def problem(status: int, code: str | None, detail: str = "why") -> Answer:
    document = {"type": f"urn:rosetta-finops:problem:{code}", "detail": detail}
    return Answer(status, b"<html>" if code is None else json.dumps(document).encode())


@pytest.mark.parametrize(
    ("status", "code", "means"),
    [
        (422, "contract-version", "contract_version"),
        (422, "manifest-differs", "exchange_refused"),
        (422, "piece-differs", "exchange_refused"),
        (409, "not-receiving", "exchange_refused"),
        (409, "pieces-missing", "exchange_refused"),
        (409, None, "group_refused"),
        (422, None, "group_refused"),
        (400, "bad-parameter", "group_refused"),
        (401, "unauthorized", "group_refused"),
        (403, "forbidden", "group_refused"),
        (404, None, "group_refused"),
        (404, "not-found", "group_refused"),
        (301, None, "group_refused"),
        (408, None, "group_unavailable"),
        (429, None, "group_unavailable"),
        (500, "internal", "group_unavailable"),
        (503, "run-under-way", "group_unavailable"),
        (599, None, "group_unavailable"),
        (202, None, "group_malformed"),
    ],
)
def test_meaning(status: int, code: str | None, means: str) -> None:
    error = refusal_of(problem(status, code))
    assert error.code == means
    assert str(status) in str(error) or means == "contract_version"
    assert (means in OF_ALL_MONTHS) == (means != "exchange_refused")


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"[" * 100_000, b'{"type": 5, "detail": {}}', b"\xff\xfe", b'{"type": ""}']
)
def test_nonsense_is_no_problem_document(body: bytes) -> None:
    answer = Answer(422, body)
    assert answer.problem is None
    assert answer.detail == "it does not say why"


def test_details_are_short_and_can_be_kept() -> None:
    assert len(problem(422, "x", "é\x00" * 1000).detail) <= 300
    assert "\x00" not in problem(422, "x", "é\x00" * 1000).detail


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("7", 7), ("0", 0.5), ("-3", 0.5), ("99999", 300), ("nan", 5), ("inf", 5), ("Wed, 21 Oct 2026 07:28:00 GMT", 5)],
)
def test_waits_are_bounded(said: str, seconds: float) -> None:
    assert wait_of(Answer(503, b"", {"Retry-After": said})) == seconds
    assert wait_of(Answer(503, b"")) == 5


def test_only_an_etag_that_can_be_sent_is_kept() -> None:
    assert etag_of(Answer(200, b"", {"ETag": '"abc"'})) == '"abc"'
    assert [etag_of(Answer(200, b"", {"ETag": bad})) for bad in ("", "é", "a\r\nb", "x" * 301)] == [None] * 4


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "LOST"},
        {"errorCode": "a\x00b"},
        {"errorSummary": "\ud800"},
        {"release": 2**40},
        {"missingPieces": [{"dataset": "secrets", "number": 1}]},
        {"findings": [{}]},
        {"exchangeId": None},
    ],
)
def test_a_state_that_the_mart_could_not_keep_is_none(wrong: dict[str, object]) -> None:
    good: dict[str, object] = {"exchangeId": "x", "status": "REFUSED", "release": None, "findings": [], "new": 1}
    assert ExchangeState.model_validate(good).status == "REFUSED"
    with pytest.raises(ValueError, match="validation error"):
        ExchangeState.model_validate(good | wrong)


@pytest.mark.parametrize(
    ("status", "code", "again"),
    [
        ("REFUSED", "costs_differ", True),
        ("REFUSED", "not_conformant", False),
        ("REFUSED", None, False),
        ("FAILED", None, True),
        ("ABANDONED", "replaced", True),
        ("LOADED", None, False),
        ("SUPERSEDED", "older_run", False),
    ],
)
def test_what_is_sent_again(status: str, code: str | None, *, again: bool) -> None:
    state = ExchangeState.model_validate({"exchangeId": "x", "status": status, "errorCode": code})
    assert state.is_to_be_sent_again is again
