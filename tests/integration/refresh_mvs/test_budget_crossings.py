"""Budgets exceeded: found with the publication that shows them, told once, whatever is delivered twice or lost."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.rows import DictRow

from finops_contract.errors import BrokerUnavailable, DatabaseRefused
from finops_contract.period import Period
from finops_runtime.database import Database
from finops_runtime.events import Publisher
from refresh_mvs import budget_crossings
from refresh_mvs.settings import RefreshSettings
from tests.fix_chain import Chain, Sink
from tests.fix_company import LAST_MONTH, THIS_MONTH, Company
from tests.fix_servers import as_login

RUN = UUID("11111111-1111-5111-8111-111111111111")
Key = tuple[str, str]
Amounts = Mapping[str, Decimal | int | None]


class Books:
    """Budgets and costs of one company, and what refresh_mvs makes of them."""

    def __init__(self, db: psycopg.Connection[DictRow], url: str, sink: Sink) -> None:
        self.db = db
        self.sink = sink
        db.execute("INSERT INTO pricing_view VALUES ('actual', 'A', 'EUR', true), ('standard', 'S', 'USD', false)")
        for table in ("mv_cost_domain_month", "mv_cost_application_month"):
            db.execute(f"CREATE TABLE {table}_rest PARTITION OF {table} DEFAULT".encode())
        made = RefreshSettings.model_validate(
            {"postgres_url": as_login(url, "refresh_mvs"), "k_sink": sink.url, "finops_entity_id": "acme"}
        )
        self.database = Database(made, "test")
        self._publisher = Publisher("refresh_mvs", made, made)

    def budget(self, lines: Mapping[Key, Amounts], *, view: str = "actual", year_start: int = 1) -> None:
        """One more version of a view's budgets."""
        with self.db.transaction():
            row = self.db.execute(
                "INSERT INTO budget_version (entity_id, pricing_view_id, version, fiscal_year_start, author, reason)"
                " SELECT 'acme', %s, count(*) + 1, %s, 'me', 'test' FROM budget_version WHERE pricing_view_id = %s"
                " RETURNING version_id",
                [view, year_start, view],
            ).fetchone()
            assert row is not None
            self.db.cursor().executemany(
                "INSERT INTO budget_line VALUES (%s, %s, %s, %s, %s)",
                [
                    (row["version_id"], *key, Period.parse(month).first_day, amount)
                    for key, months in lines.items()
                    for month, amount in months.items()
                ],
            )

    def cost(self, months: Amounts, *, domain: str = "open", view: str = "actual") -> None:
        """What a domain costs now."""
        for month, cost in months.items():
            key = (Period.parse(month).first_day, view, domain)
            self.db.execute(
                "DELETE FROM mv_cost_domain_month WHERE (period_month, pricing_view_id, domain_id) = (%s, %s, %s)", key
            )
            self.db.execute(
                "INSERT INTO mv_cost_domain_month (entity_id, period_month, pricing_view_id, domain_id, environment,"
                " cost, unpriced_rows) VALUES ('acme', %s, %s, %s, 'prod', %s, 0)",
                [*key, cost],
            )

    def published(self, *months: str, generation: int = 1) -> None:
        """As a publication of these months ends."""
        scope = {
            "entity_id": "acme",
            "periods": [Period.parse(month).first_day for month in months],
            "run_id": RUN,
            "generation": generation,
        }
        with self.database.transaction() as connection:
            budget_crossings.record(connection, scope)

    def tell(self) -> list[dict[str, Any]]:
        """What is told by it."""
        before = len(self.sink.events)
        budget_crossings.tell(self.database, self._publisher, "acme")
        return [event.data for event in self.sink.events[before:]]

    def crossings(self) -> set[tuple[str, str, str, date, Decimal, Decimal]]:
        rows = self.db.execute(
            "SELECT k.scope_id, k.span, to_char(k.period_month, 'YYYY-MM') AS period, k.span_start, k.budget, k.cost"
            " FROM budget_crossing k JOIN budget_current USING (version_id)"
        ).fetchall()
        return {tuple(row.values()) for row in rows}


@pytest.fixture
def books(db: psycopg.Connection[DictRow], database_url: str, sink: Sink) -> Iterator[Books]:
    books = Books(db, database_url, sink)
    yield books
    books.database.close()


OPEN: Key = ("domain", "open")


def spans(told: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, str]]:
    return [(event["scope_id"], event["span"], event["period"]) for event in told]


