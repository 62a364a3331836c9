"""The relevé: the one output of every connector, whatever its source."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from finops_contract.period import Period
from finops_contract.quantity import Quantity

SHARED_ENVIRONMENT = "shared"
"""Reserved environment: consumption that belongs to no single environment."""

_Text = StringConstraints(strip_whitespace=True, min_length=1, max_length=512, pattern=r"^[^\x00]+$")
Key = Annotated[str, _Text]
"""A key as the source writes it; resolved through the alias tables when loaded."""


class Releve(BaseModel):
    """How much of one metric of one product one application consumed in one month and environment.

    `application_key` and `product_key` are the source's own; None when the source names none.
    `source` names the alias tables' `source_system` in which they are looked up.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    period: Period
    domain_id: Key
    source: Key
    application_key: Key | None = None
    product_key: Key | None = None
    environment: Key = SHARED_ENVIRONMENT
    metric: Key
    quantity: Quantity


class Reject(BaseModel):
    """A record that cannot become a relevé, as it was read.

    `quantity` is what it would have counted for, when that much could be read: it takes part in the
    reconciliation (I1). `location` says where the record stands: file and line, collection and id, page.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    reason: Key
    message: str
    location: str
    record: str
    metric: Key | None = None
    quantity: Quantity | None = None
