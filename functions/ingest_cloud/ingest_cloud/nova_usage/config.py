"""The settings of the `nova_usage` connector: which resource-hours count as which metric."""

from typing import Annotated, Literal

from pydantic import Field

from finops_contract.releve import Key
from finops_runtime.http.access import HttpAccess
from finops_runtime.ingest.conversion import Conversion
from finops_runtime.settings import TimeZone

UsageField = Literal["total_vcpus_usage", "total_memory_mb_usage", "total_local_gb_usage", "total_hours"]
"""vCPU-hours, MB-hours, GB-hours of local disk, and hours of servers."""


class UsageMetric(Conversion):
    """What a number of Nova's counts as."""

    metric: Key
    product: Key


class NovaUsageConfig(HttpAccess):
    """`dim_domain.connector_config` of a domain on the `nova_usage` connector. `base_url` ends in Nova's version."""

    source: Key
    metrics: Annotated[dict[UsageField, UsageMetric], Field(min_length=1)]
    time_zone: TimeZone = "UTC"
    page_size: Annotated[int, Field(ge=1, le=1_000)] = 1_000
