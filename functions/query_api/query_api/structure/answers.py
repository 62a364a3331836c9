"""The shapes of answers about families and products."""

from decimal import Decimal

from pydantic import AwareDatetime, Field

from query_api.answers import Amount, Answered, ApplicationCost, ComparedMeta, Effects, Mode, Month, Share
from query_api.detail_answers import EnvironmentCost, Quantity


class ListedFamily(Share, Effects):
    """What one family costs. `(none)`: the INDIRECT costs of one domain; `unmapped`: no product could be found."""

    domain_id: str
    domain_label: str
    domain_mode: Mode
    family_id: str
    family_label: str
    reserved: bool


class ListedProduct(ListedFamily):
    """What one product costs, in the family that it is in now."""

    product_id: str
    product_label: str
    unit_price: Amount | None = Field(description="null when unpriced or not the same throughout")


class FamiliesAnswer(Answered):
    """Costs by family; `unmapped` is last."""

    meta: ComparedMeta
    data: list[ListedFamily]


class ProductsAnswer(Answered):
    """Costs by product; `unmapped` is last."""

    meta: ComparedMeta
    data: list[ListedProduct]


class Concentration(Answered):
    """How few applications make most of the cost; what is unallocated, and what costs nothing or less, is left out."""

    threshold: Decimal = Field(description="the part of `ofCost` that they make, or more")
    applications: int = Field(description="the fewest that do")
    of_applications: int
    cost: Amount
    of_cost: Amount


class Part(Share, Effects):
    """A family or a product; its `share` is of all that costs something under the same filters."""

    family_id: str
    family_label: str
    domain_id: str | None = Field(description="where it is now; null for what is in any domain")
    domain_label: str | None
    domain_mode: Mode | None
    reserved: bool
    retired_at: AwareDatetime | None
    quantities: list[Quantity] | None = Field(description="null with an application filter")
    environments: list[EnvironmentCost]
    applications: list[ApplicationCost] = Field(description="the first `limit` of them; all: /applications?product=")
    concentration: Concentration | None = Field(description="null: no application has a cost above 0")


class FamilyProduct(Share, Effects):
    """What one metric of one product costs; its `share` is of the family."""

    domain_id: str
    domain_label: str
    domain_mode: Mode
    product_id: str
    product_label: str
    reserved: bool
    previous_quantity: Amount | None
    unit_price: Amount | None = Field(description="null when unpriced or not the same throughout")
    previous_unit_price: Amount | None


class Family(Part):
    """One family."""

    products: list[FamilyProduct]


class PricePoint(Answered):
    """One month; null where there is no data, or no price."""

    period: Month
    quantity: Amount | None
    unit_price: Amount | None
    cost: Amount | None
    unpriced_rows: int
    published: bool = Field(description="the domain that it was in is published in that month")


class PriceSeries(Answered):
    """Unit price and quantity of one metric over the 24 months up to the last one asked for."""

    domain_id: str | None = Field(description="of `(none)`: the INDIRECT domain")
    metric: str
    unit: str
    points: list[PricePoint]


class Product(Part):
    """One product."""

    product_id: str
    product_label: str
    previous_quantity: Amount | None
    unit_price: Amount | None = Field(description="null when unpriced or not the same throughout")
    previous_unit_price: Amount | None
    series: list[PriceSeries]


class FamilyAnswer(Answered):
    """One family."""

    meta: ComparedMeta
    data: Family


class ProductAnswer(Answered):
    """One product."""

    meta: ComparedMeta
    data: Product
