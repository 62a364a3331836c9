"""Costing months again after a price change, against publishing one month."""

from time import perf_counter

from finops_contract.events import PricesPublished
from finops_contract.period import Period
from finops_runtime.database import load_sql
from refresh_mvs.prices import put_prices_in_force
from tests.bench.mart import THIS_MONTH, Mart, Marts
from tests.bench.measure import Measure, Ratio, Result
from tests.bench.night import first_publication, prepare, publish
from tests.bench.options import Options

_VIEW = "view-2"
_MONTHS = 12


def bench(marts: Marts, options: Options) -> Result:
    """Every price of one view changes, in this month, and in the last twelve of as many months of history."""
    mart = marts.of(max(options.few, _MONTHS + 1), options.rows)
    first_publication(mart)
    published = Measure("publish one month, every row changed")
    one, many = Measure("new prices of one month"), Measure(f"new prices of {_MONTHS} months")
    for night in range(1, options.repeats + 1):
        publish(mart, prepare(mart, night), published)
        _recost(mart, THIS_MONTH, one)
        _recost(mart, THIS_MONTH.plus(1 - _MONTHS), many)
    return Result(
        f"cost months of {options.rows} relevés again in one of {options.views} pricing views",
        [published, one, many],
        [
            Ratio("one month again / publish one month", one, published, "< 1"),
            Ratio(f"{_MONTHS} months again / publish one month", many, published, ""),
            Ratio(f"{_MONTHS} months again / one month again", many, one, f"<= {_MONTHS}"),
        ],
    )


def _recost(mart: Mart, first: Period, recosted: Measure) -> None:
    """A version that raises every price from `first` on: published as an admin does, put in force by the function."""
    key = {"pricing_view_id": _VIEW, "first_month": first.first_day}
    with mart.db.transaction():
        draft = mart.db.execute(load_sql("tests.bench", "draft_next_version"), key).fetchone()
        assert draft is not None  # an INSERT gives its row
        mart.db.execute(load_sql("tests.bench", "raise_prices"), {**key, **draft})
        mart.db.execute(load_sql("tests.bench", "publish_version"), draft)
    periods = tuple(first.until(THIS_MONTH))
    event = PricesPublished(pricing_view=_VIEW, version=draft["version"], periods=periods)
    mart.settle()
    begun = perf_counter()
    put_prices_in_force(mart.refresh, mart.publisher, mart.refresh_settings, event)
    recosted.seconds.append(mart.sink.take("mvs.refreshed") - begun)
