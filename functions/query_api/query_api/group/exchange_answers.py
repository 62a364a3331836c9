"""The shapes of answers about exchanges and releases: what came, what of it is not official, what is."""

from typing import Any
from uuid import UUID

from pydantic import AwareDatetime, Field

from query_api.answers import Amount, Answered, Month, Page
from query_api.group.answers import GroupPublished
from query_api.group.parameters import Check, ExchangeStatus, Kind, MonthStatus, Severity


class MissingDomain(Answered):
    """A domain that an entity said it lacks."""

    domain_id: str
    reason: str | None


class MonthCounts(Answered):
    """Months by what came of them, whatever `status` was asked for."""

    expected: int
    late: int
    received: int
    partial: int
    closed: int


class CalendarMonth(Answered):
    """One month of all entities."""

    period: Month
    counts: MonthCounts


class CompletenessMeta(GroupPublished):
    """As it is `at` this moment: months become late without a publication."""

    at: AwareDatetime
    from_: Month = Field(alias="from")
    to: Month
    counts: MonthCounts
    months: list[CalendarMonth]


class ExpectedMonth(Answered):
    """A month that is expected of an entity."""

    entity_id: str
    entity_label: str
    period: Month
    status: MonthStatus = Field(
        description="expected: nothing yet; late: nothing, and past the cut-off; partial: the entity lacks domains"
    )
    cut_off_at: AwareDatetime
    is_past_cut_off: bool
    is_late: bool = Field(description="it is late, or came so")
    exchange_id: UUID | None = Field(description="what is shown; null: nothing")
    run_id: UUID | None
    published_at: AwareDatetime | None
    missing: list[MissingDomain]
    last_status: ExchangeStatus | None = Field(description="of the latest exchange, which may have been refused")
    last_exchange_id: UUID | None
    last_error: str | None


class CompletenessAnswer(Answered):
    """A calendar: each month that is expected of each entity."""

    meta: CompletenessMeta
    data: list[ExpectedMonth]


class FindingCounts(Answered):
    """Findings of all exchanges listed, whatever was filtered."""

    blocking: int
    warning: int


class JudgedExchange(FindingCounts):
    """What is shown of an entity's month (PUBLISHED), or was REFUSED and nothing newer is shown."""

    entity_id: str
    entity_label: str
    period: Month
    exchange_id: UUID
    status: ExchangeStatus
    judged_by: int | None = Field(description="the release that it was compared with")
    error_code: str | None
    error_summary: str | None


class ConformityMeta(GroupPublished):
    """Which exchanges the findings are of."""

    from_: Month | None = Field(alias="from")
    to: Month | None
    counts: FindingCounts
    exchanges: list[JudgedExchange]
    page: Page


class Finding(Answered):
    """Where an entity's referential is not the official one."""

    entity_id: str
    entity_label: str
    period: Month
    exchange_id: UUID
    status: ExchangeStatus
    severity: Severity
    check: Check
    kind: Kind
    key_id: str
    label: str | None
    expected: str | None
    found: str | None
    facts: int = Field(description="rows of the exchange that it touches")


class ConformityAnswer(Answered):
    """Findings, blocking ones first."""

    meta: ConformityMeta
    data: list[Finding]


class MetricTotal(Answered):
    """How much of a metric an exchange says it brings."""

    metric: str
    quantity: Amount


class StatedCost(Answered):
    """What an exchange says its month costs in a pricing view."""

    pricing_view: str
    cost: Amount


class IngestionRun(Answered):
    """One month of one entity as it was pushed, and what became of it."""

    entity_id: str
    entity_label: str
    period: Month
    exchange_id: UUID
    entity_run_id: UUID = Field(description="the entity's own run")
    entity_generation: int
    run_id: UUID | None = Field(description="the group's run that publishes it")
    generation: int | None
    status: ExchangeStatus
    rows: int
    stated_totals: list[MetricTotal] = Field(description="as the manifest has them")
    stated_costs: list[StatedCost]
    missing: list[MissingDomain]
    is_closed: bool
    contract_version: int
    release: int | None = Field(description="the release that the entity compared itself with")
    judged_by: int | None = Field(description="the release that the group compared it with")
    sent_by: str
    begun_at: AwareDatetime
    accepted_at: AwareDatetime | None
    published_at: AwareDatetime | None
    error_code: str | None
    error_summary: str | None


class GroupPage(GroupPublished):
    """A page of something that is not costs."""

    page: Page


class IngestionRunsAnswer(Answered):
    """Exchanges, the latest first."""

    meta: GroupPage
    data: list[IngestionRun]


class Release(Answered):
    """A version of the official referential."""

    version: int
    checksum: str = Field(description="SHA-256 of the document as canonical JSON")
    published_at: AwareDatetime
    published_by: str
    reason: str
    is_latest: bool = Field(description="it is what counts")


class ReleasesAnswer(Answered):
    """Releases, the latest first."""

    meta: GroupPublished
    data: list[Release]


class ReleaseDetail(Release):
    """With what it says."""

    document: dict[str, Any] = Field(description="a group release, as docs/group.md has it")


class ReleaseAnswer(Answered):
    """One release."""

    meta: GroupPublished
    data: ReleaseDetail
