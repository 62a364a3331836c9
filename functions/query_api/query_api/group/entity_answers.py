"""The shapes of answers about entities: all beside each other, and one."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from query_api.answers import Amount, Answered, Cost, Month
from query_api.group.answers import GroupComparedMeta
from query_api.group.lines import ApplicationLine, DomainLine, EntityLine

MonthState = Literal["missing", "partial", "received", "closed"]
"""Without a clock: whether a missing month is late is what `completeness` says."""


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


class EntitiesAnswer(Answered):
    """Entities beside each other."""

    meta: GroupComparedMeta
    data: list[EntityCost]


class EntityAnswer(Answered):
    """One entity."""

    meta: GroupComparedMeta
    data: EntityDetail
