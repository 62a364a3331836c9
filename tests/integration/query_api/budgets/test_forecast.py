"""What months will cost: the function of the data mart against the same method in Python, and by hand."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import Connection
from psycopg.rows import DictRow

from finops_contract.period import Period
from tests.bench.forecast import Past, forecast, level, seasonal_growth
from tests.bench.forecast_backtest import KINDS, MONTHS, SEEDS, errors, synthetic

FIRST = Period(2024, 1)
AHEAD = 14
NOT_PUBLISHED, NOTHING, UNPRICED = "not published", "nothing consumed", "unpriced"
Month = Decimal | str
MART = """
CREATE TABLE mv_cost_domain_month_rest PARTITION OF mv_cost_domain_month DEFAULT;
INSERT INTO dim_domain VALUES ('open', 'Open', 'DIRECT', NULL, NULL, true, '2020-01-01', NULL, 'ingest_open', 'cmdb');
"""


@pytest.fixture
def mart(db: Connection[DictRow]) -> Connection[DictRow]:
    db.execute(MART)
    return db


@contextmanager
def months_of(db: Connection[DictRow], months: Sequence[Month]) -> Iterator[None]:
    """A mart whose domain `open` costs so much month by month; forgotten afterwards."""
    published, costs = [], []
    for number, month in enumerate(months):
        first_day = FIRST.plus(number).first_day
        if month != NOT_PUBLISHED:
            published.append([first_day])
        if month not in (NOT_PUBLISHED, NOTHING):
            cost = month if isinstance(month, Decimal) else None
            # In two environments: the forecast is of all of them.
            parts = (None, None) if cost is None else (cost - 1, Decimal(1))
            costs += [
                [first_day, name, part, int(cost is None)] for name, part in zip(("prod", "test"), parts, strict=True)
            ]
    with db.transaction(force_rollback=True), db.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO slice_publication (entity_id, period_month, domain_id, run_id, generation, published_at)"
            " VALUES ('acme', %s, 'open', gen_random_uuid(), 1, now())",
            published,
        )
        cursor.executemany(
            "INSERT INTO mv_cost_domain_month (entity_id, period_month, pricing_view_id, domain_id, environment, cost,"
            " unpriced_rows) VALUES ('acme', %s, 'actual', 'open', %s, %s, %s)",
            costs,
        )
        yield


def asked(db: Connection[DictRow], first: int, last: int, scope: str = "domain") -> dict[int, DictRow]:
    rows = db.execute(
        "SELECT * FROM cost_forecast('acme', 'actual', %s, NULL, %s, %s)",
        [scope, FIRST.plus(first).first_day, FIRST.plus(last).first_day],
    ).fetchall()
    return {Period.of(row["period_month"]).year * 12 + row["period_month"].month - 24 * 1012 - 1: row for row in rows}


def reckoned(months: Sequence[Month]) -> list[Decimal | None]:
    """What each month is known to have cost."""
    return [Decimal(0) if m == NOTHING else m if isinstance(m, Decimal) else None for m in months]


def history(months: Sequence[Month]) -> Past:
    """As the method takes it: nothing before the first month with rows, the 21 months before the running one."""
    costs, seen = reckoned(months), False
    for number, month in enumerate(months):
        seen = seen or month not in (NOT_PUBLISHED, NOTHING)
        if not seen:
            costs[number] = None
    return costs


amounts = st.decimals(min_value=-50, max_value=100_000, places=4, allow_nan=False)
odd = st.sampled_from([NOT_PUBLISHED, NOTHING, UNPRICED])
short = st.lists(amounts | amounts | amounts | odd, min_size=1, max_size=24)


@st.composite
def two_years(draw: st.DrawFn) -> list[Month]:
    """A year, and what followed: more or less of the same, so that either part of the method may be the closer one."""
    year = draw(st.lists(st.integers(50, 150), min_size=12, max_size=12))
    factor = draw(st.sampled_from(["0.3", "0.9", "1", "1.25", "3"]))
    noise = draw(st.lists(st.integers(-30, 30), min_size=12, max_size=12))
    months: list[Month] = [Decimal(amount) for amount in year]
    months += [amount * Decimal(factor) + more for amount, more in zip(year, noise, strict=True)]
    for place in draw(st.lists(st.integers(0, 23), max_size=1)):
        months[place] = draw(odd)
    return months[draw(st.integers(0, 6)) :]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(short | two_years(), amounts, st.booleans())
def test_the_function_is_the_method(
    mart: Connection[DictRow], past: list[Month], running: Decimal, is_closed: bool
) -> None:
    past = past[-21:]  # the running month is the 22nd: nothing earlier is looked at
    months = [*past, running]
    with months_of(mart, months):
        if is_closed:
            mart.execute(
                "INSERT INTO period_status (entity_id, period_month, status) VALUES ('acme', %s, 'CLOSED')",
                [FIRST.plus(len(past)).first_day],
            )
        rows = asked(mart, 0, len(past) + AHEAD)
    complete = months[-21:] if is_closed else past
    begun = len(months) - len(complete) if is_closed else 0
    costs = reckoned(months)
    for number in range(len(past) + AHEAD + 1):
        row, cost = rows[number], costs[number] if number < len(costs) else None
        assert row["cost"] == cost
        if number < begun + len(complete):
            assert row["forecast"] == cost
            continue
        known = list(history(months)[begun : begun + len(complete)])
        said = forecast([None] * 21 + known, number - begun - len(complete))
        expected = [value for value in (cost, said) if value is not None]
        assert row["forecast"] == (max(expected) if expected else None)


def test_a_seasonal_year_with_growth_by_hand(mart: Connection[DictRow]) -> None:
    year = [Decimal(100), Decimal(200)] * 5 + [Decimal(100), Decimal(150)]
    months = [*year, *(2 * cost for cost in year[:11]), Decimal(7)]  # twice as much, and the running December begun
    with months_of(mart, months):
        rows = asked(mart, 23, 35)
    assert rows[23]["cost"] == 7
    assert rows[23]["forecast"] == 300  # 150 x 2
    assert rows[24]["forecast"] == 400  # last January's 200 x 2
    assert rows[25]["forecast"] == 800
    assert rows[35]["forecast"] == 300  # the December before: this one is not over


def test_with_fifteen_months_there_is_a_season_and_nothing_to_compare_it_with(mart: Connection[DictRow]) -> None:
    year = [Decimal(100), Decimal(200)] * 6
    with months_of(mart, [*year, Decimal(200), Decimal(400), Decimal(200), Decimal(1)]):
        assert asked(mart, 15, 15)[15]["forecast"] == 400


def test_the_oldest_month_that_counts_is_the_twenty_first_before(mart: Connection[DictRow]) -> None:
    past = [20, 30, 30, 10, 30, 20, 10, 10, 10, 20, 10, 10, 30, 10, 20, 30, 30, 30, 20, 30, 10]
    amounts = [Decimal(amount) for amount in past]
    assert forecast(amounts, 0) == 20 != forecast([None, *amounts[1:]], 0)
    with months_of(mart, [*amounts, Decimal(1)]):
        assert asked(mart, 21, 21)[21]["forecast"] == 20


def test_a_running_month_that_cost_more_already(mart: Connection[DictRow]) -> None:
    with months_of(mart, [Decimal(10), Decimal(10), Decimal(10), Decimal(50)]):
        rows = asked(mart, 3, 4)
        entity = asked(mart, 3, 4, "entity")
    assert [rows[3]["forecast"], rows[4]["forecast"]] == [50, 10]
    assert [row["forecast"] for row in entity.values()] == [50, 10]
    assert entity[3]["scope_id"] == "acme"


def test_what_ended_is_forecast_as_nothing_and_what_is_new_from_its_own_months(mart: Connection[DictRow]) -> None:
    with months_of(mart, [Decimal(90), NOTHING, NOTHING, NOTHING, NOTHING]):
        assert asked(mart, 5, 5)[5]["forecast"] == 0
    with months_of(mart, [NOTHING, NOTHING, Decimal(90), NOTHING]):
        assert asked(mart, 5, 5)[5]["forecast"] == 90


def test_months_that_are_not_known_are_no_zeros(mart: Connection[DictRow]) -> None:
    with months_of(mart, [Decimal(30), NOT_PUBLISHED, UNPRICED, Decimal(1)]):
        rows = asked(mart, 0, 4)
    assert [rows[1]["cost"], rows[2]["cost"], rows[2]["unpriced_rows"]] == [None, None, 2]
    assert [rows[1]["forecast"], rows[3]["forecast"]] == [None, 30]


def test_nothing_published_is_no_forecast(mart: Connection[DictRow]) -> None:
    assert asked(mart, 0, 3) == {}
    row = mart.execute(
        "SELECT cost, forecast FROM cost_forecast('acme', 'actual', 'domain', '{open}', '2026-10-01', '2026-10-01')"
    ).fetchone()
    assert row == {"cost": None, "forecast": None}


def test_an_unknown_kind_of_scope_is_refused(mart: Connection[DictRow]) -> None:
    with pytest.raises(psycopg.errors.CaseNotFound):
        mart.execute("SELECT * FROM scope_cost('acme', 'actual', 'planet', NULL, '2026-10-01', '2026-10-01')")


def test_fiscal_years_begin_with_their_month(db: Connection[DictRow]) -> None:
    def first(month: date, start: int) -> date:
        row = db.execute("SELECT fiscal_year_first(%s, %s) AS first", [month, start]).fetchone()
        assert row is not None
        return date.fromisoformat(str(row["first"]))

    assert first(date(2026, 3, 1), 4) == date(2025, 4, 1)
    assert first(date(2026, 4, 1), 4) == date(2026, 4, 1)
    assert first(date(2026, 12, 1), 1) == date(2026, 1, 1)
    assert first(date(2026, 1, 1), 12) == date(2025, 12, 1)


def test_the_method_beats_the_simpler_ones_it_is_made_of() -> None:
    """What docs/forecast.md says of the back-test stays true."""
    assert MONTHS == 72
    for horizon in (1, 3, 12):
        off = dict.fromkeys((forecast, level, seasonal_growth), Decimal(0))
        for kind in KINDS:
            series = [synthetic(kind, seed) for seed in range(SEEDS // 2)]
            for method in off:
                found = [pair for one in series for pair in errors(one, method, horizon)]
                error, cost = (sum(column, Decimal(0)) for column in zip(*found, strict=True))
                off[method] += error / cost
        assert off[forecast] < min(off[level], off[seasonal_growth])
