"""A new price for some months back, and nothing else."""

from datetime import date
from decimal import Decimal

import pytest

from finops_contract.period import Period
from finops_local.sample.company import Company
from finops_local.sample.renegotiation import Line, renegotiated, since_of

SINCE = Period(2026, 9)


def line(unit_price: str, first: str, last: str, product: str = "linux-server") -> Line:
    price = {"productId": product, "domainId": "", "metric": "VCPU_MONTH"}
    return {**price, "unitPrice": unit_price, "firstMonth": first, "lastMonth": last}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([line("9", "2026-01", "")], [line("9", "2026-01", "2026-08"), line("5", "2026-09", "")]),
        ([line("9", "2026-09", "")], [line("5", "2026-09", "")]),
        ([line("9", "2026-10", "2026-12")], [line("5", "2026-10", "2026-12")]),
        ([line("9", "2026-01", "2026-08")], [line("9", "2026-01", "2026-08")]),
        ([line("9", "2026-01", "2026-09")], [line("9", "2026-01", "2026-08"), line("5", "2026-09", "2026-09")]),
        ([line("9", "2026-01", "", "aix-server")], [line("9", "2026-01", "", "aix-server")]),
    ],
)
def test_the_price_is_cut_where_the_new_one_begins(lines: list[Line], expected: list[Line]) -> None:
    assert list(renegotiated(lines, SINCE, Decimal(5))) == expected


def test_it_begins_two_months_ago_or_with_the_company() -> None:
    assert since_of(Company(months=24, today=date(2026, 11, 20))) == SINCE
    assert since_of(Company(months=2, today=date(2026, 11, 20))) == Period(2026, 10)
