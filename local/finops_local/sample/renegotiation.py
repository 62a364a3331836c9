"""A price that is negotiated anew, for some months back."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from finops_contract.period import Period
from finops_local.sample.company import Company

PRICE_COLUMNS = ("productId", "domainId", "metric", "unitPrice", "firstMonth", "lastMonth")
RENEGOTIATED = ("linux-server", "VCPU_MONTH")
NEW_PRICE = Decimal("12.85")
_MONTHS = 3

Line = dict[str, str]
"""A price as tables hold it; what is empty is said by an empty text."""


def since_of(company: Company) -> Period:
    """The first month of the new price."""
    return max(company.periods[0], company.current.plus(1 - _MONTHS))


def renegotiated(lines: Iterable[Line], since: Period, price: Decimal = NEW_PRICE) -> Iterator[Line]:
    """The same prices but for one: its old price ends with the month before `since`."""
    for line in lines:
        is_it = (line["productId"], line["metric"]) == RENEGOTIATED
        if not is_it or "" < line["lastMonth"] < str(since):
            yield line
            continue
        if line["firstMonth"] < str(since):
            yield {**line, "lastMonth": str(since.plus(-1))}
        yield {**line, "firstMonth": max(line["firstMonth"], str(since)), "unitPrice": str(price)}
