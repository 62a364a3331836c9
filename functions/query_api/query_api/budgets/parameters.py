"""What the routes of budgets may be asked."""

from typing import Literal, Self

from pydantic import Field, model_validator

from finops_contract.period import Period
from query_api.budgets.answers import Scope
from query_api.domains.requests import Reason
from query_api.parameters import NoParameters, PageParameters, Text, Texts

ComparisonOrder = Literal[
    "scope",
    "label",
    "-label",
    "monthPercent",
    "-monthPercent",
    "toDatePercent",
    "-toDatePercent",
    "yearPercent",
    "-yearPercent",
    "forecastPercent",
    "-forecastPercent",
]


class BudgetImportParameters(NoParameters):
    """How a table of budgets is taken."""

    dry_run: bool = Field(default=False, description="only say what would change")
    reason: Reason | None = Field(default=None, description="kept with the version; needed but for a dry run")


class ComparisonParameters(PageParameters):
    """One month and its year."""

    period: Period | None = Field(default=None, description="default: the latest published month")
    pricing_view: Text | None = Field(default=None, description="default: the default pricing view")
    scope: Scope | None = Field(default=None, description="only budgets of this kind; default: all")
    scope_id: Texts = Field(default=(), description="only these, with a budget or without; needs `scope`")
    sort: ComparisonOrder = Field(default="scope", description="scope: the entity first, applications last")

    @model_validator(mode="after")
    def _ids_are_of_a_scope(self) -> Self:
        if self.scope_id and self.scope is None:
            raise ValueError("scopeId needs scope")
        return self

    def values(self) -> dict[str, object]:
        """Month as `first`, empty filters as NULL."""
        return {
            **super().values(),
            "first": self.period and self.period.first_day,
            "view": self.pricing_view,
            "kind": self.scope,
            "ids": list(self.scope_id) or None,
            "sort": self.sort,
        }
