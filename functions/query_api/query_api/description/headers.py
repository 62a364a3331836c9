"""The headers of requests and answers, by what a route is: a new route has them by itself."""

from http import HTTPStatus
from typing import Any

from query_api.route import GENERATION_HEADER, IDEMPOTENCY_KEY, IDEMPOTENCY_KEY_PATTERN, Route

Headers = dict[str, dict[str, Any]]
_ETAG = 'W/"9f86d081884c7d659a2feaa0c55ad015"'
_KEY = "4be0f1f4-3a53-4d4a-a0c5-3c1f64a3e9d2"
_RETRY_AFTER = {
    "Retry-After": {
        "description": "seconds to wait before asking again",
        "schema": {"type": "string", "pattern": "^[0-9]+$", "examples": ["5"]},
    }
}


def is_revalidated(route: Route) -> bool:
    """Whether its answer has an ETag and may be 304."""
    return route.is_of_generation or (route.method == "GET" and route.path.startswith("/docs"))


def request_headers(route: Route) -> list[dict[str, Any]]:
    """As parameters of the operation."""
    found = []
    if is_revalidated(route):
        found.append(
            _parameter("If-None-Match", "the `ETag` of an answer kept: 304 where it still holds", {"examples": [_ETAG]})
        )
    if route.is_write:
        told = "any text of the caller's own, one for each thing to do: sent again with it, the same is done once only"
        bounds = {"pattern": IDEMPOTENCY_KEY_PATTERN, "examples": [_KEY]}
        found.append(_parameter(IDEMPOTENCY_KEY, told, bounds))
    return found


def success_headers(route: Route) -> Headers:
    """Of the answer that a route gives when all is well."""
    headers: Headers = {}
    if is_revalidated(route):
        headers |= _etag()
    if route.success == HTTPStatus.ACCEPTED:
        headers["Location"] = _header("where to follow the run, if there is one", "/v1/local/admin/runs/6f0c9a4e")
    if route.is_write:
        headers["Idempotency-Replayed"] = _header("this is the answer of the first time", "true")
    if route.is_list or route.is_of_generation:
        headers[GENERATION_HEADER] = _header("`meta.generation`", "412")
    if route.is_list:
        headers["Finops-Next-Cursor"] = _header("CSV: `meta.page.next`, where there is a next page", "eyJnIjo0MTJ9")
    return headers


def refusal_headers(status: int) -> Headers:
    """Of a problem document."""
    if status in (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.CONFLICT):
        return dict(_RETRY_AFTER)
    return {}


def not_modified(route: Route) -> dict[str, Any]:
    """The answer 304 of a route that has one."""
    if not is_revalidated(route):
        return {}
    return {"304": {"description": "What `If-None-Match` names still holds; no body", "headers": _etag()}}


def _etag() -> Headers:
    return {"ETag": _header("names this answer, for `If-None-Match`", _ETAG)}


def _parameter(name: str, description: str, bounds: dict[str, Any]) -> dict[str, Any]:
    schema = {"type": "string", **bounds}
    return {"name": name, "in": "header", "required": False, "description": description, "schema": schema}


def _header(description: str, example: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string", "examples": [example]}}
