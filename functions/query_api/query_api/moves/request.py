"""The body of a move."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

from finops_contract.period import Period
from query_api.domains.requests import Reason

Key = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=512)]


class MoveRequest(BaseModel):
    """The product is in this family from this month on, until a later move that is there already."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, strict=True)

    family_id: Key
    first_month: Period = Field(description="earlier months keep their structure; at most a year ahead")
    reason: Reason
