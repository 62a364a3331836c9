"""The lines that several of a group's answers have: what an entity, a domain or an application costs, and one month."""

from pydantic import Field

from query_api.answers import Amount, Answered, Cost, Mode, Month


class GroupLine(Cost):
    """With its part of the total, from 0 to 1."""

    share: Amount | None


class EntityLine(GroupLine):
    """What one entity costs."""

    entity_id: str
    entity_label: str


class DomainLine(GroupLine):
    """What one domain costs."""

    domain_id: str
    domain_label: str
    domain_mode: Mode


class ApplicationLine(GroupLine):
    """What one application costs. `reserved`: the part that no application could be found for."""

    application_id: str
    application_label: str
    owner: str | None
    reserved: bool
    entities: int = Field(description="how many entities have a cost of it")


class GroupPoint(Answered):
    """One month; cost null where there is no data, never 0."""

    period: Month
    cost: Amount | None
    unpriced_rows: int
    published: int = Field(description="entities that published the month")
    missing: int = Field(description="entities of which the month is expected and missing, or not whole")
