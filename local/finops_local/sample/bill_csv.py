"""Charges as a FOCUS 1.0 bill in CSV."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path

from finops_local.sample.charges import SCALE, Charge

COLUMNS = (
    "AvailabilityZone",
    "BilledCost",
    "BillingAccountId",
    "BillingAccountName",
    "BillingCurrency",
    "BillingPeriodEnd",
    "BillingPeriodStart",
    "ChargeCategory",
    "ChargeClass",
    "ChargeDescription",
    "ChargeFrequency",
    "ChargePeriodEnd",
    "ChargePeriodStart",
    "CommitmentDiscountCategory",
    "CommitmentDiscountId",
    "CommitmentDiscountName",
    "CommitmentDiscountStatus",
    "CommitmentDiscountType",
    "ConsumedQuantity",
    "ConsumedUnit",
    "ContractedCost",
    "ContractedUnitPrice",
    "EffectiveCost",
    "InvoiceIssuerName",
    "ListCost",
    "ListUnitPrice",
    "PricingCategory",
    "PricingQuantity",
    "PricingUnit",
    "ProviderName",
    "PublisherName",
    "RegionId",
    "RegionName",
    "ResourceId",
    "ResourceName",
    "ResourceType",
    "ServiceCategory",
    "ServiceName",
    "SkuId",
    "SkuPriceId",
    "SubAccountId",
    "SubAccountName",
    "Tags",
)
_ALWAYS = {
    "BillingAccountId": "1234567890",
    "BillingAccountName": "Acme",
    "ConsumedQuantity": "1",
    "ConsumedUnit": "Units",
    "PricingCategory": "Standard",
    "PricingQuantity": "1",
    "PricingUnit": "Units",
    "RegionId": "eu-west-3",
    "RegionName": "Paris",
}
_COMMITTED = {
    "CommitmentDiscountCategory": "Spend",
    "CommitmentDiscountId": "plan-2024",
    "CommitmentDiscountType": "Savings Plan",
}


def write_csv(path: Path, charges: Iterable[Charge], age: int | None = None) -> None:
    """One bill. Its month's `age` makes it dirty: odd numbers, a torn line, unreadable tags, a BOM and CRLF."""
    windows = age is not None and age % 3 == 1
    with path.open("w", encoding="utf-8-sig" if windows else "utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n" if windows else "\n")
        writer.writerow(COLUMNS)
        writer.writerows(_soiled([_fields(charge) for charge in charges], age))
        if age is not None:
            writer.writerow(("torn", "line"))


def _soiled(rows: list[list[str]], age: int | None) -> list[list[str]]:
    if age is None:
        return rows
    place = {name: index for index, name in enumerate(COLUMNS)}
    dirt = (
        ("EffectiveCost", "NaN"),
        ("BilledCost", "n/a"),
        ("EffectiveCost", ""),
        ("Tags", '{"application": "Paym'),
        ("Tags", "NULL"),
        ("BillingPeriodStart", "2026-13-01 00:00:00"),
        ("EffectiveCost", "1.25E-7"),
    )
    for number, (column, value) in enumerate(dirt):
        rows[(number * 41 + age * 7 + 5) % len(rows)][place[column]] = value
    return rows


def _fields(charge: Charge) -> list[str]:
    """The charge in the order of the columns, everything as text."""
    service, billed, effective = charge.service, amount_text(charge.billed), amount_text(charge.effective)
    values = {
        "BilledCost": billed,
        "BillingCurrency": charge.currency,
        "BillingPeriodEnd": f"{charge.period.plus(1)}-01 00:00:00",
        "BillingPeriodStart": f"{charge.period}-01 00:00:00",
        "ChargeCategory": charge.category,
        "ChargeClass": charge.charge_class or "NULL",
        "ChargeDescription": service.name,
        "ChargeFrequency": "Recurring" if charge.category == "Purchase" else "Usage-Based",
        "ChargePeriodEnd": f"{charge.end} 00:00:00",
        "ChargePeriodStart": f"{charge.start} 00:00:00",
        "ContractedCost": effective,
        "EffectiveCost": effective,
        "ListCost": effective,
        "InvoiceIssuerName": service.provider,
        "ProviderName": service.provider,
        "PublisherName": service.provider,
        "ResourceId": charge.resource,
        "ServiceCategory": service.category,
        "ServiceName": service.name,
        "SubAccountId": charge.account,
        "Tags": _tags_text(charge),
    }
    if charge.commitment_status is not None:
        values |= {**_COMMITTED, "CommitmentDiscountStatus": charge.commitment_status}
    return [values.get(column) or _ALWAYS.get(column, "") for column in COLUMNS]


def _tags_text(charge: Charge) -> str:
    """Tags as the providers write them: an object, a list of pairs, or the word NULL."""
    if charge.tags is None:
        return "NULL"
    if charge.account[0] == "7":
        return json.dumps([{"key": key, "value": value} for key, value in charge.tags])
    return json.dumps(dict(charge.tags))


def amount_text(units: int) -> str:
    """An amount in units of 10^-10, as decimal text."""
    whole, part = divmod(abs(units), 10**SCALE)
    return f"{'-' if units < 0 else ''}{whole}.{part:0{SCALE}d}"
