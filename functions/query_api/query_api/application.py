"""The Flask application: finds the route, asks who is calling, reads the question, and answers."""

import time
from collections.abc import Sequence
from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING, Any

import structlog
from flask import Flask, Request, Response, g, request
from prometheus_client import Counter, Histogram
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed
from werkzeug.wsgi import get_input_stream

from finops_contract.errors import RetryableError
from finops_runtime.logs import get_logger
from query_api.access import Access, Principal
from query_api.idempotency import answer_once
from query_api.openapi import document_bytes
from query_api.problem import Fault, Problem, bad_parameter
from query_api.query_string import read_query
from query_api.route import MOST_BODY_BYTES, Call, Route
from query_api.routes import ROUTES
from query_api.service import Service
from query_api.settings import ApiSettings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

log = get_logger(__name__)
_LONGEST_KEY = 512
_RETRY_SECONDS = "5"
REQUESTS = Counter("finops_api_requests_total", "Requests answered", ["route", "method", "status"])
SECONDS = Histogram(
    "finops_api_request_seconds",
    "Time to answer",
    ["route", "method"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1, 5, 15),
)


class Application:
    """query_api with the systems around it."""

    def __init__(self, settings: ApiSettings, routes: Sequence[Route] = ROUTES) -> None:
        self.service = Service(settings, document_bytes(routes, settings.finops_version))
        # Keyed by what Flask calls an endpoint, so that each method of a path has its own.
        self._routes = {f"{route.method} {route.path}": route for route in routes}
        self.flask = Flask("query_api", static_folder=None)
        self.flask.url_map.merge_slashes = False
        for name, route in self._routes.items():
            self.flask.add_url_rule(
                route.path,
                name,
                lambda **path: self._answer(path),
                methods=[route.method],
                provide_automatic_options=False,
            )
        self.flask.before_request(self._admit)
        self.flask.after_request(self._finish)
        self.flask.register_error_handler(Problem, lambda problem: problem.response())
        self.flask.register_error_handler(RetryableError, _unavailable)
        self.flask.register_error_handler(HTTPException, _http_problem)

    def answer(self, outer: Request) -> Response:
        """Answer a request that functions-framework received, as an application of its own."""
        body = get_input_stream(outer.environ).read(self._most_body_bytes(outer.environ) + 1)
        # functions-framework reads the body once more, after us: both get a copy, and neither a body of 100 MB.
        outer.environ["wsgi.input"] = BytesIO(body)
        outer.environ["CONTENT_LENGTH"] = str(len(body))
        outer.environ.pop("HTTP_TRANSFER_ENCODING", None)
        inner = Response.from_app(self.flask, {**outer.environ, "wsgi.input": BytesIO(body)}, buffered=True)
        return Response(inner.response, inner.status, inner.headers)

    def _most_body_bytes(self, environ: "WSGIEnvironment") -> int:
        """How much of a body is looked at, whatever comes: what its route takes."""
        try:
            endpoint, _ = self.flask.url_map.bind_to_environ(environ).match()
        except HTTPException:
            return MOST_BODY_BYTES
        return self._routes[endpoint].most_body_bytes

    def close(self) -> None:
        """Give every connection back."""
        self.service.close()

    def _admit(self) -> None:
        """Before anything else: whoever is not let in learns nothing, not even what exists (I9)."""
        g.started = time.perf_counter()
        g.principal = None
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(traceparent=request.headers.get("traceparent"))
        route = self._routes.get(request.endpoint or "")
        if route is not None and route.access is Access.PUBLIC:
            return
        principal = self.service.tokens.check(request.headers.get("Authorization"))
        g.principal = principal
        if route is not None and not principal.may(route.access):
            raise Problem(403, "forbidden", f"this needs one of the roles {_names(route.access)}")

    def _answer(self, path: dict[str, Any]) -> Response:
        route = self._routes[request.endpoint or ""]
        if int(request.headers.get("Content-Length") or 0) > route.most_body_bytes:
            raise Problem(413, "too-large", f"a body has at most {route.most_body_bytes} bytes here")
        for name, value in path.items():
            if "\x00" in value or len(value) > _LONGEST_KEY:
                raise bad_parameter(Fault(at=name, message=f"not a key: at most {_LONGEST_KEY} characters, no NUL"))
        parameters = read_query(route.parameters, request.query_string)
        principal: Principal | None = g.principal
        return answer_once(self.service, Call(route, request, parameters, path, principal))

    def _finish(self, response: Response) -> Response:
        route = self._routes.get(request.endpoint or "")
        name = route.path if route else "(none)"
        seconds = time.perf_counter() - g.started
        method = request.method if request.method in ("GET", "HEAD", "POST", "PUT", "DELETE") else "other"
        REQUESTS.labels(route=name, method=method, status=response.status_code).inc()
        SECONDS.labels(route=name, method=method).observe(seconds)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response.headers["Vary"] = "Accept, Authorization"
        response.headers["X-Content-Type-Options"] = "nosniff"
        if route is None or route.access is not Access.PUBLIC:
            log.info(
                "request answered",
                route=name,
                method=method,
                status=response.status_code,
                milliseconds=round(seconds * 1000, 1),
            )
        return response


def _names(access: Access) -> str:
    return ", ".join(sorted(role.value for role in access.value))


def _unavailable(error: RetryableError) -> Response:
    log.warning("answered 503", code=error.code, error=str(error))
    return Problem(
        503,
        error.code.replace("_", "-"),
        "not to be had now: try again in some seconds",
        headers={"Retry-After": _RETRY_SECONDS},
    ).response()


def _http_problem(error: HTTPException) -> Response:
    """What Flask refuses, and what nobody foresaw: that is logged with its trace, and answered without."""
    status = HTTPStatus(error.code or 500)
    if isinstance(error, InternalServerError):
        return Problem(500, "internal", "something failed here; it is in the log").response()
    headers = {"Allow": ", ".join(sorted(error.valid_methods or ()))} if isinstance(error, MethodNotAllowed) else {}
    return Problem(
        status, status.phrase.lower().replace(" ", "-"), status.description or status.phrase, headers=headers
    ).response()
