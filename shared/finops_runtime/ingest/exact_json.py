"""JSON from sources: no number becomes a float, and what is no JSON is an error that says where."""

import json
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from finops_contract.errors import SourceMalformed
from finops_contract.quantity import MAX_INTEGER_DIGITS, BadQuantity, exact, parse_quantity
from finops_runtime.ingest.conversion import exact_fraction

_LONGEST_RECORD = 4_000
_SMALLEST_FLOAT = -330
"""Power of ten below the smallest binary float: what is smaller was never one."""


def loads(body: bytes, where: str) -> Any:
    """The document, its numbers as Decimals (NaN and Infinity too, which some servers write).

    Raises SourceMalformed when it is not JSON: an error page with status 200, half an answer.
    """
    try:
        return json.loads(body, parse_float=_decimal, parse_int=_decimal, parse_constant=Decimal)
    except (ValueError, RecursionError) as error:
        begin = body[:60].decode(errors="replace")
        raise SourceMalformed(f"{where}: the answer is not JSON; it begins with {begin!r}") from error


def number_of(value: Any, *, of_floats: bool = False) -> Decimal:
    """The exact quantity that a JSON value is: a number, or a text that holds one; raises BadQuantity if none.

    With `of_floats` the source reckons in binary floats, whose shortest decimal may be longer than 18 places
    (1.2345678901234567e-05): it is rounded there, half to even.
    """
    if value is None:
        raise BadQuantity("missing_number", "the number is missing")
    if isinstance(value, str):
        return parse_quantity(value)
    if not isinstance(value, Decimal):
        raise BadQuantity("not_a_number", "what stands there is not a number")
    if of_floats and value.is_finite() and _SMALLEST_FLOAT < value.adjusted() < MAX_INTEGER_DIGITS:
        return exact_fraction(Fraction(value))
    return exact(value)


def as_record(document: Any) -> str:
    """A record as a reject keeps it: JSON, cut to a bounded length."""
    text = json.dumps(document, default=str, ensure_ascii=False)
    # Half a surrogate pair is legal in JSON and in nothing that a reject is written to.
    return text[:_LONGEST_RECORD].encode(errors="replace").decode()


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("-Infinity" if text.startswith("-") else "Infinity")  # 1e99999999999999999999
