"""The body of `POST admin/runs`: RunRequested as people write it, in camelCase."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel

from finops_contract.events import RunRequested
from finops_contract.period import Period
from query_api.parameters import Text


class RunRequest(BaseModel):
    """Run these months and domains again. Empty lists: the months a night would run, and every enabled domain."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, strict=True)

    periods: tuple[Period, ...] = Field(default=(), max_length=600, strict=False)
    domains: tuple[Text, ...] = Field(default=(), max_length=1000, strict=False)
    dry_run: bool = Field(default=False, description="only report what would change")
    force: bool = Field(default=False, description="publish even a replacement implausibly smaller; needs a reason")
    reason: str | None = Field(default=None, min_length=1, max_length=2000, pattern=r"^[^\x00]*$")
    origin: Literal["live", "raw"] = Field(default="live", description="raw: compute again from what was landed")

    @model_validator(mode="after")
    def _force_is_explained(self) -> Self:
        if self.force and not (self.reason and self.reason.strip()):
            raise ValueError("force needs a reason")
        return self

    def event(self, requested_by: str) -> RunRequested:
        """The event's payload."""
        return RunRequested(**self.model_dump(), requested_by=requested_by)
