"""Who is not let in: 401 for a token that is none of ours, 403 for one that opens nothing here; each counted by why."""

from typing import Literal

from prometheus_client import Counter

from finops_runtime.logs import get_logger
from finops_runtime.problem import Problem

log = get_logger(__name__)
_REALM = 'Bearer realm="finops"'
Reason = Literal[
    "none",
    "too_large",
    "malformed",
    "unknown_issuer",
    "unknown_key",
    "keys_unavailable",
    "type",
    "algorithm",
    "signature",
    "expired",
    "not_yet_valid",
    "audience",
    "claims",
    "userinfo_refused",
    "userinfo_unavailable",
    "entity",
    "no_role",
    "role",
]
"""Why, in a word. Never what a token says: a label that whoever calls can choose has no bound."""
REFUSALS = Counter("finops_api_token_refusals_total", "Requests refused for their token", ["reason"])


def unauthorized(reason: Reason, detail: str) -> Problem:
    """401, with the challenge of RFC 6750."""
    _count(reason)
    challenge = _REALM if reason == "none" else f'{_REALM}, error="invalid_token"'
    return Problem(401, "unauthorized", detail, headers={"WWW-Authenticate": challenge})


def forbidden(reason: Reason, code: str, detail: str) -> Problem:
    """403, with the challenge of RFC 6750."""
    _count(reason)
    return Problem(403, code, detail, headers={"WWW-Authenticate": f'{_REALM}, error="insufficient_scope"'})


def undecided(reason: Reason, detail: str, retry_seconds: int) -> Problem:
    """503: the token may be good, but whoever must say what it opens does not answer."""
    _count(reason)
    return Problem(503, "issuer-unavailable", detail, headers={"Retry-After": str(retry_seconds)})


def _count(reason: Reason) -> None:
    REFUSALS.labels(reason=reason).inc()
    log.info("token refused", reason=reason)
