"""Sums and differences that lose no digit."""

from datetime import date
from decimal import Decimal
from typing import Any

from finops_contract.period import Period
from finops_local.demo.ledger import added, changes, difference, ledger_of

MAY, JUNE = Period(2026, 5), Period(2026, 6)
LONG = Decimal("123456789012345678.123456789012345678")


def row(view: str, period: Period, cost: Decimal | None, **scope: str) -> dict[str, Any]:
    keys = {"domain_id": scope.get("domain"), "application_id": scope.get("application")}
    return {
        "pricing_view_id": view,
        "period_month": date(period.year, period.month, 1),
        "cost": cost,
        "unpriced_rows": 0,
        **keys,
    }


def test_no_digit_is_lost() -> None:
    assert added((LONG, None, Decimal("1e-18"))) == Decimal("123456789012345678.123456789012345679")
    assert difference(LONG, Decimal("1e-18")) == Decimal("123456789012345678.123456789012345677")
    assert difference(None, LONG) == LONG.copy_negate()


def test_the_entity_is_the_sum_of_its_domains_and_what_has_no_price_is_no_zero() -> None:
    ledger = ledger_of(
        [
            row("actual", MAY, Decimal(2), domain="open"),
            row("actual", MAY, Decimal(3), domain="native"),
            row("actual", MAY, Decimal(5), application="a"),
            row("actual", JUNE, None, domain="open"),
        ]
    )
    assert ledger.of("actual", ("entity", "local")) == {MAY: Decimal(5)}
    assert ledger.of("actual", ("domain", "open")) == {MAY: Decimal(2), JUNE: None}
    assert ledger.scopes("actual", "domain") == ["native", "open"]


def test_changes_name_what_differs_in_one_view_and_nothing_else() -> None:
    before, after = (
        ledger_of(
            [
                row("actual", MAY, Decimal(2), domain="open"),
                row("actual", JUNE, cost, domain="open"),
                row("standard", JUNE, cost, domain="open"),
            ]
        )
        for cost in (None, Decimal("0.5"))
    )
    assert changes(before, after, "actual", "domain") == {("open", JUNE): Decimal("0.5")}
    assert changes(after, before, "actual", "domain") == {("open", JUNE): Decimal("-0.5")}
    assert changes(before, after, "actual", "application") == {}
