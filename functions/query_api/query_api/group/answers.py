"""The shapes of a group's answers about costs: each says which entities are missing."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from query_api.answers import Amount, Answered, Cost, Mode, Month, Page, Total
from query_api.group.parameters import By, RankOrder
from query_api.insights.anomaly_answers import Direction, Explanation
from query_api.overview_answers import PricingView
from query_api.parameters import Against

MonthState = Literal["missing", "partial", "received", "closed"]
"""Without a clock: whether a missing month is late is what `completeness` says."""


class GroupPublished(Answered):
    """Which state of the group an answer shows. `runId`, `asOf`: of the latest publication of any entity."""

    generation: int = Field(description="rises with every publication of any entity, and with every release")
    run_id: UUID | None
    as_of: AwareDatetime | None
    release: int | None = Field(description="the official referential that counts; null: none was ever published")


class LackingDomain(Answered):
    """A domain that an entity itself lacks, and since when."""

    domain_id: str
    domain_label: str
    since: AwareDatetime | None
    reason: str | None


class MissingMonth(Answered):
    """An entity's month that is expected and not there (`missing`), or not whole (`partial`, without `domains`)."""

    entity_id: str
    entity_label: str
    period: Month
    status: Literal["missing", "partial"]
    domains: list[LackingDomain]


class GroupScope(GroupPublished):
    """What an answer is of."""

    period: Month | None = Field(description="null when a range was asked for")
    from_: Month | None = Field(alias="from")
    to: Month | None
    pricing_view: str | None
    currency: str | None
    environment: str | None
    entities: list[str] = Field(description="the filter; empty: all entities")
    complete: bool = Field(description="something is published, and nothing that is expected is missing")
    missing: list[MissingMonth]
    page: Page | None


class GroupMeta(GroupScope):
    """With what the costs add up to."""

    total: Total


class GroupComparedWith(Answered):
    """The months that `previousCost` and `delta` are of, and what those lack."""

    from_: Month = Field(alias="from")
    to: Month
    missing: list[MissingMonth]


class GroupComparedMeta(GroupMeta):
    """With what the costs are compared with."""

    compared_with: GroupComparedWith | None = Field(description="null: nothing is published then or now")


class GroupLine(Cost):
    """With its part of the total, from 0 to 1."""

    share: Amount | None


class EntityLine(GroupLine):
    """What one entity costs."""

    entity_id: str
    entity_label: str


class EntityCost(EntityLine):
    """One entity beside the others."""

    status: MonthState | None = Field(
        description="of the months asked for, the worst of them; null: nothing is expected of it, nor published"
    )
    published_months: int
    unallocated_cost: Amount | None
    allocated_share: Amount | None = Field(description="part of the cost that has an application, from 0 to 1")
    applications: int = Field(description="how many applications have a cost")
    cost_per_application: Amount | None = Field(description="allocated cost by the number of applications")


class DomainLine(GroupLine):
    """What one domain costs."""

    domain_id: str
    domain_label: str
    domain_mode: Mode


class GroupDomainCost(DomainLine):
    """A domain over all entities. `official`: the release has it; else `<entity>/<key>`, an entity's own."""

    official: bool
    entities: int = Field(description="how many entities have a cost of it")
    allocated_share: Amount | None = Field(description="part of the cost that has an application, from 0 to 1")


class ApplicationLine(GroupLine):
    """What one application costs. `reserved`: the part that no application could be found for."""

    application_id: str
    application_label: str
    owner: str | None
    reserved: bool
    entities: int = Field(description="how many entities have a cost of it")


class GroupApplicationCost(ApplicationLine):
    """An application over all entities. `official`: the release has it; else `<entity>/<key>`, an entity's own."""

    official: bool


class ProductLine(GroupLine):
    """What one product costs. `(none)`: INDIRECT costs; `unmapped`: no product could be found."""

    domain_id: str
    domain_label: str
    family_id: str
    family_label: str
    product_id: str
    product_label: str
    metric: str | None
    unit: str | None
    quantity: Amount | None = Field(description="null: of several metrics, which are never added")


class GroupPoint(Answered):
    """One month; cost null where there is no data, never 0."""

    period: Month
    cost: Amount | None
    unpriced_rows: int
    published: int = Field(description="entities that published the month")
    missing: int = Field(description="entities of which the month is expected and missing, or not whole")


class EntityMonth(Answered):
    """One month of one entity; status null: not expected, and not there."""

    period: Month
    cost: Amount | None
    unpriced_rows: int
    status: MonthState | None


class ShownExchange(Answered):
    """The exchange that an entity's figures of the last month asked for come from."""

    exchange_id: UUID
    entity_generation: int
    release: int | None = Field(description="the release that the entity compared itself with")
    judged_by: int | None = Field(description="the release that the group compared it with")
    is_closed: bool
    published_at: AwareDatetime | None
    blocking: int
    warning: int


class CompletenessCounts(Answered):
    """Of the month's entities: those expected, and by what came of them; as `MonthState`, no clock is asked."""

    expected: int
    received: int
    closed: int
    partial: int
    missing: int


class LikeForLike(Cost):
    """Of those entities only whose months are there then and now: a month that has not come is no saving."""

    entities: int


