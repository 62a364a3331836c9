"""What the group's screens wait for, beside an empty function."""

from collections.abc import Sequence
from datetime import date

from finops_runtime.database import load_sql
from refresh_mvs.windows import rebuild_windows
from tests.bench.answers import Deployment, measure_answers
from tests.bench.group_mart import GROUP, GroupMart, group_mart
from tests.bench.mart import Marts, copy_months
from tests.bench.measure import Result
from tests.bench.options import Options
from tests.bench.screens import LATEST, group_screens

_FIRST_SENT, _SENT_AGAIN = 1, 200
"""Generations, so far apart that one line in five hundred comes to many times what it was: anomalies among the rest."""


def bench(marts: Marts, options: Options) -> Result:
    """Every question of the group's screens, by 1 and by 8 clients."""
    months = [period.first_day for period in LATEST.plus(1 - options.group_months).until(LATEST)]
    applications, products = options.group_applications, options.group_products
    facts = applications * products
    with group_mart(marts, options.entities, applications, products, options.views, months[0]) as mart:
        publish_group_history(mart, months)
        return measure_answers(
            f"{len(months)} published months of {facts} facts of each of {options.entities} entities,"
            f" {options.views} pricing views",
            Deployment("group", GROUP, "Rosetta_Group", mart.url, marts.sink.url),
            group_screens(options.group_months),
            options,
        )


def publish_group_history(mart: GroupMart, months: Sequence[date]) -> None:
    """Every entity's last month by the functions' own code, the others as copies of it; then the last one once more.

    So the last one has other quantities than those before, and the ranking and anomalies that its publication makes.
    """
    *earlier, last = months
    for entity in mart.entities:
        mart.publish(mart.accept(entity, mart.stage(entity, last, _FIRST_SENT)))
    copy_months(mart.db, mart.url, last, earlier)
    mart.db.execute(load_sql("tests.bench", "group_copy_months"), {"source": last, "months": earlier})
    for entity in mart.entities:
        with mart.db.transaction():
            rebuild_windows(mart.db, entity, earlier, None)
    mart.db.execute("VACUUM (ANALYZE)")
    for entity in mart.entities:
        mart.publish(mart.accept(entity, mart.stage(entity, last, _SENT_AGAIN)))
    mart.db.execute("VACUUM (ANALYZE)")
    mart.db.execute("CHECKPOINT")
