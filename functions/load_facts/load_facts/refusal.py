"""What becomes of a step that cannot be loaded: a strict domain's ends the run, a tolerant one's goes missing."""

from dataclasses import dataclass
from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow

from finops_contract.errors import PermanentError
from finops_contract.period import Period
from finops_runtime.database import load_sql
from finops_runtime.logs import get_logger
from finops_runtime.metrics import STEP_FAILURES

log = get_logger(__name__)
_LONGEST_SUMMARY = 500


@dataclass(frozen=True, slots=True)
class LoadingStep:
    """A step of the run that is being loaded."""

    run_id: UUID
    domain_id: str
    period: Period
    failure_policy: str

    @property
    def name(self) -> str:
        """`<domain>/<YYYY-MM>`, as events and messages call it."""
        return f"{self.domain_id}/{self.period}"

    @property
    def key(self) -> dict[str, object]:
        """The step's primary key, as statements name its parts."""
        return {"run_id": self.run_id, "domain_id": self.domain_id, "period_month": self.period.first_day}


class StepRefused(Exception):
    """A strict domain's step cannot be loaded, and with it its run. Rolls the load back."""

    def __init__(self, step: LoadingStep, error: PermanentError) -> None:
        super().__init__(str(error))
        self.step = step
        self.error = error


def give_up(connection: Connection[DictRow], step: LoadingStep, error: PermanentError) -> None:
    """Mark a tolerant domain's step MISSING, without anything of it; raises StepRefused for a strict one's."""
    if step.failure_policy != "tolerant":
        raise StepRefused(step, error)
    STEP_FAILURES.labels(domain=step.domain_id, code=error.code).inc()
    log.error("step goes missing", step=step.name, code=error.code, error=str(error))
    reason = {"error_code": error.code, "error_summary": str(error)[:_LONGEST_SUMMARY]}
    connection.execute(load_sql("load_facts", "forget_coefficients"), step.key)
    connection.execute(load_sql("load_facts", "miss_loading_step"), {**step.key, **reason})
