"""From a source's unit to the metric's, exactly."""

from decimal import Decimal
from fractions import Fraction
from typing import Self

from pydantic import model_validator

from finops_contract.quantity import EXACT, MAX_SCALE, Quantity, exact
from finops_runtime.ingest.settings import ConnectorSettings

_STEPS = 10**MAX_SCALE


class Conversion(ConnectorSettings):
    """Exact factors, as texts. What does not end within 18 decimals is rounded there, half to even.

    Rounded once per number, before anything adds up; the source's total counts the same rounded number.
    """

    multiply_by: Quantity = Decimal(1)
    divide_by: Quantity = Decimal(1)

    @model_validator(mode="after")
    def _divisible(self) -> Self:
        if not self.divide_by:
            raise ValueError("divide_by must not be 0")
        return self

    def of(self, value: Decimal) -> Decimal:
        """`value * multiply_by / divide_by`; raises BadQuantity when that is out of bounds."""
        if self.multiply_by == self.divide_by:
            return exact(value)
        return exact_fraction(Fraction(value) * Fraction(self.multiply_by) / Fraction(self.divide_by))


def exact_fraction(value: Fraction) -> Decimal:
    """The number at 18 decimals, half to even if it does not end before; raises BadQuantity when out of bounds."""
    return from_steps(round(value * _STEPS))


def from_steps(steps: int) -> Decimal:
    """The number that is `steps` units of the last decimal, without superfluous zeros."""
    return exact(EXACT.normalize(EXACT.scaleb(Decimal(steps), -MAX_SCALE)))
