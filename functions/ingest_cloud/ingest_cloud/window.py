"""The month that a source is asked about, as instants, and the instants that it answers with."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from finops_contract.errors import SourceMalformed
from finops_contract.period import Period


@dataclass(frozen=True, slots=True)
class Window:
    """The instants at which a month begins and ends, in UTC; the end is not part of it."""

    begin: datetime
    end: datetime

    @classmethod
    def of(cls, period: Period, time_zone: str) -> "Window":
        """The month as the clocks of a time zone have it."""
        begin, end = period.bounds(ZoneInfo(time_zone))
        return cls(begin.astimezone(UTC), end.astimezone(UTC))

    def has_begun(self, now: datetime) -> bool:
        """Whether there is anything to ask about: months begin later in New York than in Paris."""
        return self.begin < now

    def refuse_outside(self, begin: Any, end: Any, where: str) -> None:
        """Raises SourceMalformed when what a source says it counted is not wholly within the month."""
        first, after = instant_of(begin, where), instant_of(end, where)
        if not self.begin <= first <= after <= self.end:
            raise SourceMalformed(
                f"{where}: asked for {iso(self.begin)} to {iso(self.end)}, and it answers for {iso(first)} to "
                f"{iso(after)}; check time_zone"
            )


def iso(moment: datetime) -> str:
    """`2026-09-30T22:00:00Z`, as APIs take it."""
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat() + "Z"


def instant_of(value: Any, where: str) -> datetime:
    """What a source's text says, in UTC when it names no zone; raises SourceMalformed when it is no instant."""
    try:
        moment = datetime.fromisoformat(value)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (TypeError, ValueError, OverflowError) as error:
        raise SourceMalformed(f"{where}: {str(value)[:40]!r} is no date and time") from error
