"""What an entity's month takes a group, the first entity of the month and the last."""

from psycopg.sql import SQL, Identifier

from tests.bench.group_mart import GroupMart, group_mart
from tests.bench.mart import THIS_MONTH, Marts
from tests.bench.measure import Measure, Ratio, Result
from tests.bench.options import PRODUCTS, Options

_LARGEST = "mv_cost_app_product_month"


def bench(marts: Marts, options: Options) -> Result:
    """Every entity's month from nothing, then the first and the last one's again, changed in every row."""
    applications = max(2, options.rows // PRODUCTS)
    month = THIS_MONTH.first_day
    third = max(1, options.entities // 3)
    accepted = [Measure(f"judge and load, {which}") for which in ("first third", "the others", "last third")]
    published = [Measure(f"publish, {which}") for which in ("first third", "the others", "last third")]
    again, floor = Measure("publish a month again, every row changed"), Measure(f"INSERT into {_LARGEST}")
    with group_mart(marts, options.entities, applications, PRODUCTS, options.views, month) as mart:
        for number, entity in enumerate(mart.entities):
            part = 0 if number < third else 2 if number >= options.entities - third else 1
            exchange = mart.stage(entity, month, 1)
            mart.db.execute("CHECKPOINT")
            mart.publish(mart.accept(entity, exchange, accepted[part]), published[part])
        for entity in (mart.entities[0], mart.entities[-1]):
            mart.publish(mart.accept(entity, mart.stage(entity, month, 2)), again)
        _insert(mart, floor, options.repeats)
        size = mart.db.execute("SELECT pg_database_size(current_database()) AS bytes").fetchone()
        assert size is not None  # a function has a value
    facts = options.entities * applications * PRODUCTS
    return Result(
        f"{options.entities} entities, a month of {applications * PRODUCTS} facts each, {options.views} pricing views",
        [each for each in (*accepted, *published) if each.seconds] + [again, floor],
        [
            Ratio("judge and load, last third / first third", accepted[2], accepted[0], "<= 1.15"),
            Ratio("publish, last third / first third", published[2], published[0], "<= 1.15"),
            Ratio("judge and load / floor", accepted[2], floor, ""),
            Ratio("publish / floor", published[2], floor, "<= 3"),
            Ratio("publish again / floor", again, floor, "<= 3"),
        ],
        [f"{size['bytes'] / 1e6:,.0f} MB: {size['bytes'] / facts:,.0f} bytes a fact, with aggregates and indexes"],
    )


def _insert(mart: GroupMart, floor: Measure, repeats: int) -> None:
    """The last entity's rows of the largest aggregate into an empty copy of it, with its primary key."""
    names = {
        "rows": Identifier("bench_rows"),
        "copy": Identifier("bench_largest"),
        "month": Identifier(f"{_LARGEST}_{THIS_MONTH.first_day:%Y_%m}"),
    }
    order = SQL("domain_id, application_id, product_id, environment, consumption_metric, pricing_view_id")
    make = SQL("CREATE UNLOGGED TABLE {rows} AS SELECT * FROM {month} WHERE entity_id = %s ORDER BY ").format(**names)
    mart.db.execute(make + order, [mart.entities[-1]], prepare=False)
    for _ in range(repeats):
        mart.db.execute(SQL("CREATE TABLE {copy} (LIKE {month} INCLUDING ALL)").format(**names))
        mart.db.execute("CHECKPOINT")
        with floor.timed():
            mart.db.execute(SQL("INSERT INTO {copy} SELECT * FROM {rows}").format(**names))
        mart.db.execute(SQL("DROP TABLE {copy}").format(**names))
    mart.db.execute(SQL("DROP TABLE {rows}").format(**names))
