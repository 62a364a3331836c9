"""The shapes of answers about what a cost was made of."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from query_api.answers import Amount, Answered, Mode, Month, PublishedPage


class LineagePrice(Answered):
    """The price that values a fact, and the line of the price list that it comes from."""

    unit_price: Amount
    priced_by: Literal["product", "domain", "metric"] = Field(description="metric: the rate of a metric that is money")
    priced_key: str
    first_month: Month | None = Field(description="of the line")
    last_month: Month | None = Field(description="null: until a later line")
    version: int
    author: str
    reason: str
    published_at: AwareDatetime
    in_force_at: AwareDatetime


class LineageRun(Answered):
    """The run that brought a fact. All but its id is null when the run is not kept any more."""

    run_id: UUID
    status: Literal["RUNNING", "SUCCESS", "FAILED", "SKIPPED", "CANCELLED"] | None
    trigger_type: Literal["CRON", "MANUAL", "PRICES"] | None
    origin: Literal["live", "raw"] | None
    requested_by: str | None
    started_at: AwareDatetime | None
    ended_at: AwareDatetime | None
    generation: int | None
    version: str | None
    git_sha: str | None


class LineageStep(Answered):
    """The domain and month of that run, and the landing in the raw zone that its relevés were computed from."""

    domain_id: str
    period: Month
    ingest_function: str
    landing_id: str | None = Field(description="null: derived from what other domains brought")
    checksum: str = Field(description="of the relevés")
    records: int
    rows: int
    rejects: int
    config_checksum: str | None
    settings_unchanged: bool | None = Field(description="whether the domain still has the settings of then")
    ended_at: AwareDatetime | None


class LineageCoefficient(Answered):
    """The weight behind an INDIRECT quantity."""

    raw_weight: Amount
    weight: Amount = Field(description="its part of the domain, from 0 to 1")
    method: str
    metric: str
    source: str


class LineageFact(Answered):
    """One fact of a cost."""

    domain_id: str
    domain_label: str
    domain_mode: Mode
    family_id: str
    product_id: str
    product_label: str | None
    application_id: str
    application_label: str | None
    environment: str
    metric: str
    unit: str
    quantity: Amount
    cost: Amount | None = Field(description="null: no price, or a metric that the view does not value")
    valued: bool = Field(description="whether the view values the metric")
    source: str
    computed_at: AwareDatetime
    price: LineagePrice | None
    run: LineageRun
    step: LineageStep | None = Field(description="null: not kept any more")
    coefficient: LineageCoefficient | None = Field(description="INDIRECT only")


class LineageTotal(Answered):
    """Over every fact that the filters let through. cost null: nothing of it has a price."""

    facts: int
    cost: Amount | None
    unpriced_rows: int


class LineageMeta(PublishedPage):
    """What the facts are of."""

    period: Month
    pricing_view: str | None
    currency: str | None
    total: LineageTotal


class LineageAnswer(Answered):
    """The facts of a cost, with what brought and what values them."""

    meta: LineageMeta
    data: list[LineageFact]
