"""The shapes of a comparison of pricing views."""

from pydantic import Field

from query_api.answers import Amount, Answered, Missing, Mode, Month, PublishedPage


class ViewCost(Answered):
    """What something costs in one pricing view."""

    pricing_view: str
    currency: str
    cost: Amount | None = Field(description="null: the view values nothing of it, or has no price for it")
    unpriced_rows: int
    difference: Amount | None = Field(
        description="to the first view; null: that is this one, has another currency, or one of the two is unknown"
    )
    difference_percent: Amount | None


class ComparedViews(Answered):
    """One row; the keys of what it is not of are null."""

    period: Month | None
    domain_id: str | None
    domain_label: str | None
    domain_mode: Mode | None
    family_id: str | None
    family_label: str | None
    product_id: str | None
    product_label: str | None
    application_id: str | None
    application_label: str | None
    owner: str | None
    reserved: bool
    costs: list[ViewCost] = Field(description="in the order that the views were asked for")


class ViewComparisonMeta(PublishedPage):
    """What was compared; `runId` and `asOf` are the month's last, or the publication's for a range."""

    period: Month | None = Field(description="null when a range was asked for")
    from_: Month | None = Field(alias="from")
    to: Month | None
    environment: str | None
    complete: bool = Field(description="published, and no domain is missing")
    missing: list[Missing]
    totals: list[ViewCost] = Field(description="over everything that the filters let through, whatever page is shown")


class ViewComparisonAnswer(Answered):
    """Pricing views side by side; months without data have no cost, `unallocated` and `unmapped` are last."""

    meta: ViewComparisonMeta
    data: list[ComparedViews]
