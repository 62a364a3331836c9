"""Expressions over Decimals: no number becomes a float, whatever JMESPath would do with it."""

from decimal import Decimal
from typing import Any

import jmespath
import pytest

from finops_runtime.connectors.rest_json.expressions import ExpressionFailed, Query

ROW: dict[str, Any] = {
    "tenth": Decimal("0.1"),
    "long": Decimal("12345678901234567890.123456789012345678"),
    "numbers": [Decimal("0.1"), Decimal("0.2")],
    "text": "7.25",
    "yes": True,
    "object": {"id": Decimal(7)},
    "nan": Decimal("NaN"),
    "huge": Decimal("1e999999999"),
}


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("tenth == `0.1`", True),
        ("tenth > `0.05`", True),
        ("numbers[?@ > `0.1`]", [Decimal("0.2")]),
        ("contains(numbers, `0.2`)", True),
        ("sum(numbers)", Decimal("0.3")),
        ("sum([long, `0.000000000000000001`])", Decimal("12345678901234567890.123456789012345679")),
        ("to_number(text)", Decimal("7.25")),
        ("to_number('seven')", None),
        ("to_number('1e9999')", None),
        ("length(numbers)", Decimal(2)),
        ("`0.1`", Decimal("0.1")),
        ('`[1, {"a": 0.5}]`', [Decimal(1), {"a": Decimal("0.5")}]),
        ("join('/', [to_string(tenth), text])", "0.1/7.25"),
        ("missing", None),
        ("missing[].deep", None),
    ],
)
def test_numbers_stay_exact(expression: str, found: Any) -> None:
    given = Query("q", expression).of(ROW)
    assert given == found
    assert type(given) is type(found)


@pytest.mark.parametrize(
    "expression", ["nan > `1`", "text > `1`", "sum(text)", "sum([text])", "sum([huge, tenth])", "length(tenth)"]
)
def test_what_cannot_be_evaluated_names_the_setting(expression: str) -> None:
    with pytest.raises(ExpressionFailed, match=r"^where: "):
        Query("where", expression).of(ROW)


@pytest.mark.parametrize(
    ("expression", "text"),
    [("text", "7.25"), ("tenth", "0.1"), ("object", '{"id": "7"}'), ("missing", None), ("yes", "true")],
)
def test_a_key_is_a_text(expression: str, text: str | None) -> None:
    assert Query("q", expression).text_of(ROW) == text


def test_a_number_with_a_billion_digits_is_a_short_text() -> None:
    assert len(Query("q", "huge").text_of(ROW) or "") < 20


def test_a_filter_gives_true_or_false() -> None:
    assert Query("q", "yes").flag_of(ROW)
    with pytest.raises(ExpressionFailed, match="neither true nor false"):
        Query("q", "text").flag_of(ROW)


def test_other_users_of_jmespath_keep_their_floats() -> None:
    Query("q", "`0.625`")
    assert type(jmespath.search("`0.625`", {})) is float
