"""INDIRECT domains: raw weights to weights that add up to exactly 1, and those to facts."""

from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow

from finops_contract.errors import PermanentError
from finops_contract.period import Period
from finops_runtime.database import load_sql
from load_facts.refusal import LoadingStep, give_up


class NoWeight(PermanentError):
    """The raw weights of an INDIRECT domain's month add up to zero: nothing says who should bear its cost."""

    code = "no_weight"


class NegativeWeight(PermanentError):
    """An application's raw weights add up to less than zero: it would be paid for consuming."""

    code = "negative_weight"


class SeveralMetrics(PermanentError):
    """The raw weights of one step are of several metrics, which are never added."""

    code = "several_metrics"


def load_weights(connection: Connection[DictRow], run_id: UUID) -> int:
    """Normalise the raw weights in `coefficient_pending` and make facts of them; how many.

    A step whose raw weights cannot be normalised goes missing, or raises StepRefused.
    """
    key = {"run_id": run_id}
    for row in connection.execute(load_sql("load_facts", "indirect_steps"), key).fetchall():
        step = LoadingStep(run_id, row["domain_id"], Period.of(row["period_month"]), row["failure_policy"])
        error = what_forbids(step.name, row)
        if error is not None:
            give_up(connection, step, error)
    connection.execute(load_sql("load_facts", "normalise_coefficients"), key)
    return connection.execute(load_sql("load_facts", "load_coefficients"), key).rowcount


def what_forbids(name: str, weights: DictRow) -> PermanentError | None:
    """Why the raw weights of a step cannot be normalised; None when they can.

    `weights` are those of `indirect_steps.sql`: their number of metrics, the smallest per application, their sum.
    """
    if weights["metrics"] > 1:
        return SeveralMetrics(
            f"{name}: the weights are of {weights['metrics']} metrics, which cannot be added; "
            "let the connector give one metric"
        )
    if weights["smallest"] < 0:
        return NegativeWeight(
            f"{name}: the weights of an application add up to {weights['smallest']:f}; correct them in the source"
        )
    if weights["total"] <= 0:
        return NoWeight(
            f"{name}: the weights add up to {weights['total']:f}, so nothing can be shared out; "
            "give the month a weight above zero, or set the domain's available_from later"
        )
    return None
