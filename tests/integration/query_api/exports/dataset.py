"""A FOCUS dataset as it was answered, every cell exact."""

import csv
import io
from decimal import Decimal

import pyarrow.parquet as pq
from werkzeug.test import TestResponse

from query_api.exports.focus_columns import DATES, DECIMALS

Charge = dict[str, str | None]
COSTS = ("BilledCost", "ContractedCost", "EffectiveCost", "ListCost")


def charges(answer: TestResponse) -> list[Charge]:
    """The rows of either format; nulls are None, numbers and moments are texts as in CSV."""
    assert answer.status_code == 200, answer.text
    if answer.mimetype == "text/csv":
        table = csv.DictReader(io.StringIO(answer.get_data(as_text=True)))
        return [{name: value or None for name, value in row.items()} for row in table]
    rows = pq.read_table(io.BytesIO(answer.data)).to_pylist()
    return [{name: _text(name, value) for name, value in row.items()} for row in rows]


def amount(charge: Charge, column: str) -> Decimal:
    value = charge[column]
    assert value is not None, column
    return Decimal(value)


def total(rows: list[Charge], column: str = "EffectiveCost") -> Decimal:
    return sum((amount(row, column) for row in rows), Decimal(0))


def _text(name: str, value: object) -> str | None:
    if value is None:
        return None
    if name in DECIMALS:
        assert isinstance(value, Decimal)
        whole, _, rest = format(value, "f").partition(".")
        return f"{whole}.{rest.rstrip('0') or '0'}"
    if name in DATES:
        return f"{value:%Y-%m-%dT%H:%M:%SZ}"
    return str(value)
