"""Start a run: written once, with its plan, by whichever function comes first."""

from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow

from finops_contract.errors import BadRequest, PeriodClosed
from finops_contract.events import RunFailed
from finops_contract.period import Period
from finops_runtime.database import Database, load_sql
from finops_runtime.events import Publisher
from finops_runtime.logs import get_logger
from finops_runtime.runs.fail import tell_overdue
from finops_runtime.runs.request import RunRequest
from finops_runtime.settings import RunSettings

log = get_logger(__name__)
_MOST_NAMES = 12


def start_run(database: Database, publisher: Publisher, request: RunRequest, settings: RunSettings) -> str:
    """Write the run and its plan unless another delivery of the same request did; return the run's status.

    One READ COMMITTED transaction: overdue runs of the entity become FAILED, then the run is inserted
    RUNNING with one step per domain and month, late ones for closed months; one that resumes a failed run
    adopts what that staged; SKIPPED when another run holds the entity's place; FAILED when the request names
    what does not exist, or a closed month. Failures are then told.
    """
    with database.transaction() as connection:
        overdue = connection.execute(_sql("fail_overdue_runs"), {"entity_id": settings.finops_entity_id}).fetchall()
        try:
            periods = request.periods(settings)
            _refuse_unknown_domains(connection, request)
            _open_periods(connection, request, settings, periods)
        except (BadRequest, PeriodClosed) as error:
            _insert_ended(connection, request, settings, (), "FAILED", error.code, str(error))
        else:
            _insert_and_plan(connection, request, settings, periods)
        state = connection.execute(_sql("run_state"), {"run_id": request.run_id}).fetchone()
    assert state is not None  # one of the inserts above, or the one that they conflicted with
    tell_overdue(publisher, overdue)
    if state["status"] == "FAILED":
        # Told again by each delivery: whoever failed the run may have died before it could tell.
        publisher.publish(
            RunFailed(
                run_id=request.run_id,
                step=state["error_step"] or "",
                code=state["error_code"] or "",
                summary=state["error_summary"] or "",
            ),
            request.run_id,
        )
    return str(state["status"])


def _insert_and_plan(
    connection: Connection[DictRow], request: RunRequest, settings: RunSettings, periods: tuple[Period, ...]
) -> None:
    row = _row(request, settings, periods)
    if connection.execute(_sql("insert_run"), row).fetchone() is None:
        # Ours already, or the place is taken; in the first case this insert conflicts and changes nothing.
        _insert_ended(
            connection, request, settings, periods, "SKIPPED", "another_run", "another run of the entity was under way"
        )
        return
    planned = connection.execute(_sql("plan_steps"), row).rowcount
    log.info("run started", run_id=str(request.run_id), steps=planned, periods=[str(p) for p in periods])
    if planned == 0:
        connection.execute(_sql("end_empty_run"), row)
    elif request.asked.resumes is not None:
        _adopt(connection, request.asked.resumes, row)


def _adopt(connection: Connection[DictRow], resumed: UUID, row: dict[str, object]) -> None:
    """Take over what the earlier run staged. Nothing, when that is gone by now: then everything is read."""
    adopted = connection.execute(_sql("adopt_steps"), row).fetchone()
    assert adopted is not None  # a function call is one row
    log.info("run resumed", run_id=str(row["run_id"]), resumes=str(resumed), adopted=adopted["adopted"])


def _insert_ended(
    connection: Connection[DictRow],
    request: RunRequest,
    settings: RunSettings,
    periods: tuple[Period, ...],
    status: str,
    code: str,
    summary: str,
) -> None:
    row = {**_row(request, settings, periods), "status": status, "error_code": code, "error_summary": summary}
    connection.execute(_sql("insert_ended_run"), row)


def _refuse_unknown_domains(connection: Connection[DictRow], request: RunRequest) -> None:
    unknown = connection.execute(_sql("unknown_domains"), {"domains": list(request.asked.domains)}).fetchall()
    if unknown:
        raise BadRequest(f"unknown domain: {', '.join(sorted(row['domain_id'] for row in unknown))}")
    if request.asked.force and not (request.asked.reason or "").strip():
        raise BadRequest("force needs a reason")


def _open_periods(
    connection: Connection[DictRow], request: RunRequest, settings: RunSettings, periods: tuple[Period, ...]
) -> None:
    """Give the months their status, and hold it; raises PeriodClosed when the request itself names a closed one (I10).

    A night only happens to meet closed months, as does the run that resumes one; a dry run changes none.
    """
    row = _row(request, settings, periods)
    connection.execute(_sql("open_periods"), row)
    closed = connection.execute(_sql("closed_periods"), row).fetchall()
    asks_for_them = request.asked.periods and request.asked.resumes is None and not request.asked.dry_run
    if closed and asks_for_them:
        names = ", ".join(str(Period.of(month["period_month"])) for month in closed[:_MOST_NAMES])
        raise PeriodClosed(f"{names} is closed: reopen it with a reason, the last closed month first, then ask again")


def _row(request: RunRequest, settings: RunSettings, periods: tuple[Period, ...]) -> dict[str, object]:
    return {
        "run_id": request.run_id,
        "entity_id": settings.finops_entity_id,
        "trigger_type": request.trigger_type,
        "origin": request.asked.origin,
        "periods": [period.first_day for period in periods],
        "domains": list(request.asked.domains),
        "domains_enabled": list(settings.finops_domains_enabled),
        "dry_run": request.asked.dry_run,
        # Without a reason the run is refused; the row that says so cannot claim to be forced.
        "force": request.asked.force and request.asked.reason is not None,
        "reason": request.asked.reason,
        "requested_by": request.asked.requested_by,
        "requested_at": request.requested_at,
        "event_source": request.event_source,
        "event_id": request.event_id,
        "deadline_minutes": settings.finops_run_deadline_minutes,
        "failure_policy": settings.finops_failure_policy,
        "git_sha": settings.finops_git_sha,
        "version": settings.finops_version,
        "resumes": request.asked.resumes,
    }


def _sql(name: str) -> bytes:
    return load_sql("finops_runtime", name)
