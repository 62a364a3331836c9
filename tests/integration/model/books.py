"""What the mart must hold, reckoned in Python from facts and prices: the other side of every comparison."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from finops_contract.quantity import EXACT

NONE = "(none)"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact; product and family None: INDIRECT."""

    month: date
    domain: str
    family: str | None
    product: str | None
    application: str
    environment: str
    metric: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Prices:
    """A version: the metrics that it values, and prices with their months."""

    metrics: frozenset[str]
    prices: tuple[tuple[str | None, str | None, str, Decimal, date, date | None], ...]
    """(product, domain, metric, price, first month, last month)"""

    def of(self, fact: Fact) -> Decimal | None:
        """The fact's own price in its month, else the rate of its metric; None: it has neither."""
        own = self._of(fact, fact.product, None if fact.product else fact.domain)
        return self._of(fact, None, None) if own is None else own

    def _of(self, fact: Fact, product: str | None, domain: str | None) -> Decimal | None:
        for *key, price, first, last in self.prices:
            if key == [product, domain, fact.metric] and first <= fact.month and (last is None or fact.month <= last):
                return price
        return None


@dataclass
class Cell:
    """A sum of costs, and how many facts of it have no price."""

    cost: Decimal | None = None
    unpriced: int = 0

    def add(self, cost: Decimal | None) -> None:
        if cost is None:
            self.unpriced += 1
        else:
            self.cost = cost if self.cost is None else EXACT.add(self.cost, cost)


Row = tuple[object, ...]


@dataclass
class Books:
    """Facts by slice, and the version in force of each view."""

    slices: dict[tuple[date, str], list[Fact]] = field(default_factory=dict)
    in_force: dict[str, Prices] = field(default_factory=dict)

    @property
    def facts(self) -> Iterable[Fact]:
        return (fact for facts in self.slices.values() for fact in facts)

    def touched(self, view: str, prices: Prices) -> set[date]:
        """The months whose figures another version would change."""
        before = self.in_force.get(view, Prices(frozenset(), ()))
        return {fact.month for fact in self.facts if _valuation(before, fact) != _valuation(prices, fact)}

    def aggregates(self) -> dict[str, set[Row]]:
        """Per aggregate of costs its rows: the keys after entity, then cost and the number of unpriced facts."""
        tables: dict[str, dict[Row, Cell]] = defaultdict(lambda: defaultdict(Cell))
        for view, prices in self.in_force.items():
            for fact in self.facts:
                if fact.metric not in prices.metrics:
                    continue
                price = prices.of(fact)
                cost = None if price is None else EXACT.multiply(fact.quantity, price)
                family, product = fact.family or NONE, fact.product or NONE
                scope, who = (fact.month, view), (fact.application, fact.environment)
                rows: dict[str, Row] = {
                    "mv_cost_app_product_month": (*scope, fact.domain, family, product, *who, fact.metric),
                    "mv_cost_product_month": (*scope, fact.domain, family, product, fact.environment, fact.metric),
                    "mv_cost_app_family_month": (*scope, fact.domain, family, *who),
                    "mv_cost_app_domain_month": (*scope, fact.domain, *who),
                    "mv_cost_application_month": (*scope, *who),
                    "mv_cost_family_month": (*scope, fact.domain, family, fact.environment),
                    "mv_cost_domain_month": (*scope, fact.domain, fact.environment),
                }
                for table, key in rows.items():
                    tables[table][key].add(cost)
        return {
            table: {(*key, cell.cost, cell.unpriced) for key, cell in cells.items()} for table, cells in tables.items()
        }


def _valuation(prices: Prices, fact: Fact) -> tuple[bool, Decimal | None]:
    valued = fact.metric in prices.metrics
    return valued, prices.of(fact) if valued else None
