"""The handler of query_api: FUNCTION_TARGET=query_api."""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

import functions_framework
from flask import Request, current_app
from werkzeug.wrappers import Response

from finops_runtime.logs import configure_logs
from finops_runtime.tracing import start_tracing
from query_api.application import Application
from query_api.serving.incoming import accept_long_headers
from query_api.settings import ApiSettings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

accept_long_headers()


@cache
def application() -> Application:
    """The function with the systems around it, made by the first request."""
    settings = ApiSettings()
    configure_logs("query_api", settings.log_level)
    start_tracing("query_api", settings)
    return Application(settings)


@functions_framework.http
def query_api(request: Request) -> Response:
    """Answer one request of the API, a probe or a scrape, where functions are called and not served."""
    return Response.from_app(application(), request.environ)


def serve(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """The same, as functions-framework serves it."""
    return application()(environ, start_response)


# In front of what functions-framework does around a function: that takes longer than an answer from memory, reads
# bodies of any size whole, and routes some paths nowhere.
current_app.wsgi_app = serve  # type: ignore[method-assign]  # the seam that Flask documents for middleware
