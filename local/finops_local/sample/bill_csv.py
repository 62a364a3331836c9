"""Charges as a FOCUS bill in CSV, of whichever version the provider wrote at the time."""

import csv
import gzip
import io
import json
from collections.abc import Iterable
from operator import itemgetter
from pathlib import Path

from finops_local.sample.charges import SCALE, Charge
from finops_local.sample.focus_columns import EVERY_COLUMN, columns_of, version_of

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
_BLANK = {column: _ALWAYS.get(column, "") for column in EVERY_COLUMN}
_COMMITTED = {
    "CommitmentDiscountCategory": "Spend",
    "CommitmentDiscountId": "plan-2024",
    "CommitmentDiscountType": "Savings Plan",
}


def write_csv(path: Path, charges: Iterable[Charge], age: int, *, is_dirty: bool = False) -> None:
    """One bill of a month of that age, packed where the path says so.

    The age makes a dirty one odd in its own way: odd numbers, a torn line, unreadable tags, a BOM and CRLF.
    """
    windows = is_dirty and age % 3 == 1
    columns = columns_of(version_of(age))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n" if windows else "\n")
    writer.writerow(columns)
    rows = [_fields(charge) for charge in charges]
    if is_dirty:
        _soil(rows, age)
    writer.writerows(map(itemgetter(*columns), rows))
    if is_dirty:
        writer.writerow(("torn", "line"))
    body = text.getvalue().encode("utf-8-sig" if windows else "utf-8")
    path.write_bytes(gzip.compress(body, 1, mtime=0) if path.suffix == ".gz" else body)


def _soil(rows: list[dict[str, str]], age: int) -> None:
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
        rows[(number * 41 + age * 7 + 5) % len(rows)][column] = value


def _fields(charge: Charge) -> dict[str, str]:
    """The charge's columns of every version, everything as text."""
    service, billed, effective = charge.service, amount_text(charge.billed), amount_text(charge.effective)
    values = {
        **_BLANK,
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
        "ServiceProviderName": service.provider,
        "HostProviderName": service.provider,
        "PricingCurrency": charge.currency,
        "ResourceId": charge.resource,
        "ServiceCategory": service.category,
        "ServiceName": service.name,
        "SubAccountId": charge.account,
        "Tags": _tags_text(charge),
    }
    if charge.commitment_status is not None:
        values |= {**_COMMITTED, "CommitmentDiscountStatus": charge.commitment_status}
    return values


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
