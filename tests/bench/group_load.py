"""What an entity's month takes a group: the first entity of the month and the last, without and with months before."""

from datetime import date

from psycopg.sql import SQL, Identifier

from finops_runtime.database import load_sql
from tests.bench.group_mart import GroupMart, group_mart
from tests.bench.mart import THIS_MONTH, Marts, copy_months
from tests.bench.measure import Measure, Ratio, Result
from tests.bench.options import PRODUCTS, Options

_LARGEST = "mv_cost_app_product_month"
_ALONE, _AFTER = "no month before", "months before"


def bench(marts: Marts, options: Options) -> Result:
    """Every entity's month from nothing; then the first and the last one's again, without and with months before."""
    applications = max(2, options.rows // PRODUCTS)
    month = THIS_MONTH.first_day
    third = max(1, options.entities // 3)
    accepted = [Measure(f"judge and load, {which}") for which in ("first third", "the others", "last third")]
    published = [Measure(f"publish, {which}") for which in ("first third", "the others", "last third")]
    accepted_again = [Measure(f"judge and load again, {months}") for months in (_ALONE, _AFTER)]
    published_again = [Measure(f"publish again, {months}") for months in (_ALONE, _AFTER)]
    floor = Measure(f"INSERT into {_LARGEST}")
    history = [THIS_MONTH.plus(-back).first_day for back in range(1, options.group_history + 1)]
    with group_mart(marts, options.entities, applications, PRODUCTS, options.views, min([*history, month])) as mart:
        for number, entity in enumerate(mart.entities):
            part = 0 if number < third else 2 if number >= options.entities - third else 1
            exchange = mart.stage(entity, month, 1)
            mart.db.execute("CHECKPOINT")
            mart.publish(mart.accept(entity, exchange, accepted[part]), published[part])
        _again(mart, month, options.repeats, accepted_again[0], published_again[0])
        _live_through(mart, month, history)
        _again(mart, month, options.repeats, accepted_again[1], published_again[1])
        _insert(mart, floor, options.repeats)
        size = mart.db.execute("SELECT pg_database_size(current_database()) AS bytes").fetchone()
        assert size is not None  # a function has a value
    facts = options.entities * applications * PRODUCTS * (1 + len(history))
    return Result(
        f"{options.entities} entities, {applications * PRODUCTS} facts a month each, {options.views} pricing views,"
        f" {len(history)} months before: {facts} facts",
        [each for each in (*accepted, *published, *accepted_again, *published_again) if each.seconds] + [floor],
        [
            Ratio("judge and load, last third / first third", accepted[2], accepted[0], "<= 1.15"),
            Ratio("publish, last third / first third", published[2], published[0], "<= 1.15"),
            Ratio("judge and load / floor", accepted[2], floor, ""),
            Ratio("publish / floor", published[2], floor, "<= 3"),
            Ratio("publish again / floor", published_again[0], floor, "<= 3"),
            Ratio(f"judge and load again, {_AFTER} / {_ALONE}", accepted_again[1], accepted_again[0], "<= 1.15"),
            Ratio(f"publish again, {_AFTER} / {_ALONE}", published_again[1], published_again[0], "<= 1.15"),
        ],
        [f"{size['bytes'] / 1e6:,.0f} MB: {size['bytes'] / facts:,.0f} bytes a fact, with aggregates and indexes"],
    )


def _again(mart: GroupMart, month: date, repeats: int, accepted: Measure, published: Measure) -> None:
    """The first and the last entity's month, other quantities in every row."""
    for _ in range(repeats):
        for entity in (mart.entities[0], mart.entities[-1]):
            exchange = mart.stage(entity, month, mart.generation(entity) + 1)
            mart.db.execute("CHECKPOINT")
            mart.publish(mart.accept(entity, exchange, accepted), published)


def _live_through(mart: GroupMart, month: date, history: list[date]) -> None:
    """All entities' months before this one: copies of it, which are there to be in the way."""
    if not history:
        return
    copy_months(mart.db, mart.url, month, history)
    mart.db.execute(load_sql("tests.bench", "group_copy_months"), {"source": month, "months": history})
    mart.db.execute("VACUUM (ANALYZE)")
    mart.db.execute("CHECKPOINT")


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
