"""The shapes of answers about applications over all entities: the list, and one application."""

from pydantic import Field

from query_api.answers import Amount, Answered, Cost
from query_api.group.answers import GroupComparedMeta
from query_api.group.lines import ApplicationLine, DomainLine, EntityLine, GroupLine, GroupPoint


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


class GroupApplicationsAnswer(Answered):
    """Costs by application; `unallocated` is last."""

    meta: GroupComparedMeta
    data: list[GroupApplicationCost]


class GroupApplicationAnswer(Answered):
    """One application."""

    meta: GroupComparedMeta
    data: GroupApplicationDetail
