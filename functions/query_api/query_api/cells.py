"""The cells of tables that admins send and fetch: texts, and what months and amounts are written as. Pure."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from finops_contract.errors import BadPeriod
from finops_contract.period import Period
from finops_contract.quantity import EXACT, BadQuantity, parse_quantity
from finops_runtime.sheets.workbook import Uncomputed
from finops_runtime.sheets.writing import Cell

_LONGEST_TEXT = 2_000
_PRICE_DECIMALS = 12
_PRICE_LIMIT = Decimal(10) ** 18
# A spreadsheet runs a text that begins so; a quote before it says that it is none, and is taken off again.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_QUOTED_FORMULA = re.compile(r"'+[=+\-@\t\r]")
_FIRST_DAY = re.compile(r"\d{4}-\d\d-01", re.ASCII)


def month_in(text: str) -> Period:
    """The month `2026-10`, or `2026-10-01` that a spreadsheet makes of it; raises ValueError."""
    try:
        return Period.parse(text[:7] if _FIRST_DAY.fullmatch(text) else text)
    except BadPeriod as error:
        raise ValueError(f"{text[:40]!r} is not a month: write 2026-10") from error


def amount_in(text: str) -> Decimal:
    """A price or budget, exactly; raises ValueError for what the data mart cannot hold, and for less than 0."""
    try:
        found = parse_quantity(text)
    except BadQuantity as error:
        hint = "; write decimals with a point" if "," in text else ""
        raise ValueError(f"{error}{hint}") from error
    exponent = EXACT.normalize(found).as_tuple().exponent
    if isinstance(exponent, int) and -exponent > _PRICE_DECIMALS:
        raise ValueError(f"{text[:40]} has more than {_PRICE_DECIMALS} digits after the point: round it")
    if not 0 <= found < _PRICE_LIMIT:
        raise ValueError(f"{text[:40]} is not from 0 to {_PRICE_LIMIT:f}")
    return found


def quoted(value: Cell) -> Cell:
    """A text that a spreadsheet would run as a formula, so that it does not."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def text_of(value: Any) -> str | None:
    """A cell as text, None when it is empty; raises ValueError for what is none.

    A spreadsheet's number is the shortest decimal that gives it, a date YYYY-MM-DD.
    """
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return _plain(value)
    if isinstance(value, bool | int):
        return str(value).lower()
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f").removesuffix(".0")
    if isinstance(value, date):
        is_day = not isinstance(value, datetime) or value.time() == time(0)
        return value.strftime("%Y-%m-%d") if is_day else value.isoformat()
    if isinstance(value, Uncomputed):
        raise ValueError("the formula has no result in the file: open it in a spreadsheet and save it")
    raise ValueError(f"a {type(value).__name__} is no text, number or date")


def _plain(text: str) -> str:
    if len(text) > _LONGEST_TEXT or "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError(f"a text of at most {_LONGEST_TEXT} characters without NUL is expected")
    return text[1:] if _QUOTED_FORMULA.match(text) else text
