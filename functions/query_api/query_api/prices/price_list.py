"""The prices of a draft, as sent in a table or in JSON: checked line by line. Pure."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from finops_runtime.problem import Fault
from query_api.cells import amount_in, month_in
from query_api.prices.requests import DraftRequest
from query_api.tables import Line, bad_lines

COLUMNS = ("productId", "domainId", "metric", "unitPrice", "firstMonth", "lastMonth")
REQUIRED = ("metric", "unitPrice", "firstMonth")
Cells = Mapping[str, str | None]
Key = tuple[str | None, str | None, str, date]
"""Product, domain, metric, first month: what there is one price of."""
Read = TypeVar("Read")
_NEEDED = "is needed; a line with a metric and nothing else says that the metric is valued"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a price stands in what was sent."""

    name: str
    separator: str

    def of(self, column: str) -> str:
        """One cell of it."""
        return f"{self.name}{self.separator}{column}"


@dataclass(frozen=True, slots=True)
class Price:
    """One price; neither product nor domain: the rate of a metric. `last_month` None: until further notice."""

    place: Place
    product_id: str | None
    domain_id: str | None
    metric: str
    unit_price: Decimal
    first_month: date
    last_month: date | None

    @property
    def key(self) -> Key:
        """What there can be only one of in a version."""
        return self.product_id, self.domain_id, self.metric, self.first_month


@dataclass(frozen=True, slots=True)
class PriceList:
    """All of a draft: prices, and each metric named, with where it is named first."""

    prices: tuple[Price, ...]
    metrics: Mapping[str, Place]

    def unknown(
        self, products: Container[str], domains: Container[str], direct: Container[str], metrics: Container[str]
    ) -> list[Fault]:
        """A fault for each price of something that the data mart does not know, or of a DIRECT domain."""
        faults = [
            _fault(place, "metric", f"unknown metric {metric!r}")
            for metric, place in self.metrics.items()
            if metric in metrics
        ]
        for price in self.prices:
            if price.product_id in products:
                faults.append(_fault(price.place, "productId", f"unknown product {price.product_id!r}"))
            if price.domain_id in domains:
                faults.append(_fault(price.place, "domainId", f"unknown domain {price.domain_id!r}"))
            elif price.domain_id in direct:
                message = f"{price.domain_id!r} is DIRECT: its products have prices, the domain has none"
                faults.append(_fault(price.place, "domainId", message))
        return faults


def from_table(lines: Iterable[Line]) -> PriceList:
    """Raises Problem 400 that names each wrong line."""
    return _price_list((Place(f"line {line.number}", ", "), line.cells) for line in lines)


def from_request(asked: DraftRequest) -> PriceList:
    """Raises Problem 400 that names each wrong element."""
    return _price_list(_elements(asked))


def _elements(asked: DraftRequest) -> Iterator[tuple[Place, Cells]]:
    for index, metric in enumerate(asked.metrics):
        yield Place(f"metrics.{index}", "."), {"metric": metric}
    for index, price in enumerate(asked.prices):
        number = price.unit_price
        yield (
            Place(f"prices.{index}", "."),
            {
                "productId": price.product_id,
                "domainId": price.domain_id,
                "metric": price.metric,
                "unitPrice": format(number, "f") if isinstance(number, Decimal) else str(number),
                "firstMonth": price.first_month,
                "lastMonth": price.last_month,
            },
        )


def _price_list(lines: Iterable[tuple[Place, Cells]]) -> PriceList:
    prices: dict[Key, Price] = {}
    metrics: dict[str, Place] = {}
    faults: list[Fault] = []
    for place, cells in lines:
        found = _read(place, cells, faults)
        if found is not None:
            metrics.setdefault(found if isinstance(found, str) else found.metric, place)
        if isinstance(found, Price) and (first := prices.setdefault(found.key, found)) is not found:
            message = f"the same key, metric and first month as {first.place.name}: leave one of the two"
            faults.append(Fault(at=place.name, message=message))
    if not faults and not metrics:
        faults.append(Fault(at="body", message="no price and no metric: nothing would be valued"))
    if faults:
        raise bad_lines(faults)
    return PriceList(tuple(prices.values()), metrics)


def _read(place: Place, cells: Cells, faults: list[Fault]) -> Price | str | None:
    """A price, or the metric that a line declares; None when something is wrong, which is added to the faults."""
    known, metric = len(faults), cells.get("metric")
    if metric is None:
        faults.append(_fault(place, "metric", "is needed"))
    elif not any(cells.get(column) for column in COLUMNS if column != "metric"):
        return metric
    product, domain = cells.get("productId"), cells.get("domainId")
    if product is not None and domain is not None:
        faults.append(Fault(at=place.name, message="a product and a domain: leave one of them, or neither for a rate"))
    price = _cell(place, cells, "unitPrice", amount_in, faults, needed=True)
    first = _cell(place, cells, "firstMonth", month_in, faults, needed=True)
    last = _cell(place, cells, "lastMonth", month_in, faults)
    if first and last and last < first:
        faults.append(_fault(place, "lastMonth", f"{last} is before the first month, {first}"))
    if len(faults) > known:
        return None
    assert metric is not None  # else there were faults
    assert price is not None
    assert first is not None
    return Price(place, product, domain, metric, price, first.first_day, last.first_day if last else None)


def _cell(
    place: Place,
    cells: Cells,
    column: str,
    read: Callable[[str], Read],
    faults: list[Fault],
    *,
    needed: bool = False,
) -> Read | None:
    text = cells.get(column)
    if text is None:
        if needed:
            faults.append(_fault(place, column, _NEEDED))
        return None
    try:
        return read(text)
    except ValueError as error:
        faults.append(_fault(place, column, str(error)))
        return None


def _fault(place: Place, column: str, message: str) -> Fault:
    return Fault(at=place.of(column), message=message[:300])
