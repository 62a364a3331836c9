"""Publishing a month against writing its largest aggregate."""

from psycopg.sql import SQL, Identifier

from tests.bench.mart import THIS_MONTH, Mart, Marts
from tests.bench.measure import Measure, Ratio, Result
from tests.bench.night import first_publication, prepare, publish
from tests.bench.options import Options
from tests.bench.profile import Profile, processor_seconds

_LARGEST = "mv_cost_app_product_month"


def bench(marts: Marts, options: Options) -> Result:
    """The floor: INSERT of the month's rows into an empty copy of the largest aggregate, with its primary key."""
    mart = marts.of(options.few, options.rows)
    floor, floor_used = Measure(f"INSERT into {_LARGEST}"), Measure("the same, processor")
    changed, changed_used = Measure("publish, every row changed"), Measure("its statements, processor")
    same, same_used = Measure("publish, no quantity changed"), Measure("its statements, processor")
    of_changed, of_same = Profile("refresh_mvs"), Profile("refresh_mvs")
    first_publication(mart)
    for night in range(1, options.repeats + 1):
        for profile, published, used in ((of_changed, changed, changed_used), (of_same, same, same_used)):
            run_id = prepare(mart, night)
            with profile.watched():
                publish(mart, run_id, published)
            used.seconds.append(profile.total())
        _insert(mart, floor, floor_used)
    return Result(
        f"publish one month of {options.rows} relevés, {options.views} pricing views, against its floor",
        [changed, changed_used, same, same_used, floor, floor_used],
        [
            Ratio("publish, every row changed / floor", changed, floor, "<= 3"),
            Ratio("the same of processor time", changed_used, floor_used, "<= 3"),
            Ratio("publish, no quantity changed / floor", same, floor, ""),
            Ratio("the same of processor time", same_used, floor_used, ""),
        ],
        [
            "",
            "every row changed, by statement, vacuum included:",
            *of_changed.lines(),
            "",
            "no quantity changed, by statement, vacuum included:",
            *of_same.lines(),
        ],
    )


def _insert(mart: Mart, floor: Measure, used: Measure) -> None:
    """The rows come domain by domain, as facts do, whatever order the publication has given them."""
    names = {
        "rows": Identifier("bench_rows"),
        "copy": Identifier("bench_largest"),
        "month": Identifier(f"{_LARGEST}_{THIS_MONTH.first_day:%Y_%m}"),
    }
    order = SQL("domain_id, application_id, product_id, environment, consumption_metric, pricing_view_id")
    mart.db.execute(SQL("CREATE UNLOGGED TABLE {rows} AS SELECT * FROM {month} ORDER BY ").format(**names) + order)
    mart.db.execute(SQL("CREATE TABLE {copy} (LIKE {month} INCLUDING ALL)").format(**names))
    mart.db.execute(SQL("VACUUM {rows}").format(**names))
    mart.settle()
    begun = processor_seconds(mart.db)
    with floor.timed():
        mart.db.execute(SQL("INSERT INTO {copy} SELECT * FROM {rows}").format(**names))
    used.seconds.append(processor_seconds(mart.db) - begun)
    mart.db.execute(SQL("DROP TABLE {copy}, {rows}").format(**names))