def test_a_month_and_the_year_by_hand(books: Books) -> None:
    books.budget({OPEN: {"2026-01": 10, "2026-02": 10, "2026-03": 10}, ("entity", "acme"): {"2026-02": 100}})
    books.cost({"2026-01": 10, "2026-02": Decimal("20.000000000000000001"), "2026-03": None, "2026-04": 1000})
    books.cost({"2026-02": Decimal("79.99")}, domain="cloud")
    books.published("2026-02", generation=5)
    first = date(2026, 1, 1)
    year_cost = Decimal("30.000000000000000001")
    assert books.crossings() == {
        ("open", "month", "2026-02", date(2026, 2, 1), Decimal(10), Decimal("20.000000000000000001")),
        (
            "open",
            "year",
            "2026-02",
            first,
            Decimal(30),
            year_cost,
        ),  # April has no budget: it is not held against the year's
    }
    told = books.tell()
    assert told[0] == {
        "pricing_view": "actual",
        "currency": "EUR",
        "scope": "domain",
        "scope_id": "open",
        "span": "month",
        "period": "2026-02",
        "budget_version": 1,
        "budget": "10",
        "cost": "20.000000000000000001",
        "generation": 5,
    }
    assert spans(told) == [("open", "month", "2026-02"), ("open", "year", "2026-02")]
    assert {event["id"] for event in books.sink.events} != {books.sink.events[0]["id"]}
    books.cost({"2026-02": Decimal("80.5")}, domain="cloud")
    books.published("2026-02", generation=6)
    assert spans(books.tell()) == [("acme", "month", "2026-02"), ("acme", "year", "2026-02")]


def test_the_fiscal_year_over_the_turn_of_the_year(books: Books) -> None:
    months = {"2026-09": 10, "2026-12": 10, "2027-01": 10, "2027-08": 10, "2027-09": 100}
    books.budget({OPEN: months}, year_start=9)
    books.cost({"2026-09": 9, "2026-12": 9, "2027-01": 30, "2027-09": 99})
    books.published("2027-01")
    assert {crossing[:4] for crossing in books.crossings()} == {
        ("open", "month", "2027-01", date(2027, 1, 1)),
        ("open", "year", "2027-01", date(2026, 9, 1)),
    }


def test_only_the_fiscal_years_of_the_months_published_are_looked_at(books: Books) -> None:
    books.budget({OPEN: {"2025-12": 1, "2026-01": 1}})
    books.cost({"2025-12": 2, "2026-01": 2})
    books.published("2026-02")
    assert {crossing[2] for crossing in books.crossings()} == {"2026-01"}


amounts = st.decimals(min_value=0, max_value=100, places=2, allow_nan=False)
months = st.integers(0, 29).map(lambda number: str(Period(2026, 1).plus(number)))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(months, amounts, min_size=1, max_size=20),
    st.dictionaries(months, st.one_of(st.none(), amounts, amounts.map(lambda a: a - 20)), max_size=30),
    st.lists(months, min_size=1, max_size=3),
    st.integers(1, 12),
)
def test_random_budgets_against_a_reckoning(
    books: Books, budget: dict[str, Decimal], costs: dict[str, Decimal | None], touched: list[str], start: int
) -> None:
    def year_of(month: str) -> Period:
        period = Period.parse(month)
        return period.plus(-((period.month - start) % 12))

    expected = set()
    for year in {year_of(month) for month in touched}:
        spent, total, crossed = Decimal(0), Decimal(0), None
        lines = {month: budget[month] for month in sorted(budget) if year_of(month) == year}
        for month, amount in lines.items():
            cost = costs.get(month)
            total += amount
            spent += cost or 0
            if crossed is None and spent > sum(lines.values()):
                crossed = month
            if cost is not None and cost > amount:
                expected.add(("open", "month", month, Period.parse(month).first_day, amount, cost))
        if spent > total:
            assert crossed is not None
            expected.add(("open", "year", crossed, year.first_day, total, spent))
    books.db.execute("TRUNCATE mv_cost_domain_month, budget_crossing")
    books.budget({OPEN: budget}, year_start=start)
    books.cost(costs)
    books.published(*touched)
    assert books.crossings() == expected


