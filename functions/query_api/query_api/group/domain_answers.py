"""The shapes of answers about domains over all entities: the list, and one domain."""

from pydantic import Field

from query_api.answers import Amount, Answered, Cost, Mode
from query_api.group.answers import GroupComparedMeta
from query_api.group.lines import ApplicationLine, DomainLine, EntityLine, GroupPoint


class GroupDomainCost(DomainLine):
    """A domain over all entities. `official`: the release has it; else `<entity>/<key>`, an entity's own."""

    official: bool
    entities: int = Field(description="how many entities have a cost of it")
    allocated_share: Amount | None = Field(description="part of the cost that has an application, from 0 to 1")


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


class GroupDomainsAnswer(Answered):
    """Costs by domain."""

    meta: GroupComparedMeta
    data: list[GroupDomainCost]


class GroupDomainAnswer(Answered):
    """One domain."""

    meta: GroupComparedMeta
    data: GroupDomainDetail
