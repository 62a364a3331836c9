"""Derived domains: no source is read, their raw weights are computed from other domains' facts when a run loads.

A new derivation is one module with its settings model and its statements, and its line in DERIVATIONS.
"""

import json
from collections.abc import Collection, Mapping
from typing import Any, Final
from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow
from pydantic import ValidationError

from finops_contract.errors import BadConnectorConfig, DomainNotEnabledHere, NotReconciled, PermanentError
from finops_runtime.database import load_sql, translated_errors
from finops_runtime.logs import get_logger
from finops_runtime.runs.step import Step, steps_of
from load_facts.derived import Derivation, Derived
from load_facts.open_weight import OpenWeight
from load_facts.refusal import LoadingStep, give_up

log = get_logger(__name__)

DERIVATIONS: Final[Mapping[str, Derivation[Any]]] = {derivation.name: derivation for derivation in (OpenWeight(),)}


def derive_steps(connection: Connection[DictRow], run_id: UUID, enabled: Collection[str]) -> None:
    """Compute the run's derived steps into `coefficient_pending`, from facts that are pending, and mark them STAGED.

    `enabled` are the domains that this function may work on; empty: all. A step that cannot be derived goes
    missing, or raises StepRefused.
    """
    for step in steps_of(connection, run_id, "load_facts"):
        if step.status != "PLANNED":
            continue
        try:
            # A savepoint: a statement that fails takes back what this step wrote, not the load.
            with translated_errors(), connection.transaction():
                _derive(connection, step, enabled)
        except PermanentError as error:
            give_up(connection, LoadingStep(run_id, step.domain_id, step.period, step.failure_policy), error)


def _derive(connection: Connection[DictRow], step: Step, enabled: Collection[str]) -> None:
    derivation, config = _derivation(step, enabled)
    derived = derivation.derive(connection, step, config)
    _refuse_unreconciled(step, derived)
    connection.execute(
        load_sql("load_facts", "stage_derived_step"),
        {
            **step.key,
            "records": derived.records,
            "rows": derived.rows,
            "checksum": derived.checksum,
            "totals": json.dumps(
                {derived.metric: {"source": f"{derived.total:f}", "releves": f"{derived.weights:f}", "rejected": "0"}}
            ),
        },
    )
    log.info("step derived", step=step.name, rows=derived.rows, records=derived.records)


def _derivation(step: Step, enabled: Collection[str]) -> tuple[Derivation[Any], Any]:
    if enabled and step.domain_id not in enabled:
        raise DomainNotEnabledHere(
            f"{step.name} is planned, but FINOPS_DOMAINS_ENABLED of load_facts leaves the domain out: "
            "give every function the same value"
        )
    derivation = DERIVATIONS.get(step.connector)
    if derivation is None:
        known = ", ".join(sorted(DERIVATIONS))
        raise BadConnectorConfig(f"{step.domain_id}: load_facts has no connector {step.connector!r} ({known})")
    if step.domain_mode != "INDIRECT":
        raise BadConnectorConfig(f"{step.domain_id}: {step.connector} gives weights; make the domain INDIRECT")
    try:
        return derivation, derivation.config.model_validate(step.connector_config)
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_input=False))
        raise BadConnectorConfig(f"{step.domain_id}: connector_config: {wrong}") from error


def _refuse_unreconciled(step: Step, derived: Derived) -> None:
    """I1: what the source domain holds, reckoned per metric, is what the applications were given."""
    if derived.total != derived.weights:
        raise NotReconciled(
            f"{step.name}: the source has {derived.total:f} {derived.metric}, "
            f"the applications were given {derived.weights:f}"
        )
