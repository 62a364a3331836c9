"""Stage one step: relevés and rejects by COPY, reconciled, in one transaction with the step's own status."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from itertools import islice
from typing import TypeVar

from psycopg import Connection, Rollback
from psycopg.rows import DictRow

from finops_contract.application import ApplicationRecord
from finops_contract.errors import ImplausibleDrop, NotReconciled, PermanentError, UnknownMetric
from finops_contract.quantity import EXACT
from finops_contract.releve import Reject, Releve
from finops_runtime.database import Database, load_sql
from finops_runtime.ingest.applications import copy_applications
from finops_runtime.ingest.connector import Outcome, SourceTotals
from finops_runtime.runs.step import Step

_CHUNK = 10_000
_SMALL_SLICE = 20
"""Slices with fewer records than this come and go for good reasons: a drop says nothing."""
_LONGEST_RECORD = 10_000


class ForeignReleve(PermanentError):
    """A connector gave a relevé of another domain, month or source than its step's: a bug in it."""

    code = "foreign_releve"


@dataclass(frozen=True, slots=True)
class Staged:
    """What a staging wrote."""

    rows: int
    rejects: int
    checksum: str


def stage_step(
    database: Database,
    step: Step,
    source: str,
    outcomes: Iterable[Outcome],
    totals: SourceTotals,
    landing_id: str,
    minimum_percent: int,
) -> Staged | None:
    """Write what the connector gives, check it against the source's own totals, and mark the step STAGED.

    `totals` is filled by the connector while `outcomes` is consumed. None when nothing was written because
    another instance staged the step first, or the run is over. Raises PermanentError for what another attempt
    would give again; then nothing is written either.
    """
    with database.transaction() as connection:
        for chunk in _chunks(iter(outcomes), _CHUNK):
            _copy_releves(connection, step, source, [o for o in chunk if isinstance(o, Releve)])
            _copy_rejects(connection, step, [o for o in chunk if isinstance(o, Reject)])
            applications = [o for o in chunk if isinstance(o, ApplicationRecord)]
            if any(application.source != source for application in applications):
                raise ForeignReleve(f"{step.name}: the connector gave an application of another source")
            copy_applications(connection, step, applications)
        staged = _accept(connection, step, totals, landing_id, minimum_percent)
        if staged is None:
            raise Rollback
    return staged


def _accept(
    connection: Connection[DictRow], step: Step, totals: SourceTotals, landing_id: str, minimum_percent: int
) -> Staged | None:
    """Check what was copied and mark the step; None when the step or the run is no longer open."""
    if connection.execute(_sql("lock_open_step"), step.key).fetchone() is None:
        return None
    rows = connection.execute(_sql("staged_totals"), step.key).fetchall()
    staged = Staged(
        rows=sum(row["releve_rows"] for row in rows),
        rejects=sum(row["reject_rows"] for row in rows),
        checksum=f"{sum(row['checksum'] for row in rows):f}",
    )
    by_metric = json.dumps(_reconcile(step, rows, totals))
    _refuse_implausible_drop(connection, step, totals, staged, minimum_percent)
    values = {**step.key, **asdict(staged), "records": totals.records, "totals": by_metric, "landing_id": landing_id}
    connection.execute(_sql("stage_step"), values)
    connection.execute(_sql("staged_quality"), step.key)
    if connection.execute(_sql("running_run_for_share"), step.key).fetchone() is None:
        return None
    return staged


def _sql(name: str) -> bytes:
    return load_sql("finops_runtime", name)


Item = TypeVar("Item")


def _chunks(items: Iterator[Item], size: int) -> Iterator[list[Item]]:
    while chunk := list(islice(items, size)):
        yield chunk


def _copy_releves(connection: Connection[DictRow], step: Step, source: str, releves: list[Releve]) -> None:
    if not releves:
        return
    month = step.period.first_day
    with connection.cursor().copy(_sql("copy_staged_releves")) as copy:
        for releve in releves:
            if (releve.domain_id, releve.period, releve.source) != (step.domain_id, step.period, source):
                raise ForeignReleve(
                    f"{step.name}: the connector gave a relevé of "
                    f"{releve.domain_id}/{releve.period} from {releve.source}"
                )
            copy.write_row(
                (
                    step.run_id,
                    step.domain_id,
                    month,
                    releve.application_key,
                    releve.product_key,
                    releve.environment,
                    releve.metric,
                    releve.quantity,
                    source,
                )
            )


def _copy_rejects(connection: Connection[DictRow], step: Step, rejects: list[Reject]) -> None:
    if not rejects:
        return
    month = step.period.first_day
    with connection.cursor().copy(_sql("copy_rejects")) as copy:
        for reject in rejects:
            # PostgreSQL's text cannot hold NUL; it is shown as the replacement character.
            record, location, message = (
                text.replace("\x00", "\ufffd")[:_LONGEST_RECORD]
                for text in (reject.record, reject.location, reject.message)
            )
            copy.write_row(
                (
                    step.run_id,
                    step.entity_id,
                    step.domain_id,
                    month,
                    reject.reason,
                    message,
                    location,
                    record,
                    reject.metric,
                    reject.quantity,
                )
            )


def _reconcile(step: Step, rows: list[DictRow], totals: SourceTotals) -> dict[str, dict[str, str]]:
    """Per metric: source = relevés + rejected, exactly (I1); raises NotReconciled or UnknownMetric."""
    by_metric: dict[str, dict[str, str]] = {}
    found = {row["metric"]: row for row in rows if row["metric"] is not None}
    for metric in sorted(found.keys() | totals.by_metric.keys()):
        source = totals.by_metric.get(metric, Decimal(0))
        row = found.get(metric, {"releves": Decimal(0), "rejected": Decimal(0), "is_known": True})
        if not row["is_known"]:
            raise UnknownMetric(f"{step.name}: metric {metric!r} is not in dim_metric; add it there or map it")
        if source != EXACT.add(row["releves"], row["rejected"]):
            raise NotReconciled(
                f"{step.name}: the source has {source} {metric}, relevés {row['releves']} "
                f"and rejects {row['rejected']} do not add up to it"
            )
        by_metric[metric] = {
            "source": f"{source:f}",
            "releves": f"{row['releves']:f}",
            "rejected": f"{row['rejected']:f}",
        }
    return by_metric


def _refuse_implausible_drop(
    connection: Connection[DictRow], step: Step, totals: SourceTotals, staged: Staged, minimum_percent: int
) -> None:
    """A replacement much smaller than what is shown is a truncated export, unless somebody says that it is not."""
    published = connection.execute(_sql("published_slice"), {**step.key, "entity_id": step.entity_id}).fetchone()
    if step.force or published is None:
        return
    for what, before, now in (
        ("records", published["records"], totals.records),
        ("relevés", published["rows"], staged.rows),
    ):
        if before >= _SMALL_SLICE and now * 100 < before * minimum_percent:
            raise ImplausibleDrop(
                f"{step.name}: {now} {what} would replace {before}; if that is right, "
                "request the run with force and a reason"
            )
