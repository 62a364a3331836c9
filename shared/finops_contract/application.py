"""The application record: what a source that knows the company's applications says of one of them."""

from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, field_validator

from finops_contract.releve import Key

RESERVED_IDS: Final = frozenset({"unallocated", "unmapped"})
"""Keys of the data mart's own rows: no source and no file may claim them."""

_Text = StringConstraints(strip_whitespace=True, min_length=1, max_length=512, pattern=r"^[^\x00]+$")
Label = Annotated[str, _Text]
"""A name or a person as people read it."""


def not_reserved(key: str) -> str:
    """The key itself; raises ValueError when it is one of the data mart's own."""
    if key in RESERVED_IDS:
        raise ValueError(f"{key} is reserved")
    return key


class ApplicationRecord(BaseModel):
    """One application as `source` names it now.

    `application_key` is the source's own stable key, an alias in `source`; `aliases` are the other keys it has, as
    (source_system, foreign_key). It counts in no metric.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: Key
    application_key: Annotated[Key, AfterValidator(not_reserved)]
    label: Label
    owner: Label | None = None
    is_retired: bool = False
    aliases: tuple[tuple[Key, Key], ...] = ()

    @field_validator("aliases")
    @classmethod
    def _once(cls, aliases: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple(sorted(set(aliases)))
