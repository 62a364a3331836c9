"""The settings of the `opencost` connector: which hours count, whose an allocation is, and what idle capacity is."""

from typing import Annotated, Literal

from pydantic import Field

from finops_contract.releve import Key
from finops_runtime.http.access import HttpAccess
from finops_runtime.ingest.conversion import Conversion
from finops_runtime.ingest.settings import ConnectorSettings, Environments
from finops_runtime.settings import TimeZone

HoursField = Literal["cpuCoreHours", "ramByteHours", "gpuHours", "pvByteHours"]
LabelName = Annotated[str, Field(min_length=1, max_length=317)]
ReservedName = Annotated[str, Field(pattern=r"^__[a-z]+__$", max_length=50)]
"""`__idle__`, `__unallocated__`, `__unmounted__`: no workload can be called so."""


class HoursMetric(Conversion):
    """What a number of OpenCost's counts as."""

    metric: Key
    product: Key


class FromField(ConnectorSettings):
    """The allocation's `name`, or one of its `properties`."""

    field: Annotated[str, Field(pattern=r"^(name|properties\.[A-Za-z]+)$", max_length=100)]


class FromLabel(ConnectorSettings):
    """A label of the workload, as OpenCost writes its name (`app_kubernetes_io_name`)."""

    label: LabelName


class FromNamespaceLabel(ConnectorSettings):
    """A label of the workload's namespace."""

    namespace_label: LabelName


Rule = FromField | FromLabel | FromNamespaceLabel
Rules = Annotated[tuple[Rule, ...], Field(max_length=20)]
"""Tried in order: the first that gives a text counts."""


class OpencostConfig(HttpAccess):
    """`dim_domain.connector_config` of a domain on the `opencost` connector.

    `reserved` gives what is idle, unallocated or unmounted a product of its own, whatever the metric.
    """

    source: Key
    path: Annotated[str, Field(pattern=r"^(/[A-Za-z0-9_-]+)+$", max_length=200)] = "/allocation"
    metrics: Annotated[dict[HoursField, HoursMetric], Field(min_length=1)]
    aggregate: Annotated[
        tuple[Annotated[str, Field(pattern=r"^[A-Za-z0-9:._/-]+$", max_length=400)], ...],
        Field(min_length=1, max_length=10),
    ] = ("namespace",)
    include_idle: bool = True
    application: Rules = (FromField(field="name"),)
    environment: Rules = ()
    environments: Environments = Field(default_factory=dict)
    reserved: Annotated[dict[ReservedName, Key], Field(max_length=20)] = Field(default_factory=dict)
    empty: Literal["fail", "accept"] = "fail"
    time_zone: TimeZone = "UTC"
