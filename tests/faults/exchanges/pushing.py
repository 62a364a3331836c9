"""One push, by whoever sends it, and how it should end."""

import threading
import time
from collections.abc import Callable
from random import Random
from typing import Any

from finops_contract.exchange import Dataset
from tests.faults.exchanges.books import STEP, Books
from tests.faults.exchanges.figures import ENTITIES, MONTHS, Month, month_of
from tests.faults.exchanges.lies import lying
from tests.faults.exchanges.plan import Kind, Push
from tests.faults.exchanges.sender import FINAL, Sender
from tests.faults.exchanges.world import RECEIVER, STRANGER, GroupWorld

_SETTLED_SECONDS = 60.0
_PAUSE_SECONDS = 0.1

Ending = tuple[str, list[str]]
"""The last status, and what should not have happened."""


class Pushing:
    """One push, by whoever sends it."""

    def __init__(self, world: GroupWorld, books: Books, push: Push) -> None:
        self._world = world
        self._books = books
        self._push = push
        self._random = Random(push.seed)

    def go(self) -> Ending:
        """How it ended, and what should not have happened."""
        ways: dict[Kind, Callable[[], Ending]] = {
            "new": lambda: self._accepted(self._new()),
            "replay": self._replay,
            "older": self._older,
            "crossing": self._crossing,
            "lie": self._lie,
            "not_conformant": lambda: self._refused(self._month(extra_domain="mainframe"), {"REFUSED"}),
            "another_entity": lambda: self._refused(self._month(), {"none"}, client=f"export-{self._another}"),
            "another_role": lambda: self._refused(
                self._month(entity=STRANGER.entity_id), {"none"}, client=STRANGER.client_id
            ),
        }
        return ways[self._push.kind]()

    @property
    def _another(self) -> str:
        return self._random.choice([entity for entity in ENTITIES if entity != self._push.entity])

    def _replay(self) -> Ending:
        mine = [month for month in self._books.sent if month.manifest.entity_id == self._push.entity]
        return self._accepted(self._random.choice(mine) if mine else self._new())

    def _month(
        self, *, entity: str | None = None, generation: int | None = None, extra_domain: str | None = None
    ) -> Month:
        of = entity or self._push.entity
        return month_of(
            self._random, of, self._push.period, generation or self._books.next_generation(of), 1, extra_domain
        )

    def _new(self) -> Month:
        month = self._month()
        self._books.may_be_seen(month)
        return month

    def _older(self) -> Ending:
        """Of a run before the one that counts; where none does, it is simply the first."""
        accepted = self._books.accepted.get((self._push.entity, str(self._push.period)))
        if accepted is None:
            return self._accepted(self._new())
        month = self._month(generation=accepted.manifest.generation - STEP // 2)
        return self._refused(month, {"SUPERSEDED"})

    def _accepted(self, month: Month) -> Ending:
        known = any(month is sent for sent in self._books.accepted.values())
        counts = self._books.take(month)
        state = self._send(month)
        status = "none" if state is None else state["status"]
        wanted = {"PUBLISHED"} if counts or known else {"PUBLISHED", "SUPERSEDED"}
        return status, [] if status in wanted else [f"{month.manifest.entity_id}/{month.manifest.period} ended {state}"]

    def _crossing(self) -> Ending:
        """Two runs' pushes of one month at once: the later run counts, whoever comes first."""
        older, newer = self._new(), self._new()
        self._books.take(older)
        self._books.take(newer)
        states: dict[str, Any] = {}
        threads = [
            threading.Thread(target=lambda name=name, month=month: states.update({name: self._send(month)}))
            for name, month in self._shuffled([("older", older), ("newer", newer)])
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        status = (states.get("newer") or {"status": "none"})["status"]
        return status, [] if status == "PUBLISHED" else [f"the newer of two ended {states}"]

    def _lie(self) -> Ending:
        lie = self._push.lie
        assert lie is not None  # the plan gives every lie a name
        month = lying(self._month(), lie)
        entity = period = None
        if lie == "entity":
            entity = self._another
        elif lie == "period":
            period = str(self._random.choice([each for each in MONTHS if each != self._push.period]))
        if lie == "left_out" and all(cost is None for cost in month.manifest.costs.values()):
            return "skipped", []  # without prices it is true
        return self._refused(month, {"none", "REFUSED"}, entity=entity, period=period)

    def _refused(self, month: Month, wanted: set[str], client: str | None = None, **path: str | None) -> Ending:
        sender = self._sender(month, client, **path)
        state = sender.push(
            self._order(month, [key for key in month.pieces if self._is_told(month, key)]), self._commits
        )
        status = "none" if state is None else state["status"]
        return status, [] if status in wanted else [
            f"{self._push.kind} {self._push.lie} ended {state}, {sender.answers}"
        ]

    @staticmethod
    def _is_told(month: Month, key: tuple[Dataset, int]) -> bool:
        return any((piece.dataset, piece.number) == key for piece in month.manifest.pieces)

    def _send(self, month: Month) -> dict[str, Any] | None:
        """By one sender or two, perhaps broken off at first; the last state."""
        sender = self._sender(month)
        order = self._order(month, list(month.pieces))
        if "broken_off" in self._push.troubles:
            last = self._random.randint(0, len(order))
            sender.push(order, self._commits, lambda at: at >= last)
        second: list[dict[str, Any] | None] = []
        other = threading.Thread(target=lambda: second.append(self._sender(month).push(order, 1)))
        if "two_senders" in self._push.troubles:
            other.start()
        sender.push(order, self._commits)
        if other.ident is not None:
            other.join()
        return self._settled(sender)

    def _settled(self, sender: Sender) -> dict[str, Any] | None:
        deadline = time.monotonic() + _SETTLED_SECONDS
        while True:
            state = sender.state()
            if (state is not None and state.get("status") in FINAL) or time.monotonic() > deadline:
                return state
            time.sleep(_PAUSE_SECONDS)

    def _sender(self, month: Month, client: str | None = None, **path: str | None) -> Sender:
        receivers = self._world.platform.instances_of(RECEIVER)
        url = self._world.platform.url(self._random.choice(receivers))
        token = self._world.tokens[client or f"export-{month.manifest.entity_id}"]
        return Sender(url, token, month, **path)

    def _order(self, month: Month, pieces: list[tuple[Dataset, int]]) -> list[tuple[Dataset, int]]:
        order = self._shuffled(pieces) if "shuffled_pieces" in self._push.troubles else pieces
        return [*order, *order] if "doubled_pieces" in self._push.troubles else order

    def _shuffled(self, things: list[Any]) -> list[Any]:
        return self._random.sample(things, len(things))

    @property
    def _commits(self) -> int:
        return 2 if "two_commits" in self._push.troubles else 1
