"""What rankings, anomalies and unpriced may be asked."""

import re
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from finops_contract.period import Period
from query_api.parameters import (
    Against,
    MonthsParameters,
    PageParameters,
    Text,
    Texts,
    ValuedParameters,
    ViewParameters,
)

_AMOUNT = re.compile(r"\d{1,18}(\.\d{1,12})?", re.ASCII)


def _plain_amount(value: object) -> object:
    if isinstance(value, str) and not _AMOUNT.fullmatch(value):
        raise ValueError("must be an amount of 0 or more, with at most 12 decimals: 1000 or 99.95")
    return value


Threshold = Annotated[
    Decimal, BeforeValidator(_plain_amount), WithJsonSchema({"type": "number", "minimum": 0, "examples": [1000]})
]
By = Literal["application", "domain", "family", "product"]
RankOrder = Literal["cost", "growth", "reduction"]


class RankingParameters(PageParameters, ViewParameters):
    """One month's ranking."""

    period: Period | None = Field(default=None, description="default: the latest published month")
    by: By = Field(default="application", description="what is ranked")
    order: RankOrder = Field(default="cost", description="growth, reduction: by amount, against the other month")
    against: Against = Field(default="previousMonth", description="the month that costs are compared with")
    threshold: Threshold | None = Field(
        default=None, description="leaves out costs (growth, reduction: changes) of a smaller amount; default: 0"
    )

    @model_validator(mode="after")
    def _applications_are_what_is_ranked(self) -> Self:
        if self.application and self.by != "application":
            raise ValueError("application goes with by=application only")
        return self

    def values(self) -> dict[str, object]:
        """Month as `first` and `last`; the threshold is 0 when there is none."""
        month = self.period.first_day if self.period else None
        ranking = {"by": self.by, "order": self.order, "against": self.against}
        return {**super().values(), **ranking, "first": month, "last": month, "threshold": self.threshold or Decimal(0)}


class AnomalyParameters(PageParameters, MonthsParameters, ValuedParameters):
    """Anomalies of a month, or of each month of a range."""

    application: Texts = Field(default=(), description="only of these applications")
    direction: Literal["high", "low"] | None = Field(default=None, description="high: costs more than expected")
    state: Literal["open", "acknowledged", "all"] = Field(default="open", description="open: nobody acknowledged it")
    sort: Literal["deviation", "-deviation", "score", "-score"] = Field(
        default="-deviation", description="by magnitude, whatever the direction"
    )

    def values(self) -> dict[str, object]:
        """With filters and order."""
        return {
            **super().values(),
            "applications": list(self.application) or None,
            "direction": self.direction,
            "state": self.state,
            "sort": self.sort,
        }


class UnpricedParameters(PageParameters, MonthsParameters, ValuedParameters):
    """What has no price in a month, or in each month of a range."""

    domain: Texts = Field(default=(), description="only of these domains")
    environment: Text | None = Field(default=None, description="only of this environment")

    def values(self) -> dict[str, object]:
        """With filters."""
        return {**super().values(), "domains": list(self.domain) or None, "environment": self.environment}
