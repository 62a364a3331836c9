import threading
from collections.abc import Iterator

import pytest

from finops_local.broker.chaos import Chaos, Trouble
from finops_local.broker.clock import Clock
from finops_local.broker.event import Event


class Passed:
    """What came out, and how many events are held back."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.held = 0
        self.balanced = threading.Event()

    def take(self, event: Event) -> None:
        self.ids.append(event.attributes["id"])

    def hold(self, change: int) -> None:
        self.held += change
        if change < 0:
            self.balanced.set()


@pytest.fixture
def clock() -> Iterator[Clock]:
    clock = Clock()
    yield clock
    clock.stop()


def admit(clock: Clock, trouble: Trouble, *ids: str) -> Passed:
    passed = Passed()
    chaos = Chaos(trouble, clock, passed.take, passed.hold)
    for identifier in ids:
        chaos.admit(Event({"id": identifier}))
    return passed


def test_without_trouble_events_pass_at_once(clock: Clock) -> None:
    assert admit(clock, Trouble(), "a", "b").ids == ["a", "b"]


def test_duplicate_passes_each_event_twice(clock: Clock) -> None:
    assert admit(clock, Trouble(duplicate=True), "a", "b").ids == ["a", "a", "b", "b"]


def test_reverse_holds_a_window_and_passes_it_last_first(clock: Clock) -> None:
    passed = admit(clock, Trouble(duplicate=True, reverse=True, window=0.05), "a", "b", "c")
    assert (passed.ids, passed.held) == ([], 6)
    assert passed.balanced.wait(5)
    assert passed.ids == ["c", "c", "b", "b", "a", "a"]
    assert passed.held == 0
