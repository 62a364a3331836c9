"""What answers about costs say of themselves: which state of the group, of what, and which entities are missing."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from query_api.answers import Answered, Month, Page, Total


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
