"""The Flask application: finds the route, asks who is calling, reads the question, and answers."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, g, request
from opentelemetry.trace import SpanKind, StatusCode
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed

from finops_contract.errors import RetryableError
from finops_runtime.identity.access import Access, Principal
from finops_runtime.identity.refusals import forbidden
from finops_runtime.problem import Fault, Problem, bad_parameter, internal, unavailable
from finops_runtime.tracing import is_traced, joined, span
from query_api.openapi import document_bytes
from query_api.query_string import read_query
from query_api.route import MOST_BODY_BYTES, Call, Route
from query_api.routes import ROUTES
from query_api.service import Service
from query_api.serving.compression import compress
from query_api.serving.finishing import begin, finish, method_name
from query_api.serving.idempotency import answer_once
from query_api.serving.incoming import first_bytes
from query_api.serving.instant import Instant, Ready
from query_api.settings import ApiSettings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_LONGEST_KEY = 512
_LONGEST_KNOWN_PATH = 200
UNTRACED = frozenset({"/healthz", "/readyz", "/metrics"})


class Application:
    """query_api with the systems around it."""

    def __init__(self, settings: ApiSettings, routes: Sequence[Route] = ROUTES) -> None:
        self.service = Service(settings, lambda: document_bytes(routes, settings.finops_version))
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
        self.flask.register_error_handler(RetryableError, unavailable)
        self.flask.register_error_handler(HTTPException, _http_problem)
        self._urls = self.flask.url_map.bind("")
        self._known_route = lru_cache(1024)(self._find_route)
        self._instant = Instant(self.service, self._route_of)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request (WSGI): at once, if that can be, compressed if that is wanted."""
        traceparent = environ.get("HTTP_TRACEPARENT")
        if traceparent is None and not is_traced():
            answer = self._instant.answer(environ, self._work)
        else:
            answer = self._traced(environ, traceparent)
        if isinstance(answer, Response):
            compress(answer, environ.get("HTTP_ACCEPT_ENCODING", ""))
        return answer(environ, start_response)

    def _traced(self, environ: "WSGIEnvironment", traceparent: str | None) -> Response | Ready:
        """The same, as a part of the caller's trace; probes and scrapes make no spans."""
        route = self._route_of(environ)
        with joined(traceparent):
            if route is not None and route.path in UNTRACED:
                return self._instant.answer(environ, self._work)
            name, method = route.path if route else "(none)", method_name(environ["REQUEST_METHOD"])
            about = {"http.request.method": method, "http.route": name}
            with span(f"{method} {name}", SpanKind.SERVER, about) as current:
                answer = self._instant.answer(environ, self._work)
                status = int(answer.status[:3])
                current.set_attribute("http.response.status_code", status)
                if status >= 500:
                    current.set_status(StatusCode.ERROR)
                return answer

    def _work(self, environ: "WSGIEnvironment") -> Response:
        """Answer a request that needs work, with no more of its body than tells that it is too long."""
        body = first_bytes(environ, self._most_body_bytes(environ) + 1)
        if body is None:
            return Problem(400, "broken-body", "the body ended early, or its chunks are none").response()
        environ["wsgi.input"] = BytesIO(body)
        environ["CONTENT_LENGTH"] = str(len(body))
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        inner = Response.from_app(self.flask, environ)
        if inner.content_length is not None:  # only what is streamed has none: that is passed on piece by piece
            inner.make_sequence()
            inner.close()
        return Response(inner.response, inner.status, inner.headers)

    def _most_body_bytes(self, environ: "WSGIEnvironment") -> int:
        """How much of a body is looked at, whatever comes: what its route takes."""
        route = self._route_of(environ)
        return route.most_body_bytes if route else MOST_BODY_BYTES

    def _route_of(self, environ: "WSGIEnvironment") -> Route | None:
        path: str = environ["PATH_INFO"]
        find = self._known_route if len(path) <= _LONGEST_KNOWN_PATH else self._find_route
        return find(path, environ["REQUEST_METHOD"])

    def _find_route(self, path: str, method: str) -> Route | None:
        try:
            endpoint, _ = self._urls.match(path.encode("latin-1").decode("utf-8", "replace"), method)
        except HTTPException:
            return None
        return self._routes[endpoint]

    def close(self) -> None:
        """Give every connection back."""
        self.service.close()

    def _admit(self) -> None:
        """Before anything else: whoever is not let in learns nothing, not even what exists (I9)."""
        g.began = begin()
        g.principal = None
        route = self._routes.get(request.endpoint or "")
        if route is not None and route.access is Access.PUBLIC:
            return
        principal = self.service.tokens.check(request.headers.get("Authorization"))
        g.principal = principal
        access = route.access if route is not None else Access.ANY_ROLE
        if not principal.may(access):
            raise forbidden("role", "forbidden", f"this needs one of the roles {_names(access)}")

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
        return finish(response, self._routes.get(request.endpoint or ""), request.method, g.began)


def _names(access: Access) -> str:
    return ", ".join(sorted(role.value for role in access.value))


def _http_problem(error: HTTPException) -> Response:
    """What Flask refuses, and what nobody foresaw: that is logged with its trace, and answered without."""
    status = HTTPStatus(error.code or 500)
    if isinstance(error, InternalServerError):
        return internal()
    headers = {"Allow": ", ".join(sorted(error.valid_methods or ()))} if isinstance(error, MethodNotAllowed) else {}
    return Problem(
        status, status.phrase.lower().replace(" ", "-"), status.description or status.phrase, headers=headers
    ).response()
