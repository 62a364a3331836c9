"""The shapes of budgets: what admins send and are answered, and how costs compare."""

from decimal import Decimal
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from query_api.answers import Amount, Answered, Month, Published, ScopeMeta
from query_api.domains.requests import Reason

Scope = Literal["entity", "domain", "family", "product", "application"]
Status = Literal["under", "at_risk", "over", "none"]


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, strict=True)


class BudgetLineRequest(_Body):
    """What one scope may cost in one month; checked like a line of a table, so that all that is wrong is named."""

    scope: str = Field(description="entity, domain, family, product or application")
    scope_id: str | None = Field(default=None, description="may be left out for the entity")
    month: str = Field(examples=["2026-10"])
    amount: Decimal | int | str = Field(description="in the view's currency, from 0, at most 12 decimals")


class BudgetRequest(_Body):
    """Every budget of a pricing view, as it shall be from now on; what is left out is no longer budgeted."""

    lines: list[BudgetLineRequest]
    reason: Reason | None = Field(default=None, description="or the parameter; needed but for a dry run")


class BudgetVersion(Answered):
    """One version of a pricing view's budgets."""

    pricing_view: str
    version: int
    in_force: bool
    fiscal_year_start: int = Field(description="the month (1 to 12) that its years begin with")
    published_at: AwareDatetime
    author: str
    reason: str
    lines: int
    from_: Month | None = Field(alias="from")
    to: Month | None


class BudgetVersionsAnswer(Answered):
    """Every version, the latest of each pricing view first."""

    meta: Published
    data: list[BudgetVersion]


class BudgetLine(Answered):
    """What one scope may cost in one month."""

    scope: Scope
    scope_id: str
    month: Month
    amount: Amount


class Budgets(Answered):
    """One version with its lines, which a PUT takes back."""

    pricing_view: str
    version: int
    in_force: bool
    fiscal_year_start: int
    published_at: AwareDatetime
    author: str
    reason: str
    lines: list[BudgetLine]


class BudgetsAnswer(Answered):
    """One version."""

    meta: Published
    data: Budgets


class BudgetTotal(Answered):
    """What the budgets of one kind of scope add up to in one month; null: none."""

    scope: Scope
    month: Month
    before: Amount | None
    after: Amount | None


class BudgetChange(BudgetTotal):
    """One line that is added (`before` null), removed (`after` null) or changed."""

    scope_id: str


class BudgetChanges(Answered):
    """What a new version changes."""

    pricing_view: str
    dry_run: bool
    is_new: bool = Field(description="false: it is what is in force already, and no version was made")
    version: int | None = Field(description="in force now; null: none")
    lines: int
    added: int
    removed: int
    changed: int
    unchanged: int
    months: list[BudgetTotal]
    changes: list[BudgetChange] = Field(description="the first 1000")


class BudgetChangesAnswer(Answered):
    """What a new version changes."""

    meta: Published
    data: BudgetChanges


class MonthStanding(Answered):
    """Budget and cost of the month; `forecast` is what it will have cost in the end."""

    budget: Amount | None
    cost: Amount | None
    remaining: Amount | None = Field(description="budget - cost; negative: over")
    percent: Amount | None = Field(description="cost in percent of the budget; null for a budget of 0 or null")
    forecast: Amount | None
    unpriced_rows: int


class ToDateStanding(Answered):
    """From the first month of the year to this one: the months that have a budget."""

    budget: Amount | None
    cost: Amount | None
    remaining: Amount | None
    percent: Amount | None
    months: int
    months_without_data: int = Field(description="of `months`; their cost is not known, so not in `cost`")
    unpriced_rows: int


class YearStanding(Answered):
    """The whole year: the months that have a budget, and what they cost so far and in the end."""

    budget: Amount | None
    cost: Amount | None
    remaining: Amount | None
    percent: Amount | None
    forecast: Amount | None
    forecast_percent: Amount | None
    months: int
    unpriced_rows: int


class BudgetStanding(Answered):
    """One scope's budgets beside what it costs. Scopes overlap: nothing here adds up to a total."""

    scope: Scope
    scope_id: str
    scope_label: str
    status: Status = Field(
        description="over: to date more than its budget; at_risk: the year is forecast over its budget; none: no budget"
    )
    month: MonthStanding
    to_date: ToDateStanding
    year: YearStanding


class ComparisonMeta(ScopeMeta):
    """With the year that is compared, and the version of budgets in force (null: none)."""

    year_from: Month | None
    year_to: Month | None
    budget_version: int | None


class ComparisonAnswer(Answered):
    """Budgets beside costs."""

    meta: ComparisonMeta
    data: list[BudgetStanding]
