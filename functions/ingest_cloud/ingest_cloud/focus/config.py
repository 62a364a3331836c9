"""The settings of the `focus` connector: which files, which costs count, whose a charge is."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from finops_contract.period import Period
from finops_contract.releve import Key
from finops_runtime.ingest.files import Address, with_month

MOST_METRICS = 4
"""FOCUS has four cost columns."""

Column = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
"""A column as the file's header writes it, capitals included."""
MetricPrefix = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$", max_length=100)]


class Settings(BaseModel):
    """Base of the models below: immutable, and a wrong key is an error that names it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FromTag(Settings):
    """The value of one tag. Its key is matched exactly, capitals included."""

    tag: Annotated[str, Field(min_length=1, max_length=512)]


class FromColumn(Settings):
    """The text of one column."""

    column: Column


class FromColumns(Settings):
    """The texts of several columns, joined; nothing when one of them is empty."""

    columns: tuple[Column, ...] = Field(min_length=1, max_length=10)
    joined_by: str = Field(default="/", max_length=20)


Rule = FromTag | FromColumn | FromColumns
SourceEnvironment = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True)]

Rules = Annotated[tuple[Rule, ...], Field(max_length=20)]
"""Tried in order: the first that gives a text counts."""


class FocusConfig(Settings):
    """`dim_domain.connector_config` of a domain on the `focus` connector.

    `metrics` maps a cost column to the first part of its metric; the second is the charge's currency:
    `EffectiveCost` in USD counts as `EFFECTIVE_COST.USD`.
    """

    source: Key
    files: Address
    missing_files: Literal["fail", "empty"] = "fail"
    month_column: Literal["BillingPeriodStart", "ChargePeriodStart"] = "BillingPeriodStart"
    tags_column: Column = "Tags"
    excess_digits: Literal["reject", "round"] = "reject"
    metrics: Annotated[dict[Column, MetricPrefix], Field(min_length=1, max_length=MOST_METRICS)] = {
        "EffectiveCost": "EFFECTIVE_COST",
        "BilledCost": "BILLED_COST",
    }
    application: Rules = (FromTag(tag="application"),)
    product: Rules = (FromColumn(column="ServiceCategory"),)
    environment: Rules = (FromTag(tag="environment"),)
    environments: dict[SourceEnvironment, Key] = Field(default_factory=dict)

    @field_validator("metrics")
    @classmethod
    def _distinct(cls, value: dict[str, str]) -> dict[str, str]:
        if len(set(value.values())) < len(value):
            raise ValueError("two cost columns count as the same metric: their amounts would be added")
        return value

    def address(self, period: Period) -> str:
        """Where the files of the month are: `files` with the month filled in."""
        return with_month(self.files, period)

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that a file must have, each once."""
        rules = (*self.application, *self.product, *self.environment)
        named = [column for rule in rules for column in self._columns_of(rule)]
        return tuple(dict.fromkeys([self.month_column, "BillingCurrency", *self.metrics, *named]))

    def _columns_of(self, rule: Rule) -> tuple[str, ...]:
        if isinstance(rule, FromTag):
            return (self.tags_column,)
        return (rule.column,) if isinstance(rule, FromColumn) else rule.columns
