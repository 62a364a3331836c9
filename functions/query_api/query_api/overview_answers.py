"""The shapes of dashboard, history, status and pricing views."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from query_api.answers import Amount, Answered, ComparedMeta, Cost, CostMeta, Missing, Mode, Month, Published


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
    published: bool
    domains: list[TrendDomain]


class Forecast(Answered):
    """What the month and its year will have cost in the end, of what can be known."""

    month: Amount | None
    year: Amount | None


class EntityBudget(Answered):
    """The entity's budgets beside what they are to cover: of the year's months, those with a budget."""

    month: Amount | None
    to_date: Amount | None
    to_date_cost: Amount | None
    year: Amount
    year_forecast: Amount | None
    status: Literal["under", "at_risk", "over"] = Field(description="at_risk: by the forecast of the year")


class AnomalyLine(Answered):
    """An application that costs unlike the months before; all about it: /anomalies."""

    anomaly_id: UUID
    application_id: str
    application_label: str
    cost: Amount
    expected: Amount
    deviation: Amount
    score: Amount
    direction: Literal["high", "low"]


class AnomalySummary(Answered):
    """The month's anomalies."""

    count: int
    acknowledged: int
    top: list[AnomalyLine] = Field(description="the three that deviate most and that nobody acknowledged")


class Dashboard(Cost):
    """One month at a glance."""

    allocated_share: Amount | None = Field(
        description="part of the cost that has an application, from 0 to 1; null for a cost of 0 or null"
    )
    same_month_last_year: Amount | None
    year_from: Month | None = Field(description="first month of the fiscal year; null when the month is not published")
    year_to_date: Amount | None = Field(description="from the first month of the fiscal year")
    forecast: Forecast | None = Field(description="null with a filter, or where nothing can be known")
    budget: EntityBudget | None = Field(description="null with a filter, or where the entity has none in that year")
    anomalies: AnomalySummary | None = Field(description="null with an environment: anomalies are of all of them")
    trend: list[TrendPoint] = Field(description="13 months up to this one; empty when it is not published")
    top_domains: list[TopLine]
    top_families: list[TopLine]
    top_applications: list[TopLine]


class DashboardAnswer(Answered):
    """One month at a glance."""

    meta: ComparedMeta
    data: Dashboard


class Point(Answered):
    """One month of a series; cost null where there is no data, never 0."""

    period: Month
    cost: Amount | None
    unpriced_rows: int
    allocated_share: Amount | None = Field(
        description="part of the cost that has an application; only of the total and of domains, without other filters"
    )
    published: bool = Field(description="the month (of a domain or family: of its domain) is published")


class Series(Answered):
    """Costs month by month; the keys say of what, all null for the total."""

    domain_id: str | None
    domain_label: str | None
    domain_mode: Mode | None
    family_id: str | None
    family_label: str | None
    product_id: str | None
    product_label: str | None
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
