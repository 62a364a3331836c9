"""The settings of the `cloudkitty` connector: which types count as which metric, and when a month is complete."""

from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from finops_contract.releve import Key
from finops_runtime.http.access import HttpAccess
from finops_runtime.ingest.conversion import Conversion
from finops_runtime.ingest.settings import Environments
from finops_runtime.settings import TimeZone

BEGIN, END, TYPE = "begin", "end", "type"
ANY_TYPE = "*"
_OWN_COLUMNS = frozenset({BEGIN, END, TYPE, "qty", "rate"})

Column = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_.-]*$", max_length=100)]
"""An attribute that CloudKitty groups by."""
Filter = Annotated[str, Field(pattern=r"^[^,:\x00-\x1f]+$", max_length=200)]
"""CloudKitty takes filters as `name:value,name:value`, and has no way to write a comma or a colon within one."""


class RatedMetric(Conversion):
    """What a type counts as. `value` is the number taken: `qty`, what was used, or `rate`, what it costs."""

    metric: Key
    product: Key | None = None
    value: Literal["qty", "rate"] = "qty"


class CloudkittyConfig(HttpAccess):
    """`dim_domain.connector_config` of a domain on the `cloudkitty` connector.

    `metrics` maps a type of CloudKitty (`instance`, `volume.size`), or `*` for every other one, to what it counts as.
    """

    source: Key
    metrics: Annotated[dict[Key, RatedMetric], Field(min_length=1, max_length=500)]
    other_types: Literal["reject", "ignore"] = "reject"
    application: Column = "project_id"
    environment: Column | None = None
    environments: Environments = Field(default_factory=dict)
    filters: Annotated[dict[Column, Filter], Field(max_length=20)] = Field(default_factory=dict)
    time_zone: TimeZone = "UTC"
    page_size: Annotated[int, Field(ge=2, le=10_000)] = 1_000
    tolerated_lag_hours: Annotated[int, Field(ge=0, le=8_784)] = 24
    on_late: Literal["retry", "accept"] = "retry"
    scope_key: Filter | None = None
    collector: Filter | None = None

    @field_validator("application", "environment")
    @classmethod
    def _can_be_grouped_by(cls, value: str | None) -> str | None:
        if value in _OWN_COLUMNS:
            raise ValueError(f"{value} is a column of every summary, not an attribute such as project_id")
        return value

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if ANY_TYPE in self.metrics and self.other_types != "reject":
            raise ValueError(f"metrics has {ANY_TYPE!r}, so there are no other types for other_types to speak of")
        return self

    @property
    def groupby(self) -> tuple[str, ...]:
        """The attributes that rows are told apart by, each once."""
        named = (self.application, TYPE, self.environment)
        return tuple(dict.fromkeys(column for column in named if column is not None))

    @property
    def columns(self) -> frozenset[str]:
        """The columns that an answer must have."""
        return frozenset({BEGIN, END, *self.groupby, *(metric.value for metric in self.metrics.values())})
