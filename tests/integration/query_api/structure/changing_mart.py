"""Marts made at random, in which prices, products, applications and publications come and go; and what they mean.

The reckoning here is by line (what a product and metric cost then and now), not by cell as the API's statements are.
"""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

import psycopg
from psycopg.rows import DictRow

from finops_contract.period import Period
from refresh_mvs.windows import rebuild_windows
from tests.integration.query_api.mart import ENTITY, RUN, SEED, Fact, insert_facts

FIRST, LAST = Period.parse("2025-09"), Period.parse("2026-10")
MONTHS = tuple(str(month) for month in FIRST.until(LAST))
APPLICATIONS = ("shop", "pay", "old", "new", "unallocated")
THERE = {"old": MONTHS[:8], "new": MONTHS[6:]}
"""Two of them come and go; the others may be missing by chance."""
ENVIRONMENTS = ("production", "staging")
Keep = Callable[[Fact], bool]
PRICES = {
    ("vm", "VCPU_HOURS"): "product",
    ("vm", "GB_MONTH"): "product",
    ("disk", "GB_MONTH"): "product",
    ("EFFECTIVE_COST.USD", "EFFECTIVE_COST.USD"): "metric",
    ("weights", "WEIGHT"): "domain",
}
LINES = (
    ("open", "servers", "vm", "VCPU_HOURS"),
    ("open", "servers", "vm", "GB_MONTH"),
    ("open", "storage", "disk", "GB_MONTH"),
    ("open", "unmapped", "unmapped", "VCPU_HOURS"),  # never has a price
    ("cloud", "compute", "ec2", "EFFECTIVE_COST.USD"),
    ("cloud", "compute", "ec2", "BILLED_COST.USD"),  # valued by no view
    ("cloud", "unmapped", "unmapped", "EFFECTIVE_COST.USD"),
    ("gone", "sold", "saas", "EFFECTIVE_COST.USD"),
    ("weights", None, None, "WEIGHT"),
)
MOVED = "disk"
"""Moves from storage to compute, which is another domain's."""


@dataclass(frozen=True, slots=True)
class Effects:
    """A change and its parts; not `is_known`: nothing of it has both prices."""

    cost: Decimal
    previous: Decimal
    quantity: Decimal
    price: Decimal
    is_known: bool

    @property
    def other(self) -> Decimal:
        return self.cost - self.previous - self.quantity - self.price


@dataclass(frozen=True, slots=True)
class ChangingMart:
    """Facts, prices by (month, key, metric), and which (domain, month) are published."""

    facts: list[Fact]
    prices: dict[tuple[str, str, str], Decimal]
    published: set[tuple[str, str]]

    @classmethod
    def random(cls, seed: int) -> "ChangingMart":
        chance = random.Random(seed)
        published = {
            (domain, month)
            for domain in ("open", "cloud", "gone", "weights")
            for month in MONTHS
            if chance.random() < 0.9
        }
        moves = chance.choice(MONTHS[2:])
        facts = []
        for month in MONTHS:
            for domain, family, product, metric in LINES:
                place = ("cloud", "compute") if product == MOVED and month >= moves else (domain, family)
                if (place[0], month) not in published or chance.random() < 0.15:
                    continue
                facts += [
                    Fact(month, place[0], place[1], product, application, environment, metric, _quantity(chance))
                    for application in APPLICATIONS
                    for environment in (ENVIRONMENTS if product else ("shared",))
                    if chance.random() < 0.5 and month in THERE.get(application, MONTHS)
                ]
        return cls(facts, _prices(chance), published)

    def fill(self, connection: psycopg.Connection[DictRow]) -> None:
        """The whole database, of an empty one."""
        with connection.transaction():
            connection.execute(SEED.read_bytes())
            connection.execute(b"DELETE FROM slice_publication WHERE entity_id = 'acme'")
            connection.execute(b"DELETE FROM unit_price_month")
            for domain, month in self.published:
                connection.execute(
                    b"INSERT INTO slice_publication (entity_id, period_month, domain_id, run_id, generation,"
                    b" published_at) VALUES ('acme', (%s || '-01')::date, %s, %s, 7, now())",
                    (month, domain, RUN),
                )
            for (month, key, metric), price in self.prices.items():
                connection.execute(
                    b"INSERT INTO unit_price_month SELECT version_id, (%s || '-01')::date, %s, %s, %s, %s"
                    b" FROM pricing_view_version WHERE pricing_view_id = 'actual'",
                    (month, metric, PRICES[key, metric], key, price),
                )
            insert_facts(connection, self.facts)
            rebuild_windows(connection, ENTITY, [month.first_day for month in FIRST.until(LAST)], None)
            connection.execute(b"ANALYZE")

    def price(self, fact: Fact) -> Decimal | None:
        key = "EFFECTIVE_COST.USD" if fact.metric.startswith("EFFECTIVE") else fact.product or fact.domain
        return self.prices.get((fact.month, key, fact.metric))

    def effects(self, months: Iterable[str], apart: int, keep: Keep) -> Effects:
        """What the costs of the facts to keep became since so many months before, and why."""
        cost = previous = quantity = price = Decimal(0)
        is_known = False
        for month in months:
            then = str(Period.parse(month).plus(-apart))
            pair = [fact for fact in self.facts if fact.month in (month, then) and fact.metric != "BILLED_COST.USD"]
            for domain, key, metric in {(f.domain, _key(f), f.metric) for f in pair if keep(f)}:
                line = [f for f in pair if (_key(f), f.metric) == (key, metric)]  # of everybody, wherever it stands
                mine = [f for f in line if f.domain == domain and keep(f)]
                q1 = sum((f.quantity for f in mine if f.month == month), Decimal(0))
                q0 = sum((f.quantity for f in mine if f.month == then), Decimal(0))
                p1, p0 = ({self.price(f) for f in line if f.month == m} for m in (month, then))
                now, before = next(iter(p1), None), next(iter(p0), None)
                cost += q1 * (now or 0)
                previous += q0 * (before or 0)
                both_published = {(domain, month), (domain, then)} <= self.published
                if both_published and None not in p1 | p0:
                    now, before = now if p1 else before, before if p0 else now
                    assert now is not None  # one of the two is there, or there is no line
                    assert before is not None
                    is_known = True
                    quantity += (q1 - q0) * before
                    price += (now - before) * q1
        return Effects(cost, previous, quantity, price, is_known)


def _key(fact: Fact) -> str:
    return fact.product or f"(none) {fact.domain}"


def _quantity(chance: random.Random) -> Decimal:
    return Decimal(chance.randint(-(10**6), 10**9)) / 10 ** chance.choice((0, 3, 12))


def _prices(chance: random.Random) -> dict[tuple[str, str, str], Decimal]:
    found = {}
    for key, metric in PRICES:
        price = Decimal(chance.randint(1, 10**6)) / 10**4
        for month in MONTHS:
            if chance.random() < 0.4:
                price = Decimal(chance.randint(0, 10**9)) / 10**7
            if chance.random() < 0.85:
                found[month, key, metric] = price
    return found
