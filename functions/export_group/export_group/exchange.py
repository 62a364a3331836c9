"""One month to the group: announced, its missing pieces sent, committed, and waited for."""

import time
from collections.abc import Callable
from typing import Final

from export_group.exchange_state import ExchangeState
from export_group.group import Group, RunUnderWay
from export_group.month import Month
from finops_contract.errors import ExchangeRefused, MonthUnreadable
from finops_runtime.logs import get_logger

log = get_logger(__name__)
_FIRST_LOOK_SECONDS: Final = 0.2
_LONGEST_LOOK_SECONDS: Final = 5.0


class OutOfTime(Exception):
    """The event has no time left for the month; what was sent of it stays with the group."""

    def __init__(self, state: ExchangeState | None = None, retry_after: float = 0) -> None:
        super().__init__("the rest waits for the next event")
        self.state = state
        self.retry_after = retry_after


class Clock:
    """How much time one event has left."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds; 0 when there are none."""
        return max(0.0, self._until - time.monotonic())


class Exchange:
    """The sending of one month. `still_ours` is called before each request and raises when somebody else sends it."""

    def __init__(self, group: Group, month: Month, clock: Clock, still_ours: Callable[[], None]) -> None:
        self._group = group
        self._month = month
        self._clock = clock
        self._still_ours = still_ours

    def send(self, publish_seconds: float) -> ExchangeState:
        """The state that the group left it in, after at most `publish_seconds` of waiting for its publication.

        Raises OutOfTime, what `still_ours` raises, and what the group's calls raise.
        """
        state = self._begun()
        if state.status == "RECEIVING":
            state = self._committed()
        return self._published(state, publish_seconds)

    def _begun(self) -> ExchangeState:
        self._still_ours()
        state = self._group.begin(self._month.manifest)
        # Once more: what the group lost of an exchange meanwhile (it began it again, say) is missing again.
        for _ in range(2):
            if state.status != "RECEIVING" or not state.missing_pieces:
                return state
            self._send_missing(state)
            state = self._group.begin(self._month.manifest)
        if state.status == "RECEIVING" and state.missing_pieces:
            raise ExchangeRefused("the group keeps asking for pieces that it has been sent")
        return state

    def _send_missing(self, state: ExchangeState) -> None:
        pieces = {(each.piece.dataset, each.piece.number): each for each in self._month.pieces}
        for missing in state.missing_pieces:
            packed = pieces.get((missing.dataset, missing.number))
            if packed is None:
                raise MonthUnreadable(f"the group asks for piece {missing.number} of {missing.dataset}: there is none")
            if not self._clock.left:
                raise OutOfTime(state)
            self._still_ours()
            self._group.send_piece(self._month.manifest, packed.piece, packed.path)

    def _committed(self) -> ExchangeState:
        while True:
            self._still_ours()
            try:
                return self._group.commit(self._month.manifest)
            except RunUnderWay as wait:
                if wait.seconds >= self._clock.left:
                    raise OutOfTime(self._group.state(self._month.manifest), wait.seconds) from wait
                time.sleep(wait.seconds)

    def _published(self, state: ExchangeState, seconds: float) -> ExchangeState:
        """Wait while it is loaded and not yet published: another month of ours is not taken before."""
        looking, pause = Clock(min(seconds, self._clock.left)), _FIRST_LOOK_SECONDS
        while state.status == "LOADED" and looking.left:
            time.sleep(min(pause, looking.left))
            pause = min(pause * 1.5, _LONGEST_LOOK_SECONDS)
            self._still_ours()
            state = self._group.state(self._month.manifest)
        return state
