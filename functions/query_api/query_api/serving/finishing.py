"""What every answer gets, however it was made: its headers, its metrics, its line in the log."""

import time
from functools import cache

import structlog
from flask import Response
from prometheus_client import Counter, Histogram

from finops_runtime.identity.access import Access
from finops_runtime.logs import get_logger
from query_api.route import Route

log = get_logger(__name__)
REVALIDATE = "private, no-cache"
"""Nothing is used again without asking whether it still holds."""
VARY = "Accept, Accept-Encoding, Authorization"
_METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
REQUESTS = Counter("finops_api_requests_total", "Requests answered", ["route", "method", "status"])
SECONDS = Histogram(
    "finops_api_request_seconds",
    "Time to answer",
    ["route", "method"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1, 5, 15),
)


def begin() -> float:
    """Let the log say nothing of the request before; when this one began."""
    structlog.contextvars.clear_contextvars()
    return time.perf_counter()


def finish(response: Response, route: Route | None, method: str, began: float) -> Response:
    """Headers, metrics and log of an answer to a request that began then."""
    headers = response.headers
    is_to_be_asked_again = route is None or route.access is Access.PUBLIC or route.is_of_generation
    headers.setdefault("Cache-Control", REVALIDATE if is_to_be_asked_again else "no-store")
    headers["Vary"] = VARY
    headers["X-Content-Type-Options"] = "nosniff"
    report(route, method, response.status_code, began)
    return response


def report(route: Route | None, method: str, status: int, began: float) -> None:
    """Metrics and log of an answer."""
    seconds = time.perf_counter() - began
    name = route.path if route else "(none)"
    method = method_name(method)
    _requests(name, method, status).inc()
    _seconds(name, method).observe(seconds)
    if route is None or route.access is not Access.PUBLIC:
        log.info("request answered", route=name, method=method, status=status, milliseconds=round(seconds * 1000, 1))


def method_name(method: str) -> str:
    """A method by a bounded number of names."""
    return method if method in _METHODS else "other"


@cache
def _requests(route: str, method: str, status: int) -> Counter:
    return REQUESTS.labels(route=route, method=method, status=status)


@cache
def _seconds(route: str, method: str) -> Histogram:
    return SECONDS.labels(route=route, method=method)
