"""Problem documents (RFC 9457) as exceptions."""

from dataclasses import dataclass
from typing import Any

_PREFIX = "urn:rosetta-finops:problem:"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a request: where, and what."""

    at: str
    message: str


class ApiProblem(Exception):
    """The API did not do what was asked. `code` tells programs why, the text tells people."""

    def __init__(self, status: int, code: str, detail: str, faults: tuple[Fault, ...], run_id: str | None) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.faults = faults
        self.run_id = run_id


class NotUnderstood(ApiProblem):
    """400, 413, 415, 422: the request is wrong; `faults` says where."""


class Unauthorized(ApiProblem):
    """401: no token, or one that is not valid there."""


class Forbidden(ApiProblem):
    """403: the token's roles or entity do not allow it."""


class NotFound(ApiProblem):
    """404: there is no such thing."""


class Conflict(ApiProblem):
    """409: something stands against it."""


class OutdatedCursor(Conflict):
    """409: something was published since the page before."""


class RunUnderWay(Conflict):
    """409: `run_id` is under way."""


class Unavailable(ApiProblem):
    """503, or no answer at all: it may be had later; `retry_after` in seconds, where the server says."""

    retry_after: float | None = None


_BY_CODE: dict[str, type[ApiProblem]] = {"outdated-cursor": OutdatedCursor, "run-under-way": RunUnderWay}
_BY_STATUS: dict[int, type[ApiProblem]] = {
    400: NotUnderstood,
    401: Unauthorized,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    413: NotUnderstood,
    415: NotUnderstood,
    422: NotUnderstood,
    503: Unavailable,
}


def problem_of(status: int, document: Any) -> ApiProblem:
    """The exception for an answer; `document` is its body, or None where that is no problem document."""
    found = document if isinstance(document, dict) else {}
    code = str(found.get("type", "")).removeprefix(_PREFIX)
    faults = tuple(Fault(str(fault["at"]), str(fault["message"])) for fault in found.get("errors") or ())
    kind = _BY_CODE.get(code) or (RunUnderWay if status == 409 and found.get("runId") else None)
    kind = kind or _BY_STATUS.get(status, ApiProblem)
    return kind(status, code, str(found.get("detail", f"answered {status}")), faults, found.get("runId"))
