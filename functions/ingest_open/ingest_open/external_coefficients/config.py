"""The settings of the `external_coefficients` connector: where the weights stand, and how their fields are called."""

from typing import Annotated, Literal

from pydantic import Field

from finops_contract.releve import Key
from finops_runtime.ingest.files import Address
from finops_runtime.ingest.settings import ConnectorSettings

Collection = Annotated[str, Field(pattern=r"^indirect_[A-Za-z0-9_]+$", max_length=100)]
"""Only collections of coefficients can be named: the rest of the raw zone is not a source."""
FieldName = Annotated[str, Field(min_length=1, max_length=200)]
"""A field of the documents, or the title of a column."""


class FromCollection(ConnectorSettings):
    """A collection of the raw zone, one document per weight."""

    collection: Collection


class FromFiles(ConnectorSettings):
    """Files with one row per weight. `{period}`, `{year}` and `{month}` in `files` are the step's month.

    `auto` tells CSV from XLSX by what the file begins with. `sheet` is the name of the XLSX sheet; the first if none.
    """

    files: Address
    format: Literal["auto", "csv", "xlsx"] = "auto"
    sheet: Annotated[str, Field(min_length=1, max_length=31)] | None = None
    encoding: Literal["utf-8", "windows-1252"] = "utf-8"
    decimal_comma: bool = False


class ExternalCoefficientsConfig(ConnectorSettings):
    """`dim_domain.connector_config` of a domain on the `external_coefficients` connector.

    `domain` is the source's name of the domain, the domain's own id when there is none. Without `domain_field`
    every row is the domain's, without `period_field` every row is the month's.
    """

    source: Key
    origin: FromCollection | FromFiles = Field(alias="from")
    domain: Key | None = None
    domain_field: FieldName | None = "domain"
    period_field: FieldName | None = "period"
    application_field: FieldName = "application"
    weight_field: FieldName = "weight"
    metric: Key = "COEFFICIENT"
    carry: bool = Field(default=False, description="a month without rows takes those of the latest month before it")

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that a table must have."""
        named = (self.domain_field, self.period_field, self.application_field, self.weight_field)
        return tuple(field for field in named if field is not None)
