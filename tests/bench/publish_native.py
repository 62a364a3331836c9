"""Publishing a month against PostgreSQL's own materialized views, which recompute all history."""

from psycopg.sql import SQL, Identifier

from refresh_mvs.aggregates import AGGREGATES
from tests.bench.mart import Mart, Marts
from tests.bench.measure import Measure, Ratio, Result
from tests.bench.night import first_publication, prepare, publish
from tests.bench.options import Options
from tests.bench.profile import Profile, processor_seconds


def bench(marts: Marts, options: Options) -> Result:
    """REFRESH MATERIALIZED VIEW CONCURRENTLY of the same aggregates, after each publication, in the same mart."""
    measures, ratios = [], []
    for months in (options.few, options.many):
        mart = marts.of(months, options.native_rows)
        published, native = Measure(f"publish, {months} months"), Measure(f"native refresh, {months} months")
        published_used, native_used = Measure("its statements, processor"), Measure("the same, processor")
        first_publication(mart)
        _create(mart)
        for night in range(1, max(1, options.repeats // 3) + 1):
            run_id, profile = prepare(mart, night), Profile("refresh_mvs")
            with profile.watched():
                publish(mart, run_id, published)
            published_used.seconds.append(profile.total())
            _refresh(mart, native, native_used)
        mart.db.execute("DROP SCHEMA native CASCADE")
        measures += [published, published_used, native, native_used]
        ratios.append(Ratio(f"native refresh / publish, {months} months", native, published, ">= 50 at 60 months"))
        ratios.append(Ratio("the same of processor time", native_used, published_used, ">= 50 at 60 months"))
    title = f"publish one month of {options.native_rows} relevés against native materialized views"
    return Result(title, measures, ratios)


def _create(mart: Mart) -> None:
    mart.db.execute("CREATE SCHEMA native")
    for aggregate in AGGREGATES:
        names = {"view": Identifier("native", aggregate), "definition": Identifier(f"{aggregate}_definition")}
        mart.db.execute(SQL("CREATE MATERIALIZED VIEW {view} AS SELECT * FROM {definition}").format(**names))
        key = mart.db.execute(
            "SELECT array_agg(a.attname ORDER BY array_position(i.indkey, a.attnum)) AS columns FROM pg_index i"
            " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)"
            " WHERE i.indrelid = %s::regclass AND i.indisprimary",
            (aggregate,),
        ).fetchone()
        assert key is not None  # an aggregate has one row
        columns = SQL(", ").join(map(Identifier, key["columns"]))
        mart.db.execute(SQL("CREATE UNIQUE INDEX ON {view} ({columns})").format(columns=columns, **names))
    mart.db.execute("ANALYZE")


def _refresh(mart: Mart, native: Measure, used: Measure) -> None:
    mart.settle()
    begun = processor_seconds(mart.db)
    with native.timed():
        for aggregate in AGGREGATES:
            view = Identifier("native", aggregate)
            mart.db.execute(SQL("REFRESH MATERIALIZED VIEW CONCURRENTLY {}").format(view))
    used.seconds.append(processor_seconds(mart.db) - begun)
