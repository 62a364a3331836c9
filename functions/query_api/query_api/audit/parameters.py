"""What the audit log may be asked."""

from datetime import UTC, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, StringConstraints

from finops_contract.errors import BadPeriod
from finops_contract.period import Period
from finops_runtime.problem import Fault, bad_parameter
from query_api.parameters import Count, NoParameters, Text, Texts


def _read(text: str) -> Period | datetime:
    try:
        return Period.parse(text)
    except BadPeriod:
        moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("no zone")
    return moment.astimezone(UTC)  # out of range at both ends of the calendar


def _checked(text: str) -> str:
    try:
        _read(text)
    except (ValueError, OverflowError) as error:
        raise ValueError("a month (2026-10), or a time with its zone (2026-10-20T02:00:00Z), is expected") from error
    return text


Moment = Annotated[str, StringConstraints(min_length=1, max_length=40), AfterValidator(_checked)]


class AuditParameters(NoParameters):
    """A paged list of what admins did, the latest first."""

    actor: Text | None = None
    action: Texts = Field(default=(), description="only these: `period.closed`, `alias.mapped`, ...")
    target: Text | None = None
    from_: Moment | None = Field(default=None, alias="from", description="a month, or a time with its zone")
    to: Moment | None = Field(default=None, description="a month, all of it, or the time before which it was")
    limit: Count = Field(default=50, ge=1, le=1000)
    cursor: Count | None = Field(default=None, ge=1, description="`meta.page.next` of the page before")

    def values_in(self, zone: ZoneInfo) -> dict[str, object]:
        """Empty filters as NULL, months as instants; raises Problem 400 for a range that ends before it begins."""
        first, last = (text and _read(text) for text in (self.from_, self.to))
        first = first.bounds(zone)[0] if isinstance(first, Period) else first
        last = last.bounds(zone)[1] if isinstance(last, Period) else last
        if first and last and last <= first:
            raise bad_parameter(Fault(at="to", message="to is not later than from"))
        return {
            "actor": self.actor,
            "actions": list(self.action) or None,
            "target": self.target,
            "first": first,
            "last": last,
            "limit": self.limit,
            "before": self.cursor,
        }
