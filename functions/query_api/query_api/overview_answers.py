"""The shapes of dashboard, history, status and pricing views."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from query_api.answers import Amount, Answered, Cost, CostMeta, Missing, Mode, Month, Published


class TopLine(Cost):
    """One of the costliest."""

    domain_id: str | None
    domain_label: str | None
    domain_mode: Mode | None
    family_id: str | None
    family_label: str | None
    application_id: str | None
    application_label: str | None
    reserved: bool
    share: Amount | None


class TrendDomain(Answered):
    """A domain's part of a month."""

    domain_id: str
    cost: Amount | None
    unpriced_rows: int


class TrendPoint(Answered):
    """One month; cost null where there is no data."""

    period: Month
    cost: Amount | None
    unpriced_rows: int
    domains: list[TrendDomain]


class Dashboard(Cost):
    """One month at a glance."""

    same_month_last_year: Amount | None
    year_to_date: Amount | None
    trend: list[TrendPoint] = Field(description="13 months up to this one; empty when it is not published")
    top_domains: list[TopLine]
    top_families: list[TopLine]
    top_applications: list[TopLine]


class DashboardAnswer(Answered):
    """One month at a glance."""

    meta: CostMeta
    data: Dashboard


class Point(Answered):
    """One month of a series; cost null where there is no data, never 0."""

    period: Month
    cost: Amount | None
    unpriced_rows: int


class Series(Answered):
    """Costs month by month; the keys say of what, all null for the total."""

    domain_id: str | None
    domain_label: str | None
    domain_mode: Mode | None
    family_id: str | None
    family_label: str | None
    application_id: str | None
    application_label: str | None
    cost: Amount | None
    unpriced_rows: int
    points: list[Point]


class HistoryAnswer(Answered):
    """Series; `meta.total` covers also those beyond the limit, and compares with nothing."""

    meta: CostMeta
    data: list[Series]


class RunSummary(Answered):
    """A run as every reader may see it."""

    run_id: UUID
    status: Literal["RUNNING", "SUCCESS", "FAILED", "SKIPPED", "CANCELLED"]
    phase: Literal["STAGING", "LOADED", "PUBLISHED"]
    trigger_type: Literal["CRON", "MANUAL", "PRICES"]
    periods: list[Month]
    started_at: AwareDatetime
    ended_at: AwareDatetime | None
    generation: int | None
    error_code: str | None


class DomainState(Answered):
    """How far a domain is published."""

    domain_id: str
    domain_label: str
    domain_mode: Mode
    is_enabled: bool
    latest_period: Month | None
    as_of: AwareDatetime | None


class PeriodState(Answered):
    """How far a month is published; `domains` counts those with data."""

    period: Month
    status: Literal["OPEN", "CLOSED"]
    run_id: UUID | None
    as_of: AwareDatetime | None
    domains: int
    complete: bool


class Status(Answered):
    """Freshness and completeness. `complete` and `missing` are of the latest published month."""

    entity_id: str
    version: str
    git_sha: str | None
    latest_period: Month | None
    complete: bool
    missing: list[Missing]
    last_run: RunSummary | None
    last_success: RunSummary | None
    running_run: RunSummary | None
    domains: list[DomainState]
    periods: list[PeriodState]


class StatusAnswer(Answered):
    """What is published, since when, and how the last runs ended."""

    meta: Published
    data: Status


class PricingView(Answered):
    """A way to value quantities, with its version in force."""

    pricing_view_id: str
    label: str
    currency: str
    is_default: bool
    version: int
    published_at: AwareDatetime
    metrics: list[str]


class PricingViewsAnswer(Answered):
    """The pricing views that can be asked for; the default is first."""

    meta: Published
    data: list[PricingView]
