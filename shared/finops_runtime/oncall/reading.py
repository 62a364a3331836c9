"""Reads the mart for reports about runs: one snapshot, by a login that may read what runs did."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from uuid import UUID

from psycopg import Connection, IsolationLevel
from psycopg.rows import DictRow
from pydantic import SecretStr

from finops_runtime.database import Database, load_sql, translated_errors
from finops_runtime.oncall.advice import advice_for
from finops_runtime.oncall.follow_up import commands_after
from finops_runtime.oncall.report import MissingSlice, Published, PublishedMonth, Report, Run, RunLine, StepLine
from finops_runtime.settings import EntitySettings, PostgresSettings


class OnCallSettings(EntitySettings, PostgresSettings):
    """Whose runs, and the database: in query_api's image the login of POSTGRES_URL may not read runs, the other may."""

    postgres_admin_url: SecretStr | None = None
    postgres_statement_timeout_ms: int = 15_000

    @property
    def conninfo(self) -> str:
        """What psycopg connects with; holds the password, so never log it."""
        return super().conninfo if self.postgres_admin_url is None else self.postgres_admin_url.get_secret_value()


class RunNotFound(LookupError):
    """There is no such run; the message names what was looked for."""


@contextmanager
def snapshot(settings: OnCallSettings) -> Iterator[Connection[DictRow]]:
    """One moment of the mart, read only; raises DatabaseUnavailable, or DatabaseRefused."""
    with translated_errors(), closing(Database(settings, "finops-runs").connect()) as connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        with connection.transaction():
            yield connection


def find_run(connection: Connection[DictRow], settings: OnCallSettings, night: date | None = None) -> UUID:
    """The last run that began, or the last of a night; raises RunNotFound."""
    asked = {"entity_id": settings.finops_entity_id, "night": night, "timezone": settings.finops_timezone}
    row = connection.execute(_sql("find_run"), asked).fetchone()
    if row is None:
        what = "run" if night is None else f"night of {night}"
        raise RunNotFound(f"there is no {what} of entity {settings.finops_entity_id!r}")
    run_id: UUID = row["run_id"]
    return run_id


def read_report(connection: Connection[DictRow], entity_id: str, run_id: UUID) -> Report:
    """Everything about one run; raises RunNotFound."""
    key = {"entity_id": entity_id, "run_id": run_id}
    row = connection.execute(_sql("run"), key).fetchone()
    if row is None:
        raise RunNotFound(f"there is no run {run_id} of entity {entity_id!r}")
    run = Run.model_validate(row)
    steps = tuple(map(StepLine.model_validate, connection.execute(_sql("steps"), key).fetchall()))
    code = run.error_code or next((step.error_code for step in steps if step.error_code), None)
    advice = None if code is None else advice_for(code)
    published = connection.execute(_sql("published"), key).fetchone()
    months = connection.execute(_sql("published_months"), {**key, "periods": list(run.periods)}).fetchall()
    return Report(
        run=run,
        steps=steps,
        published=None if published is None else Published.model_validate(published),
        months=tuple(map(PublishedMonth.model_validate, months)),
        missing=tuple(map(MissingSlice.model_validate, connection.execute(_sql("missing_slices"), key).fetchall())),
        advice_code=code,
        advice=advice,
        commands=commands_after(run, steps, advice),
    )


def list_runs(connection: Connection[DictRow], entity_id: str, status: str | None, limit: int) -> list[RunLine]:
    """The last runs, the latest first; of one status, or of all."""
    asked = {"entity_id": entity_id, "status": status, "limit": limit}
    return list(map(RunLine.model_validate, connection.execute(_sql("list_runs"), asked).fetchall()))


def _sql(name: str) -> bytes:
    return load_sql("finops_runtime", f"oncall/{name}")
