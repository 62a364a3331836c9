"""What became of every event, counted so that a caller can tell when nothing is left to do."""

import threading
from collections import Counter
from typing import Any, Final

_COUNTS: Final = ("pending", "in_flight", "waiting", "delivered", "retried", "dead_lettered", "dropped")


class Ledger:
    """Counts per Trigger. `pending` covers queued, in flight and waiting for another attempt."""

    def __init__(self, triggers: tuple[str, ...]) -> None:
        self._lock = threading.Lock()
        self._broker: Counter[str] = Counter()
        self._triggers: dict[str, Counter[str]] = {name: Counter() for name in triggers}

    def note(self, **changes: int) -> None:
        """Change counts of the broker itself: accepted, unmatched, held."""
        with self._lock:
            for name, change in changes.items():
                self._broker[name] += change

    def note_trigger(self, trigger: str, **changes: int) -> None:
        """Change several counts of one Trigger at once, so that nobody sees an event nowhere or twice."""
        with self._lock:
            for name, change in changes.items():
                self._triggers[trigger][name] += change

    def snapshot(self) -> dict[str, Any]:
        """All counts, with totals over the Triggers, and `idle`: nothing held and nothing pending."""
        with self._lock:
            triggers = {name: {count: counts[count] for count in _COUNTS} for name, counts in self._triggers.items()}
            totals = {count: sum(counts[count] for counts in triggers.values()) for count in _COUNTS}
            broker = {name: self._broker[name] for name in ("accepted", "unmatched", "held")}
        idle = totals["pending"] == 0 and broker["held"] == 0
        return {"idle": idle, **broker, **totals, "triggers": triggers}
