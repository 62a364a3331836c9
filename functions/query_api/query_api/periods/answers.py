"""The shapes of requests and answers about months, for admins."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from finops_contract.period import Period
from query_api.answers import Amount, Answered, Month, Published, PublishedPage
from query_api.domains.requests import Reason
from query_api.parameters import Count, LongText, NoParameters

PeriodStatus = Literal["OPEN", "CLOSED"]
CheckKey = Literal[
    "month_over",
    "earlier_months_closed",
    "no_run_under_way",
    "prices_in_force",
    "products_placed",
    "published",
    "complete",
    "priced",
]
"""Keys of the closing checklist, in order; stable, so that screens can say them in their own language."""


class PeriodsParameters(NoParameters):
    """A paged list of months, the newest first."""

    status: PeriodStatus | None = None
    limit: Count = Field(default=60, ge=1, le=600)
    cursor: Period | None = Field(default=None, description="`meta.page.next` of the page before")

    def values(self) -> dict[str, object]:
        """The cursor as the month before which the page begins."""
        return {"status": self.status, "limit": self.limit, "before": self.cursor and self.cursor.first_day}


class LateDataParameters(NoParameters):
    """A paged list of what came late for one month."""

    limit: Count = Field(default=200, ge=1, le=1000)
    cursor: LongText | None = Field(default=None, description="`meta.page.next` of the page before")

    def values(self) -> dict[str, object]:
        """All but the cursor."""
        return {"limit": self.limit}


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, strict=True)


class ClosureRequest(_Body):
    """Close a month; a reason is needed when its checklist is not met."""

    reason: Reason | None = None


class ReopeningRequest(_Body):
    """Reopen the last closed month."""

    reason: Reason


class LateAmount(Answered):
    """By how much the sources' totals of one metric differ from what is published."""

    metric: str
    delta: Amount


class AdminPeriod(Answered):
    """One month. `changedBy`, `changedAt` and `reason` are of the last closing or reopening."""

    period: Month
    status: PeriodStatus
    changed_by: str | None
    changed_at: AwareDatetime | None
    reason: str | None
    published: bool
    complete: bool = Field(description="published, and no domain is missing")
    missing: list[str] = Field(description="domains that should be published and are not, or not newly enough")
    unpriced_rows: int = Field(description="in the default pricing view")
    late_slices: int = Field(description="domains whose source says something else than is published")
    late_amounts: list[LateAmount]


class ClosingCheck(Answered):
    """One item of the closing checklist."""

    key: CheckKey
    ok: bool
    binding: bool = Field(description="stands against closing, whatever the reason")
    message: str = Field(description="what was found, or what to do")


class ClosingChecklist(Answered):
    """What should hold before a month is closed."""

    ready: bool
    items: list[ClosingCheck]


class PeriodDetail(Answered):
    """One month with its closing checklist."""

    period: Month
    status: PeriodStatus
    changed_by: str | None
    changed_at: AwareDatetime | None
    reason: str | None
    checklist: ClosingChecklist


class LateData(Answered):
    """What the source of a domain says of a closed month, beside what is published, for one metric.

    Quantities of INDIRECT domains are raw weights. A delta of 0: the same amount, shared out otherwise.
    """

    domain_id: str
    domain_label: str | None
    metric: str
    unit: str | None
    published_quantity: Amount | None = Field(description="null: nothing of it is published")
    found_quantity: Amount | None = Field(description="null: the source has nothing of it any more")
    delta: Amount
    published_rows: int | None = Field(description="relevés; null: not known any more")
    found_rows: int
    first_seen: AwareDatetime
    last_seen: AwareDatetime
    run_id: UUID
    landing_id: str | None = Field(description="the landing in the raw zone that says so")


class PeriodsAnswer(Answered):
    """Months, the newest first."""

    meta: PublishedPage
    data: list[AdminPeriod]


class PeriodAnswer(Answered):
    """One month."""

    meta: Published
    data: PeriodDetail


class LateDataAnswer(Answered):
    """What came late for one month."""

    meta: PublishedPage
    data: list[LateData]
