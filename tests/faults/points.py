"""The named points of a night: where in the code something can be made to happen.

A point stands after (or before) one function of the product, which knows nothing of it: the process of a function is
started by `python -m tests.faults.process`, which wraps that function when its module is imported.
"""

from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class Point:
    """`target` is `module:function` or `module:Class.method`."""

    name: str
    target: str
    when: Literal["before", "after"] = "after"

    @property
    def module(self) -> str:
        """Where the wrapped function is defined."""
        return self.target.partition(":")[0]


RUN_ADOPTED: Final = "run_adopted"
"""Passed by the resumed run alone, in the morning."""
_RUNS, _INGEST, _LOAD, _REFRESH = "finops_runtime.runs", "finops_runtime.ingest", "load_facts", "refresh_mvs"

POINTS: Final[tuple[Point, ...]] = (
    # Start
    Point("run_planned", f"{_RUNS}.start:_insert_and_plan"),
    Point("run_started", f"{_RUNS}.start:start_run"),
    Point(RUN_ADOPTED, f"{_RUNS}.start:_adopt"),
    # Stage
    Point("attempt_begun", f"{_INGEST}.worker:begin_attempt"),
    Point("payload_landed", "finops_runtime.raw_zone:LandingWriter.add"),
    Point("landing_complete", "finops_runtime.raw_zone:LandingWriter.complete"),
    Point("rows_copied", f"{_INGEST}.staging:_copy_releves"),
    Point("step_accepted", f"{_INGEST}.staging:_accept"),
    Point("step_staged", f"{_INGEST}.worker:stage_step"),
    Point("staged_told", f"{_INGEST}.worker:IngestWorker._tell_staged"),
    # Fail
    Point("step_fails", f"{_INGEST}.worker:fail_step", "before"),
    Point("step_missed", f"{_RUNS}.fail:_miss"),
    Point("run_failed_told", f"{_RUNS}.fail:fail_run"),
    # Load
    Point("load_begins", f"{_LOAD}.load:_fill_pending", "before"),
    Point("steps_derived", f"{_LOAD}.load:derive_steps"),
    Point("facts_pending", f"{_LOAD}.load:_fill_pending"),
    Point("load_uncommitted", f"{_LOAD}.load:_load"),
    Point("load_told", f"{_LOAD}.service:load_run"),
    # Publish
    Point("publication_locked", f"{_REFRESH}.publish:_publish", "before"),
    Point("facts_replaced", f"{_REFRESH}.publish:rebuild", "before"),
    Point("aggregates_rebuilt", f"{_REFRESH}.publish:rebuild"),
    Point("generation_raised", f"{_REFRESH}.publish:raise_generation"),
    Point("publication_uncommitted", f"{_REFRESH}.publish:_publish"),
    Point("published_untold", f"{_REFRESH}.publish:change"),
    Point("published_told", f"{_REFRESH}.publish:tell_findings", "before"),
    Point("vacuum_begins", f"{_REFRESH}.publish:vacuum", "before"),
    Point("restatement_uncommitted", f"{_REFRESH}.restatement:_apply"),
    Point("restated_untold", f"{_REFRESH}.restatement:change"),
    # Watch
    Point("watch_begins", f"{_LOAD}.service:watch", "before"),
    Point("stalled_moved", f"{_LOAD}.watch:_move_on"),
    Point("old_deleted", f"{_LOAD}.watch:delete_old"),
    # Any event
    Point("event_leaves", "finops_runtime.events:Publisher._send", "before"),
    Point("event_sent", "finops_runtime.events:Publisher._send"),
    # The API
    Point("run_audited", "query_api.runs.running:_audit"),
    Point("run_asked", "query_api.runs.running:ask_for_run"),
)
BY_NAME: Final = {point.name: point for point in POINTS}
