"""The body of a request, read strictly: JSON in UTF-8, no name twice, nothing that PostgreSQL cannot hold exactly."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NoReturn, TypeVar

from flask import Request
from pydantic import BaseModel, ValidationError

from finops_runtime.problem import Fault, Problem, bad_parameter, faults_of
from finops_runtime.strict_json import no_doubled_names

Body = TypeVar("Body", bound=BaseModel)
_MOST_DIGITS = 60
_LARGEST_EXPONENT = 60


def read_body(model: type[Body], request: Request) -> Body:
    """Raises Problem: 415 for another content type, 400 for anything that is no such body."""
    if (request.content_type or "").partition(";")[0].strip().lower() != "application/json":
        raise Problem(415, "not-json", "the body must be application/json")
    try:
        found = json.loads(
            request.get_data().decode("utf-8"),
            object_pairs_hook=no_doubled_names,
            parse_float=Decimal,
            parse_constant=_no_constant,
        )
        unfit = [Fault(at=at[:200] or "request", message=message) for at, message in _unfit(found, "")]
    except (ValueError, RecursionError) as error:
        raise bad_parameter(Fault(at="body", message="not a JSON object in UTF-8, or a name stands twice")) from error
    if unfit:
        raise bad_parameter(*unfit[:12])
    try:
        return model.model_validate(found)
    except ValidationError as error:
        raise bad_parameter(*faults_of(error)) from error


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _unfit(value: Any, at: str) -> Iterator[tuple[str, str]]:
    """What is JSON, but no text or number that PostgreSQL keeps as it is."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _unfit_text(name, at)
            yield from _unfit(inner, f"{at}.{name}" if at else name)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _unfit(inner, f"{at}.{index}")
    elif isinstance(value, str):
        yield from _unfit_text(value, at)
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        number = Decimal(value)
        if len(number.as_tuple().digits) > _MOST_DIGITS or abs(number.adjusted()) > _LARGEST_EXPONENT:
            yield at, f"a number has at most {_MOST_DIGITS} digits"


def _unfit_text(text: str, at: str) -> Iterator[tuple[str, str]]:
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        yield at, "a text without NUL and without half a surrogate pair is expected"
