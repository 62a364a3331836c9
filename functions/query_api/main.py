"""The handler of query_api: FUNCTION_TARGET=query_api."""

from functools import cache

import functions_framework
from flask import Request, Response, current_app, request
from werkzeug.exceptions import HTTPException

from finops_runtime.logs import configure_logs
from query_api.application import Application
from query_api.incoming import accept_long_headers
from query_api.settings import ApiSettings

accept_long_headers()


@cache
def application() -> Application:
    """The function with the systems around it, made by the first request."""
    settings = ApiSettings()
    configure_logs("query_api", settings.log_level)
    return Application(settings)


@functions_framework.http
def query_api(request: Request) -> Response:
    """Answer one request of the API, a probe or a scrape."""
    return application().answer(request)


@current_app.errorhandler(HTTPException)
def unrouted(_error: HTTPException) -> Response:
    """What functions-framework routes nowhere (a line break in a path, /favicon.ico) is answered like the rest."""
    return application().answer(request)
