"""Exact quantities: what may enter the data mart, and how a source's text becomes one.

No float ever does. The bounds are those of the data mart's columns: a finite number, fewer than
20 digits before the point, at most 18 after it once trailing zeros are dropped.
"""

import re
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, WithJsonSchema

MAX_SCALE = 18
MAX_INTEGER_DIGITS = 20
_LIMIT = Decimal(10) ** MAX_INTEGER_DIGITS
# Plain or scientific ASCII notation. Decimal() itself also takes underscores, other scripts' digits and "Infinity".
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)


EXACT = Context(prec=100, traps=[InvalidOperation, Inexact])
"""The context to add and multiply quantities in: Python's own rounds to 28 digits, silently. This one raises."""


class BadQuantity(ValueError):
    """A value that is no quantity; `reason` is the code kept in `etl_rejects`."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def exact(value: Decimal) -> Decimal:
    """`value` itself when it lies within the bounds, without superfluous zeros; raises BadQuantity if not."""
    if not value.is_finite():
        raise BadQuantity("not_finite", f"{value} is not a finite number")
    if value.copy_abs() >= _LIMIT:  # abs() would round to the context's 28 digits
        raise BadQuantity("out_of_bounds", f"{value:E} has more than {MAX_INTEGER_DIGITS} digits before the point")
    if not value:
        return Decimal(0)
    _, digits, exponent = value.as_tuple()
    if isinstance(exponent, int) and exponent < -MAX_SCALE:
        superfluous = len(digits) - len("".join(map(str, digits)).rstrip("0"))
        if exponent + superfluous < -MAX_SCALE:
            raise BadQuantity("out_of_bounds", f"{value:E} has more than {MAX_SCALE} digits after the point")
        return Decimal((value.as_tuple().sign, digits[: len(digits) - superfluous], exponent + superfluous))
    return value


def parse_quantity(text: str) -> Decimal:
    """Read a source's number exactly (`12.5`, `-3`, `1.5E-7`); raises BadQuantity with what is wrong."""
    stripped = text.strip()
    if not stripped:
        raise BadQuantity("missing_number", "the number is missing")
    if not _NUMBER.fullmatch(stripped):
        if stripped.lstrip("+-").lower() in {"nan", "inf", "infinity"}:
            raise BadQuantity("not_finite", f"{stripped[:40]!r} is not a finite number")
        raise BadQuantity("not_a_number", f"{stripped[:40]!r} is not a number")
    try:
        return exact(Decimal(stripped))
    except InvalidOperation as error:
        raise BadQuantity("out_of_bounds", f"{stripped[:40]!r} is beyond what can be held") from error


def _refuse_float(value: object) -> object:
    if isinstance(value, float):
        raise BadQuantity("float", "a float is not exact: give a Decimal, an int or a text")
    if isinstance(value, str):
        return parse_quantity(value)
    return value


Quantity = Annotated[
    Decimal,
    BeforeValidator(_refuse_float),
    AfterValidator(exact),
    PlainSerializer(lambda value: format(value, "f"), return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d{1,20}(\.\d{1,18})?$", "examples": ["1234.567"]}),
]