def test_restated_below_and_above_again_is_told_once(books: Books) -> None:
    books.budget({OPEN: {"2026-01": 10}})
    for generation, cost in enumerate((11, 9, 12, 12), start=1):
        books.cost({"2026-01": cost})
        books.published("2026-01", generation=generation)
        assert len(books.tell()) == (2 if generation == 1 else 0)
    assert {crossing[5] for crossing in books.crossings()} == {11}


def test_a_version_that_raises_the_budget_and_one_that_lowers_it_again(books: Books) -> None:
    books.cost({"2026-01": 11})
    for budget, told in ((10, 2), (20, 0), (10, 2)):
        books.budget({OPEN: {"2026-01": budget}})
        books.published("2026-01")
        assert len(books.tell()) == told
    assert [event.data["budget_version"] for event in books.sink.events] == [1, 1, 3, 3]
    assert len({event["id"] for event in books.sink.events}) == 4


def test_crossings_of_a_version_no_longer_in_force_are_not_told(books: Books) -> None:
    books.budget({OPEN: {"2026-01": 10}})
    books.cost({"2026-01": 11})
    books.published("2026-01")
    books.budget({OPEN: {"2026-01": 20}})
    assert books.tell() == []


def test_every_view_with_budgets_tells(books: Books) -> None:
    for view in ("actual", "standard"):
        books.budget({OPEN: {"2026-01": 10}}, view=view)
        books.cost({"2026-01": 11}, view=view)
    books.published("2026-01")
    assert {(event["pricing_view"], event["currency"]) for event in books.tell()} == {
        ("actual", "EUR"),
        ("standard", "USD"),
    }


def test_a_broker_that_refuses_loses_nothing(books: Books) -> None:
    books.budget({OPEN: {"2026-01": 10}})
    books.cost({"2026-01": 11})
    books.published("2026-01")
    books.sink.refusing = True
    with pytest.raises(BrokerUnavailable):
        books.tell()
    books.sink.refusing = False
    assert len(books.tell()) == 2
    assert books.tell() == []


def test_a_crash_between_sending_and_marking_sends_the_same_event_again(books: Books) -> None:
    books.budget({OPEN: {"2026-01": 10}})
    books.cost({"2026-01": 11})
    books.published("2026-01")
    books.db.execute("REVOKE UPDATE (told_at) ON budget_crossing FROM finops_refresh_mvs")
    with pytest.raises(DatabaseRefused):
        books.tell()
    books.db.execute("GRANT UPDATE (told_at) ON budget_crossing TO finops_refresh_mvs")
    books.tell()
    ids = [event["id"] for event in books.sink.events]
    assert len(ids) == 3
    assert ids[0] == ids[1] != ids[2]


def test_a_flood_is_told_in_parts(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget_crossings, "MOST_TOLD", 3)
    books.budget({OPEN: {f"2026-{month:02d}": 1 for month in range(1, 5)}})
    books.cost({f"2026-{month:02d}": 2 for month in range(1, 5)})
    books.published("2026-01")
    assert [len(books.tell()) for _ in range(3)] == [3, 2, 0]


def test_i2_a_night_tells_once_whatever_is_delivered_twice(chain: Chain, company: Company) -> None:
    with company.db.transaction():
        company.db.execute(
            "INSERT INTO budget_version (entity_id, pricing_view_id, version, author, reason)"
            " VALUES ('acme', 'actual', 1, 'me', 'test')"
        )
        for month in (LAST_MONTH, THIS_MONTH):
            for scope, key, amount in (("domain", "open", 59), ("application", "billing", 10_000), ("product", "x", 0)):
                company.db.execute(
                    "INSERT INTO budget_line SELECT version_id, %s, %s, %s, %s FROM budget_version",
                    [scope, key, month.first_day, amount],
                )
    run = chain.night(datetime.now(UTC))
    chain.settle(copies=3)
    chain.settle()
    assert company.run(run)["status"] == "SUCCESS"
    told = {event["id"]: event for event in chain.sink.of_type("budget.exceeded")}
    months = {event.data["period"]: event.data for event in told.values() if event.data["span"] == "month"}
    expected = {str(month): company.cost(month) for month in (LAST_MONTH, THIS_MONTH) if company.cost(month) > 59}
    assert {period: Decimal(data["cost"]) for period, data in months.items()} == expected
    assert expected
    assert len(chain.sink.of_type("budget.exceeded")) == len(told)
    assert {event["runid"] for event in told.values()} == {str(run)}
    assert json.dumps([event.data["scope"] for event in told.values()]).count("domain") == len(told)
