"""The columns of a FOCUS dataset, by version; `sql/exports/focus_rows.sql` says what each holds."""

from query_api.exports.parameters import Version

MOST_DIGITS = 38
"""Of a decimal in Parquet that every reader knows."""
DATES = frozenset({"BillingPeriodEnd", "BillingPeriodStart", "ChargePeriodEnd", "ChargePeriodStart"})
DECIMALS = frozenset(
    {
        "BilledCost",
        "CommitmentDiscountQuantity",
        "ConsumedQuantity",
        "ContractedCost",
        "ContractedUnitPrice",
        "EffectiveCost",
        "ListCost",
        "ListUnitPrice",
        "PricingCurrencyContractedUnitPrice",
        "PricingCurrencyEffectiveCost",
        "PricingCurrencyListUnitPrice",
        "PricingQuantity",
    }
)
_SINCE_1_2 = frozenset(
    {
        "BillingAccountType",
        "CapacityReservationId",
        "CapacityReservationStatus",
        "CommitmentDiscountQuantity",
        "CommitmentDiscountUnit",
        "InvoiceId",
        "PricingCurrency",
        "PricingCurrencyContractedUnitPrice",
        "PricingCurrencyEffectiveCost",
        "PricingCurrencyListUnitPrice",
        "ServiceSubcategory",
        "SkuMeter",
        "SkuPriceDetails",
        "SubAccountType",
    }
)
"""Of FOCUS 1.1 and 1.2."""


def is_of(column: str, version: Version) -> bool:
    """Whether a dataset of that version has the column; ours (`x_`) are in every one."""
    return version == "1.2" or column not in _SINCE_1_2
