"""Cancelling a run that is under way. By the login of admins."""

from uuid import UUID

from flask import Response
from psycopg import Connection
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb
from pydantic import BaseModel, ConfigDict

from finops_runtime.database import load_sql
from finops_runtime.logs import get_logger
from finops_runtime.problem import Problem
from query_api.body import read_body
from query_api.domains.requests import Reason
from query_api.reading import represent
from query_api.route import Call
from query_api.runs.running import known_run, run_id_in
from query_api.service import Service
from query_api.writing import author

log = get_logger(__name__)
_LONGEST_SUMMARY = 500


class CancellationRequest(BaseModel):
    """Stop a run: nothing of it is published."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    reason: Reason


def answer_cancellation(service: Service, call: Call) -> Response:
    """Cancel a run, or find it cancelled; raises Problem 404, 409 when it has ended otherwise or not begun.

    Raises DatabaseUnavailable while a publication, or another long step of the run, holds it.
    """
    run_id, reason = run_id_in(call), read_body(CancellationRequest, call.request).reason
    who = author(service, call)
    values = {**who, "run_id": run_id, "summary": f"by {who['actor']}: {reason}"[:_LONGEST_SUMMARY]}
    # READ COMMITTED: what was staged while this waited for the run's row must be seen, to be deleted.
    with service.admin.transaction() as connection:
        cancelled = connection.execute(load_sql("query_api", "cancel_run"), values).fetchone()
        assert cancelled is not None  # a function call is one row
        if cancelled["is_cancelled"]:
            entry = {**who, "action": "run.cancelled", "target": str(run_id), "reason": reason, "details": Jsonb({})}
            connection.execute(load_sql("query_api", "write_audit"), entry)
        else:
            _refuse_ended(connection, values, run_id)
    if cancelled["is_cancelled"]:
        log.info("run cancelled", run_id=str(run_id), by=call.principal and call.principal.subject)
    return represent(call, known_run(service, run_id))


def _refuse_ended(connection: Connection[DictRow], values: dict[str, object], run_id: UUID) -> None:
    """Nothing was running: that is an answer only when the run is cancelled already."""
    found = connection.execute(load_sql("query_api", "run_outcome"), values).fetchone()
    assert found is not None  # one row, whatever is known
    if found["status"] is None and not found["asked"]:
        raise Problem(404, "not-found", "there is no such run")
    if found["status"] is None:
        detail = "the run was asked for and has not begun: try again in some seconds"
        raise Problem(409, "run-not-begun", detail, run_id=str(run_id), headers={"Retry-After": "5"})
    if found["status"] != "CANCELLED":
        detail = f"the run ended {found['status']} at {found['ended_at']}: there is nothing to cancel"
        raise Problem(409, "run-ended", detail, run_id=str(run_id))
