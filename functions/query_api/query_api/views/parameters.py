"""What a comparison of pricing views may be asked."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from query_api.parameters import MonthsParameters, PageParameters, Text, Texts

By = Literal["total", "month", "domain", "family", "product", "application"]


def _each_once(views: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(views)) < len(views):
        raise ValueError("names a pricing view twice")
    return views


class ViewComparisonParameters(PageParameters, MonthsParameters):
    """Two to five pricing views over one month, or the sum of a range of months."""

    pricing_view: Annotated[
        tuple[Text, ...],
        Field(min_length=2, max_length=5, description="the views, in this order; differences are to the first"),
        AfterValidator(_each_once),
    ]
    by: By = Field(default="total", description="what a row is of")
    environment: Text | None = Field(default=None, description="only this environment")
    application: Texts = Field(default=(), description="only these applications")
    sort: Literal["cost", "-cost", "label", "-label"] | None = Field(
        default=None, description="cost: of the first view; default: -cost, months from the first to the last"
    )

    def values(self) -> dict[str, object]:
        """With the views and filters, empty as NULL."""
        return {
            **super().values(),
            "views": list(self.pricing_view),
            "by": self.by,
            "environment": self.environment,
            "applications": list(self.application) or None,
            "sort": self.sort or ("label" if self.by == "month" else "-cost"),
        }
