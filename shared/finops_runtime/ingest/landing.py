"""Choose what a step is computed from: the source, read now, or what was landed before."""

from typing import Any

from finops_contract.errors import SnapshotMissing
from finops_contract.period import Period
from finops_runtime.ingest.connector import Connector
from finops_runtime.raw_zone import Landing, LandingKey, RawZone
from finops_runtime.runs.step import Step


def is_read_live(connector: Connector[Any], step: Step, current: Period) -> bool:
    """Whether the source itself answers for the step's month.

    A source of snapshots only knows the present: its answer of today is never taken for another month's,
    even when the night that asks for it was delayed past midnight of the last day.
    """
    return step.origin == "live" and (connector.answers == "period" or step.period == current)


def landing_of(raw_zone: RawZone, connector: Connector[Any], config: Any, step: Step, current: Period) -> Landing:
    """The landing of the step: one that this run completed before, one made now, or the month's last one.

    `current` is the month in which this is called, by the clock. Raises SnapshotMissing when there is none.
    """
    key = LandingKey(step.entity_id, step.domain_id, step.period, step.run_id, connector.name)
    mine = raw_zone.of_run(key)
    if mine is not None:
        return mine
    if is_read_live(connector, step, current):
        writer = raw_zone.write(key)
        connector.land(step, config, writer)
        return writer.complete()
    latest = raw_zone.latest(key)
    if latest is None:
        raise SnapshotMissing(
            f"{step.name}: nothing was landed in this month, and {connector.name} cannot be asked about it now; "
            "if the domain starts later, set its available_from"
        )
    return latest
