"""The deliveries of one Trigger: its own queue and its own threads, so that a slow one holds nobody up."""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import requests

from finops_local.broker.clock import Clock
from finops_local.broker.dead_letters import keep
from finops_local.broker.delivery import Answer, attempt
from finops_local.broker.event import Event
from finops_local.broker.ledger import Ledger
from finops_local.broker.manifests import Trigger
from finops_local.broker.retry import is_retried, is_success, wait_seconds
from finops_runtime.logs import get_logger

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class LaneOptions:
    """`concurrency` threads per Trigger; waits between attempts are multiplied by `backoff_scale`.

    `timeout` seconds apply where the Trigger sets none.
    """

    dead_letters: Path
    concurrency: int = 8
    backoff_scale: float = 1.0
    timeout: float = 600.0


class Lane:
    """Delivers to one subscriber, insists, and keeps what it cannot deliver."""

    def __init__(
        self,
        trigger: Trigger,
        url: str,
        options: LaneOptions,
        clock: Clock,
        ledger: Ledger,
        on_reply: Callable[[Event], None],
    ) -> None:
        self.trigger = trigger
        self._url = url.rstrip("/") + trigger.spec.subscriber.uri if trigger.spec.subscriber.uri else url
        self._options = options
        self._clock = clock
        self._ledger = ledger
        self._on_reply = on_reply
        own_timeout = trigger.spec.delivery.timeout
        self._timeout = options.timeout if own_timeout is None else own_timeout.total_seconds()
        self._queue: queue.SimpleQueue[tuple[Event, int] | None] = queue.SimpleQueue()
        self._stopped = threading.Event()
        for number in range(options.concurrency):
            threading.Thread(target=self._work, name=f"{trigger.name}-{number}", daemon=True).start()

    def add(self, event: Event) -> None:
        """Take an event in charge; returns at once."""
        self._ledger.note_trigger(self.trigger.name, pending=1)
        self._queue.put((event, 0))

    def stop(self) -> None:
        """Begin no further attempt; those under way run on."""
        self._stopped.set()
        for _ in range(self._options.concurrency):
            self._queue.put(None)

    def _work(self) -> None:
        with requests.Session() as session:
            session.trust_env = False  # a proxy of the company has no business between two local processes
            while (item := self._queue.get()) is not None:
                if self._stopped.is_set():
                    return
                self._deliver(session, *item)

    def _deliver(self, session: requests.Session, event: Event, number: int) -> None:
        name = self.trigger.name
        self._ledger.note_trigger(name, in_flight=1)
        answer = attempt(session, self._url, event, self._timeout)
        delivery = self.trigger.spec.delivery
        if is_success(answer.status):
            if answer.reply is not None:
                self._on_reply(answer.reply)
            self._ledger.note_trigger(name, in_flight=-1, pending=-1, delivered=1)
        elif is_retried(answer.status) and number < delivery.retry:
            wait = wait_seconds(delivery, number, answer.status, answer.retry_after) * self._options.backoff_scale
            log.warning(
                "event will be delivered again",
                trigger=name,
                event_type=event.attributes["type"],
                event_id=event.attributes["id"],
                status=answer.status,
                attempt=number + 1,
                wait_seconds=wait,
            )
            self._ledger.note_trigger(name, in_flight=-1, waiting=1, retried=1)
            self._clock.after(wait, lambda: self._again(event, number + 1))
        else:
            self._give_up(event, answer)

    def _again(self, event: Event, number: int) -> None:
        self._ledger.note_trigger(self.trigger.name, waiting=-1)
        self._queue.put((event, number))

    def _give_up(self, event: Event, answer: Answer) -> None:
        name = self.trigger.name
        if self.trigger.spec.delivery.dead_letter_sink is None:
            log.error(
                "event dropped: its Trigger has no dead letter sink",
                trigger=name,
                event_name=event.name,
                status=answer.status,
            )
            self._ledger.note_trigger(name, in_flight=-1, pending=-1, dropped=1)
            return
        file = keep(self._options.dead_letters, name, event, self._url, answer.status, answer.body)
        log.error("event is a dead letter", trigger=name, event_name=event.name, status=answer.status, file=str(file))
        self._ledger.note_trigger(name, in_flight=-1, pending=-1, dead_lettered=1)
