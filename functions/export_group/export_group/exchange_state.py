"""What the group answers: the state of an exchange, and its release."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, StringConstraints
from pydantic.alias_generators import to_camel

from finops_contract.exchange import CONTRACT_VERSION, Dataset

Status = Literal["RECEIVING", "LOADED", "PUBLISHED", "REFUSED", "SUPERSEDED", "FAILED", "ABANDONED"]
TAKEN = frozenset({"LOADED", "PUBLISHED", "SUPERSEDED"})
"""Nothing is left to send: the group has the month, or a newer one."""
SETTLED = frozenset({"PUBLISHED", "SUPERSEDED"})
SEND_AGAIN = frozenset({"totals_differ", "costs_differ", "undeclared_key", "doubled_fact", "release_too_old"})
"""Refusals that sending again may cure. The others wait for another release, or another publication."""


Text = Annotated[str, StringConstraints(max_length=4000, pattern=r"^[^\x00]*$")]
"""What the mart can hold."""
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", alias_generator=to_camel, populate_by_name=True)


class Finding(_Answer):
    """Where the exchange's referential is not the official one."""

    check: Text
    kind: Text
    key_id: Text
    severity: Text
    label: Text | None = None
    expected: Text | None = None
    found: Text | None = None
    facts: NonNegativeInt = 0


class MissingPiece(_Answer):
    """A piece that the group does not have yet."""

    dataset: Dataset
    number: Number


class ExchangeState(_Answer):
    """What became of an exchange so far."""

    exchange_id: Text
    status: Status
    missing_pieces: tuple[MissingPiece, ...] = Field(default=(), max_length=10_000)
    error_code: Text | None = None
    error_summary: Text | None = None
    release: Number | None = None
    generation: NonNegativeInt | None = None
    findings: tuple[Finding, ...] = Field(default=(), max_length=1000)

    @property
    def end(self) -> str:
        """What metrics count it as: a month that the group does not expect is no refusal that anybody need see to."""
        return "month_not_expected" if self.error_code == "month_not_expected" else self.status

    @property
    def is_to_be_sent_again(self) -> bool:
        """Whether the same month, sent once more, may be taken."""
        return self.status in ("FAILED", "ABANDONED") or (self.status == "REFUSED" and self.error_code in SEND_AGAIN)


class ReleaseAnswer(_Answer):
    """The group's latest release, the part of it that this entity may see; `release` is read where it is used."""

    version: Number
    checksum: Text
    published_at: datetime | None = None
    contract_versions: tuple[Number, ...] = (CONTRACT_VERSION,)
    release: dict[str, Any]
