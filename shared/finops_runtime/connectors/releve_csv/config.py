"""The settings of the `releve_csv` connector: which files, how they are written, what their columns are called."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from finops_contract.releve import Key
from finops_runtime.ingest.addresses import Address
from finops_runtime.ingest.conversion import Conversion
from finops_runtime.ingest.settings import ConnectorSettings, Environments

DELIMITERS = (",", ";", "\t", "|")

Column = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
"""A column as the file's header writes it, in any capitals."""


class Columns(ConnectorSettings):
    """What the header calls the parts of a relevé. `application`, `product` and `environment` may be missing."""

    period: Column = "period"
    application: Column = "application"
    product: Column = "product"
    environment: Column = "environment"
    metric: Column = "metric"
    quantity: Column = "quantity"


class ReleveCsvConfig(ConnectorSettings):
    """`dim_domain.connector_config` of a domain on the `releve_csv` connector.

    `metric` and `product` stand for a column that the files do not have.
    """

    source: Key
    files: Address
    missing_files: Literal["fail", "empty"] = "fail"
    encoding: Literal["utf-8", "cp1252", "latin-1", "utf-16"] = "utf-8"
    delimiter: Literal["auto", ",", ";", "\t", "|"] = "auto"
    decimal_comma: bool = False
    columns: Columns = Columns()
    metric: Key | None = None
    product: Key | None = None
    conversion: Conversion = Conversion()
    environments: Environments = Field(default_factory=dict)

    @model_validator(mode="after")
    def _columns_apart(self) -> Self:
        names = [name.lower() for name in self.columns.model_dump().values()]
        if len(set(names)) < len(names):
            raise ValueError("columns: two parts of a relevé have the same column")
        return self

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns that a file must have: also those that the settings name, or a misspelt one would go unseen."""
        parts = {"period", "quantity"} | self.columns.model_fields_set
        parts |= set() if self.metric is not None else {"metric"}
        return tuple(name for part, name in self.columns.model_dump().items() if part in parts)
