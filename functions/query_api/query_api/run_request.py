"""The body of `POST admin/runs`: RunRequested as people write it, in camelCase."""

import json
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic.alias_generators import to_camel

from finops_contract.events import RunRequested
from finops_contract.period import Period
from query_api.parameters import Text
from query_api.problem import Fault, Problem, bad_parameter, faults_of


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


def _no_doubled_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def read_run_request(content_type: str, body: bytes) -> RunRequest:
    """Raises Problem: 415 for another content type, 400 for anything that is no such request."""
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise Problem(415, "not-json", "the body must be application/json")
    try:
        return RunRequest.model_validate(json.loads(body.decode("utf-8"), object_pairs_hook=_no_doubled_names))
    except ValidationError as error:
        raise bad_parameter(*faults_of(error)) from error
    except (ValueError, RecursionError) as error:
        raise bad_parameter(Fault(at="body", message="not a JSON object in UTF-8, or a name stands twice")) from error
