"""I4, I5, I6, I10: whatever facts, prices and closures come, in whatever order and however often, the mart is what the
books say, after every single event.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from psycopg.rows import DictRow

from tests.fix_chain import ENTITY, Chain
from tests.integration.model.books import Books, Fact, Prices
from tests.integration.model.company import (
    COLUMNS,
    DIRECT,
    DOMAINS,
    INDIRECT,
    METRICS,
    MONTHS,
    VIEWS,
    Mart,
    event,
    found_company,
)

quantities = st.decimals(min_value=-(10**6), max_value=10**9, places=18, allow_nan=False, allow_infinity=False)
amounts = st.decimals(min_value=0, max_value=10**4, places=12, allow_nan=False, allow_infinity=False)
applications = st.sampled_from(["shop", "pay", "unallocated"])
environments = st.sampled_from(["production", "test", "shared"])


@st.composite
def facts_of(draw: st.DrawFn, month: date, domain: str) -> list[Fact]:
    """The facts of a slice, each key once."""
    if domain == INDIRECT:
        keys = draw(st.lists(applications, unique=True, max_size=3))
        return [
            Fact(month, domain, None, None, application, "shared", "VCPU", draw(quantities)) for application in keys
        ]
    products = DIRECT[domain]
    key = st.tuples(st.sampled_from(sorted(products)), applications, environments, st.sampled_from(METRICS))
    return [
        Fact(month, domain, products[product], product, application, environment, metric, draw(quantities))
        for product, application, environment, metric in draw(st.lists(key, unique=True, max_size=6))
    ]


@st.composite
def versions(draw: st.DrawFn) -> Prices:
    """Prices without conflicts: one range a key and metric, rates for some metrics, some metrics not valued at all."""
    metrics = draw(st.lists(st.sampled_from(METRICS), unique=True, min_size=1))
    keys = [(product, None) for products in DIRECT.values() for product in products] + [(None, INDIRECT), (None, None)]
    priced = draw(st.lists(st.tuples(st.sampled_from(keys), st.sampled_from(metrics)), unique=True, max_size=6))
    prices = []
    for (product, domain), metric in priced:
        first, last = sorted(draw(st.tuples(st.sampled_from(MONTHS), st.sampled_from(MONTHS))))
        prices.append((product, domain, metric, draw(amounts), first, draw(st.sampled_from([last, None]))))
    return Prices(frozenset(metrics), tuple(prices))


@st.composite
def runs(draw: st.DrawFn) -> tuple[str, list[tuple[date, str]], list[Fact]]:
    """A run: its slices, and what it brings."""
    slices = draw(
        st.lists(st.tuples(st.sampled_from(MONTHS), st.sampled_from(DOMAINS)), unique=True, min_size=1, max_size=5)
    )
    return "run", slices, [fact for month, domain in slices for fact in draw(facts_of(month, domain))]


steps = st.one_of(
    runs(),
    st.tuples(st.just("prices"), st.sampled_from(VIEWS), versions()),
    st.tuples(st.just("deliver"), st.integers(0, 9), st.integers(1, 2)),
    st.tuples(st.just("close")),
    st.tuples(st.just("reopen")),
)


@dataclass
class World:
    """The mart, the books, and the events on their way between them."""

    mart: Mart
    chain: Chain
    books: Books = field(default_factory=Books)
    events: list[tuple[str, Any]] = field(default_factory=list)
    closed: dict[date, tuple[list[str], dict[str, list[str]]]] = field(default_factory=dict)
    spent: set[tuple[str, int]] = field(default_factory=set)
    latest: dict[str, int] = field(default_factory=dict)
    running: tuple[UUID, list[tuple[date, str]], list[Fact]] | None = None
    generation: int = 0

    def step(self, step: tuple[Any, ...]) -> None:
        match step:
            case ("run", slices, facts):
                if self.running:
                    self.deliver(self.events.index(("run", self.running[0])))
                run_id = self.mart.load(facts, slices)
                self.running = run_id, slices, facts
                self.events.append(("run", run_id))
            case ("prices", view, prices):
                self.events.append(("prices", (view, self.mart.write_version(view, prices), prices)))
            case ("deliver", index, copies) if self.events:
                for _ in range(copies):
                    self.deliver(index % len(self.events))
            case ("close",):
                self.close()
            case ("reopen",) if self.closed:
                month = max(self.closed)
                del self.closed[month]
                self.status(month, "OPEN")

    def close(self) -> None:
        still_open = [month for month in MONTHS if month not in self.closed]
        if len(still_open) > 1:
            self.status(still_open[0], "CLOSED")
            self.keep(still_open[0])

    def keep(self, month: date) -> None:
        """What a closed month says, and must go on saying."""
        views = sorted(self.books.in_force)
        self.closed[month] = views, self.mart.of_month(month, views)

    def status(self, month: date, status: str) -> None:
        self.mart.db.execute(
            "INSERT INTO period_status VALUES (%s, %s, %s)"
            " ON CONFLICT (entity_id, period_month) DO UPDATE SET status = excluded.status",
            [ENTITY, month, status],
        )

    def deliver(self, index: int) -> None:
        """Hand an event over, and enter in the books what must come of it. Events stay: they can come again."""
        kind, what = self.events[index]
        if kind == "run":
            assert self.chain.post("refresh_mvs", event("facts.loaded", {"run_id": str(what), "slices": []})) == 204
            self.enter_run(what)
        else:
            view, version, prices = what
            data = {"pricing_view": view, "version": version, "periods": []}
            assert self.chain.post("refresh_mvs", event("prices.published", data)) == 204
            self.enter_prices(view, version, prices)
        self.check()

    def enter_run(self, run_id: UUID) -> None:
        if self.running is None or self.running[0] != run_id:
            return
        _, slices, facts = self.running
        self.running = None
        if any(month in self.closed for month, _ in slices):
            return
        for key in slices:
            self.books.slices[key] = [fact for fact in facts if (fact.month, fact.domain) == key]
        self.generation += 1

    def enter_prices(self, view: str, version: int, prices: Prices) -> None:
        if (view, version) in self.spent:
            return
        self.spent.add((view, version))
        is_first = view not in self.books.in_force
        touched = self.books.touched(view, prices)
        if version < self.latest.get(view, 0) or (touched & set(self.closed) and not is_first):
            return
        self.latest[view] = version
        self.books.in_force[view] = prices
        self.generation += 1
        if is_first:  # a new view adds figures to closed months; from here on they are closed too
            self.check()
            for month in self.closed:
                self.keep(month)

    def check(self) -> None:
        assert self.mart.generation() == self.generation, "I4: one generation for each change, none without"
        expected = self.books.aggregates()
        for table, columns in COLUMNS.items():
            assert self.mart.rows(table, columns) == expected.get(table, set()), f"I5, I6: {table}"
        for month, (views, rows) in self.closed.items():
            assert self.mart.of_month(month, views) == rows, f"I10: {month} is closed"


@pytest.fixture
def mart(db: psycopg.Connection[DictRow]) -> Mart:
    found_company(db)
    return Mart(db)


# The fixtures are shared by the examples, each of which begins with an empty mart.
@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(history=st.lists(steps, min_size=4, max_size=14))
def test_i4_i5_i6_i10_the_mart_is_what_the_books_say_after_every_event(
    mart: Mart, chain: Chain, history: list[tuple[Any, ...]]
) -> None:
    mart.empty()
    world = World(mart, chain)
    for step in history:
        world.step(step)
    for index in range(len(world.events)):
        world.deliver(index)


@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(run=runs(), first=versions(), second=versions())
def test_price_before_usage_and_usage_before_price_give_the_same_end(
    mart: Mart, chain: Chain, run: tuple[Any, ...], first: Prices, second: Prices
) -> None:
    ends = []
    for order in ([run, ("prices", "actual", first)], [("prices", "actual", first), run]):
        mart.empty()
        world = World(mart, chain)
        for step in (*order, ("prices", "actual", second)):
            world.step(step)
            world.deliver(len(world.events) - 1)
        assert world.generation == 3
        ends.append({table: mart.rows(table, columns) for table, columns in COLUMNS.items()})
    assert ends[0] == ends[1]


def test_the_books_know_what_a_missing_price_is() -> None:
    fact = Fact(MONTHS[0], "compute", "servers", "vm", "shop", "test", "VCPU", Decimal(2))
    books = Books({(MONTHS[0], "compute"): [fact]}, {"actual": Prices(frozenset({"VCPU"}), ())})
    assert books.aggregates()["mv_cost_domain_month"] == {(MONTHS[0], "actual", "compute", "test", None, 1)}
