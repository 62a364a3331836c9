"""The shapes of requests and answers about what is sent to the group, for admins."""

from typing import Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel

from finops_contract.period import Period
from query_api.answers import Answered, Month, PublishedPage
from query_api.domains.requests import Reason
from query_api.parameters import Count, NoParameters

ExportStatus = Literal["RECEIVING", "LOADED", "PUBLISHED", "REFUSED", "SUPERSEDED", "FAILED", "ABANDONED"]


class ExportsParameters(NoParameters):
    """A paged list of months, the newest first."""

    status: ExportStatus | None = None
    limit: Count = Field(default=60, ge=1, le=600)
    cursor: Period | None = Field(default=None, description="`meta.page.next` of the page before")

    def values(self) -> dict[str, object]:
        """The cursor as the month before which the page begins."""
        return {"status": self.status, "limit": self.limit, "before": self.cursor and self.cursor.first_day}


class ExportRequest(BaseModel):
    """Send these published months to the group again: `periods`, or every published one `from` a month `to` another."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, strict=True)

    periods: tuple[Period, ...] = Field(default=(), max_length=600, strict=False)
    from_: Period | None = Field(default=None, alias="from")
    to: Period | None = None
    reason: Reason | None = None

    @model_validator(mode="after")
    def _either_way(self) -> Self:
        if bool(self.periods) == (self.from_ is not None or self.to is not None):
            raise ValueError("give either periods, or from and to")
        if not self.periods and (self.from_ is None or self.to is None or self.to < self.from_):
            raise ValueError("give both from and to, the earlier month first")
        return self


class Export(Answered):
    """One month: what the group has of it, and whether it is to be sent. `status` is what the group last said."""

    period: Month
    status: ExportStatus | None = Field(description="null: it was never taken")
    wanted: bool = Field(description="to be sent")
    wanted_since: AwareDatetime | None = Field(description="null: nothing is to be sent")
    requested_by: str | None = Field(description="who asked for it to be sent again")
    attempts: int = Field(description="failed ones, since the last that was taken")
    next_attempt_at: AwareDatetime | None
    sent_generation: int | None = Field(description="the publication that the group was sent")
    sent_closed: bool | None = Field(description="as a closed month")
    release: int | None = Field(description="the group's release that it was compared with")
    exchange_id: UUID | None
    acknowledged_at: AwareDatetime | None = Field(description="when the group last had it whole")
    blocking_findings: int = Field(description="where the referential is not the official one, and that blocks")
    findings: int = Field(description="at most 500 are kept")
    error_code: str | None
    error_summary: str | None


class ExportsAnswer(Answered):
    """Months, the newest first."""

    meta: PublishedPage
    data: list[Export]


class ExportRequested(Answered):
    """What was asked for; follow it at the answer's Location."""

    event_id: UUID
    periods: list[Month]
    status: Literal["REQUESTED"]


class ExportRequestedAnswer(Answered):
    """What a request for an export is answered with."""

    data: ExportRequested
