"""Deliberate trouble, for tests that prove idempotence: what a broker that promises "at least once" may do."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from finops_local.broker.clock import Clock
from finops_local.broker.event import Event


@dataclass(frozen=True, slots=True)
class Trouble:
    """Which trouble to make; the default is none.

    duplicate: pass every event on twice. reverse: hold events for `window` seconds, counted from the first,
    and pass them on last first.
    """

    duplicate: bool = False
    reverse: bool = False
    window: float = 0.3


class Chaos:
    """Stands between acceptance and the Triggers. `hold` is told +n when events are held back and -n after."""

    def __init__(
        self, trouble: Trouble, clock: Clock, pass_on: Callable[[Event], None], hold: Callable[[int], None]
    ) -> None:
        self._trouble = trouble
        self._clock = clock
        self._pass_on = pass_on
        self._hold = hold
        self._lock = threading.Lock()
        self._held: list[Event] = []

    def admit(self, event: Event) -> None:
        """Pass the event on, now or later, once or twice."""
        events = [event, event] if self._trouble.duplicate else [event]
        if not self._trouble.reverse:
            for copy in events:
                self._pass_on(copy)
            return
        with self._lock:
            first = not self._held
            self._held.extend(events)
            self._hold(len(events))
        if first:
            self._clock.after(self._trouble.window, self._release)

    def _release(self) -> None:
        with self._lock:
            held, self._held = self._held, []
        for event in reversed(held):
            self._pass_on(event)
        self._hold(-len(held))
