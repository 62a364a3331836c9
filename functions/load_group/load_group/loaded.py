"""Tell of a run that is loaded: refresh_mvs publishes it."""

from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow

from finops_contract.events import FactsLoaded, Slice
from finops_contract.period import Period
from finops_runtime.database import load_sql


def facts_loaded(connection: Connection[DictRow], run_id: UUID) -> FactsLoaded:
    """The event that tells of it, by the run's steps; the transaction works for the entity whose run it is."""
    slices = connection.execute(load_sql("load_group", "exchange_slices"), {"run_id": run_id}).fetchall()
    return FactsLoaded(
        run_id=run_id,
        slices=tuple(
            Slice(domain_id=each["domain_id"], period=Period.of(each["period_month"]), rows=each["rows"])
            for each in slices
        ),
    )
