"""What admins send about pricing views and prices."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic.alias_generators import to_camel

from query_api.domains.requests import Label, Reason
from query_api.parameters import Count, NoParameters, Text
from query_api.tables import MOST_LINES

Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Number = Annotated[
    Decimal | int | str,
    WithJsonSchema(
        {"type": ["number", "string"], "examples": ["0.0500001"], "description": "a text keeps every digit"}
    ),
]


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, strict=True)


class ViewRequest(_Body):
    """A pricing view as it shall be, whole. Its currency stays once a version of it is published."""

    label: Label
    currency: Currency
    is_default: bool = Field(default=False, description="the view of whoever asks for none; there is one")
    reason: Reason


class RetirementRequest(_Body):
    """Take a pricing view out of use, for good."""

    reason: Reason


class PriceRequest(_Body):
    """The price of a product, or of an INDIRECT domain; with neither, the rate of a metric. Both months count."""

    product_id: Text | None = None
    domain_id: Text | None = None
    metric: Text
    unit_price: Number
    first_month: Text = Field(description="YYYY-MM")
    last_month: Text | None = Field(default=None, description="YYYY-MM; null: until further notice")


class DraftRequest(_Body):
    """A draft, whole. Every metric named is valued; what has no price of its own or rate is unpriced."""

    metrics: tuple[Text, ...] = Field(default=(), max_length=1_000, strict=False)
    prices: tuple[PriceRequest, ...] = Field(default=(), max_length=MOST_LINES, strict=False)


class PublicationRequest(_Body):
    """Publish a draft: from then on it cannot change."""

    reason: Reason
    checksum: Text | None = Field(default=None, description="of the draft that was looked at: another one is refused")
    restate_rates: bool = Field(default=False, description="change rates of months before this one all the same")


class DraftParameters(NoParameters):
    """How a draft is taken."""

    dry_run: Literal["true", "false"] = Field(default="false", description="true: only check, store nothing")
    reason: Text | None = Field(default=None, description="kept in the audit log")


class VersionParameters(NoParameters):
    """A page of a version's prices; CSV and XLSX hold all of them."""

    limit: Count = Field(default=1_000, ge=1, le=MOST_LINES)
    cursor: Text | None = Field(default=None, description="`meta.page.next` of the page before")
