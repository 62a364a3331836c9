"""The shapes of answers about rankings over all entities."""

from typing import Literal

from pydantic import Field

from query_api.answers import Answered
from query_api.group.answers import GroupComparedMeta
from query_api.group.lines import GroupLine
from query_api.group.parameters import By, RankOrder
from query_api.parameters import Against


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


class GroupRankingsAnswer(Answered):
    """Ranked lines, then those without a rank; `unallocated` is last."""

    meta: GroupRankingMeta
    data: list[GroupRanked]
