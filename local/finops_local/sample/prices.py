"""The company's pricing views: what things really cost, and what was agreed that they would.

`actual` follows contracts and exchange rates. `standard` has one price a product for all months, agreed beforehand and
rounded up: between the two, with the same quantities, lies nothing but prices. Both are in euros, so that they can be
held against each other.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from finops_local.sample.catalogue import COEFFICIENT, Product
from finops_local.sample.company import Company
from finops_local.sample.domains import DOMAINS

RATES = {"EFFECTIVE_COST.EUR": (Decimal(1), Decimal(1)), "EFFECTIVE_COST.USD": (Decimal("0.918"), Decimal("0.9235"))}
"""Euros for one unit of a metric that is money, in the first half of the months and in the second."""
STANDARD_RATES = {"EFFECTIVE_COST.EUR": Decimal(1), "EFFECTIVE_COST.USD": Decimal("0.93")}
CHANGED = {("linux-server", "VCPU_MONTH"): Decimal("13.60")}
"""Prices of the second half of the months that differ from the first half's."""
STANDARD_ONLY = {
    ("sybase-database", "DATABASE_MONTH"): Decimal(180),
    ("sybase-database", "STORAGE_GB_MONTH"): Decimal("0.15"),
}
"""Agreed for products that nobody has sent an invoice for yet."""
_MARGIN = Decimal("1.025")
_THOUSAND = 1_000


class Price(NamedTuple):
    """One price of a product or of an INDIRECT domain; of neither, it is the rate of a metric that is money."""

    product_id: str | None
    domain_id: str | None
    metric: str
    unit_price: Decimal
    first_month: date
    last_month: date | None


@dataclass(frozen=True)
class PricingView:
    """A way to value quantities, and its prices."""

    view_id: str
    label: str
    currency: str
    is_default: bool
    prices: Callable[[Company], Iterator[Price]]


def actual_prices(company: Company) -> Iterator[Price]:
    """One price for each month and key; what changes does half way."""
    first, half = company.periods[0], company.periods[company.months // 2]
    before, since = (first.first_day, half.plus(-1).first_day), (half.first_day, None)
    for metric, (rate, later) in RATES.items():
        yield Price(None, None, metric, rate, *before)
        yield Price(None, None, metric, later, *since)
    for product, metric, price in _listed():
        changed = CHANGED.get((product.product_id, metric))
        if changed is None:
            yield Price(product.product_id, None, metric, price, first.first_day, None)
        else:
            yield Price(product.product_id, None, metric, price, *before)
            yield Price(product.product_id, None, metric, changed, *since)
    for domain in DOMAINS:
        if domain.indirect is not None:
            for period in company.periods:
                euros = Decimal(domain.indirect.euros(company.age(period)))
                yield Price(None, domain.domain_id, COEFFICIENT, euros, period.first_day, period.first_day)


def standard_prices(company: Company) -> Iterator[Price]:
    """One price for each key, whatever the month."""
    always = (company.periods[0].first_day, None)
    for metric, rate in STANDARD_RATES.items():
        yield Price(None, None, metric, rate, *always)
    for product, metric, price in _listed():
        yield Price(product.product_id, None, metric, price * _MARGIN, *always)
    for (product_id, metric), price in STANDARD_ONLY.items():
        yield Price(product_id, None, metric, price, *always)
    for domain in DOMAINS:
        if domain.indirect is not None:
            euros = -(-domain.indirect.euros(company.months // 2) // _THOUSAND) * _THOUSAND
            yield Price(None, domain.domain_id, COEFFICIENT, Decimal(euros), *always)


def _listed() -> Iterator[tuple[Product, str, Decimal]]:
    for domain in DOMAINS:
        for product in domain.products:
            for metric, price in product.prices.items():
                yield product, metric, price


ACTUAL = PricingView("actual", "Actual costs", "EUR", True, actual_prices)
STANDARD = PricingView("standard", "Standard costs", "EUR", False, standard_prices)
PRICING_VIEWS = (ACTUAL, STANDARD)
