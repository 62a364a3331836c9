"""The Flask application: events and probes as every event function has them, and the routes of entities."""

import time
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import structlog
from flask import Flask, Response, g, request
from opentelemetry.trace import SpanKind
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed

from finops_contract.errors import RetryableError
from finops_runtime.identity.access import Access
from finops_runtime.identity.refusals import forbidden
from finops_runtime.logs import get_logger
from finops_runtime.problem import Problem, internal, unavailable
from finops_runtime.serving import LARGEST_EVENT, serve
from finops_runtime.tracing import joined, span
from load_group.call import Call, Caller
from load_group.metrics import REQUESTS
from load_group.routes import ROOT, ROUTES, Route
from load_group.service import GroupService
from load_group.settings import GroupSettings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

log = get_logger(__name__)
PUBLIC = ("/healthz", "/readyz", "/metrics")
_METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")


class Application:
    """load_group with the systems around it."""

    def __init__(self, settings: GroupSettings) -> None:
        self.service = GroupService(settings)
        self._routes = {f"{route.method} {route.path}": route for route in ROUTES}
        self.flask = Flask("load_group", static_folder=None)
        self.flask.url_map.merge_slashes = False
        for name, route in self._routes.items():
            self._add(route.path, name, route.method, lambda **path: self._answer(path))
        for path in PUBLIC:
            self._add(path, path, "GET", lambda: serve(request, self.service))
        self.flask.before_request(self._admit)
        self.flask.after_request(self._finish)
        self.flask.register_error_handler(Problem, lambda problem: problem.response())
        self.flask.register_error_handler(RetryableError, unavailable)
        self.flask.register_error_handler(HTTPException, _http_problem)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request (WSGI)."""
        return self.flask(environ, start_response)

    def close(self) -> None:
        """Give every connection back."""
        self.service.close()

    def _add(self, path: str, name: str, method: str, view: Any) -> None:
        self.flask.add_url_rule(path, name, view, methods=[method], provide_automatic_options=False)

    def _admit(self) -> Response | None:
        """Before anything else: whoever is not let in learns nothing, not even what exists (I9).

        Events are let in by network policy, as those of every event function: they come to any path but ours.
        """
        structlog.contextvars.clear_contextvars()
        g.began, g.caller = time.perf_counter(), None
        if request.endpoint in PUBLIC:
            return None
        if request.method == "POST" and not _is_ours(request.path):
            request.max_content_length = LARGEST_EVENT
            return serve(request, self.service, empty_means=self.service.empty_means)
        principal = self.service.tokens.check(request.headers.get("Authorization"))
        if not principal.may(Access.PUSH):
            raise forbidden("role", "forbidden", "this needs the role Rosetta_Entity")
        (entity_id,) = principal.entities
        g.caller = Caller(entity_id, principal.subject)
        return None

    def _answer(self, path: dict[str, str]) -> Response:
        route, caller = self._routes[str(request.endpoint)], g.caller
        if path.get("entity", caller.entity_id) != caller.entity_id:
            raise forbidden("entity", "other-entity", "the token is not of this entity")
        about = {"finops.entity": caller.entity_id, "http.route": route.path}
        with joined(request.headers.get("traceparent")), span(f"{route.method} {route.path}", SpanKind.SERVER, about):
            return route.handler(self.service, Call(request, caller, path))

    def _finish(self, response: Response) -> Response:
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["X-Content-Type-Options"] = "nosniff"
        if _is_ours(request.path):
            self._report(self._routes.get(request.endpoint or ""), response.status_code)
        return response

    def _report(self, route: Route | None, status: int) -> None:
        """Who asked what and what came of it: access is audited here, acceptance in audit_log."""
        name = route.path if route else "(none)"
        method = request.method if request.method in _METHODS else "other"
        REQUESTS.labels(route=name, method=method, status=status).inc()
        caller: Caller | None = g.caller
        named = request.view_args or {}
        log.info(
            "request answered",
            route=name,
            method=method,
            status=status,
            subject=caller and caller.subject,
            entity=caller and caller.entity_id,
            asked_for={key: str(value)[:100] for key, value in named.items()},
            milliseconds=round((time.perf_counter() - g.began) * 1000, 1),
        )


def _is_ours(path: str) -> bool:
    return path == ROOT or path.startswith(f"{ROOT}/")


def _http_problem(error: HTTPException) -> Response:
    """What Flask refuses, and what nobody foresaw: that is logged with its trace, and answered without."""
    status = HTTPStatus(error.code or 500)
    if isinstance(error, InternalServerError):
        return internal()
    headers = {"Allow": ", ".join(sorted(error.valid_methods or ()))} if isinstance(error, MethodNotAllowed) else {}
    return Problem(
        status, status.phrase.lower().replace(" ", "-"), status.description or status.phrase, headers=headers
    ).response()
