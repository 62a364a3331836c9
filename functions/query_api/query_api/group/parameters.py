"""What the routes of a group may be asked."""

from typing import Literal, Self

from pydantic import Field, model_validator

from finops_contract.period import Period
from query_api.parameters import (
    Against,
    AgainstParameters,
    CostOrder,
    Count,
    LongText,
    MonthsParameters,
    NoParameters,
    PageParameters,
    RangeParameters,
    Text,
    Texts,
    ValuedParameters,
)

By = Literal["application", "entity"]
RankOrder = Literal["cost", "growth", "reduction"]
GroupBy = Literal["total", "entity", "domain"]
MonthStatus = Literal["expected", "late", "received", "partial", "closed"]
ExchangeStatus = Literal["RECEIVING", "LOADED", "PUBLISHED", "REFUSED", "SUPERSEDED", "FAILED", "ABANDONED"]
Severity = Literal["blocking", "warning"]
Check = Literal[
    "missing",
    "extra",
    "moved",
    "renamed",
    "retired_but_used",
    "mode_mismatch",
    "currency_mismatch",
    "not_valued",
]
Kind = Literal["domain", "family", "product", "application", "metric", "pricing_view"]
_TREND_MONTHS = 13


class EntitiesParameters(NoParameters):
    """Whose figures are asked for."""

    entity: Texts = Field(default=(), description="only these entities")

    def values(self) -> dict[str, object]:
        """No filter as NULL."""
        return {**super().values(), "entities": list(self.entity) or None}


class OneViewParameters(ValuedParameters):
    """How costs are valued, and of which environment."""

    environment: Text | None = Field(default=None, description="only this environment")

    def values(self) -> dict[str, object]:
        """All environments as NULL."""
        return {**super().values(), "environment": self.environment}


class GroupCostParameters(AgainstParameters, MonthsParameters, OneViewParameters):
    """One month, or the sum of a range of months."""

    @model_validator(mode="after")
    def _a_year_earlier_is_another_time(self) -> Self:
        if self.against == "lastYear" and self.from_ and self.to and self.from_.plus(12) <= self.to:
            raise ValueError("a range of more than 12 months overlaps itself a year earlier: ask for a shorter one")
        return self


class GroupEntityParameters(GroupCostParameters):
    """One entity with its breakdowns."""

    limit: Count = Field(default=10, ge=1, le=1000, description="length of the list of applications")

    def values(self) -> dict[str, object]:
        """With the limit of the list within."""
        return {**super().values(), "limit": self.limit}


class GroupDetailParameters(GroupEntityParameters, EntitiesParameters):
    """One thing with its breakdowns, of all entities or some."""


class GroupDashboardParameters(AgainstParameters, OneViewParameters, EntitiesParameters):
    """One month."""

    period: Period | None = Field(default=None, description="default: the latest published month")
    limit: Count = Field(default=10, ge=1, le=50, description="length of the list of applications")

    def values(self) -> dict[str, object]:
        """Month as `first` and `last`."""
        month = self.period.first_day if self.period else None
        return {**super().values(), "first": month, "last": month, "limit": self.limit}


class GroupListParameters(PageParameters, GroupCostParameters, EntitiesParameters):
    """A paged list of costs."""

    sort: CostOrder = "-cost"

    def values(self) -> dict[str, object]:
        """All but the cursor."""
        return {**super().values(), "sort": self.sort}


class GroupApplicationsParameters(GroupListParameters):
    """A paged list of applications."""

    domain: Texts = Field(default=(), description="only what these domains cost")
    q: Text | None = Field(default=None, description="part of the id or label")

    def values(self) -> dict[str, object]:
        """With filter and search."""
        return {**super().values(), "domains": list(self.domain) or None, "q": self.q}


class GroupHistoryParameters(RangeParameters, OneViewParameters, EntitiesParameters):
    """Series over months; by default the 13 up to the latest published."""

    group_by: GroupBy = Field(default="total", description="what each series is of")
    domain: Texts = Field(default=(), description="only these domains")
    limit: Count = Field(default=50, ge=1, le=1000, description="how many series, the costliest first")

    def values(self) -> dict[str, object]:
        """With kind and filters."""
        return {
            **super().values(),
            "group_by": self.group_by,
            "domains": list(self.domain) or None,
            "limit": self.limit,
            "months": _TREND_MONTHS,
        }


class GroupRankingParameters(PageParameters, OneViewParameters, EntitiesParameters):
    """One month's ranking."""

    period: Period | None = Field(default=None, description="default: the latest published month")
    by: By = Field(default="application", description="what is ranked")
    order: RankOrder = Field(default="cost", description="growth, reduction: by amount, against the other month")
    against: Against = Field(default="previousMonth", description="the month that costs are compared with")

    def values(self) -> dict[str, object]:
        """Month as `first` and `last`."""
        month = self.period.first_day if self.period else None
        ranking = {"by": self.by, "order": self.order, "against": self.against}
        return {**super().values(), **ranking, "first": month, "last": month}


class GroupAnomalyParameters(PageParameters, MonthsParameters, ValuedParameters, EntitiesParameters):
    """Anomalies of a month, or of each month of a range."""

    application: Texts = Field(default=(), description="only of these applications")
    direction: Literal["high", "low"] | None = Field(default=None, description="high: costs more than expected")
    sort: Literal["deviation", "-deviation", "score", "-score"] = Field(
        default="-deviation", description="by magnitude, whatever the direction"
    )

    def values(self) -> dict[str, object]:
        """With filters and order."""
        return {
            **super().values(),
            "applications": list(self.application) or None,
            "direction": self.direction,
            "sort": self.sort,
        }


class CompletenessParameters(RangeParameters, EntitiesParameters):
    """A calendar of months; by default the 13 up to the current one."""

    status: MonthStatus | None = Field(default=None, description="only months of this status")

    def values(self) -> dict[str, object]:
        """With filters."""
        return {**super().values(), "status": self.status}


class ConformityParameters(MonthsParameters, EntitiesParameters):
    """A paged list of findings, blocking ones first."""

    period: Period | None = Field(default=None, description="one month; default: the latest that was judged")
    severity: Severity | None = Field(default=None, description="only findings of this severity")
    check: Check | None = Field(default=None, description="only findings of this check")
    kind: Kind | None = Field(default=None, description="only keys of this kind")
    limit: Count = Field(default=100, ge=1, le=1000)
    cursor: LongText | None = Field(default=None, description="`meta.page.next` of the page before")

    def values(self) -> dict[str, object]:
        """All but the cursor."""
        found = {"severity": self.severity, "check": self.check, "kind": self.kind, "limit": self.limit}
        return {**super().values(), **found}


class IngestionRunsParameters(MonthsParameters, EntitiesParameters):
    """A paged list of exchanges, the latest first."""

    period: Period | None = Field(default=None, description="only of this month")
    status: ExchangeStatus | None = Field(default=None, description="only those of this status")
    limit: Count = Field(default=50, ge=1, le=500)
    cursor: Text | None = Field(default=None, description="`meta.page.next` of the page before")

    def values(self) -> dict[str, object]:
        """All but the cursor."""
        return {**super().values(), "status": self.status, "limit": self.limit}
