"""The shapes of answers about pricing views and prices, for admins."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from query_api.answers import Amount, Answered, Month, Page, Published


class PricesVersion(Answered):
    """One version. `pending`: published, and the months that it touches are not costed by it yet."""

    version: int
    state: Literal["draft", "pending", "in_force", "superseded", "refused"]
    author: str
    reason: str
    published_at: AwareDatetime | None
    in_force_at: AwareDatetime | None
    generation: int | None = Field(description="with which it came into force")
    refused_at: AwareDatetime | None
    refusal: str | None = Field(description="why it never came into force")


class AdminPricingView(Answered):
    """A pricing view with its versions, the latest first."""

    pricing_view_id: str
    label: str
    currency: str
    is_default: bool
    retired_at: AwareDatetime | None
    versions: list[PricesVersion]


class AdminPricingViewAnswer(Answered):
    """One pricing view."""

    meta: Published
    data: AdminPricingView


class AdminPricingViewsAnswer(Answered):
    """Every pricing view, in use or not."""

    meta: Published
    data: list[AdminPricingView]


class Conflict(Answered):
    """Two prices of one key and metric that both say something for a month; `other*`: the one that begins first."""

    product_id: str | None
    domain_id: str | None
    metric: str
    first_month: Month
    last_month: Month | None
    other_first_month: Month
    other_last_month: Month | None
    at: list[str] | None = Field(description="where both stand in what was sent, where that is known")


class Conflicts(Answered):
    """How many, and the first hundred."""

    count: int
    first: list[Conflict]


class Draft(Answered):
    """A draft as it was stored, or would be."""

    pricing_view: str
    version: int
    dry_run: bool
    metrics: list[str]
    prices: int
    checksum: str = Field(description="of all that the draft says: metrics and prices")
    conflicts: Conflicts


class PricesDraftAnswer(Answered):
    """What became of the body."""

    data: Draft


class VersionMeta(Published):
    """Which version of which view."""

    pricing_view: str
    version: int
    currency: str
    checksum: str


class PagedVersionMeta(VersionMeta):
    """A page of it."""

    page: Page


class Price(Answered):
    """One price; neither product nor domain: the rate of a metric."""

    product_id: str | None
    domain_id: str | None
    metric: str
    unit_price: Amount
    first_month: Month
    last_month: Month | None


class PriceList(Answered):
    """What a version values, and by how much: what `PUT .../draft` takes."""

    metrics: list[str]
    prices: list[Price]


class PricesVersionAnswer(Answered):
    """One version."""

    meta: PagedVersionMeta
    data: PriceList


class MetricQuantity(Answered):
    """Quantities of different metrics are never added."""

    metric: str
    quantity: Amount


class Change(Answered):
    """Of the quantities whose price changes. Costs are null where none of them has a price; `delta`: of known costs."""

    cost_before: Amount | None
    cost_after: Amount | None
    delta: Amount
    newly_priced: list[MetricQuantity]
    newly_unpriced: list[MetricQuantity]


class MonthChange(Change):
    """Of one month; `publishedCost`: what all of it costs in this view now."""

    period: Month
    published_cost: Amount | None


class DomainChange(Change):
    """Of one month and domain."""

    period: Month
    domain_id: str
    domain_label: str


class ApplicationChange(Change):
    """Of one application, all months together."""

    application_id: str
    application_label: str


class ApplicationChanges(Answered):
    """How many applications, and those that change most."""

    count: int
    largest: list[ApplicationChange]


class RateChange(Answered):
    """A rate in force of a past month; `after` null: the draft has none."""

    metric: str
    period: Month
    before: Amount
    after: Amount | None


class RateChanges(Answered):
    """How many, and the first hundred."""

    count: int
    first: list[RateChange]


class ValuedMetrics(Answered):
    """Metrics that the draft values and the version in force does not, and the other way round."""

    added: list[str]
    removed: list[str]


class Changes(Answered):
    """What a draft would change, and what keeps it from being published. With conflicts nothing can be reckoned."""

    conflicts: Conflicts
    closed_periods: list[Month] = Field(description="closed months whose figures would change")
    rate_changes: RateChanges
    valued_metrics: ValuedMetrics
    months: list[MonthChange]
    domains: list[DomainChange]
    applications: ApplicationChanges


class PriceChangesAnswer(Answered):
    """The dry run of a publication."""

    meta: VersionMeta
    data: Changes


class Publication(Answered):
    """A version that will be in force when its run has costed the months that it touches."""

    pricing_view: str
    version: int
    run_id: UUID
    periods: list[Month]
    announced: bool = Field(description="false: the event sink did not answer, the watch sends the event again")


class PricesPublicationAnswer(Answered):
    """What was published."""

    data: Publication
