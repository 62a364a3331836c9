"""Charges as a FOCUS 1.2 bill in Parquet."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from finops_local.sample.charges import SCALE, Charge
from finops_local.sample.focus_columns import COLUMNS

_NEW_IN_1_2 = (
    "BillingAccountType",
    "InvoiceId",
    "PricingCurrency",
    "PricingCurrencyEffectiveCost",
    "ServiceSubcategory",
    "SkuMeter",
    "SubAccountType",
)
_DECIMAL = pa.decimal128(38, SCALE)


def write_parquet(path: Path, charges: Iterable[Charge]) -> None:
    """One FOCUS 1.2 bill with decimal amounts and tags as a map; one row has lost its amount."""
    rows = list(charges)
    effective = [_decimal(charge.effective) for charge in rows]
    effective[len(rows) // 2] = None
    columns: dict[str, pa.Array] = {
        "BilledCost": pa.array([_decimal(charge.billed) for charge in rows], _DECIMAL),
        "EffectiveCost": pa.array(effective, _DECIMAL),
        "ListCost": pa.array([_decimal(charge.billed) for charge in rows], _DECIMAL),
        "ContractedCost": pa.array([_decimal(charge.billed) for charge in rows], _DECIMAL),
        "BillingPeriodStart": _moments(rows, [charge.period.first_day for charge in rows]),
        "BillingPeriodEnd": _moments(rows, [charge.period.plus(1).first_day for charge in rows]),
        "ChargePeriodStart": _moments(rows, [charge.start for charge in rows]),
        "ChargePeriodEnd": _moments(rows, [charge.end for charge in rows]),
        "Tags": pa.array([charge.tags for charge in rows], pa.map_(pa.string(), pa.string())),
    }
    columns |= {name: pa.array(values, pa.string()) for name, values in _texts(rows).items()}
    absent = pa.nulls(len(rows), pa.string())
    table = pa.table({name: columns.get(name, absent) for name in sorted((*COLUMNS, *_NEW_IN_1_2))})
    pq.write_table(table, path, compression="zstd")


def _decimal(units: int) -> Decimal | None:
    return Decimal(units).scaleb(-SCALE)


def _moments(rows: list[Charge], days: Sequence[object]) -> pa.Array:
    assert len(rows) == len(days)
    return pa.array(days, pa.date32()).cast(pa.timestamp("us", "UTC"))


def _texts(rows: list[Charge]) -> dict[str, list[str | None]]:
    return {
        "BillingAccountId": ["datacentre"] * len(rows),
        "BillingAccountType": ["Tenant"] * len(rows),
        "BillingCurrency": [charge.currency for charge in rows],
        "PricingCurrency": [charge.currency for charge in rows],
        "InvoiceId": [f"DC-{charge.period}" for charge in rows],
        "ChargeCategory": [charge.category for charge in rows],
        "ChargeClass": [charge.charge_class for charge in rows],
        "ProviderName": [charge.service.provider for charge in rows],
        "ServiceCategory": [charge.service.category for charge in rows],
        "ServiceName": [charge.service.name for charge in rows],
        "SubAccountId": [charge.account for charge in rows],
        "ResourceId": [charge.resource for charge in rows],
    }
