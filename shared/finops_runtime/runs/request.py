"""A request for a run, whichever event brought it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from finops_contract.errors import BadEvent
from finops_contract.events import NIGHTLY_SOURCE, PING, RunRequested, run_id_of
from finops_contract.period import Period
from finops_runtime.events import Event
from finops_runtime.runs.window import checked_window, nightly_window
from finops_runtime.settings import RunSettings

WATCH = "finops-watch"
"""`requested_by` of a night that the watch asks for, because it was lost or skipped."""


@dataclass(frozen=True, slots=True)
class RunRequest:
    """Who asks for which run, and the run's derived id."""

    run_id: UUID
    trigger_type: Literal["CRON", "MANUAL"]
    requested_at: datetime
    event_source: str
    event_id: str
    asked: RunRequested

    def periods(self, settings: RunSettings) -> tuple[Period, ...]:
        """The months to plan; raises BadRequest for months that cannot be run."""
        if self.asked.periods:
            return checked_window(self.asked.periods, self.requested_at, settings.timezone)
        return nightly_window(self.requested_at, settings)


def request_from(event: Event, settings: RunSettings) -> RunRequest:
    """Read the nightly ping or a `run.requested`; raises BadEvent for any other event.

    A ping is not always the night: the watch is one too, so its source is looked at.
    """
    if event.type == PING and event.source == NIGHTLY_SOURCE:
        asked = RunRequested()
    elif isinstance(event.payload, RunRequested):
        asked = event.payload
    else:
        raise BadEvent(f"{event.type} from {event.source} asks for no run")
    by_schedule = event.type == PING or asked.requested_by == WATCH
    return RunRequest(
        run_id=run_id_of(settings.finops_entity_id, event.source, event.id),
        trigger_type="CRON" if by_schedule else "MANUAL",
        requested_at=event.time,
        event_source=event.source,
        event_id=event.id,
        asked=asked,
    )
