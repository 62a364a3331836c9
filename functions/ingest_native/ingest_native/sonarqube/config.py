"""The settings of the `sonarqube` connector: which projects, which measures count, whose a project is."""

from typing import Annotated, Literal

from pydantic import Field

from finops_contract.releve import Key
from finops_runtime.http.access import HttpAccess
from finops_runtime.ingest.conversion import Conversion
from finops_runtime.ingest.settings import Environments
from ingest_native.keys import FromField, FromTag


class Measure(Conversion):
    """What one of SonarQube's own metrics counts as."""

    metric: Key
    product: Key | FromField


SonarqubeKeyRule = FromField | FromTag
MeasureName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]


class SonarqubeConfig(HttpAccess):
    """`dim_domain.connector_config` of a domain on the `sonarqube` connector.

    `filter` is SonarQube's own (`tags = finance`), for instances of more projects than a search gives. `qualifiers`
    says what counts: TRK are projects; applications (APP) hold the lines of their projects once more.
    """

    source: Key
    per_page: Annotated[int, Field(ge=1, le=500)] = 500
    filter: Annotated[str, Field(min_length=1, max_length=500)] | None = None
    qualifiers: Annotated[tuple[str, ...], Field(min_length=1)] = ("TRK",)
    measures: Annotated[dict[MeasureName, Measure], Field(min_length=1, max_length=15)]
    unanalysed: Literal["skip", "reject"] = "skip"
    application: Annotated[tuple[SonarqubeKeyRule, ...], Field(min_length=1)] = (FromField(field="key"),)
    environment: tuple[SonarqubeKeyRule, ...] = ()
    environments: Environments = Field(default_factory=dict)
