"""JMESPath over documents whose numbers are Decimals: no expression makes a float of one."""

from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from typing import Annotated, Any, Final

import jmespath
from jmespath import exceptions, functions
from pydantic import AfterValidator, Field

from finops_contract.quantity import EXACT, BadQuantity, parse_quantity
from finops_runtime.ingest.exact_json import as_record

_OWN: Final = frozenset({"sum", "to_number", "to_string"})
OFFERED: Final = _OWN | {
    "contains", "ends_with", "join", "keys", "length", "map", "merge", "not_null", "reverse", "starts_with",
    "to_array", "values",
}  # fmt: skip
"""JMESPath's functions that are offered. The others reckon in floats, or know no Decimal for a number."""


class ExpressionFailed(ValueError):
    """An expression cannot be evaluated over a document: a text where its function needs a list, say."""


def _checked(text: str) -> str:
    """`text` itself; what is wrong with it is a ValueError that says where."""
    for node in _nodes(_parsed(text).parsed):
        if node["type"] == "function_expression" and node["value"] not in OFFERED:
            raise ValueError(f"function {node['value']} is not offered: there are {', '.join(sorted(OFFERED))}")
    return text


Expression = Annotated[str, Field(min_length=1, max_length=1000), AfterValidator(_checked)]
"""A JMESPath expression, such as `data.rows`, `tags[?key == 'app'].value | [0]` or `not_null(app, owner)`."""


class Query:
    """An expression, ready to be asked. `name` is the setting that holds it, for messages."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._parsed = deepcopy(_parsed(text))  # jmespath keeps what it parsed, for others too
        for node in _nodes(self._parsed.parsed):
            if node["type"] == "literal":
                node["value"] = _exact(node["value"])

    def of(self, document: Any) -> Any:
        """What it gives, numbers as Decimals, None when nothing is there; raises ExpressionFailed."""
        try:
            found = self._parsed.search(document, options=_OPTIONS)
        except (exceptions.JMESPathError, ArithmeticError, TypeError, ValueError) as error:
            raise ExpressionFailed(f"{self._name}: {' '.join(str(error).split())[:200]}") from error
        return _exact(found)

    def text_of(self, document: Any) -> str | None:
        """What it gives, as a key: a number as it is written, what is neither text nor number as JSON."""
        found = self.of(document)
        return None if found is None else _text(found)

    def flag_of(self, document: Any) -> bool:
        """What it gives, if that is true or false: a filter that gives neither drops no record silently."""
        found = self.of(document)
        if not isinstance(found, bool):
            raise ExpressionFailed(f"{self._name} gives neither true nor false")
        return found


class _Functions(functions.Functions):
    """JMESPath's own, with those that would make a float of a number, or a quoted text, done again."""

    @functions.signature({"types": ["array"]})
    def _func_sum(self, values: list[Any]) -> Decimal:
        total = Decimal(0)
        for value in values:
            if not isinstance(value, Decimal):
                raise ExpressionFailed("sum() needs a list of numbers")
            total = EXACT.add(total, value)
        return total

    @functions.signature({"types": []})
    def _func_to_number(self, value: Any) -> Decimal | None:
        if isinstance(value, Decimal):
            return value
        try:
            return parse_quantity(value) if isinstance(value, str) else None
        except BadQuantity:
            return None

    @functions.signature({"types": []})
    def _func_to_string(self, value: Any) -> str:
        return _text(value)


_OPTIONS = jmespath.Options(custom_functions=_Functions())


def _parsed(text: str) -> Any:
    try:
        return jmespath.compile(text)
    except (exceptions.JMESPathError, RecursionError) as error:
        where = " ".join(str(error).split())[:200]
        raise ValueError(f"{text[:60]!r} is no JMESPath expression: {where}") from error


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("children", ()):
        if isinstance(child, dict):  # a slice's children are numbers
            yield from _nodes(child)


def _exact(value: Any) -> Any:
    """`value` with Decimals for the numbers that JMESPath itself makes: literals, and lengths."""
    if isinstance(value, bool) or not isinstance(value, int | float | list | dict):
        return value
    if isinstance(value, list):
        return [_exact(each) for each in value]
    if isinstance(value, dict):
        return {name: _exact(each) for name, each in value.items()}
    return Decimal(str(value))


def _text(value: Any) -> str:
    if isinstance(value, Decimal):
        # 1e999999999 would be a gigabyte of digits; as written it is a short text.
        return f"{value:f}" if value.is_finite() and abs(value.adjusted()) < 100 else str(value)
    return value if isinstance(value, str) else as_record(value)
