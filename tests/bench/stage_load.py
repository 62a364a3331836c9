"""Staging and loading a month against COPY of the facts that come of it."""

from collections import defaultdict
from uuid import UUID

from psycopg.rows import DictRow
from psycopg.sql import SQL, Identifier

from finops_contract.releve import Releve
from finops_runtime.database import load_sql
from finops_runtime.ingest.connector import SourceTotals
from finops_runtime.ingest.staging import stage_step
from finops_runtime.runs.step import Step, steps_of
from tests.bench.mart import THIS_MONTH, Mart, Marts
from tests.bench.measure import Measure, Ratio, Result
from tests.bench.night import load, publish, start
from tests.bench.options import Options
from tests.bench.profile import Profile, all_processor_seconds

_SOURCE = "bench"
_Month = dict[str, list[Releve]]


def bench(marts: Marts, options: Options) -> Result:
    """Each domain of the month is a step of its own, staged one after the other; the relevés are made beforehand."""
    mart = marts.of(options.few, options.rows)
    made, staged = Measure("make the relevés (not counted)"), Measure("stage")
    loaded, both, both_used = Measure("load"), Measure("stage + load"), Measure("the same, processor")
    floor, floor_used = Measure("COPY into the facts' table"), Measure("the same, processor")
    of_load = Profile("load_facts")
    rows = mart.db.execute(load_sql("tests.bench", "month_of_releves")).fetchall()
    for _ in range(options.repeats):
        with made.timed():
            month = _make(rows)
        run_id = start(mart)
        mart.settle()
        begun = all_processor_seconds(mart.db)
        with staged.timed():
            _stage(mart, run_id, month)
        with loaded.timed(), of_load.watched():
            load(mart, run_id)
        both.seconds.append(staged.seconds[-1] + loaded.seconds[-1])
        both_used.seconds.append(all_processor_seconds(mart.db) - begun)
        publish(mart, run_id, Measure("ends the run"))
        _copy(mart, floor, floor_used)
    return Result(
        f"stage and load one month of {options.rows} relevés",
        [made, staged, loaded, both, both_used, floor, floor_used],
        [
            Ratio("stage + load / its floor", both, floor, "<= 4"),
            Ratio("the same of processor time", both_used, floor_used, "<= 4"),
        ],
        ["", "loading, by statement:", *of_load.lines()],
    )


def _make(rows: list[DictRow]) -> _Month:
    month: defaultdict[str, list[Releve]] = defaultdict(list)
    for row in rows:
        month[row["domain_id"]].append(Releve(period=THIS_MONTH, source=_SOURCE, **row))
    return month


def _stage(mart: Mart, run_id: UUID, month: _Month) -> None:
    with mart.load.transaction() as connection:
        steps = steps_of(connection, run_id, "ingest_open")
    for step in steps:
        stage_step(mart.load, step, _SOURCE, iter(month[step.domain_id]), _totals(step, month), "bench", 50)


def _totals(step: Step, month: _Month) -> SourceTotals:
    totals = SourceTotals()
    for releve in month[step.domain_id]:
        totals.add(releve.metric, releve.quantity)
    return totals


def _copy(mart: Mart, floor: Measure, used: Measure) -> None:
    """The floor: one COPY, from text that is ready, into an empty copy of the month's facts with its indexes."""
    names = {"copy": Identifier("bench_facts"), "month": Identifier(f"fact_consumption_{THIS_MONTH.first_day:%Y_%m}")}
    with mart.db.cursor().copy(SQL("COPY {month} TO STDOUT").format(**names)) as out:
        text = b"".join(out)
    mart.db.execute(SQL("CREATE TABLE {copy} (LIKE {month} INCLUDING ALL)").format(**names))
    mart.settle()
    begun = all_processor_seconds(mart.db)
    with floor.timed(), mart.db.cursor().copy(SQL("COPY {copy} FROM STDIN").format(**names)) as into:
        into.write(text)
    used.seconds.append(all_processor_seconds(mart.db) - begun)
    mart.db.execute(SQL("DROP TABLE {copy}").format(**names))
