"""The shapes of answers about what no alias knows, or two claim."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from query_api.answers import Amount, Answered, Month, Published, PublishedPage

Kind = Literal["application", "product"]


class AliasConflict(Answered):
    """A claim of an alias that was not granted. No standing application: nobody has the alias."""

    source_system: str
    foreign_key: str
    claimed_application_id: str
    claimed_application_label: str | None
    claimed_by: str
    standing_application_id: str | None
    standing_application_label: str | None
    first_seen: AwareDatetime
    last_seen: AwareDatetime
    run_id: UUID
    resolved_at: AwareDatetime | None


class AliasConflictsAnswer(Answered):
    """Claims that were not granted."""

    meta: PublishedPage
    data: list[AliasConflict]


class KeyQuantity(Answered):
    """How much a key had that no alias knows. No key: relevés that name none (keyCount 0), or a long list's rest."""

    kind: Kind
    source_system: str
    foreign_key: str | None
    quantity: Amount
    rows: int = Field(description="relevés")
    key_count: int


class UnknownKey(KeyQuantity):
    """A key that no alias knows, with its domain and metric."""

    domain_id: str
    domain_label: str
    metric: str
    unit: str


class MonthPage(PublishedPage):
    """A page of one month. period null: nothing was ever published."""

    period: Month | None


class UnknownKeysAnswer(Answered):
    """Keys that no alias knows, the largest of each metric first."""

    meta: MonthPage
    data: list[UnknownKey]


class PublishedMonth(Published):
    """One month. period null: nothing was ever published."""

    period: Month | None


class Unallocated(Answered):
    """What of one domain and metric found no application, or no product. Shares are from 0 to 1."""

    domain_id: str
    domain_label: str
    metric: str
    unit: str
    quantity: Amount
    unallocated_quantity: Amount
    unmapped_quantity: Amount
    unallocated_share: Amount | None
    unmapped_share: Amount | None
    keys: list[KeyQuantity] = Field(description="the largest of each kind")


class UnallocatedAnswer(Answered):
    """What found no application or no product, where there is any."""

    meta: PublishedMonth
    data: list[Unallocated]


class RunAgain(Answered):
    """The open months that a mapping would change, as `POST admin/runs` takes them. Empty lists: there are none."""

    periods: list[Month]
    domains: list[str]


class MappedAlias(Answered):
    """An alias as it stands now; runs resolve it so from the next one on."""

    source_system: str
    foreign_key: str
    application_id: str
    application_label: str
    previous_application_id: str | None
    settled_conflicts: int
    run_again: RunAgain


class MappedAliasAnswer(Answered):
    """What a mapping is answered with."""

    data: MappedAlias
