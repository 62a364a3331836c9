"""Resuming a failed run: a new run that adopts what the failed one staged, and reads only the rest."""

from typing import NoReturn
from uuid import UUID

from flask import Response
from psycopg.rows import DictRow
from pydantic import BaseModel, ConfigDict

from finops_contract.events import RunRequested, run_id_of
from finops_contract.period import Period
from finops_runtime.logs import get_logger
from finops_runtime.problem import Problem
from query_api.body import read_body
from query_api.domains.requests import Reason
from query_api.route import Call
from query_api.runs.running import EVENT_SOURCE, ask_for_run, refuse_another, requested, run_id_in
from query_api.service import Service

log = get_logger(__name__)


class ResumptionRequest(BaseModel):
    """Go on with a failed run. Without a reason the new run has that of the failed one."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    reason: Reason | None = None


def answer_resumption(service: Service, call: Call) -> Response:
    """Ask for the run that resumes this one: 202 with its id. Raises Problem.

    404 for an unknown run, 409 while another is running, or when nothing can be adopted.
    """
    assert call.principal is not None  # the route is for admins
    old_run = run_id_in(call)
    reason = read_body(ResumptionRequest, call.request).reason
    run_id = run_id_of(service.settings.finops_entity_id, EVENT_SOURCE, str(call.operation_id))
    before = service.ask(service.admin, "run_outcome", {"run_id": run_id})
    # Sent again with its key: what has begun is not asked for again, and does not stand in its own way.
    if before["status"] is None:
        found = service.ask(service.admin, "resumable_run", {"run_id": old_run})
        _refuse_impossible(service, old_run, found)
        event = _event(old_run, found, reason, call.principal.subject)
        ask_for_run(service, event, run_id, call.operation_id, audited=before["asked"])
        log.info("run resumed", run_id=str(run_id), resumes=str(old_run), by=call.principal.subject)
    return requested(run_id, call.operation_id)


def _event(old_run: UUID, found: DictRow, reason: str | None, subject: str) -> RunRequested:
    """The failed run's request again; a function that does not know `resumes` yet reads everything."""
    return RunRequested(
        periods=tuple(Period.of(month) for month in found["periods"]),
        domains=tuple(found["domains"]),
        force=found["force"],
        origin=found["origin"],
        reason=reason or found["reason"],
        requested_by=subject,
        resumes=old_run,
    )


def _refuse_impossible(service: Service, run_id: UUID, found: DictRow) -> None:
    if found["status"] is None:
        if service.ask(service.admin, "run_outcome", {"run_id": run_id})["asked"]:
            detail = "the run was asked for and has not begun: try again in some seconds"
            raise Problem(409, "run-not-begun", detail, run_id=str(run_id), headers={"Retry-After": "5"})
        raise Problem(404, "not-found", "there is no such run")
    if found["status"] == "RUNNING":
        detail = "the run is still under way: nothing is to be resumed"
        raise Problem(409, "run-under-way", detail, run_id=str(run_id), headers={"Retry-After": "60"})
    if found["status"] == "CANCELLED":
        _refuse(run_id, "a cancelled run leaves nothing staged: ask for its months as a new run")
    if found["status"] != "FAILED" or found["dry_run"] or found["trigger_type"] == "PRICES":
        what = "a dry run" if found["dry_run"] else f"a run that ended {found['status']} at {found['ended_at']}"
        _refuse(run_id, f"only a failed run that read sources can be resumed, not {what}: ask for a new run")
    if found["resumed_by"] is not None:
        _refuse(found["resumed_by"], "the run was resumed already, by the run named here: if that failed, resume it")
    if not found["adoptable"]:
        detail = (
            "nothing is left that the run staged: none of its steps got that far, their settings changed, their months "
            "were closed, or what was staged is deleted by now. Ask for its months as a new run"
        )
        _refuse(run_id, detail)
    refuse_another(found["running_run"], "another run is under way: wait for it")


def _refuse(run_id: UUID, detail: str) -> NoReturn:
    raise Problem(409, "run-not-resumable", detail, run_id=str(run_id))
