"""The shapes of rankings."""

from typing import Literal

from pydantic import Field

from query_api.answers import Amount, Answered, Cost, CostMeta, Mode, Month
from query_api.insights.parameters import By, RankOrder
from query_api.parameters import Against


class Ranking(Answered):
    """What was ranked, and how."""

    by: By
    order: RankOrder
    against: Against
    compared_with: Month | None = Field(description="null: that month is not published, so nothing grew or shrank")
    threshold: Amount
    rows: int = Field(description="of all pages")
    below_threshold: int = Field(description="rows that the threshold left out")


class RankingMeta(CostMeta):
    """`total` is of the whole month, whatever is listed; its `previousCost` of the month compared with."""

    ranking: Ranking


class Ranked(Cost):
    """One line; the keys of what is not ranked are null. `previousCost` is of the month compared with."""

    rank: int | None = Field(description="lines of one amount share it; null: unpriced, new (in growth) or reserved")
    status: Literal["new", "continued", "ended", "unpriced"] | None = Field(
        description="against the month compared with; null: nothing to compare"
    )
    application_id: str | None
    application_label: str | None
    owner: str | None
    domain_id: str | None
    domain_label: str | None
    domain_mode: Mode | None
    family_id: str | None
    family_label: str | None
    product_id: str | None
    product_label: str | None
    reserved: bool
    share: Amount | None = Field(description="part of the month's total")


class RankingsAnswer(Answered):
    """Ranked lines, then those without a rank; `unallocated` and `unmapped` are last."""

    meta: RankingMeta
    data: list[Ranked]
