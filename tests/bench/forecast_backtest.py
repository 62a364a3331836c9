"""`python -m tests.bench.forecast_backtest [--mart URL]`: how far forecasts are off, as the tables of docs/forecast.md.

Every month of a series that has 15 before it is the running month once; what would have been said of it, and of the
third and twelfth month from it, is held against what came. Without a mart: synthetic series, the same ones every time.
WAPE: the sum of the errors in percent of the sum of the costs. MAPE: the mean of each error in percent of its cost.
"""

import argparse
import math
import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

import psycopg

from tests.bench.forecast import Past, forecast, level, naive, seasonal_growth, seasonal_naive

Method = Callable[[Past, int], Decimal | None]
Series = Sequence[Decimal | None]
METHODS: Mapping[str, Method] = {
    "naive": naive,
    "seasonal naive": seasonal_naive,
    "mean of 3": level,
    "seasonal x growth": seasonal_growth,
    "chosen": forecast,
}
KINDS = ("flat", "noisy", "trend", "decline", "step", "walk", "seasonal", "seasonal trend")
HORIZONS = (1, 3, 12)
MONTHS = 72
SEEDS = 10
FIRST_ORIGIN = 15
MART = """
SELECT 'domain ' || domain_id AS series, period_month, sum(cost) AS cost FROM mv_cost_domain_month
WHERE pricing_view_id = (SELECT pricing_view_id FROM pricing_view_current WHERE is_default) GROUP BY 1, 2
UNION ALL
SELECT 'application ' || application_id, period_month, sum(cost) FROM mv_cost_application_month
WHERE pricing_view_id = (SELECT pricing_view_id FROM pricing_view_current WHERE is_default) GROUP BY 1, 2
ORDER BY 1, 2
"""


def synthetic(kind: str, seed: int) -> list[Decimal]:
    """Six years of around 10,000 a month; noise of 3%, 25% if `noisy`."""
    chance = random.Random(f"{kind} {seed}")
    months, walked = [], 0.0
    for month in range(MONTHS):
        factor = math.exp(chance.gauss(0, 0.25 if kind == "noisy" else 0.03))
        if kind.endswith("trend"):
            factor *= 1.012**month
        elif kind == "decline":
            factor *= 0.988**month
        elif kind == "step" and month >= MONTHS // 2:
            factor *= 1.6
        elif kind == "walk":
            walked += chance.gauss(0, 0.06)
            factor *= math.exp(walked)
        if kind.startswith("seasonal"):
            ends = {2: 0.15, 5: 0.15, 8: 0.15, 11: 0.3}
            factor *= 1 + 0.2 * math.sin(2 * math.pi * month / 12) + ends.get(month % 12, 0)
        months.append(Decimal(f"{10_000 * factor:.2f}"))
    return months


def errors(series: Series, method: Method, horizon: int) -> Iterator[tuple[Decimal, Decimal]]:
    """Error and cost of every month that could be forecast so far ahead."""
    for origin in range(FIRST_ORIGIN, len(series) - horizon + 1):
        actual, said = series[origin + horizon - 1], method(series[:origin], horizon - 1)
        if actual is not None and said is not None:
            yield abs(said - actual), abs(actual)


def table(groups: Mapping[str, Sequence[Series]], horizon: int) -> list[str]:
    """One table: each kind of series, and the mean of them all."""
    lines = [f"| WAPE / MAPE, {horizon} ahead | {' | '.join(METHODS)} |", f"|---|{'---|' * len(METHODS)}"]
    sums = dict.fromkeys(METHODS, (Decimal(0), Decimal(0)))
    for kind, group in groups.items():
        cells = []
        for name, method in METHODS.items():
            found = [pair for series in group for pair in errors(series, method, horizon)]
            error, cost = (sum(column, Decimal(0)) for column in zip(*found, strict=True))
            wape = 100 * error / cost
            ratios = [100 * off / of for off, of in found if of]
            mape = sum(ratios, Decimal(0)) / len(ratios)
            sums[name] = (sums[name][0] + wape, sums[name][1] + mape)
            cells.append(f"{wape:.1f} / {mape:.1f}")
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    means = [f"**{wape / len(groups):.1f} / {mape / len(groups):.1f}**" for wape, mape in sums.values()]
    return [*lines, f"| **mean** | {' | '.join(means)} |"]


def of_mart(url: str) -> dict[str, list[Series]]:
    """Every domain's and application's costs in the default view, if long enough; months without data are None."""
    found: dict[str, dict[int, Decimal | None]] = {}
    with psycopg.connect(url) as connection:
        for name, month, cost in connection.execute(MART.encode()):
            found.setdefault(name, {})[month.year * 12 + month.month] = cost
    groups: dict[str, list[Series]] = {}
    for name, months in found.items():
        series = [months.get(month) for month in range(min(months), max(months))]  # the last month is not over
        if len(series) > FIRST_ORIGIN + max(HORIZONS):
            groups.setdefault(name.partition(" ")[0] + "s", []).append(series)
    return groups


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0: nothing is asserted here, a test does that."""
    command = argparse.ArgumentParser(prog="python -m tests.bench.forecast_backtest", description=__doc__)
    command.add_argument("--mart", help="PostgreSQL URL of a data mart to test on instead")
    given = command.parse_args(arguments)
    groups: Mapping[str, Sequence[Series]] = (
        of_mart(given.mart) if given.mart else {kind: [synthetic(kind, s) for s in range(SEEDS)] for kind in KINDS}
    )
    for horizon in HORIZONS:
        print("\n".join(table(groups, horizon)), end="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
