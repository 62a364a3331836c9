"""What may happen to one delivery on its way: it is late, comes twice, is lost and delivered again, or for good.

Decided by the seed, the Trigger, the event and the number of the attempt, never by which thread came first: the same
night can be had again.
"""

import hashlib
from dataclasses import dataclass
from typing import Final, Literal

_SCALE: Final = 1 << 32


@dataclass(frozen=True, slots=True)
class Mischief:
    """Shares of deliveries, between 0 and 1; `delay_max` in seconds. The default is none."""

    seed: int = 0
    duplicate_share: float = 0.0
    delay_share: float = 0.0
    delay_max: float = 0.0
    lose_share: float = 0.0
    drop_share: float = 0.0

    def delays(self, trigger: str, event_id: str) -> list[float]:
        """How long each copy of an event waits before its first attempt; one copy, two, or none: it never comes."""
        if self._chance("dropped", trigger, event_id) < self.drop_share:
            return []
        copies = 2 if self._chance("copies", trigger, event_id) < self.duplicate_share else 1
        return [self._delay(trigger, event_id, copy) for copy in range(copies)]

    def loss(self, trigger: str, event_id: str, attempt: int) -> Literal["request", "answer"] | None:
        """Whether an attempt never arrives, or arrives and its answer does not."""
        if self._chance("loss", trigger, event_id, attempt) >= self.lose_share:
            return None
        return "request" if self._chance("which", trigger, event_id, attempt) < 0.5 else "answer"

    def instance(self, trigger: str, event_id: str, attempt: int, of: int) -> int:
        """Which of a subscriber's processes an attempt goes to."""
        return int(self._chance("instance", trigger, event_id, attempt) * of)

    def _delay(self, trigger: str, event_id: str, copy: int) -> float:
        if self._chance("late", trigger, event_id, copy) >= self.delay_share:
            return 0.0
        return self.delay_max * self._chance("how late", trigger, event_id, copy)

    def _chance(self, *what: object) -> float:
        digest = hashlib.blake2b("\n".join(map(str, (self.seed, *what))).encode(), digest_size=4).digest()
        return int.from_bytes(digest, "big") / _SCALE


class Present:
    """The mischief of now; it can be changed while the broker runs."""

    def __init__(self) -> None:
        self.mischief = Mischief()
