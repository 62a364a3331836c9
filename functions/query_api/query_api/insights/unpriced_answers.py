"""The shapes of answers about what has no price."""

from pydantic import Field

from query_api.answers import Amount, Answered, CostMeta, Mode, Month


class UnpricedTotal(Answered):
    """All quantities of one metric that have no price."""

    metric: str
    unit: str
    quantity: Amount
    facts: int
    products: int = Field(description="products, or INDIRECT domains, that lack a price")


class UnpricedMeta(CostMeta):
    """`total` is of what the filters let through, priced or not: its cost is what is known of it."""

    unpriced: list[UnpricedTotal] = Field(description="by metric, whatever the page")


class Unpriced(Answered):
    """A quantity that the pricing view values and has no price for."""

    period: Month
    domain_id: str
    domain_label: str
    domain_mode: Mode
    family_id: str
    family_label: str
    product_id: str
    product_label: str
    environment: str
    metric: str
    unit: str
    quantity: Amount
    unallocated_quantity: Amount
    facts: int = Field(description="as counted by `unpricedRows` elsewhere")


class UnpricedAnswer(Answered):
    """What has no price: the latest month first, and in it what stands in most facts."""

    meta: UnpricedMeta
    data: list[Unpriced]
