"""group_outbox: what the group has of each month, and what is to be sent when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from export_group.exchange_state import SETTLED, TAKEN, ExchangeState
from export_group.metrics import MONTHS_WAITING, OLDEST_WAIT_SECONDS
from export_group.settings import ExportSettings
from finops_contract.errors import FinopsError, MonthUnreadable
from finops_contract.exchange import Manifest
from finops_contract.period import Period
from finops_runtime.database import Database, load_sql
from finops_runtime.known_secrets import blanked

OF_ALL_MONTHS: Final = ("group_unavailable", "group_refused", "group_malformed", "no_release", "contract_version")
"""Codes of what concerns every month: once one gets through, the others need not wait any longer."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A month that we are sending, until `leased_until`."""

    period: Period
    wanted_since: datetime
    requested_by: str | None
    exchange_id: UUID | None
    status: str | None
    attempts: int
    leased_until: datetime

    def has(self, exchange_id: UUID) -> bool:
        """Whether the group has acknowledged this very exchange, and nobody asks for it to be sent again."""
        return self.requested_by is None and self.status in SETTLED and self.exchange_id == exchange_id


class LeaseLost(Exception):
    """Somebody else sends the month by now: we were too slow."""


class Outbox:
    """The outbox of this entity. Every call raises the errors of the database."""

    def __init__(self, database: Database, settings: ExportSettings) -> None:
        self._database = database
        self._entity = {"entity_id": settings.finops_entity_id}
        self._settings = settings

    def want(self, periods: Iterable[Period], generation: int) -> int:
        """Mark months of a publication; how many of them are to be sent."""
        return self._execute("want_months", periods=_days(periods), generation=generation)

    def request(self, periods: Iterable[Period], requested_by: str | None) -> int:
        """Mark months that somebody asks for; how many of them are published."""
        return self._execute("request_months", periods=_days(periods), requested_by=requested_by or "unknown")

    def want_forgotten(self, release: int | None) -> int:
        """Mark what the sweep finds; how many."""
        return self._execute("want_forgotten_months", release=release)

    def lease(self, but: Iterable[Period]) -> Lease | None:
        """The next month to send, ours from now on; None: nothing is due that nobody sends."""
        row = self._fetch("lease_month", lease_seconds=self._settings.finops_export_lease_seconds, but=_days(but))
        if row is None:
            return None
        return Lease(Period.of(row.pop("period_month")), **row)

    def renew(self, lease: Lease) -> Lease:
        """The lease, longer; raises LeaseLost."""
        row = self._fetch("renew_lease", **_key(lease), lease_seconds=self._settings.finops_export_lease_seconds)
        if row is None:
            raise LeaseLost(f"{lease.period} is sent by somebody else by now")
        return replace(lease, leased_until=row["leased_until"])

    def settle(self, lease: Lease, manifest: Manifest, state: ExchangeState, retry_after: float = 0) -> None:
        """What became of a month; where it is to be sent again, after a pause if it failed."""
        is_failure = state.is_to_be_sent_again
        self._execute(
            "settle_month",
            **_key(lease),
            **_said(state),
            **self._pause(),
            exchange_id=manifest.exchange_id,
            generation=manifest.generation,
            is_closed=manifest.is_closed,
            release=state.release or manifest.release_version,
            wanted_since=lease.wanted_since,
            is_failure=is_failure,
            again=is_failure or state.status == "RECEIVING",
            retry_after=retry_after,
        )
        if state.status in TAKEN:
            self._execute("end_pauses", codes=list(OF_ALL_MONTHS))

    def fail(self, lease: Lease, error: Exception) -> None:
        """A month did not get through: again after a pause; every month that is due where it concerns all."""
        code = error.code if isinstance(error, FinopsError) else MonthUnreadable.code
        name = "fail_due_months" if code in OF_ALL_MONTHS else "fail_month"
        self._execute(name, **_key(lease), **self._pause(), error_code=code, error_summary=_summary(error))

    def leave(self, lease: Lease, retry_after: float = 0) -> None:
        """Give a month back, to be gone on with later."""
        self._execute("release_month", **_key(lease), retry_after=retry_after)

    def forget(self, lease: Lease) -> None:
        """There is nothing to send of the month: nobody waits for it any more."""
        self._execute("forget_month", **_key(lease), wanted_since=lease.wanted_since)

    def unsettled(self) -> list[tuple[Period, str]]:
        """Months that were loaded there when the group was last asked, and their exchanges."""
        with self._database.transaction() as connection:
            rows = connection.execute(_sql("unsettled_months"), self._entity).fetchall()
        return [(Period.of(row["period_month"]), str(row["exchange_id"])) for row in rows]

    def note(self, period: Period, exchange_id: str, state: ExchangeState) -> None:
        """What the group says by now of a month that it had loaded."""
        again = state.is_to_be_sent_again or state.status == "RECEIVING"
        key = {"period_month": period.first_day, "exchange_id": exchange_id}
        self._execute("note_state", **key, **_said(state), again=again)

    def listed(self) -> list[DictRow]:
        """Every month, newest first."""
        overdue = {"overdue_seconds": self._settings.finops_export_overdue_hours * 3600}
        with self._database.transaction() as connection:
            return connection.execute(_sql("outbox"), {**self._entity, **overdue}).fetchall()

    def measure(self) -> None:
        """Set the metrics of what waits."""
        row = self._fetch("waiting_months")
        assert row is not None  # an aggregate without GROUP BY has one row
        MONTHS_WAITING.set(row["months"])
        OLDEST_WAIT_SECONDS.set(row["seconds"])

    def _pause(self) -> dict[str, float]:
        longest = self._settings.finops_export_pause_max_minutes * 60
        return {"pause": self._settings.finops_export_pause_seconds, "pause_max": longest}

    def _fetch(self, name: str, **values: object) -> DictRow | None:
        with self._database.transaction() as connection:
            return connection.execute(_sql(name), {**self._entity, **values}).fetchone()

    def _execute(self, name: str, **values: object) -> int:
        with self._database.transaction() as connection:
            return connection.execute(_sql(name), {**self._entity, **values}).rowcount


def _key(lease: Lease) -> dict[str, Any]:
    return {"period_month": lease.period.first_day, "leased_until": lease.leased_until}


def _said(state: ExchangeState) -> dict[str, Any]:
    findings = [finding.model_dump(by_alias=True) for finding in state.findings[:500]]
    return {
        "status": state.status,
        "findings": Jsonb(findings),
        "error_code": state.error_code,
        "error_summary": None if state.error_summary is None else blanked(state.error_summary)[:500],
    }


def _summary(error: Exception) -> str:
    text = str(error) if isinstance(error, FinopsError) else f"{type(error).__name__}: {error}"
    return blanked(text)[:500].replace("\x00", "")


def _days(periods: Iterable[Period]) -> Sequence[date]:
    return [period.first_day for period in periods]


def _sql(name: str) -> bytes:
    return load_sql("export_group", name)
