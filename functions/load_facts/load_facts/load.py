"""Load a run: when no step is open, relevés become pending facts, and raw weights pending coefficients."""

import json
from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow

from finops_contract.errors import NotReconciled, PermanentError
from finops_contract.events import FactsLoaded, Slice
from finops_contract.period import Period
from finops_runtime.database import Database, load_sql
from finops_runtime.events import Publisher
from finops_runtime.logs import get_logger
from finops_runtime.metrics import LOAD_SECONDS, STEP_FAILURES
from finops_runtime.runs.fail import fail_run
from finops_runtime.runs.step import steps_of
from finops_runtime.tracing import span
from load_facts.derivations import derive_steps
from load_facts.refusal import StepRefused
from load_facts.settings import LoadSettings
from load_facts.weights import load_weights

log = get_logger(__name__)


def load_run(database: Database, publisher: Publisher, run_id: UUID, settings: LoadSettings) -> None:
    """Load the run if all its steps are there, and say so; again, if it was loaded before.

    Called for every staged step: only the last one finds no step open. A load that cannot succeed ends the
    run FAILED. Raises RetryableError when the event must come again.
    """
    try:
        with span("load", attributes={"finops.run_id": run_id}), database.transaction() as connection:
            loaded = _load(connection, run_id, settings)
    except StepRefused as refused:
        _fail_step(database, publisher, run_id, refused)
        return
    except PermanentError as error:
        log.exception("load failed", code=error.code)
        fail_run(database, publisher, run_id, "load", error)
        return
    if loaded is not None:
        publisher.publish(loaded, run_id)


def is_awaiting_nothing(database: Database, run_id: UUID) -> bool:
    """Whether every step of the run is derived here: then nobody will say that one is staged."""
    with database.transaction() as connection:
        row = connection.execute(_sql("count_awaited_steps"), {"run_id": run_id}).fetchone()
    return row is not None and not row["awaited"]


def _load(connection: Connection[DictRow], run_id: UUID, settings: LoadSettings) -> FactsLoaded | None:
    """The event to send; None when the run is not ready, over, a dry run, or of closed months alone."""
    key = {"run_id": run_id}
    waiting = connection.execute(_sql("count_open_steps"), key).fetchone()
    if waiting is None or waiting["open"]:
        return None
    run = connection.execute(_sql("lock_run"), key).fetchone()
    if run is None or run["status"] != "RUNNING":
        return None
    if run["phase"] == "STAGING":
        with LOAD_SECONDS.time():
            _fill_pending(connection, run_id, run["entity_id"], settings)
        if run["dry_run"]:
            _end_dry_run(connection, run_id, run["entity_id"])
            return None
        if connection.execute(_sql("end_late_run"), key).rowcount:
            log.info("nothing to publish: every month is closed")
            return None
        connection.execute(_sql("mark_loaded"), {**key, "minutes": settings.finops_run_deadline_minutes})
    slices = connection.execute(_sql("slices_of_run"), key).fetchall()
    return FactsLoaded(
        run_id=run_id,
        slices=tuple(
            Slice(domain_id=row["domain_id"], period=Period.of(row["period_month"]), rows=row["rows"]) for row in slices
        ),
    )


def _fill_pending(connection: Connection[DictRow], run_id: UUID, entity_id: str, settings: LoadSettings) -> None:
    """Every step's relevés to facts; derived steps last, as they are made of the others' facts.

    Before all, those of closed months are compared with what is published, and laid aside (I10).
    """
    key = {"run_id": run_id}
    connection.execute(_sql("list_late_data"), key)
    connection.execute(_sql("delete_late_staged"), key)
    connection.execute(_sql("delete_pending"), key)
    connection.execute(_sql("delete_coefficients"), key)
    facts = connection.execute(_sql("resolve_facts"), {**key, "entity_id": entity_id}).rowcount
    connection.execute(_sql("resolve_coefficients"), {**key, "entity_id": entity_id})
    derive_steps(connection, run_id, settings.finops_domains_enabled)
    facts += load_weights(connection, run_id)
    connection.execute(_sql("record_allocation"), key)
    _refuse_unreconciled(connection, run_id)
    log.info("run loaded", facts=facts)


def _fail_step(database: Database, publisher: Publisher, run_id: UUID, refused: StepRefused) -> None:
    """End the run; a derived step is marked too, one that an ingest function staged stays as it staged it."""
    step, error = refused.step, refused.error
    STEP_FAILURES.labels(domain=step.domain_id, code=error.code).inc()
    log.error("step failed", step=step.name, code=error.code, error=str(error))
    with database.transaction() as connection:
        derived = next((own for own in steps_of(connection, run_id, "load_facts") if own.name == step.name), None)
    fail_run(database, publisher, run_id, step.name, error, derived)


def _refuse_unreconciled(connection: Connection[DictRow], run_id: UUID) -> None:
    wrong = connection.execute(_sql("unreconciled_steps"), {"run_id": run_id}).fetchall()
    if wrong:
        first = wrong[0]
        raise NotReconciled(
            f"{first['domain_id']}/{Period.of(first['period_month'])}: {first['staged']} "
            f"{first['metric']} were staged, {first['loaded']} loaded ({len(wrong)} such totals)"
        )


def _end_dry_run(connection: Connection[DictRow], run_id: UUID, entity_id: str) -> None:
    report = connection.execute(_sql("dry_run_report"), {"run_id": run_id, "entity_id": entity_id}).fetchone()
    assert report is not None  # an aggregate without GROUP BY has one row
    connection.execute(_sql("end_dry_run"), {"run_id": run_id, "report": json.dumps({"slices": report["slices"]})})
    for leftover in ("delete_pending", "delete_coefficients", "delete_staged"):
        connection.execute(_sql(leftover), {"run_id": run_id})


def _sql(name: str) -> bytes:
    return load_sql("load_facts", name)
