"""The demo's checks see a figure that is wrong, however little."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from finops_contract.period import Period
from finops_local.demo.administration import PublishedPrices
from finops_local.demo.figure_checks import budget_failures, closing_failures, price_failures, sample_failures
from finops_local.demo.ledger import Ledger, ledger_of
from finops_local.demo.management import Closing, NewPrices
from finops_local.sample.budgets import GENEROUS, TIGHT, BudgetLine
from finops_local.sample.charges import LEAKING
from finops_local.sample.company import QUARTERLY, Company
from finops_local.sample.domains.public_cloud import LateBill

MAY, JUNE = Period(2026, 5), Period(2026, 6)
A_LITTLE = Decimal("0.000000000001")
LATE = {"domainId": "public_cloud", "metric": "BILLED_COST.USD", "delta": Decimal("1.5")}


def ledger(june: str, standard: str = "7") -> Ledger:
    """Domain `open` and application `shop`: 10 in May, `june` in June; `standard` in the other view."""

    def rows() -> Iterator[dict[str, Any]]:
        for view, period, cost in (("actual", MAY, "10"), ("actual", JUNE, june), ("standard", JUNE, standard)):
            for domain, application in (("open", None), (None, "shop")):
                yield {
                    "pricing_view_id": view,
                    "period_month": date(period.year, period.month, 1),
                    "domain_id": domain,
                    "application_id": application,
                    "cost": Decimal(cost),
                    "unpriced_rows": 0,
                }

    return ledger_of(rows())


def promised(delta: Decimal) -> dict[str, Any]:
    return {
        "months": [{"period": "2026-06", "delta": delta}],
        "domains": [{"period": "2026-06", "domainId": "open", "delta": delta}],
        "applications": {"count": 1, "largest": [{"applicationId": "shop", "delta": delta}]},
    }


def new_prices(delta: Decimal, standard: str = "7") -> NewPrices:
    return NewPrices(PublishedPrices(promised(delta), 2, UUID(int=1)), ledger("20"), ledger("17", standard))


def test_prices_that_do_as_promised() -> None:
    assert list(price_failures(new_prices(Decimal(-3)))) == []


def test_prices_that_do_something_else() -> None:
    assert len(list(price_failures(new_prices(Decimal(-3) + A_LITTLE)))) == 3
    assert list(price_failures(new_prices(Decimal(-3), standard="8"))) == [
        "new prices: another pricing view has changed"
    ]


def standing(month_cost: Decimal, year_forecast: Decimal) -> dict[str, Any]:
    return {
        "scope": "domain",
        "scopeId": "open",
        "status": "over",
        "month": {"budget": Decimal(12), "cost": month_cost, "remaining": 12 - month_cost},
        "toDate": {"budget": Decimal(24), "cost": 10 + month_cost, "remaining": 14 - month_cost},
        "year": {
            "budget": Decimal(24),
            "cost": 10 + month_cost,
            "remaining": 14 - month_cost,
            "forecast": year_forecast,
        },
    }


def failures_of_budgets(found: dict[str, Any]) -> list[str]:
    lines = [BudgetLine("domain", "open", month, Decimal(12)) for month in (MAY, JUNE)]
    return list(budget_failures([found], lines, ledger("20"), JUNE, running=JUNE))


def test_budgets_that_compare_as_they_should() -> None:
    assert failures_of_budgets(standing(Decimal(20), Decimal(30))) == []


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (standing(Decimal(20) + A_LITTLE, Decimal(30)), "month.cost"),
        (standing(Decimal(20), Decimal(30) + A_LITTLE), "year.forecast"),
        ({**standing(Decimal(20), Decimal(30)), "status": "under"}, "status"),
        ({**standing(Decimal(20), Decimal(30)), "scopeId": "native"}, "native"),
    ],
)
def test_budgets_that_do_not(found: dict[str, Any], said: str) -> None:
    assert any(said in failure for failure in failures_of_budgets(found))


CLOSING = Closing(
    (MAY,), ledger("20"), "it is closed", LateBill(MAY, Path("late.csv"), {"BILLED_COST.USD": Decimal("1.5")})
)
MONTHS = [{"period": "2026-06", "status": "OPEN"}, {"period": "2026-05", "status": "CLOSED"}]


def test_closed_months_that_stay_as_they_are() -> None:
    assert list(closing_failures(CLOSING, MONTHS, [LATE], ledger("21"))) == []


def test_closed_months_that_do_not() -> None:
    restated = replace(CLOSING, periods=(MAY, JUNE), refusal=None)
    found = list(closing_failures(restated, MONTHS, [{**LATE, "delta": Decimal(1)}], ledger("21")))
    assert [failure.split(":")[0].split(" was ")[0] for failure in found] == [
        "closed months",
        "a run of the closed month 2026-06",
        "actual",
        "late data of 2026-06",
    ]


COMPANY = Company(today=date(2026, 11, 20))
LEAK, QUIET = (COMPANY.applications[index].application_id for index in (LEAKING, QUARTERLY))
STANDINGS = [{"scopeId": TIGHT, "status": "over"}, {"scopeId": GENEROUS, "status": "under"}]


def anomaly(application_id: str, product_id: str = "aws-s3") -> dict[str, Any]:
    return {"applicationId": application_id, "explainedBy": [{"productId": product_id}]}


def test_the_sample_is_seen_for_what_it_is() -> None:
    assert list(sample_failures(COMPANY, [anomaly(LEAK)], STANDINGS)) == []


@pytest.mark.parametrize(
    ("anomalies", "standings"),
    [
        ([], STANDINGS),
        ([anomaly(LEAK, "aws-ec2")], STANDINGS),
        ([anomaly(LEAK), anomaly(QUIET)], STANDINGS),
        ([anomaly(LEAK)], [{**STANDINGS[0], "status": "at_risk"}, STANDINGS[1]]),
    ],
)
def test_the_sample_is_not(anomalies: list[dict[str, Any]], standings: list[dict[str, Any]]) -> None:
    assert len(list(sample_failures(COMPANY, anomalies, standings))) == 1
