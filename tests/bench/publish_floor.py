"""Publishing a month against writing its largest aggregate."""

from psycopg.sql import SQL, Identifier

from tests.bench.mart import THIS_MONTH, Mart, Marts
from tests.bench.measure import Measure, Ratio, Result
from tests.bench.night import first_publication, prepare, publish
from tests.bench.options import Options

_LARGEST = "mv_cost_app_product_month"


def bench(marts: Marts, options: Options) -> Result:
    """The floor: INSERT of the month's rows into an empty copy of the largest aggregate, with its primary key."""
    mart = marts.of(options.few, options.rows)
    published, floor = Measure("publish"), Measure(f"INSERT into {_LARGEST}")
    first_publication(mart)
    for night in range(1, options.repeats + 1):
        publish(mart, prepare(mart, night), published)
        _insert(mart, floor)
    title = f"publish one month of {options.rows} relevés, {options.views} pricing views, against its floor"
    return Result(title, [published, floor], [Ratio("publish / its floor", published, floor, "<= 3")])


def _insert(mart: Mart, floor: Measure) -> None:
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
    with floor.timed():
        mart.db.execute(SQL("INSERT INTO {copy} SELECT * FROM {rows}").format(**names))
    mart.db.execute(SQL("DROP TABLE {copy}, {rows}").format(**names))
