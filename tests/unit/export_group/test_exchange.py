"""The steps of one exchange beside a group that is not quite right."""

from pathlib import Path
from typing import Any, cast

import pytest

from export_group.exchange import Clock, Exchange, OutOfTime
from export_group.exchange_state import ExchangeState
from export_group.group import Group, RunUnderWay
from export_group.month import Month
from export_group.pieces import PackedPiece
from finops_contract.errors import ExchangeRefused, MonthUnreadable
from finops_contract.exchange import Manifest, Piece

PIECES = tuple(Piece(dataset="facts", number=n, rows=1, bytes=9, checksum="0" * 64) for n in (1, 2, 3))
MONTH = Month(
    Manifest.model_validate(
        {
            "contract_version": 1,
            "entity_id": "acme",
            "period": "2026-10",
            "run_id": "11111111-1111-5111-8111-111111111111",
            "generation": 7,
            "release_version": 1,
            "totals": {},
            "costs": {},
            "pieces": PIECES,
        }
    ),
    tuple(PackedPiece(piece, Path(f"{piece.number}")) for piece in PIECES),
)


def state(status: str, *missing: int, dataset: str = "facts") -> ExchangeState:
    pieces = [{"dataset": dataset, "number": number} for number in missing]
    return ExchangeState.model_validate({"exchangeId": "x", "status": status, "missingPieces": pieces})


class Scripted:
    """A group that answers what it is told to, one after the other; what it was asked."""

    def __init__(self, **answers: list[Any]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def _next(self, what: str) -> Any:
        self.asked.append(what)
        answer = self.answers[what].pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def begin(self, _: Manifest) -> ExchangeState:
        return cast(ExchangeState, self._next("begin"))

    def commit(self, _: Manifest) -> ExchangeState:
        return cast(ExchangeState, self._next("commit"))

    def state(self, _: Manifest) -> ExchangeState:
        return cast(ExchangeState, self._next("state"))

    def send_piece(self, _: Manifest, piece: Piece, path: Path) -> None:
        assert path.name == str(piece.number)
        self.asked.append(f"piece {piece.number}")


def sent(group: Scripted, seconds: float = 60, publish: float = 30) -> ExchangeState:
    exchange = Exchange(cast(Group, group), MONTH, Clock(seconds), lambda: None)
    return exchange.send(publish)


def test_only_what_is_missing_is_sent() -> None:
    group = Scripted(begin=[state("RECEIVING", 2), state("RECEIVING")], commit=[state("PUBLISHED")])
    assert sent(group).status == "PUBLISHED"
    assert group.asked == ["begin", "piece 2", "begin", "commit"]


def test_what_is_there_already_is_not_committed_again() -> None:
    for status in ("PUBLISHED", "SUPERSEDED"):
        group = Scripted(begin=[state(status)])
        assert sent(group).status == status
        assert group.asked == ["begin"]


def test_pieces_that_got_lost_are_sent_once_more_and_not_for_ever() -> None:
    again = state("RECEIVING", 1)
    group = Scripted(begin=[again, again, state("RECEIVING")], commit=[state("PUBLISHED")])
    assert sent(group).status == "PUBLISHED"
    with pytest.raises(ExchangeRefused):
        sent(Scripted(begin=[again, again, again]))


@pytest.mark.parametrize("missing", [state("RECEIVING", 4), state("RECEIVING", 1, dataset="keys")])
def test_a_piece_that_there_is_not_is_not_sent(missing: ExchangeState) -> None:
    with pytest.raises(MonthUnreadable):
        sent(Scripted(begin=[missing]))


def test_time_that_is_over_leaves_what_was_sent() -> None:
    with pytest.raises(OutOfTime) as over:
        sent(Scripted(begin=[state("RECEIVING", 1)]), seconds=0)
    assert over.value.state is not None
    assert over.value.state.status == "RECEIVING"


def test_a_wait_longer_than_what_is_left_is_not_begun() -> None:
    group = Scripted(begin=[state("RECEIVING")], commit=[RunUnderWay(99)], state=[state("RECEIVING")])
    with pytest.raises(OutOfTime) as over:
        sent(group, seconds=60)
    assert over.value.retry_after == 99


def test_a_publication_is_waited_for_so_long_and_no_longer() -> None:
    group = Scripted(begin=[state("LOADED")], state=[state("LOADED"), state("PUBLISHED")])
    assert sent(group).status == "PUBLISHED"
    group = Scripted(begin=[state("LOADED")])
    assert sent(group, publish=0).status == "LOADED"
    assert group.asked == ["begin"]


def test_who_lost_the_lease_asks_nothing_more() -> None:
    class Lost(Exception):
        pass

    def lost() -> None:
        raise Lost

    group = Scripted()
    with pytest.raises(Lost):
        Exchange(cast(Group, group), MONTH, Clock(60), lost).send(30)
    assert group.asked == []
