"""What each endpoint may be asked: one strict model each, of which the OpenAPI document is made too."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic.alias_generators import to_camel

from finops_contract.period import Period

MOST_MONTHS = 120
Text = Annotated[str, StringConstraints(min_length=1, max_length=512, pattern=r"^[^\x00]*$")]
"""A key or a search text, as PostgreSQL can hold it."""


def _plain_number(value: object) -> object:
    if isinstance(value, str) and not (value.isascii() and value.isdigit() and len(value) <= 9):
        raise ValueError("must be a whole number")
    return value


LongText = Annotated[str, StringConstraints(min_length=1, max_length=12_000)]
"""A cursor that holds several keys."""
Count = Annotated[int, BeforeValidator(_plain_number)]
Texts = Annotated[tuple[Text, ...], Field(max_length=100)]
Against = Literal["previousMonth", "lastYear"]
CostOrder = Literal[
    "cost",
    "-cost",
    "previousCost",
    "-previousCost",
    "delta",
    "-delta",
    "deltaPercent",
    "-deltaPercent",
    "label",
    "-label",
]


class NoParameters(BaseModel):
    """Base of all: camelCase outside, nothing unknown accepted."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel)

    def values(self) -> dict[str, object]:
        """By name, as the statements take them."""
        return {}


class ValuedParameters(NoParameters):
    """How costs are valued."""

    pricing_view: Text | None = Field(default=None, description="default: the default pricing view")

    def values(self) -> dict[str, object]:
        """The view, NULL for the default."""
        return {**super().values(), "view": self.pricing_view}


class ViewParameters(ValuedParameters):
    """How costs are valued and filtered."""

    environment: Text | None = Field(default=None, description="only this environment")
    application: Texts = Field(default=(), description="only these applications")

    def values(self) -> dict[str, object]:
        """Empty filters as NULL."""
        return {
            **super().values(),
            "environment": self.environment,
            "applications": list(self.application) or None,
        }


class AgainstParameters(NoParameters):
    """What costs are compared with."""

    against: Against = Field(
        default="previousMonth",
        description="previousMonth: as many months right before; lastYear: the same months a year earlier",
    )

    def values(self) -> dict[str, object]:
        """As the statements take it."""
        return {**super().values(), "against": self.against}


class DashboardParameters(AgainstParameters, ViewParameters):
    """One month."""

    period: Period | None = Field(default=None, description="default: the latest published month")
    limit: Count = Field(default=5, ge=1, le=50, description="length of each top list")

    def values(self) -> dict[str, object]:
        """Month as `first` and `last`."""
        month = self.period.first_day if self.period else None
        return {**super().values(), "first": month, "last": month, "limit": self.limit}


class RangeParameters(NoParameters):
    """A range of months."""

    from_: Period | None = Field(default=None, alias="from", description="first month of a range; needs `to`")
    to: Period | None = Field(default=None, description="last month of a range, at most 120 months; needs `from`")

    @model_validator(mode="after")
    def _range_is_sound(self) -> Self:
        if (self.from_ is None) != (self.to is None):
            raise ValueError("from and to go together")
        if self.from_ and self.to:
            if self.to < self.from_:
                raise ValueError("to is earlier than from")
            if self.from_.plus(MOST_MONTHS - 1) < self.to:
                raise ValueError(f"a range has at most {MOST_MONTHS} months")
        return self

    def values(self) -> dict[str, object]:
        """Range as `first` and `last`."""
        return {**super().values(), "first": self.from_ and self.from_.first_day, "last": self.to and self.to.first_day}


class MonthsParameters(RangeParameters):
    """One month, or a range of months."""

    period: Period | None = Field(default=None, description="one month; default: the latest published month")

    @model_validator(mode="after")
    def _one_way_to_say_when(self) -> Self:
        if self.period and self.from_:
            raise ValueError("give period, or from and to")
        return self

    def values(self) -> dict[str, object]:
        """A month is a range of one."""
        month = {"first": self.period.first_day, "last": self.period.first_day} if self.period else {}
        return {**super().values(), **month}


class PageParameters(NoParameters):
    """Where a list that changes with the generation is read from: see `reading.answer_costs`."""

    limit: Count = Field(default=50, ge=1, le=1000)
    cursor: Text | None = Field(default=None, description="`meta.page.next` of the page before")

    def values(self) -> dict[str, object]:
        """All but the cursor."""
        return {**super().values(), "limit": self.limit}


