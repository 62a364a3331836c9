"""The shapes of answers about costs. PostgreSQL builds the JSON; these document it, and tests hold it against them.

Amounts and quantities are JSON numbers of arbitrary precision: read them as decimals, not as floats.
"""

from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, WithJsonSchema
from pydantic.alias_generators import to_camel

from finops_contract.period import PATTERN

Amount = Annotated[Decimal, WithJsonSchema({"type": "number", "format": "decimal", "examples": [1843221.407312]})]
Month = Annotated[str, Field(pattern=PATTERN, examples=["2026-10"])]
Mode = Literal["DIRECT", "INDIRECT"]


class Answered(BaseModel):
    """Base: camelCase outside, every field always there."""

    model_config = ConfigDict(extra="forbid", alias_generator=to_camel)


class Missing(Answered):
    """A domain's month that a run failed to bring, and since when."""

    domain_id: str
    domain_label: str
    period: Month
    since: AwareDatetime
    reason: str | None


class Published(Answered):
    """Which publication an answer shows. Generation 0, no run: nothing was ever published."""

    generation: int
    run_id: UUID | None
    as_of: AwareDatetime | None


class Page(Answered):
    """`next` is the cursor of the page after, null on the last."""

    limit: int
    next: str | None


class PublishedPage(Published):
    """A page of something that is not costs."""

    page: Page


class Total(Answered):
    """Over everything that the filters let through, whatever page is shown. cost null: nothing of it has a price."""

    cost: Amount | None
    previous_cost: Amount | None = Field(description="null: no comparison, one of the two is not published")
    unallocated_cost: Amount | None
    unpriced_rows: int


class ScopeMeta(Published):
    """What an answer is of. `runId` and `asOf` are the month's last, or the publication's for a range."""

    period: Month | None = Field(description="null when a range was asked for")
    from_: Month | None = Field(alias="from")
    to: Month | None
    pricing_view: str | None
    currency: str | None
    environment: str | None
    complete: bool = Field(description="published, and no domain is missing")
    missing: list[Missing]
    page: Page | None


class CostMeta(ScopeMeta):
    """With what the costs add up to."""

    total: Total


class ComparedWith(Answered):
    """The months that `previousCost` and `delta` are of."""

    from_: Month = Field(alias="from")
    to: Month


class ComparedMeta(CostMeta):
    """With what the costs are compared with."""

    compared_with: ComparedWith | None = Field(description="null: nothing is published then or now")


class Cost(Answered):
    """An amount beside that of the months before. A null cost is unknown (unpriced or not published), never zero."""

    cost: Amount | None
    previous_cost: Amount | None = Field(description="null: nothing then")
    delta: Amount | None
    delta_percent: Amount | None = Field(description="null: new, or from zero")
    unpriced_rows: int = Field(description="rows that no price values; their cost is not in `cost`")


class Measured(Cost):
    """With its quantity, where all of it is of one metric: different metrics are never added."""

    metric: str | None
    unit: str | None
    quantity: Amount | None


class Share(Measured):
    """With its part of the total, from 0 to 1."""

    share: Amount | None


class Effects(Answered):
    """What made a cost change. The three add up to `cost` less `previousCost`, an unknown one of these taken as 0."""

    quantity_effect: Amount | None = Field(
        description="at the prices of then: more or less consumed, begun, ended; null: no price known both then and now"
    )
    price_effect: Amount | None = Field(description="what the prices of now make of the quantities of now")
    other_effect: Amount | None = Field(
        description="what has no price, or whose domain is not published, then or now; null: nothing to compare"
    )


class DomainCost(Share):
    """What one domain costs."""

    domain_id: str
    domain_label: str
    domain_mode: Mode
    allocated_share: Amount | None = Field(
        description="part of the cost that has an application, from 0 to 1; null for a cost of 0 or null, and with an"
        " application filter"
    )


class ApplicationCost(Share):
    """What one application costs. `reserved`: the part that no application could be found for."""

    application_id: str
    application_label: str
    owner: str | None
    reserved: bool


class FamilyCost(Share, Effects):
    """What one family costs. `(none)`: INDIRECT costs; `unmapped`: no product could be found."""

    family_id: str
    family_label: str
    reserved: bool


class DomainsAnswer(Answered):
    """Costs by domain."""

    meta: ComparedMeta
    data: list[DomainCost]


class ApplicationsAnswer(Answered):
    """Costs by application; `unallocated` is last."""

    meta: ComparedMeta
    data: list[ApplicationCost]
