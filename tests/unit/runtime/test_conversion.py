"""Units, exactly."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from finops_contract.quantity import BadQuantity
from finops_runtime.ingest.conversion import Conversion
from finops_runtime.ingest.settings import environment_of


@pytest.mark.parametrize(
    ("value", "multiply_by", "divide_by", "expected"),
    [
        ("16384", "1", "1024", "16"),
        ("1", "1", "1073741824", "0.000000000931322575"),
        ("1", "1", "3", "0.333333333333333333"),
        ("0.000000000000000005", "1", "10", "0"),
        ("0.000000000000000015", "1", "10", "0.000000000000000002"),
        ("12.5", "0.001", "1", "0.0125"),
        ("-2", "3", "1", "-6"),
        ("12345678901234567890", "1", "1", "12345678901234567890"),
    ],
)
def test_conversion(value: str, multiply_by: str, divide_by: str, expected: str) -> None:
    conversion = Conversion.model_validate({"multiply_by": multiply_by, "divide_by": divide_by})
    assert conversion.of(Decimal(value)) == Decimal(expected)


@pytest.mark.parametrize("factor", ["1", "100"])
def test_a_result_out_of_bounds_is_refused(factor: str) -> None:
    with pytest.raises(BadQuantity, match="20 digits"):
        Conversion.model_validate({"multiply_by": factor}).of(Decimal("1e20") / Decimal(factor) * Decimal(factor))


@pytest.mark.parametrize("settings", [{"divide_by": "0"}, {"divide_by": 0.1}, {"times": "2"}])
def test_settings_that_convert_nothing(settings: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Conversion.model_validate(settings)


@pytest.mark.parametrize(
    ("text", "expected"), [("PROD ", "production"), ("Staging", "staging"), ("", "shared"), (None, "shared")]
)
def test_environments(text: str | None, expected: str) -> None:
    assert environment_of(text, {"prod": "production"}) == expected
