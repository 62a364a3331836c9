"""The shapes of answers about the whole group: dashboard, history, pricing views."""

from pydantic import Field

from query_api.answers import Amount, Answered, Cost, Mode
from query_api.group.answers import GroupComparedMeta, GroupMeta, GroupPublished
from query_api.group.lines import ApplicationLine, DomainLine, EntityLine, GroupPoint
from query_api.overview_answers import PricingView


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


class GroupDashboardAnswer(Answered):
    """One month of the group at a glance."""

    meta: GroupComparedMeta
    data: GroupDashboard


class GroupHistoryAnswer(Answered):
    """Series; `meta.total` covers also those beyond the limit, and compares with nothing."""

    meta: GroupMeta
    data: list[GroupSeries]


class GroupPricingViewsAnswer(Answered):
    """The pricing views that can be asked for; the default is first."""

    meta: GroupPublished
    data: list[PricingView]
