"""From an accepted event to the Triggers that want it."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from finops_local.broker.chaos import Chaos, Trouble
from finops_local.broker.clock import Clock
from finops_local.broker.event import Event
from finops_local.broker.filters import matches
from finops_local.broker.lane import Lane, LaneOptions
from finops_local.broker.ledger import Ledger
from finops_local.broker.manifests import Manifests
from finops_local.broker.mischief import Mischief
from finops_runtime.logs import get_logger

log = get_logger(__name__)

_POLL_SECONDS = 0.02


class UnknownSubscriber(ValueError):
    """A Trigger delivers to a service whose address was not given."""


class Router:
    """Routes events; `subscribers` maps services to the URLs of their processes. Raises UnknownSubscriber."""

    def __init__(
        self,
        manifests: Manifests,
        subscribers: Mapping[str, Sequence[str]],
        options: LaneOptions,
        trouble: Trouble,
        clock: Clock,
    ) -> None:
        missing = manifests.subscribers() - subscribers.keys()
        if missing:
            raise UnknownSubscriber(f"no URL given for {', '.join(sorted(missing))}")
        self._clock = clock
        self._present = options.present
        self._ledger = Ledger(tuple(trigger.name for trigger in manifests.triggers))
        self._lanes: dict[str, list[Lane]] = {broker: [] for broker in manifests.brokers}
        self._chaos: dict[str, Chaos] = {}
        for trigger in manifests.triggers:
            broker, urls = trigger.spec.broker, subscribers[trigger.spec.subscriber.ref.name]
            lane = Lane(trigger, urls, options, clock, self._ledger, self._reply_to(broker))
            self._lanes[broker].append(lane)
        for broker in manifests.brokers:
            self._chaos[broker] = Chaos(trouble, clock, self._fan_out(broker), lambda n: self._ledger.note(held=n))

    def accept(self, broker: str, event: Event) -> None:
        """Queue the event for every Trigger that wants it; raises KeyError for a broker that is not there."""
        chaos = self._chaos[broker]
        self._ledger.note(accepted=1)
        chaos.admit(event)

    def change(self, mischief: Mischief) -> None:
        """What may happen to deliveries from now on."""
        self._present.mischief = mischief

    def stats(self) -> dict[str, Any]:
        """The ledger's counts."""
        return self._ledger.snapshot()

    def stop(self, grace: float) -> int:
        """Begin no delivery any more, wait up to `grace` seconds for those under way; returns how many are lost."""
        for lane in self._all_lanes():
            lane.stop()
        self._clock.stop()
        deadline = time.monotonic() + grace
        while self.stats()["in_flight"] and time.monotonic() < deadline:
            time.sleep(_POLL_SECONDS)
        left = self.stats()
        return int(left["pending"]) + int(left["held"])

    def _all_lanes(self) -> list[Lane]:
        return [lane for lanes in self._lanes.values() for lane in lanes]

    def _fan_out(self, broker: str) -> Callable[[Event], None]:
        def fan_out(event: Event) -> None:
            wanted = [
                lane for lane in self._lanes[broker] if matches(lane.trigger.spec.filter.attributes, event.attributes)
            ]
            for lane in wanted:
                lane.add(event)
            if not wanted:
                self._ledger.note(unmatched=1)
            log.info(
                "event routed",
                event_type=event.attributes["type"],
                event_id=event.attributes["id"],
                source=event.attributes["source"],
                triggers=[lane.trigger.name for lane in wanted],
            )

        return fan_out

    def _reply_to(self, broker: str) -> Callable[[Event], None]:
        def reply(event: Event) -> None:
            if event.hops <= 0:
                log.error("reply dropped: it is a reply to too many replies", event_name=event.name)
                return
            self.accept(broker, event)

        return reply
