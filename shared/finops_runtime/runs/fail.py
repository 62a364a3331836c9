"""End a run FAILED, or give up one step of a tolerant domain."""

from uuid import UUID

from psycopg import Rollback
from psycopg.rows import DictRow

from finops_contract.errors import FinopsError
from finops_contract.events import RelevesStaged, RunFailed
from finops_runtime.database import Database, load_sql
from finops_runtime.events import Publisher
from finops_runtime.known_secrets import blanked
from finops_runtime.logs import get_logger
from finops_runtime.metrics import STEP_FAILURES, run_ended
from finops_runtime.runs.step import Step

log = get_logger(__name__)
_LONGEST_SUMMARY = 500


def fail_step(database: Database, publisher: Publisher, step: Step, error: FinopsError) -> None:
    """A step that cannot succeed ends its run; one of a tolerant domain only goes missing.

    Publishes `run.failed`, or `releves.staged` for the missing step; raises RetryableError when the
    database or the sink cannot be had, and may then be called again.
    """
    STEP_FAILURES.labels(domain=step.domain_id, code=error.code).inc()
    log.error("step failed", step=step.name, code=error.code, error=str(error), policy=step.failure_policy)
    if step.failure_policy == "tolerant":
        if _miss(database, step, error):
            publisher.publish(
                RelevesStaged(run_id=step.run_id, domain_id=step.domain_id, period=step.period, rows=0, checksum=""),
                step.run_id,
            )
        return
    fail_run(database, publisher, step.run_id, step.name, error, step)


def fail_run(
    database: Database, publisher: Publisher, run_id: UUID, where: str, error: FinopsError, step: Step | None = None
) -> None:
    """End the run FAILED, first of all and only if it is RUNNING; then its step; then tell everybody."""
    reason = {"error_code": error.code, "error_step": where, "error_summary": blanked(str(error))[:_LONGEST_SUMMARY]}
    with database.transaction() as connection:
        ended = connection.execute(load_sql("finops_runtime", "fail_run"), {"run_id": run_id, **reason}).fetchone()
        changed = ended
        if changed is not None and step is not None:
            changed = connection.execute(load_sql("finops_runtime", "fail_step"), {**step.key, **reason}).fetchone()
            if changed is None:  # another instance staged it: what stopped this one does not matter
                raise Rollback
    if ended is not None and changed is not None:
        run_ended("FAILED", ended["seconds"])
        publisher.publish(
            RunFailed(run_id=run_id, step=where, code=error.code, summary=reason["error_summary"]), run_id
        )


def tell_overdue(publisher: Publisher, runs: list[DictRow]) -> None:
    """Tell of the runs that `fail_overdue_runs`, or a group's watch, ended; that one says whose each of them was."""
    for run in runs:
        log.error("run passed its deadline", run_id=str(run["run_id"]))
        run_ended("FAILED", run["seconds"])
        publisher.publish(
            RunFailed(
                run_id=run["run_id"], step="deadline", code="deadline_passed", summary="the run passed its deadline"
            ),
            run["run_id"],
            entity_id=run.get("entity_id"),
        )


def _miss(database: Database, step: Step, error: FinopsError) -> bool:
    """Mark the step MISSING; False when the run is over or the step was staged after all."""
    values = {**step.key, "error_code": error.code, "error_summary": blanked(str(error))[:_LONGEST_SUMMARY]}
    with database.transaction() as connection:
        missed = connection.execute(load_sql("finops_runtime", "miss_step"), values).fetchone()
        running = connection.execute(load_sql("finops_runtime", "running_run_for_share"), values).fetchone()
        accepted = missed is not None and running is not None
        if not accepted:
            raise Rollback
    return accepted