class CostParameters(AgainstParameters, MonthsParameters, ViewParameters):
    """One month, or the sum of a range of months."""

    @model_validator(mode="after")
    def _a_year_earlier_is_another_time(self) -> Self:
        if self.against == "lastYear" and self.from_ and self.to and self.from_.plus(12) <= self.to:
            raise ValueError("a range of more than 12 months overlaps itself a year earlier: ask for a shorter one")
        return self


class DetailParameters(CostParameters):
    """One thing with its breakdowns."""

    sort: CostOrder = "-cost"
    limit: Count = Field(default=10, ge=1, le=1000, description="length of the list of applications")

    def values(self) -> dict[str, object]:
        """With the order and the limit of the lists within."""
        return {**super().values(), "sort": self.sort, "limit": self.limit}


class ListParameters(PageParameters, CostParameters):
    """A paged list of costs."""

    sort: CostOrder = "-cost"

    def values(self) -> dict[str, object]:
        """All but the cursor."""
        return {**super().values(), "sort": self.sort}


class SearchParameters(ListParameters):
    """A paged list that can be searched and cut down to parts of the structure."""

    domain: Texts = Field(default=(), description="only what these domains cost")
    family: Texts = Field(default=(), description="only what these families cost")
    q: Text | None = Field(default=None, description="part of the id or label")

    def values(self) -> dict[str, object]:
        """With filters and search."""
        return {
            **super().values(),
            "domains": list(self.domain) or None,
            "families": list(self.family) or None,
            "q": self.q,
        }


class ApplicationsParameters(SearchParameters):
    """A paged list of applications."""

    product: Texts = Field(default=(), description="only what these products cost")

    def values(self) -> dict[str, object]:
        """With one filter more."""
        return {**super().values(), "products": list(self.product) or None}


class HistoryParameters(RangeParameters, ViewParameters):
    """Series over months; by default the 13 up to the latest published."""

    by: Literal["total", "domain", "family", "product", "application"] = "total"
    domain: Texts = Field(default=(), description="only these domains")
    family: Texts = Field(default=(), description="only these families")
    product: Texts = Field(default=(), description="only these products")
    limit: Count = Field(default=10, ge=1, le=100, description="how many series, the costliest first")

    def values(self) -> dict[str, object]:
        """With kind and filters."""
        return {
            **super().values(),
            "by": self.by,
            "domains": list(self.domain) or None,
            "families": list(self.family) or None,
            "products": list(self.product) or None,
            "limit": self.limit,
        }


class RunListParameters(NoParameters):
    """A paged list of runs, the latest first."""

    status: Literal["RUNNING", "SUCCESS", "FAILED", "SKIPPED", "CANCELLED"] | None = None
    limit: Count = Field(default=50, ge=1, le=500)
    cursor: Text | None = Field(default=None, description="`meta.page.next` of the page before")

    def values(self) -> dict[str, object]:
        """All but the cursor."""
        return {"status": self.status, "limit": self.limit}


class ConflictParameters(NoParameters):
    """A paged list of claims that were not granted."""

    state: Literal["open", "resolved", "all"] = "open"
    limit: Count = Field(default=50, ge=1, le=1000)
    cursor: LongText | None = Field(default=None, description="`meta.page.next` of the page before")

    def values(self) -> dict[str, object]:
        """All but the cursor."""
        return {"state": self.state, "limit": self.limit}


class UnallocatedParameters(NoParameters):
    """One month of what found no application or no product."""

    period: Period | None = Field(default=None, description="default: the latest published month")
    domain: Texts = Field(default=(), description="only these domains")
    limit: Count = Field(default=10, ge=1, le=100, description="how many keys of each domain and metric")

    def values(self) -> dict[str, object]:
        """Month and filter, empty as NULL."""
        return {
            "month": self.period and self.period.first_day,
            "domains": list(self.domain) or None,
            "limit": self.limit,
        }


class UnknownKeyParameters(NoParameters):
    """A paged list of keys that no alias knows, the largest first."""

    period: Period | None = Field(default=None, description="default: the latest published month")
    domain: Texts = Field(default=(), description="only these domains")
    kind: Literal["application", "product"] | None = None
    limit: Count = Field(default=50, ge=1, le=1000)
    cursor: Text | None = Field(default=None, description="`meta.page.next` of the page before")

    def values(self) -> dict[str, object]:
        """All but the cursor."""
        return {
            "month": self.period and self.period.first_day,
            "domains": list(self.domain) or None,
            "kind": self.kind,
            "limit": self.limit,
        }
