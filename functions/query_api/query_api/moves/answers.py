"""The shapes of answers about the families that a product has, month by month."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from query_api.answers import Answered, Month


class Placement(Answered):
    """The family of a product from a month on, until the next placement that is applied."""

    move_id: int
    first_month: Month
    family_id: str
    family_label: str
    domain_id: str | None
    domain_label: str | None
    moved_by: str
    moved_at: AwareDatetime
    reason: str
    state: Literal["applied", "pending", "refused"]
    applied_at: AwareDatetime | None
    generation: int | None = Field(description="which showed it first; null: nothing published was touched")
    refused_at: AwareDatetime | None
    refusal: str | None


class Placements(Answered):
    """A product with every move of it, the latest first. None: it is in its family since ever."""

    product_id: str
    product_label: str
    family_id: str = Field(description="the last one, moves of months to come included")
    placements: list[Placement]


class PlacementsAnswer(Answered):
    """Where a product was, and is."""

    data: Placements


class Moved(Answered):
    """A move that was accepted. pending: the months of `periods` are classified again by the run."""

    move_id: int
    product_id: str
    family_id: str
    first_month: Month
    state: Literal["applied", "pending"]
    run_id: UUID | None = Field(description="null: no published month is touched, so it is applied")
    periods: list[Month]
    announced: bool | None = Field(
        description="false: the broker did not answer, the watch tells it within minutes; null: applied"
    )


class MovedAnswer(Answered):
    """What a move is answered with."""

    data: Moved
