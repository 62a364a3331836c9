"""The deliveries of one Trigger: its own queue and its own threads, so that a slow one holds nobody up."""

import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import requests

from finops_local.broker.clock import Clock
from finops_local.broker.dead_letters import keep
from finops_local.broker.delivery import Answer, attempt
from finops_local.broker.event import Event
from finops_local.broker.ledger import Ledger
from finops_local.broker.manifests import Trigger
from finops_local.broker.mischief import Present
from finops_local.broker.retry import NO_ANSWER, is_retried, is_success, wait_seconds
from finops_runtime.logs import get_logger

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class LaneOptions:
    """`concurrency` threads per Trigger; waits between attempts are multiplied by `backoff_scale`.

    `timeout` seconds apply where the Trigger sets none. `present` is asked about each delivery.
    """

    dead_letters: Path
    concurrency: int = 8
    backoff_scale: float = 1.0
    timeout: float = 600.0
    present: Present = field(default_factory=Present)


class Lane:
    """Delivers to one subscriber, whichever of its processes, insists, and keeps what it cannot deliver."""

    def __init__(
        self,
        trigger: Trigger,
        urls: Sequence[str],
        options: LaneOptions,
        clock: Clock,
        ledger: Ledger,
        on_reply: Callable[[Event], None],
    ) -> None:
        self.trigger = trigger
        uri = trigger.spec.subscriber.uri
        self._urls = tuple(url.rstrip("/") + uri if uri else url for url in urls)
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
        for delay in self._options.present.mischief.delays(self.trigger.name, event.attributes["id"]):
            self._ledger.note_trigger(self.trigger.name, pending=1)
            if delay:
                self._clock.after(delay, lambda: self._queue.put((event, 0)))
            else:
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
        url = self._url_of(event, number)
        answer = self._attempt(session, url, event, number)
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
            self._give_up(event, url, answer)

    def _again(self, event: Event, number: int) -> None:
        self._ledger.note_trigger(self.trigger.name, waiting=-1)
        self._queue.put((event, number))

    def _url_of(self, event: Event, number: int) -> str:
        mischief = self._options.present.mischief
        return self._urls[mischief.instance(self.trigger.name, event.attributes["id"], number, len(self._urls))]

    def _attempt(self, session: requests.Session, url: str, event: Event, number: int) -> Answer:
        lost = self._options.present.mischief.loss(self.trigger.name, event.attributes["id"], number)
        if lost == "request":
            return Answer(NO_ANSWER, b"dispatch error: lost on its way")
        answer = attempt(session, url, event, self._timeout)
        return Answer(NO_ANSWER, b"dispatch error: the answer was lost") if lost == "answer" else answer

    def _give_up(self, event: Event, url: str, answer: Answer) -> None:
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
        file = keep(self._options.dead_letters, name, event, url, answer.status, answer.body)
        log.error("event is a dead letter", trigger=name, event_name=event.name, status=answer.status, file=str(file))
        self._ledger.note_trigger(name, in_flight=-1, pending=-1, dead_lettered=1)
