"""The settings of the `artifactory` connector: which instance, what storage counts as, whose a repository is."""

from typing import Annotated, Literal

from pydantic import Field

from finops_contract.releve import Key
from finops_runtime.http.access import HttpAccess
from finops_runtime.ingest.conversion import Conversion
from finops_runtime.ingest.settings import Environments
from ingest_native.keys import FromField


class ArtifactoryConfig(HttpAccess):
    """`dim_domain.connector_config` of a domain on the `artifactory` connector.

    `base_url` includes Artifactory's own path, as a rule `/artifactory`. `conversion` starts from bytes.
    `unit_base` is what a KB is in readable sizes, `decimal_mark` how the server's locale writes them: both matter only
    where Artifactory does not give bytes. With `deduplicated` each repository counts for its share of the binaries on
    disk, which is less than what the repositories hold, since equal files are kept once.
    """

    source: Key
    metric: Key
    product: Key | FromField
    conversion: Conversion = Conversion()
    unit_base: Literal[1024, 1000] = 1024
    decimal_mark: Literal[".", ","] = "."
    deduplicated: bool = False
    application: Annotated[tuple[FromField, ...], Field(min_length=1)] = (FromField(field="repoKey"),)
    environment: tuple[FromField, ...] = ()
    environments: Environments = Field(default_factory=dict)
