"""What lineage may be asked."""

from typing import Self

from pydantic import Field, model_validator

from finops_contract.period import Period
from query_api.parameters import Count, PageParameters, Text, ValuedParameters


class LineageParameters(PageParameters, ValuedParameters):
    """One cell of one month's costs, or several: what is not named is not filtered by."""

    period: Period
    application: Text | None = None
    product: Text | None = Field(default=None, description="`(none)`: INDIRECT costs")
    domain: Text | None = Field(default=None, description="where it is shown")
    environment: Text | None = None
    metric: Text | None = None
    limit: Count = Field(default=50, ge=1, le=500)

    @model_validator(mode="after")
    def _some_cell_is_meant(self) -> Self:
        if not (self.application or self.product or self.domain):
            raise ValueError("application, product or domain is needed: a whole month has no lineage, but facts")
        return self

    def values(self) -> dict[str, object]:
        """Empty filters as NULL."""
        return {
            **super().values(),
            "month": self.period.first_day,
            "application": self.application,
            "product": self.product,
            "domain": self.domain,
            "environment": self.environment,
            "metric": self.metric,
        }
