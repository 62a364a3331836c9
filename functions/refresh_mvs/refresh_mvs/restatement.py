"""What restates published months, new prices or another family: applied all at once, or refused for good."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow

from finops_contract.errors import PermanentError, Superseded
from finops_contract.events import MvsRefreshed, Payload, RunFailed, event_id_of, type_of
from finops_contract.period import Period
from finops_runtime.database import Database, load_sql
from finops_runtime.events import Publisher
from finops_runtime.logs import get_logger
from refresh_mvs import windows
from refresh_mvs.aggregates import AGGREGATES, FACTS
from refresh_mvs.publication import change, raise_generation, record_findings, refuse_closed, tell_findings, vacuum
from refresh_mvs.settings import RefreshSettings

log = get_logger(__name__)
_ASKED_BY = "/rosetta/finops/query_api"
_LONGEST_SUMMARY = 500


class Restatement(Protocol):
    """One change of what is published; its run's id is derived from the event, so that copies are one run."""

    @property
    def run_id(self) -> UUID:
        """The run that applies it."""
        ...

    @property
    def event(self) -> Payload:
        """The event that asks for it."""
        ...

    def lock(self, connection: Connection[DictRow]) -> DictRow | None:
        """What is to be applied, with `requested_by`, `requested_at` and `reason`; None: it is not, or not any more."""
        ...

    def months(self, connection: Connection[DictRow], asked: DictRow) -> list[date]:
        """The published months that it touches, reckoned now; raises PermanentError when it cannot be applied."""
        ...

    def changes_figures(self, asked: DictRow) -> bool:
        """Whether figures that readers saw become other ones; what only adds some may do so in closed months."""
        ...

    def apply(self, connection: Connection[DictRow], asked: DictRow, months: list[date], generation: int) -> None:
        """Apply it, and rebuild these months."""
        ...

    def refuse(self, connection: Connection[DictRow], asked: DictRow, refusal: str) -> None:
        """Keep why it is not applied."""
        ...


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What to tell, and the months that this delivery rebuilt."""

    told: MvsRefreshed | RunFailed | None
    months: tuple[date, ...] = ()


def restate(database: Database, publisher: Publisher, settings: RefreshSettings, restatement: Restatement) -> None:
    """Apply in one publication; what cannot be right (a closed month, say) changes nothing and is refused in another.

    Tells how it ended, again when it had ended before. Raises RetryableError when the event must come again.
    """
    attempts = settings.finops_publish_attempts
    try:
        outcome = change(database, attempts, partial(_apply, settings=settings, restatement=restatement))
    except PermanentError as error:
        log.exception("restatement refused", code=error.code)
        refusing = partial(_refuse, settings=settings, restatement=restatement, error=error)
        outcome = change(database, attempts, refusing)
    if outcome.told is None:
        return
    publisher.publish(outcome.told, restatement.run_id)
    if isinstance(outcome.told, MvsRefreshed):
        tell_findings(database, publisher, settings.finops_entity_id)
    if outcome.months:
        log.info("restated", periods=[str(Period.of(month)) for month in outcome.months])
        vacuum(database, (FACTS, *AGGREGATES, *windows.PARTITIONED), list(outcome.months), windows.WHOLE)


def _apply(connection: Connection[DictRow], *, settings: RefreshSettings, restatement: Restatement) -> _Outcome:
    asked = restatement.lock(connection)
    if asked is None:
        return _told_before(connection, restatement.run_id)
    months = restatement.months(connection, asked)
    if restatement.changes_figures(asked):
        refuse_closed(connection, settings.finops_entity_id, months)
    scope = {"entity_id": settings.finops_entity_id, "run_id": restatement.run_id, "periods": months}
    generation = raise_generation(connection, scope)
    restatement.apply(connection, asked, months, generation)
    record_findings(connection, {**scope, "generation": generation})
    ended = {"status": "SUCCESS", "periods": months, "generation": generation}
    connection.execute(_sql("insert_restatement"), {**_run(settings, restatement, asked), **ended})
    return _Outcome(_told_before(connection, restatement.run_id).told, tuple(months))


def _refuse(
    connection: Connection[DictRow], *, settings: RefreshSettings, restatement: Restatement, error: PermanentError
) -> _Outcome:
    asked = restatement.lock(connection)
    if asked is not None:
        refusal = str(error)[:_LONGEST_SUMMARY]
        restatement.refuse(connection, asked, refusal)
        ended = {
            # Nothing went wrong when a newer one was faster: nobody needs to be told.
            "status": "SKIPPED" if isinstance(error, Superseded) else "FAILED",
            "error_code": error.code,
            "error_summary": refusal,
        }
        connection.execute(_sql("insert_restatement"), {**_run(settings, restatement, asked), **ended})
    return _told_before(connection, restatement.run_id)


def _told_before(connection: Connection[DictRow], run_id: UUID) -> _Outcome:
    """How it ended, as events say it; said by every delivery: whoever ended it may have died before it could tell."""
    run = connection.execute(_sql("restatement"), {"run_id": run_id}).fetchone()
    if run is not None and run["status"] == "SUCCESS":
        periods = tuple(Period.of(month) for month in run["periods"])
        return _Outcome(MvsRefreshed(run_id=run_id, generation=run["generation"], periods=periods))
    if run is not None and run["status"] == "FAILED":
        code, summary = run["error_code"], run["error_summary"]
        return _Outcome(RunFailed(run_id=run_id, step=run["error_step"], code=code, summary=summary))
    return _Outcome(None)


def _run(settings: RefreshSettings, restatement: Restatement, asked: DictRow) -> dict[str, Any]:
    """Its run, as far as it does not depend on how it ends."""
    return {
        "run_id": restatement.run_id,
        "entity_id": settings.finops_entity_id,
        "periods": [],
        "requested_by": asked["requested_by"],
        "requested_at": asked["requested_at"],
        "reason": asked["reason"],
        "event_source": _ASKED_BY,
        "event_id": event_id_of(restatement.run_id, type_of(restatement.event), None),
        "generation": None,
        "error_code": None,
        "error_summary": None,
        "git_sha": settings.finops_git_sha,
        "version": settings.finops_version,
    }


def _sql(name: str) -> bytes:
    return load_sql("refresh_mvs", name)