class GroupDashboard(Cost):
    """One month of the group at a glance."""

    like_for_like: LikeForLike
    allocated_share: Amount | None = Field(description="part of the cost that has an application, from 0 to 1")
    same_month_last_year: Amount | None
    completeness: CompletenessCounts
    anomalies: int = Field(description="how many, of all environments")
    entities: list[EntityLine]
    domains: list[DomainLine]
    applications: list[ApplicationLine] = Field(description="the costliest")
    history: list[GroupPoint] = Field(description="13 months up to this one")


class EntityDetail(Cost):
    """One entity of the group."""

    entity_id: str
    entity_label: str
    member: bool = Field(description="of the release that counts")
    first_month: Month | None
    last_month: Month | None
    status: MonthState | None = Field(description="of the last month asked for")
    allocated_share: Amount | None
    application_count: int
    domains: list[DomainLine]
    applications: list[ApplicationLine] = Field(description="the costliest")
    months: list[EntityMonth] = Field(description="13 months up to the last one asked for")
    exchange: ShownExchange | None = Field(description="of the last month asked for; null: none is published")


class GroupDomainDetail(Cost):
    """One domain over all entities."""

    domain_id: str
    domain_label: str
    domain_mode: Mode
    indirect_label: str | None
    official: bool
    allocated_share: Amount | None
    entities: list[EntityLine]
    applications: list[ApplicationLine] = Field(description="the costliest")
    history: list[GroupPoint] = Field(description="13 months up to the last one asked for")


class GroupApplicationDetail(Cost):
    """One application over all entities."""

    application_id: str
    application_label: str
    owner: str | None
    reserved: bool
    official: bool
    entities: list[EntityLine]
    domains: list[DomainLine]
    products: list[ProductLine]
    history: list[GroupPoint] = Field(description="13 months up to the last one asked for")


class GroupSeries(Answered):
    """Costs month by month; the keys say of what, all null for the total."""

    entity_id: str | None
    entity_label: str | None
    domain_id: str | None
    domain_label: str | None
    domain_mode: Mode | None
    cost: Amount | None
    unpriced_rows: int
    points: list[GroupPoint]


class GroupRanking(Answered):
    """What was ranked, and how."""

    by: By
    order: RankOrder
    against: Against
    rows: int = Field(description="of all pages")


class GroupRankingMeta(GroupComparedMeta):
    """`total` is of the whole month, whatever is listed."""

    ranking: GroupRanking


class GroupRanked(GroupLine):
    """One line; the keys of what is not ranked are null."""

    rank: int | None = Field(description="lines of one amount share it; null: unpriced or reserved")
    status: Literal["new", "continued", "ended", "unpriced"] | None = Field(
        description="against the month compared with; null: nothing to compare"
    )
    entity_id: str | None
    entity_label: str | None
    application_id: str | None
    application_label: str | None
    owner: str | None
    reserved: bool
    entities: int = Field(description="how many entities have a cost of it")


class GroupAnomaly(Answered):
    """An application's month in one entity that costs unlike the months before it."""

    anomaly_id: UUID
    period: Month
    entity_id: str
    entity_label: str
    application_id: str
    application_label: str
    owner: str | None
    reserved: bool
    cost: Amount
    expected: Amount
    expected_low: Amount
    expected_high: Amount
    deviation: Amount = Field(description="cost less expected")
    deviation_percent: Amount | None = Field(description="of expected; null where that is 0")
    score: Amount = Field(description="deviation in robust standard deviations")
    direction: Direction
    history_months: int = Field(description="how many months the expectation comes from")
    explained_by: list[Explanation] = Field(description="what deviates most")
    first_seen: AwareDatetime


class GroupAnomalyTotal(Answered):
    """Over everything that the filters let through, whatever page is shown."""

    anomalies: int
    high: int
    low: int
    deviation: Amount


class GroupAnomaliesMeta(GroupScope):
    """Anomalies are of all environments: `environment` is always null."""

    total: GroupAnomalyTotal


class GroupDashboardAnswer(Answered):
    """One month of the group at a glance."""

    meta: GroupComparedMeta
    data: GroupDashboard


class EntitiesAnswer(Answered):
    """Entities beside each other."""

    meta: GroupComparedMeta
    data: list[EntityCost]


class EntityAnswer(Answered):
    """One entity."""

    meta: GroupComparedMeta
    data: EntityDetail


class GroupDomainsAnswer(Answered):
    """Costs by domain."""

    meta: GroupComparedMeta
    data: list[GroupDomainCost]


class GroupDomainAnswer(Answered):
    """One domain."""

    meta: GroupComparedMeta
    data: GroupDomainDetail


class GroupApplicationsAnswer(Answered):
    """Costs by application; `unallocated` is last."""

    meta: GroupComparedMeta
    data: list[GroupApplicationCost]


class GroupApplicationAnswer(Answered):
    """One application."""

    meta: GroupComparedMeta
    data: GroupApplicationDetail


class GroupHistoryAnswer(Answered):
    """Series; `meta.total` covers also those beyond the limit, and compares with nothing."""

    meta: GroupMeta
    data: list[GroupSeries]


class GroupRankingsAnswer(Answered):
    """Ranked lines, then those without a rank; `unallocated` is last."""

    meta: GroupRankingMeta
    data: list[GroupRanked]


class GroupAnomaliesAnswer(Answered):
    """Anomalies of the months asked for."""

    meta: GroupAnomaliesMeta
    data: list[GroupAnomaly]


class GroupPricingViewsAnswer(Answered):
    """The pricing views that can be asked for; the default is first."""

    meta: GroupPublished
    data: list[PricingView]
