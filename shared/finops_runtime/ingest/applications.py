"""Stage the applications that a source names: by COPY, beside the relevés of its step."""

from psycopg import Connection
from psycopg.rows import DictRow

from finops_contract.application import ApplicationRecord
from finops_runtime.database import load_sql
from finops_runtime.runs.step import Step


def copy_applications(connection: Connection[DictRow], step: Step, records: list[ApplicationRecord]) -> None:
    """Write the records of one step; each application must come once."""
    if not records:
        return
    key = (step.run_id, step.domain_id, step.period.first_day)
    with connection.cursor().copy(load_sql("finops_runtime", "copy_staged_applications")) as copy:
        for record in records:
            copy.write_row((*key, record.source, record.application_key, record.label, record.owner, record.is_retired))
    with connection.cursor().copy(load_sql("finops_runtime", "copy_staged_application_aliases")) as copy:
        for record in records:
            for source_system, foreign_key in record.aliases:
                copy.write_row((*key, record.application_key, source_system, foreign_key))
