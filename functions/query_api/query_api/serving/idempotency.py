"""Writes that are sent twice and happen once: the header Idempotency-Key (IETF draft httpapi-idempotency-key-header).

A key belongs to whoever sent it and to one request. Its first attempt takes it for a lease, in a transaction of its
own; the answer is kept, and given again. An attempt that dies in between keeps the key until its lease passes; then the
write runs once more, as the same operation: docs/api.md says what that means.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from flask import Request, Response
from psycopg.types.json import Jsonb

from finops_contract.errors import RetryableError
from finops_runtime.database import load_sql
from finops_runtime.logs import get_logger
from finops_runtime.problem import Fault, Problem, bad_parameter
from query_api.route import IDEMPOTENCY_KEY, IDEMPOTENCY_KEY_PATTERN, Call
from query_api.service import Service

log = get_logger(__name__)
REPLAYED = "Idempotency-Replayed"
_KEY = re.compile(IDEMPOTENCY_KEY_PATTERN, re.ASCII)
_FIRST_ERROR_NOT_KEPT = 500
_RETRY_SECONDS = "2"


@dataclass(frozen=True, slots=True)
class _Claim:
    """One attempt at what a key stands for."""

    values: dict[str, object]
    operation_id: UUID


def answer_once(service: Service, call: Call) -> Response:
    """The handler's answer; to a write with a key that was answered before, that answer again.

    Raises Problem: 400 for what is no key, 409 while its first attempt is under way, 422 for one of another request.
    """
    key = _key_in(call.request) if call.route.is_write else None
    if key is None:
        return call.route.handler(service, call)
    values = _values(service, call, key)
    claim = _claim(service, values)
    if claim is None:
        return _answer_again(service, values)
    with _released_on_error(service, claim):
        try:
            response = call.route.handler(service, replace(call, operation_id=claim.operation_id))
        except Problem as problem:
            response = problem.response()
    # Who is told to come back gets another answer then.
    if response.status_code >= _FIRST_ERROR_NOT_KEPT or "Retry-After" in response.headers:
        _end(service, claim, "release")
    else:
        body = response.get_data()
        kept = {"status": response.status_code, "headers": Jsonb(list(response.headers)), "body": body}
        _end(service, claim, "keep_answer", kept)
    return response


def _key_in(request: Request) -> str | None:
    sent = request.headers.get(IDEMPOTENCY_KEY)
    if sent is None:
        return None
    sent = sent.strip(" \t")
    if not _KEY.fullmatch(sent):
        message = 'one key of 1 to 255 printable ASCII characters, in quotes if there is a comma or a " in it'
        raise bad_parameter(Fault(at=IDEMPOTENCY_KEY, message=message))
    return re.sub(r"\\(.)", r"\1", sent[1:-1]) if sent.startswith('"') else sent


def _values(service: Service, call: Call, key: str) -> dict[str, object]:
    assert call.principal is not None  # routes that write are not public
    request = call.request
    asked = repr((request.method, request.path, request.query_string, request.content_type or "")).encode()
    return {
        "entity": service.settings.finops_entity_id,
        "principal": _digest(repr((call.principal.issuer, call.principal.subject)).encode()),
        "key": key,
        "request": _digest(asked + b"\n" + request.get_data()),
        "claim_id": uuid4(),
        "hours": service.settings.finops_idempotency_hours,
        "lease_seconds": service.settings.finops_idempotency_lease_seconds,
    }


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _claim(service: Service, values: dict[str, object]) -> _Claim | None:
    # Each statement commits by itself: an attempt holds no lock while it works, and others need not wait to be told so.
    with service.admin.autocommit() as connection:
        connection.execute(_sql("sweep"), values)
        row = connection.execute(_sql("claim"), values).fetchone()
    return None if row is None else _Claim(values, row["operation_id"])


def _answer_again(service: Service, values: dict[str, object]) -> Response:
    with service.admin.autocommit() as connection:
        found = connection.execute(_sql("find"), values).fetchone()
    if found is not None and found["request"] != values["request"]:
        detail = "the key belongs to another request: a new request needs a new key"
        raise Problem(422, "idempotency-key-reused", detail)
    if found is None or found["status"] is None:
        detail = "the first request with this key is not answered yet: try again in some seconds"
        raise Problem(409, "request-in-progress", detail, headers={"Retry-After": _RETRY_SECONDS})
    headers = [(name, value) for name, value in found["headers"] if name != "Content-Length"]
    return Response(found["body"], found["status"], [*headers, (REPLAYED, "true")])


@contextmanager
def _released_on_error(service: Service, claim: _Claim) -> Iterator[None]:
    try:
        yield
    except BaseException:
        _end(service, claim, "release")
        raise


def _end(service: Service, claim: _Claim, how: str, more: dict[str, object] | None = None) -> None:
    """What happened has happened, whether this can be written or not: then the key is free when its lease passes."""
    try:
        with service.admin.autocommit() as connection:
            connection.execute(_sql(how), {**claim.values, **(more or {})})
    except RetryableError as error:
        log.warning("the end of an attempt was not kept", how=how, error=str(error))


def _sql(name: str) -> bytes:
    return load_sql("query_api", f"idempotency/{name}")
