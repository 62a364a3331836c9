"""The settings of the `gitlab_ci_minutes` connector: whose minutes, and what they count as."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from finops_contract.releve import Key
from finops_runtime.http.access import HttpAccess
from finops_runtime.ingest.conversion import Conversion
from finops_runtime.ingest.settings import Environments
from ingest_native.keys import FromField, FromTopic

NamespaceId = Annotated[str, Field(pattern=r"^gid://gitlab/[A-Za-z:]{1,60}/[0-9]{1,18}$")]
"""A namespace's global id as GitLab writes it: `gid://gitlab/Group/9970`."""


UsageField = Literal["minutes", "sharedRunnersDuration"]
"""GitLab's names: minutes of the quota, which cost factors make more or fewer; seconds that runners ran."""


class Usage(Conversion):
    """What one of GitLab's numbers counts as."""

    metric: Key
    product: Key


class GitlabCiMinutesConfig(HttpAccess):
    """`dim_domain.connector_config` of a domain on the `gitlab_ci_minutes` connector.

    The rules are tried on the GraphQL `project`: `fullPath`, `namespace.fullPath`, `topics`.
    """

    source: Key
    namespaces: Annotated[tuple[NamespaceId, ...], Field(min_length=1, max_length=10_000)]
    per_page: Annotated[int, Field(ge=1, le=100)] = 100
    usage: Annotated[dict[UsageField, Usage], Field(min_length=1)]
    application: tuple[FromField | FromTopic, ...] = (FromField(field="namespace.fullPath"),)
    environment: tuple[FromField | FromTopic, ...] = ()
    environments: Environments = Field(default_factory=dict)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len(set(self.namespaces)) < len(self.namespaces):
            raise ValueError("a namespace is named twice: its minutes would count twice")
        return self
