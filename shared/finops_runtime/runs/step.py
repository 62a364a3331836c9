"""A step: one domain and month of one run."""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow

from finops_contract.period import Period
from finops_runtime.database import Database, load_sql


@dataclass(frozen=True, slots=True)
class Step:
    """What a function needs to know to work one step, as planned when the run started."""

    run_id: UUID
    entity_id: str
    domain_id: str
    domain_mode: Literal["DIRECT", "INDIRECT"]
    period: Period
    status: Literal["PLANNED", "STAGED", "MISSING", "FAILED"]
    failure_policy: Literal["strict", "tolerant"]
    rows: int
    checksum: str
    connector: str
    connector_config: dict[str, Any]
    origin: Literal["live", "raw"]
    force: bool

    @property
    def name(self) -> str:
        """`<domain>/<YYYY-MM>`, as events and messages call it."""
        return f"{self.domain_id}/{self.period}"

    @property
    def key(self) -> dict[str, object]:
        """The step's primary key, as statements name its parts."""
        return {"run_id": self.run_id, "domain_id": self.domain_id, "period_month": self.period.first_day}


def steps_of(connection: Connection[DictRow], run_id: UUID, function: str) -> list[Step]:
    """The steps of a run that `function` owns, oldest month first."""
    rows = connection.execute(
        load_sql("finops_runtime", "steps_of_function"), {"run_id": run_id, "ingest_function": function}
    ).fetchall()
    return [Step(**{**row, "period": Period.of(row["period"])}) for row in rows]


def begin_attempt(database: Database, step: Step, deadline_minutes: float) -> int | None:
    """Count one more attempt and push the run's deadline; None when the step is no longer open."""
    with database.transaction() as connection:
        connection.execute(
            load_sql("finops_runtime", "push_deadline"), {"run_id": step.run_id, "minutes": deadline_minutes}
        )
        row = connection.execute(load_sql("finops_runtime", "begin_attempt"), step.key).fetchone()
    return None if row is None else int(row["attempts"])
