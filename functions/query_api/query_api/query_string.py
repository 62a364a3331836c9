"""The query string, read strictly: unknown names, repeated single values and broken encodings are refused."""

from typing import TypeVar
from urllib.parse import parse_qsl

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from finops_runtime.problem import Fault, bad_parameter, faults_of

_MOST_FIELDS = 250
Parameters = TypeVar("Parameters", bound=BaseModel)


def is_repeatable(field: FieldInfo) -> bool:
    """Whether a parameter may be given several times: its field is a tuple."""
    return "tuple" in str(field.annotation)


def read_query(model: type[Parameters], query: bytes) -> Parameters:
    """`query` as the model; raises Problem 400 that names each wrong parameter."""
    try:
        pairs = parse_qsl(
            query.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(query),
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except (UnicodeError, ValueError) as error:
        raise bad_parameter(Fault(at="query", message="the query string is malformed or not UTF-8")) from error
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    faults = [Fault(at=name[:100], message="unknown parameter") for name in given if name not in fields]
    faults += [
        Fault(at=name, message="given more than once")
        for name, values in given.items()
        if len(values) > 1 and name in fields and not is_repeatable(fields[name])
    ]
    if faults:
        raise bad_parameter(*faults)
    values = {name: values if is_repeatable(fields[name]) else values[0] for name, values in given.items()}
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise bad_parameter(*faults_of(error)) from error
