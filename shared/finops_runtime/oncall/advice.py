"""What to do about a run, by its error code: data in `advice.toml`, which docs/runbook.md shows too."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

FollowUp = Literal["resume", "again", "force", "reopen", "none"]
_ANY_CODE: Final = "internal"


class Advice(BaseModel):
    """What an error code means, what to do, and how the run's months get published afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    means: str
    todo: str
    next: FollowUp


@cache
def all_advice() -> Mapping[str, Advice]:
    """Error code -> advice."""
    text = files("finops_runtime.oncall").joinpath("advice.toml").read_text("utf-8")
    return TypeAdapter(dict[str, Advice]).validate_python(tomllib.loads(text))


def advice_for(code: str) -> Advice:
    """The advice for a code; that for a bug when a newer release made a code that this one does not know."""
    return all_advice().get(code, all_advice()[_ANY_CODE])
