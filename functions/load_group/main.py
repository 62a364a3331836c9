"""The handler of load_group: FUNCTION_TARGET=load_group."""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

import functions_framework
from flask import Request, current_app
from werkzeug.wrappers import Response

from finops_runtime.logs import configure_logs
from finops_runtime.tracing import start_tracing
from load_group.application import Application
from load_group.settings import GroupSettings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


@cache
def application() -> Application:
    """The function with the systems around it, made by the first request."""
    settings = GroupSettings()
    configure_logs("load_group", settings.log_level)
    start_tracing("load_group", settings)
    return Application(settings)


@functions_framework.http
def load_group(request: Request) -> Response:
    """Answer a push, an event, a probe or a scrape, where functions are called and not served."""
    return Response.from_app(application(), request.environ)


def serve(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """The same, as functions-framework serves it."""
    return application()(environ, start_response)


# In front of what functions-framework does around a function: it answers some paths to anybody (I9), and reads
# bodies of any size whole.
current_app.wsgi_app = serve  # type: ignore[method-assign]  # the seam that Flask documents for middleware
