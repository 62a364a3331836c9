"""The shape of an aggregate."""

from pydantic import Field

from query_api.aggregate.request import Dimension
from query_api.answers import Answered, CostMeta, Mode, Month, Share


class UnknownApplications(Answered):
    """Ids that no application has."""

    count: int
    first: list[str] = Field(description="the first hundred of them")


class AggregateAsked(Answered):
    """What the rows are of."""

    dimensions: list[Dimension]
    rows: int = Field(description="how many there are, whatever the limit")
    unknown_applications: UnknownApplications


class AggregateMeta(CostMeta):
    """`environment` is null unless exactly one was asked for."""

    aggregate: AggregateAsked


class AggregateRow(Share):
    """One row; keys of dimensions that were not asked for are null, as is every key of the row of others."""

    period: Month | None
    domain_id: str | None
    domain_label: str | None
    domain_mode: Mode | None
    family_id: str | None
    family_label: str | None
    product_id: str | None
    product_label: str | None
    application_id: str | None
    application_label: str | None
    owner: str | None
    environment: str | None
    reserved: bool = Field(description="of no application, no product, of INDIRECT costs, or the row of others")
    folded_rows: int = Field(description="how many rows the row of others stands for; 0 for every other row")


class AggregateAnswer(Answered):
    """Costs by any set of dimensions."""

    meta: AggregateMeta
    data: list[AggregateRow]
