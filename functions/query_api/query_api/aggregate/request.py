"""What an aggregate may be asked: in a body, because 5,000 applications do not fit into an address."""

from typing import Annotated, Literal, Self

from pydantic import Field, StrictBool, StrictInt, model_validator

from query_api.parameters import MonthsParameters, PageParameters, Text, ValuedParameters

MOST_APPLICATIONS = 5_000
MOST_BODY_BYTES = 16 << 20
"""So many ids of 512 characters, each of up to six bytes: as UTF-8, or escaped in ASCII."""
Dimension = Literal["month", "domain", "family", "product", "application", "environment", "metric"]
Source = Literal["domain", "product", "app_domain", "app_family", "app_product"]
AggregateOrder = Literal[
    "keys", "cost", "-cost", "previousCost", "-previousCost", "delta", "-delta", "deltaPercent", "-deltaPercent"
]
Filter = Annotated[tuple[Text, ...], Field(max_length=100)]


class AggregateRequest(PageParameters, MonthsParameters, ValuedParameters):
    """Costs by any set of dimensions; a name or id that stands twice counts once."""

    environments: Filter = Field(default=(), description="only these environments")
    domains: Filter = Field(default=(), description="only these domains")
    families: Filter = Field(default=(), description="only these families")
    products: Filter = Field(default=(), description="only these products")
    applications: Annotated[tuple[Text, ...], Field(max_length=MOST_APPLICATIONS)] = Field(
        default=(), description="only these applications; none: all of them"
    )
    dimensions: Annotated[tuple[Dimension, ...], Field(max_length=7)] = Field(
        default=(), description="what a row is of, in the order of its keys; none: one row of everything"
    )
    sort: AggregateOrder = Field(default="-cost", description="keys: by the dimensions, in their order")
    limit: StrictInt = Field(default=50, ge=1, le=10_000)
    others: StrictBool = Field(default=False, description="fold what is beyond the limit into one more row; no pages")

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        if self.others and self.cursor:
            raise ValueError("cursor goes without others: those are in the first answer")
        if len(set(self.dimensions)) < len(self.dimensions):
            raise ValueError("dimensions: each stands once")
        return self

    @property
    def source(self) -> Source:
        """The smallest aggregate that has every dimension and filter, and the metric of a row where it is one."""
        named = set(self.dimensions)
        of_products = bool(self.products) or bool({"product", "metric"} & named)
        of_families = bool(self.families) or "family" in named
        if self.applications or "application" in named:
            return "app_product" if of_products else "app_family" if of_families else "app_domain"
        return "product" if of_products or of_families else "domain"

    def values(self) -> dict[str, object]:
        """With filters, empty ones as NULL; ids in an order of their own, so that a cursor belongs to the question."""
        filters = {
            name: sorted(set(ids)) or None
            for name, ids in (
                ("environments", self.environments),
                ("domains", self.domains),
                ("families", self.families),
                ("products", self.products),
                ("applications", self.applications),
            )
        }
        one = filters["environments"]
        return {
            **super().values(),
            **filters,
            "environment": one[0] if one and len(one) == 1 else None,
            "dimensions": list(self.dimensions),
            "source": self.source,
            "sort": self.sort,
            "others": self.others,
        }
