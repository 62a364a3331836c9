"""A row of pushes on one group, each with its trouble; after each, the group shows what it should, and nothing else."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from finops_contract.events import GROUP_WATCH_SOURCE, PING
from finops_local.broker import client as broker
from finops_local.broker.mischief import Mischief
from finops_local.demo.nights import post_event
from tests.faults.exchanges.books import Books
from tests.faults.exchanges.plan import Push
from tests.faults.exchanges.pushing import Pushing
from tests.faults.exchanges.troubles import Reader, Troubles
from tests.faults.exchanges.world import PUBLISHER, RECEIVER, GroupWorld

_IDLE_SECONDS = 60.0
_PAUSE_SECONDS = 0.1


@dataclass
class PushOutcome:
    """What came of one push."""

    push: Push
    status: str
    seconds: float
    readings: int
    violations: list[str]


class Row:
    """Pushes on one group that begins empty."""

    def __init__(self, world: GroupWorld) -> None:
        self._world = world
        self._books = Books()
        world.begin_again()

    def live_through(self, push: Push) -> PushOutcome:
        """Do it, with its trouble; then let everything come to rest, and judge."""
        began = time.monotonic()
        broker.set_mischief(self._world.platform.url("broker"), push.broker)
        with Reader(self._world, self._books) as reader, Troubles(self._world, push):
            status, violations = Pushing(self._world, self._books, push).go()
        broker.set_mischief(self._world.platform.url("broker"), Mischief())
        self._rest()
        violations += [*reader.violations, *self._judge()]
        return PushOutcome(push, status, time.monotonic() - began, reader.readings, violations)

    def _rest(self) -> None:
        """Watches are what mends a lost event."""
        platform = self._world.platform
        for name in (*platform.instances_of(RECEIVER), *platform.instances_of(PUBLISHER)):
            platform.wait_ready(name)
        deadline = time.monotonic() + _IDLE_SECONDS
        while True:
            platform.wait_idle(_IDLE_SECONDS)
            if not any("is RUNNING" in what for what in self._world.left_over()) or time.monotonic() > deadline:
                return
            post_event(platform.broker_url, PING, GROUP_WATCH_SOURCE, str(uuid4()), datetime.now(UTC), {})
            time.sleep(_PAUSE_SECONDS)

    def _judge(self) -> list[str]:
        shown, violations = self._world.shown()
        violations += self._world.left_over()
        expected = {key: month.costs for key, month in self._books.accepted.items()}
        for key in sorted({*shown, *expected}):
            if shown.get(key, {}) != expected.get(key, {}):
                violations.append(f"{key}: the group shows {shown.get(key)}, the entity {expected.get(key)}"[:2000])
        dead = (
            list(self._world.platform.dead_letters.glob("*.json")) if self._world.platform.dead_letters.exists() else []
        )
        violations += [f"dead letter {letter.name}" for letter in dead]
        return violations
