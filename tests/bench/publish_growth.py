"""Publishing a month must not depend on how many months are in the mart."""

from tests.bench.mart import Marts
from tests.bench.measure import Measure, Ratio, Result
from tests.bench.night import first_publication, prepare, publish
from tests.bench.options import Options


def bench(marts: Marts, options: Options) -> Result:
    """Publish this month again and again, in turn with few and with many months of history."""
    both = {months: marts.of(months, options.rows) for months in (options.few, options.many)}
    published = {months: Measure(f"publish, {months} months") for months in both}
    vacuumed = {months: Measure(f"vacuum after it, {months} months") for months in both}
    for mart in both.values():
        first_publication(mart)
    for night in range(1, options.repeats + 1):
        for months, mart in both.items():
            publish(mart, prepare(mart, night), published[months], vacuumed[months])
    growth = Ratio(
        f"publish: {options.many} months / {options.few} months",
        published[options.many],
        published[options.few],
        "<= 1.15",
    )
    title = f"publish one month of {options.rows} relevés, {options.views} pricing views"
    return Result(title, [*published.values(), *vacuumed.values()], [growth])
