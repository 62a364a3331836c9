"""The settings: what is refused, and with which words."""

from typing import Any

import pytest
from pydantic import ValidationError

from finops_contract.period import Period
from ingest_cloud.focus.config import FocusConfig

LEAST = {"source": "acme-bill", "files": "/bills/*.csv"}


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ({"files": "bills/*.csv"}, "absolute path"),
        ({"files": "https://host/bill.csv"}, "s3://"),
        ({"files": "s3://key:secret@bucket/bill.csv"}, "no password"),
        ({"files": "file://bills/bill.csv"}, "three slashes"),
        ({"excess_digits": "drop"}, "'reject' or 'round'"),
        ({"file": "/bills"}, "Extra inputs"),
        ({"metrics": {}}, "at least 1"),
        ({"metrics": {"A": "A", "B": "B", "C": "C", "D": "D", "E": "E"}}, "at most 4"),
        ({"metrics": {"EffectiveCost": "COST", "BilledCost": "COST"}}, "same metric"),
        ({"metrics": {"EffectiveCost": "cost of"}}, "match pattern"),
        ({"month_column": "InvoiceDate"}, "BillingPeriodStart"),
        ({"missing_files": "ignore"}, "'fail' or 'empty'"),
        ({"application": [{"tag": "a", "column": "b"}]}, "Extra inputs"),
        ({"product": [{"columns": []}]}, "at least 1"),
        ({"environments": {"prod": ""}}, "at least 1 character"),
    ],
)
def test_bad_settings_are_refused(setting: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        FocusConfig.model_validate({**LEAST, **setting})


def test_the_address_holds_the_month() -> None:
    config = FocusConfig.model_validate({**LEAST, "files": "file:///bills/{period}/{year}/{month}/{0}*.csv"})
    assert config.address(Period(2024, 9)) == "file:///bills/2024-09/2024/09/{0}*.csv"


def test_every_column_that_is_needed_is_known_once() -> None:
    config = FocusConfig.model_validate(
        {**LEAST, "application": [{"tag": "a"}, {"column": "SubAccountId"}], "product": [{"columns": ["B", "Tags"]}]}
    )
    assert config.columns == (
        "BillingPeriodStart", "BillingCurrency", "EffectiveCost", "BilledCost", "Tags", "SubAccountId", "B",
    )  # fmt: skip
