"""The settings of the `gitlab` connector: which instance, which statistics count, whose a project or a group is."""

from typing import Annotated, Literal

from pydantic import Field

from finops_contract.releve import Key
from finops_runtime.http.access import HttpAccess
from finops_runtime.ingest.conversion import Conversion
from finops_runtime.ingest.settings import Environments
from ingest_native.keys import FromCustomAttribute, FromField, FromTopic

Scope = Literal["projects", "groups", "top_level_groups"]
"""Whose statistics: see `Statistic`."""


class Statistic(Conversion):
    """What one size in GitLab's statistics counts as.

    `scope` says whose: of each project; of each group, which is the sum of the projects directly in it (so that groups
    and their subgroups count nothing twice); or of each top-level group's whole tree (`root_storage_statistics`,
    which has what projects do not: container registry, dependency proxy).
    """

    metric: Key
    product: Key
    scope: Scope = "projects"


GitlabKeyRule = FromField | FromTopic | FromCustomAttribute
StatisticName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=100)]


class GitlabConfig(HttpAccess):
    """`dim_domain.connector_config` of a domain on the `gitlab` connector.

    The rules are tried on the project or the group, whichever the number is of; by default its own group's path.
    """

    source: Key
    per_page: Annotated[int, Field(ge=1, le=100)] = 100
    statistics: Annotated[dict[StatisticName, Statistic], Field(min_length=1)]
    application: tuple[GitlabKeyRule, ...] = (FromField(field="namespace.full_path"), FromField(field="full_path"))
    environment: tuple[GitlabKeyRule, ...] = ()
    environments: Environments = Field(default_factory=dict)

    @property
    def needs_custom_attributes(self) -> bool:
        """Whether a rule reads custom attributes, which must be asked for."""
        return any(isinstance(rule, FromCustomAttribute) for rule in (*self.application, *self.environment))

    def counts(self, scope: Scope) -> bool:
        """Whether any statistic is of that scope."""
        return any(statistic.scope == scope for statistic in self.statistics.values())
