"""The shapes of answers about one thing and its breakdowns."""

from pydantic import AwareDatetime, Field

from query_api.answers import (
    Amount,
    Answered,
    ApplicationCost,
    ComparedMeta,
    Effects,
    FamilyCost,
    Measured,
    Mode,
    Month,
    Share,
)


class Quantity(Answered):
    """How much was consumed of one metric, whether or not the pricing view values it."""

    metric: str
    unit: str
    label_en: str
    label_fr: str
    quantity: Amount
    previous_quantity: Amount | None
    unallocated_quantity: Amount
    unmapped_quantity: Amount
    facts: int
    valued: bool


class Domain(Measured, Effects):
    """One domain."""

    domain_id: str
    domain_label: str
    domain_mode: Mode
    indirect_method_key: str | None
    indirect_label: str | None
    is_enabled: bool
    available_from: Month
    quantities: list[Quantity] | None = Field(description="null with an application filter")
    families: list[FamilyCost]
    applications: list[ApplicationCost] = Field(description="the first `limit` of them; all: /applications?domain=")


class Line(Share, Effects):
    """What one application costs in one domain, family or product."""

    domain_id: str
    domain_label: str
    domain_mode: Mode
    family_id: str | None
    family_label: str | None
    product_id: str | None
    product_label: str | None
    unit_price: Amount | None = Field(description="products; null when unpriced or not the same throughout")


class EnvironmentCost(Share, Effects):
    """What is spent in one environment."""

    environment: str


class Application(Measured, Effects):
    """One application."""

    application_id: str
    application_label: str
    owner: str | None
    reserved: bool
    retired_at: AwareDatetime | None
    domains: list[Line]
    families: list[Line]
    products: list[Line]
    environments: list[EnvironmentCost]


class DomainAnswer(Answered):
    """One domain."""

    meta: ComparedMeta
    data: Domain


class ApplicationAnswer(Answered):
    """One application."""

    meta: ComparedMeta
    data: Application
