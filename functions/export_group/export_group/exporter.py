"""Sends what is due, one month after the other, for as long as one event may."""

import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import structlog

from export_group.exchange import Clock, Exchange, OutOfTime
from export_group.exchange_state import ExchangeState
from export_group.group import Group
from export_group.metrics import EXCHANGE_SECONDS, EXCHANGES
from export_group.month import Month, read_month
from export_group.outbox import OF_ALL_MONTHS, Lease, LeaseLost, Outbox
from export_group.reference import References
from export_group.settings import ExportSettings
from finops_contract.errors import DatabaseRefused, DatabaseUnavailable, FinopsError, MonthUnreadable
from finops_contract.period import Period
from finops_runtime.database import Database
from finops_runtime.logs import get_logger

log = get_logger(__name__)
# What a temporary folder, a value or a reader can do to us: the month's trouble, and not the event's.
_TROUBLE: Final = (FinopsError, OSError, ValueError)


class Exporter:
    """The sender of one event. Nothing that goes wrong on the way to the group is raised: it is in the outbox."""

    def __init__(self, database: Database, outbox: Outbox, settings: ExportSettings) -> None:
        self._database = database
        self._outbox = outbox
        self._settings = settings
        self._clock = Clock(settings.finops_export_seconds)
        self._group = Group(settings)
        self._references = References(database, settings.finops_entity_id, self._group)

    def mark_forgotten(self) -> None:
        """Mark what no event told of; raises the errors of the database, and none of the group's."""
        release = self._release()
        marked = self._outbox.want_forgotten(release)
        if marked:
            log.info("months to be sent that no event told of", months=marked)

    def settle_loaded(self) -> None:
        """Ask for exchanges that were loaded when we last looked. The group's troubles wait for the next sweep."""
        for period, exchange_id in self._outbox.unsettled():
            try:
                state = self._group.state_of(self._settings.finops_entity_id, str(period), exchange_id)
            except FinopsError as error:
                log.warning("the group does not say what became of a month", code=error.code, error=str(error))
                return
            gone = ExchangeState(exchange_id=exchange_id, status="ABANDONED", error_code="unknown_exchange")
            self._outbox.note(period, exchange_id, state or gone)

    def send_due(self) -> None:
        """Send month after month, newest first, until none is due or the time is over."""
        tried: set[Period] = set()
        while self._clock.left:
            lease = self._outbox.lease(tried)
            if lease is None:
                return
            tried.add(lease.period)
            with structlog.contextvars.bound_contextvars(period=str(lease.period)):
                if not self._is_worth_going_on(lease):
                    return
        log.info("time is over: the rest waits for the next event", months=len(tried))

    def close(self) -> None:
        """Close what is open."""
        self._group.close()

    def _release(self) -> int | None:
        """The version of the group's release; None when the group does not give it."""
        try:
            return self._references.latest().version
        except (DatabaseUnavailable, DatabaseRefused):
            raise
        except FinopsError as error:
            log.warning("the group's release cannot be had", code=error.code, error=str(error))
            return None

    def _is_worth_going_on(self, lease: Lease) -> bool:
        """Send one month; False where the next would fare no better."""
        started, held = time.perf_counter(), _Held(self._outbox, lease)
        try:
            end = self._sent(held)
        except LeaseLost as error:
            log.warning("somebody else sends the month by now", error=str(error))
            end = "lost"
        except _TROUBLE as error:
            end = error.code if isinstance(error, FinopsError) else MonthUnreadable.code
            log.warning("month not sent", code=end, error=str(error), attempts=lease.attempts + 1)
            self._outbox.fail(held.lease, error)
        EXCHANGES.labels(end=end).inc()
        EXCHANGE_SECONDS.observe(time.perf_counter() - started)
        return end not in (*OF_ALL_MONTHS, DatabaseUnavailable.code)

    def _sent(self, held: "_Held") -> str:
        """How the month ended; its lease is given back."""
        release = self._references.latest().version
        period = held.lease.period
        with TemporaryDirectory(prefix="export-") as folder:
            month = read_month(self._database, self._settings.finops_entity_id, period, release, Path(folder))
            if month is None:
                self._outbox.forget(held.lease)
                return "not_published"
            return self._exchanged(held, month)

    def _exchanged(self, held: "_Held", month: Month) -> str:
        manifest = month.manifest
        if held.lease.has(manifest.exchange_id):
            self._outbox.forget(held.lease)
            return "unchanged"
        exchange = Exchange(self._group, month, self._clock, held.renew)
        try:
            state = exchange.send(self._settings.finops_export_publish_seconds)
        except OutOfTime as over:
            if over.state is None:
                self._outbox.leave(held.lease, over.retry_after)
            else:
                self._outbox.settle(held.lease, manifest, over.state, over.retry_after)
            return "unfinished"
        self._outbox.settle(held.lease, manifest, state)
        about = {"exchange": str(manifest.exchange_id), "generation": manifest.generation}
        log.info("month sent", status=state.status, code=state.error_code, findings=len(state.findings), **about)
        return state.end


class _Held:
    """The lease as it was last renewed."""

    def __init__(self, outbox: Outbox, lease: Lease) -> None:
        self._outbox = outbox
        self.lease = lease

    def renew(self) -> None:
        """Raises LeaseLost."""
        self.lease = self._outbox.renew(self.lease)
