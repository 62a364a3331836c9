"""Errors as RFC 9457 problem documents: no stack trace, no secret, nothing of the database."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from flask import Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from finops_contract.errors import RetryableError
from finops_runtime.logs import get_logger

log = get_logger(__name__)
MEDIA_TYPE = "application/problem+json"
_RETRY_SECONDS = "5"
_LONGEST_MESSAGE = 300
_MOST_FAULTS = 100


class Fault(BaseModel):
    """One thing that is wrong with a request."""

    model_config = ConfigDict(extra="forbid")

    at: str = Field(description="parameter, or path in the body")
    message: str


class ProblemDocument(BaseModel):
    """RFC 9457; `type` tells programs what happened."""

    model_config = ConfigDict(extra="forbid", alias_generator=to_camel)

    type: str = Field(examples=["urn:rosetta-finops:problem:bad-parameter"])
    title: str
    status: int
    detail: str
    errors: list[Fault] | None = None
    run_id: str | None = Field(default=None, description="409: the run that is under way")


class Problem(Exception):
    """What a request is answered with instead of data."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        errors: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
        run_id: str | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.errors = tuple(errors)
        self.headers = dict(headers or {})
        self.run_id = run_id

    def response(self) -> Response:
        """The problem document as an answer."""
        document: dict[str, object] = {
            "type": f"urn:rosetta-finops:problem:{self.code}",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": str(self),
        }
        if self.errors:
            document["errors"] = [fault.model_dump() for fault in self.errors]
        if self.run_id:
            document["runId"] = self.run_id
        return Response(
            json.dumps(document),
            status=self.status,
            mimetype=MEDIA_TYPE,
            headers={"Cache-Control": "no-store", **self.headers},
        )


def unavailable(error: RetryableError) -> Response:
    """503: what is needed is not to be had now."""
    log.warning("answered 503", code=error.code, error=str(error))
    return Problem(
        503,
        error.code.replace("_", "-"),
        "not to be had now: try again in some seconds",
        headers={"Retry-After": _RETRY_SECONDS},
    ).response()


def internal() -> Response:
    """500: what nobody foresaw, or no waiting cures."""
    return Problem(500, "internal", "something failed here; it is in the log").response()


def bad_parameter(*errors: Fault) -> Problem:
    """400: something is wrong with the request; says what, and where."""
    return Problem(
        400, "bad-parameter", "; ".join(f"{fault.at}: {fault.message}" for fault in errors)[:1000], errors=errors
    )


def faults_of(error: ValidationError) -> list[Fault]:
    """What pydantic found, without what was sent."""
    return [
        Fault(
            at=".".join(str(part) for part in problem["loc"]) or "request",
            message=problem["msg"].removeprefix("Value error, ")[:_LONGEST_MESSAGE],
        )
        for problem in error.errors(include_url=False, include_context=False, include_input=False)[:_MOST_FAULTS]
    ]
