"""Load a run: when no step is open, relevés become pending facts."""

import json
from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow

from finops_contract.errors import BadConnectorConfig, NotReconciled, PermanentError
from finops_contract.events import FactsLoaded, Slice
from finops_contract.period import Period
from finops_runtime.database import Database, load_sql
from finops_runtime.events import Publisher
from finops_runtime.logs import get_logger
from finops_runtime.runs.fail import fail_run
from finops_runtime.runs.step import steps_of

log = get_logger(__name__)


def load_run(database: Database, publisher: Publisher, run_id: UUID, deadline_minutes: int) -> None:
    """Load the run if all its steps are there, and say so; again, if it was loaded before.

    Called for every staged step: only the last one finds no step open. A load that cannot succeed ends the
    run FAILED. Raises RetryableError when the event must come again.
    """
    try:
        with database.transaction() as connection:
            loaded = _load(connection, run_id, deadline_minutes)
    except PermanentError as error:
        log.exception("load failed", code=error.code)
        fail_run(database, publisher, run_id, "load", error)
        return
    if loaded is not None:
        publisher.publish(loaded, run_id)


def _load(connection: Connection[DictRow], run_id: UUID, deadline_minutes: int) -> FactsLoaded | None:
    """The event to send; None when the run is not ready, over, or a dry run."""
    key = {"run_id": run_id}
    _refuse_unknown_derivations(connection, run_id)
    waiting = connection.execute(_sql("count_open_steps"), key).fetchone()
    if waiting is None or waiting["open"]:
        return None
    run = connection.execute(_sql("lock_run"), key).fetchone()
    if run is None or run["status"] != "RUNNING":
        return None
    if run["phase"] == "STAGING":
        connection.execute(_sql("delete_pending"), key)
        facts = connection.execute(_sql("resolve_facts"), {**key, "entity_id": run["entity_id"]}).rowcount
        connection.execute(_sql("record_allocation"), key)
        _refuse_unreconciled(connection, run_id)
        log.info("run loaded", facts=facts)
        if run["dry_run"]:
            _end_dry_run(connection, run_id, run["entity_id"])
            return None
        connection.execute(_sql("mark_loaded"), {**key, "minutes": deadline_minutes})
    slices = connection.execute(_sql("slices_of_run"), key).fetchall()
    return FactsLoaded(
        run_id=run_id,
        slices=tuple(
            Slice(domain_id=row["domain_id"], period=Period.of(row["period_month"]), rows=row["rows"]) for row in slices
        ),
    )


def _refuse_unknown_derivations(connection: Connection[DictRow], run_id: UUID) -> None:
    """Derived domains are computed here; none of their methods exists yet."""
    for step in steps_of(connection, run_id, "load_facts"):
        raise BadConnectorConfig(f"{step.domain_id}: load_facts has no connector {step.connector!r}")


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
    connection.execute(_sql("delete_pending"), {"run_id": run_id})
    connection.execute(_sql("delete_staged"), {"run_id": run_id})


def _sql(name: str) -> bytes:
    return load_sql("load_facts", name)
