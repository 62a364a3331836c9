"""Work the steps of a run that one ingest function owns."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import structlog
from pydantic import Field, ValidationError

from finops_contract.errors import (
    BadConnectorConfig,
    BadReleve,
    DatabaseUnavailable,
    DomainNotEnabledHere,
    FinopsError,
    PermanentError,
    RetryableError,
)
from finops_contract.events import RelevesStaged
from finops_runtime.database import Database
from finops_runtime.events import Event, Publisher
from finops_runtime.ingest.attempt import attempted
from finops_runtime.ingest.connector import Connector, SourceTotals
from finops_runtime.ingest.landing import landing_of
from finops_runtime.ingest.raw_retention import RawRetention, tidy_raw_zone
from finops_runtime.ingest.registry import ConnectorRegistry
from finops_runtime.ingest.staging import stage_step
from finops_runtime.logs import get_logger
from finops_runtime.metrics import STEP_REJECTS, STEP_ROWS
from finops_runtime.raw_zone import RawZone
from finops_runtime.runs.fail import fail_step
from finops_runtime.runs.request import request_from
from finops_runtime.runs.start import start_run
from finops_runtime.runs.step import Step, begin_attempt, steps_of
from finops_runtime.runs.window import month_of
from finops_runtime.settings import PostgresSettings, RunSettings, SourceSettings
from finops_runtime.tracing import span

log = get_logger(__name__)


class IngestSettings(RunSettings, PostgresSettings, SourceSettings):
    """Everything an ingest function reads from its environment."""

    finops_minimum_rows_percent: int = Field(default=50, ge=0, le=100)
    finops_keep_raw_days: int = Field(default=400, ge=0)


class IngestWorker:
    """One ingest function: its connectors, and the systems around it."""

    def __init__(
        self, function: str, settings: IngestSettings, raw_zone: RawZone, connectors: Iterable[Connector[Any]]
    ) -> None:
        self._function = function
        self._settings = settings
        self._raw_zone = raw_zone
        self._connectors = {connector.name: connector for connector in connectors}
        self._database = Database(settings, function)
        self._publisher = Publisher(function, settings, settings)
        self._registry = ConnectorRegistry(self._database, function, settings.finops_version, self._connectors.values())

    @property
    def entity_id(self) -> str:
        """The company that this module belongs to."""
        return self._settings.finops_entity_id

    def ready(self) -> None:
        """Raises RetryableError when the function could not work a step now; registers its connectors."""
        self._database.ping()
        self._raw_zone.ping()
        self._registry.register()

    def close(self) -> None:
        """Give every connection back."""
        self._database.close()
        self._raw_zone.close()

    def on_event(self, event: Event) -> None:
        """Start or join the run that the event asks for, and work the steps that are this function's.

        Raises RetryableError when the event must be delivered again: whatever was staged stays staged.
        """
        request = request_from(event, self._settings)
        self._registry.register()
        with structlog.contextvars.bound_contextvars(run_id=str(request.run_id)):
            status = start_run(self._database, self._publisher, request, self._settings)
            if status != "RUNNING":
                log.info("nothing to work on", status=status)
                return
            with self._database.transaction() as connection:
                steps = steps_of(connection, request.run_id, self._function)
            self._work(steps)
        self._tidy()

    def _tidy(self) -> None:
        """Delete what is old in the raw zone, now that the steps are told. No reason to have the event again."""
        settings = self._settings
        retention = RawRetention(settings.finops_entity_id, self._function, settings.finops_keep_raw_days)
        try:
            tidy_raw_zone(self._database, self._raw_zone, retention, datetime.now(UTC))
        except RetryableError as error:
            log.warning("the raw zone is tidied another time", code=error.code, error=str(error))

    def _work(self, steps: list[Step]) -> None:
        """Every step gets its turn; one that must be tried again does not hold up the others."""
        again: RetryableError | None = None
        for step in steps:
            with structlog.contextvars.bound_contextvars(domain=step.domain_id, period=str(step.period)):
                try:
                    if not self._work_step(step):
                        return
                except RetryableError as error:
                    log.warning("step will be tried again", code=error.code, error=str(error))
                    again = error
        if again is not None:
            raise again

    def _work_step(self, step: Step) -> bool:
        """Stage an open step, then tell that it is staged; an ended one is only told again. False ends the run."""
        if step.status == "PLANNED":
            attempt = begin_attempt(self._database, step, self._settings.finops_run_deadline_minutes)
            if attempt is not None:
                try:
                    with attempted(step):
                        self._stage(step)
                except (PermanentError, RetryableError) as error:
                    if self._is_worth_another(error, attempt):
                        raise
                    fail_step(self._database, self._publisher, step, error)
                    return step.failure_policy == "tolerant"
        self._tell_staged(step)
        return True

    def _is_worth_another(self, error: FinopsError, attempt: int) -> bool:
        """A source gets some attempts; without the database no failure could be recorded, so that one is waited for."""
        if isinstance(error, DatabaseUnavailable):
            return True
        return isinstance(error, RetryableError) and attempt < self._settings.finops_step_attempts

    def _stage(self, step: Step) -> None:
        connector, config = self._connector(step)
        now = month_of(datetime.now(UTC), self._settings.timezone)
        with span("landing", attributes={"finops.connector": connector.name}):
            landing = landing_of(self._raw_zone, connector, config, step, now)
        totals = SourceTotals()
        try:
            with span("staging"):
                staged = stage_step(
                    self._database,
                    step,
                    config.source,
                    connector.read(step, config, landing, totals),
                    totals,
                    landing.id,
                    self._settings.finops_minimum_rows_percent,
                )
        except ValidationError as error:
            raise BadReleve(f"{step.name}: {connector.name} gave {_what_is_wrong(error)}") from error
        if staged is not None:
            STEP_ROWS.labels(domain=step.domain_id).inc(staged.rows)
            STEP_REJECTS.labels(domain=step.domain_id).inc(staged.rejects)
            log.info("step staged", rows=staged.rows, rejects=staged.rejects, records=totals.records)

    def _connector(self, step: Step) -> tuple[Connector[Any], Any]:
        enabled = self._settings.finops_domains_enabled
        if enabled and step.domain_id not in enabled:
            raise DomainNotEnabledHere(
                f"{step.name} is planned, but FINOPS_DOMAINS_ENABLED of {self._function} "
                "leaves the domain out: give every function the same value"
            )
        connector = self._connectors.get(step.connector)
        if connector is None:
            known = ", ".join(sorted(self._connectors))
            raise BadConnectorConfig(
                f"{step.domain_id}: {self._function} has no connector {step.connector!r} ({known})"
            )
        try:
            return connector, connector.config.model_validate(step.connector_config)
        except ValidationError as error:
            raise BadConnectorConfig(f"{step.domain_id}: connector_config: {_what_is_wrong(error)}") from error

    def _tell_staged(self, step: Step) -> None:
        """Say that the step is staged: as it stands in the table, since another instance may have staged it."""
        with self._database.transaction() as connection:
            now = next(
                s
                for s in steps_of(connection, step.run_id, self._function)
                if (s.domain_id, s.period) == (step.domain_id, step.period)
            )
        if now.status in ("STAGED", "MISSING"):
            self._publisher.publish(
                RelevesStaged(
                    run_id=step.run_id,
                    domain_id=step.domain_id,
                    period=step.period,
                    rows=now.rows,
                    checksum=now.checksum,
                ),
                step.run_id,
            )


def _what_is_wrong(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_input=False))
