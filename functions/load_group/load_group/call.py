"""A request that was let in: who asks, for whom, about which exchange."""

from dataclasses import dataclass
from uuid import UUID

from flask import Request

from finops_contract.errors import BadPeriod
from finops_contract.period import Period
from finops_runtime.problem import Fault, Problem, bad_parameter


@dataclass(frozen=True, slots=True)
class Caller:
    """The entity that speaks, and the name of its machine."""

    entity_id: str
    subject: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """One month of the caller's entity, as the path names it."""

    caller: Caller
    period: Period
    exchange_id: UUID

    @property
    def named(self) -> dict[str, object]:
        """As statements name it."""
        return {
            "entity_id": self.caller.entity_id,
            "exchange_id": self.exchange_id,
            "period_month": self.period.first_day,
        }


@dataclass(frozen=True, slots=True)
class Call:
    """One request of an entity; `path` as it came."""

    request: Request
    caller: Caller
    path: dict[str, str]

    @property
    def exchange(self) -> Exchange:
        """The exchange of the path. Raises Problem: 400 where it names none."""
        try:
            period = Period.parse(self.path["period"])
        except BadPeriod as error:
            raise bad_parameter(Fault(at="period", message="a month as YYYY-MM is expected")) from error
        return Exchange(self.caller, period, _uuid(self.path["exchange"]))


def unknown_exchange() -> Problem:
    """404: nothing of that id was sent by the entity for the month."""
    return Problem(404, "unknown-exchange", "there is no such exchange: send its manifest first")


def _uuid(text: str) -> UUID:
    """In the one notation that ids are written in here: another would be another path for the same exchange."""
    try:
        found = UUID(text)
    except ValueError as error:
        raise bad_parameter(Fault(at="exchange", message="a UUID is expected")) from error
    if str(found) != text:
        raise bad_parameter(Fault(at="exchange", message="a UUID in lower case with hyphens is expected"))
    return found
