"""Aliases as admins of the referential see and map them. By the login of admins."""

from typing import Annotated

from flask import Response
from psycopg import Connection
from psycopg.rows import DictRow
from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic.alias_generators import to_camel

from finops_runtime.database import load_sql
from finops_runtime.logs import get_logger
from finops_runtime.problem import Fault, bad_parameter
from query_api.body import read_body
from query_api.cursor import CostCursor, KeyCursor, fingerprint
from query_api.domains.requests import Reason
from query_api.parameters import ConflictParameters, UnknownKeyParameters
from query_api.reading import represent
from query_api.route import Call
from query_api.service import Service
from query_api.writing import author, changing

log = get_logger(__name__)
_CONFLICT_KEYS = 4
Key = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=512)]


class AliasRequest(BaseModel):
    """Map what a source calls an application."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, strict=True)

    source_system: Key
    foreign_key: Key
    application_id: Key
    reason: Reason


def answer_conflicts(service: Service, call: Call) -> Response:
    """A page of claims that were not granted."""
    parameters = call.parameters
    assert isinstance(parameters, ConflictParameters)  # as the route declares
    after = list(KeyCursor.parse(parameters.cursor, _CONFLICT_KEYS).keys) if parameters.cursor else None
    return represent(call, service.ask(service.admin, call.route.statement, {**parameters.values(), "after": after}))


def answer_unknown_keys(service: Service, call: Call) -> Response:
    """A page of keys that no alias knows; raises Problem 409 for an outdated cursor."""
    parameters = call.parameters
    assert isinstance(parameters, UnknownKeyParameters)  # as the route declares
    question = fingerprint(call.route.path, sorted((parameters.values() | {"limit": None}).items()))
    cursor = CostCursor.parse(parameters.cursor, question) if parameters.cursor else None
    values = {**parameters.values(), "question": question, "offset": cursor.offset if cursor else 0}
    row = service.ask(service.admin, call.route.statement, values)
    if cursor is not None:
        cursor.require(row["generation"])
    return represent(call, row)


def answer_alias(service: Service, call: Call) -> Response:
    """Map an alias; raises Problem 400 for an application that does not exist."""
    asked = read_body(AliasRequest, call.request)
    with changing(service) as connection:
        values = {**asked.model_dump(), **author(service, call)}
        values["run_again"] = run_again(connection, values, "application", asked.application_id)
        row = connection.execute(load_sql("query_api", "map_alias"), values).fetchone()
        if row is None:
            raise bad_parameter(Fault(at="applicationId", message="there is no such application"))
    log.info("alias mapped", source=asked.source_system, application=asked.application_id)
    return represent(call, row)


def run_again(connection: Connection[DictRow], values: dict[str, object], kind: str, mapped_to: str) -> str:
    """The JSON of which open months must be run again for a mapping to count in them; asked before it is written."""
    asked = {**values, "kind": kind, "mapped_to": mapped_to}
    row = connection.execute(load_sql("query_api", "referential/run_again"), asked).fetchone()
    assert row is not None  # an aggregate without GROUP BY has one row
    return str(row["run_again"])
