"""The handler of refresh_mvs: FUNCTION_TARGET=refresh_mvs."""

from functools import cache

import functions_framework
from flask import Request, Response

from finops_runtime.logs import configure_logs
from finops_runtime.serving import serve
from finops_runtime.tracing import start_tracing
from refresh_mvs.service import RefreshService
from refresh_mvs.settings import RefreshSettings


@cache
def service() -> RefreshService:
    """The function with the systems around it, made by the first request."""
    settings = RefreshSettings()
    configure_logs("refresh_mvs", settings.log_level)
    start_tracing("refresh_mvs", settings)
    return RefreshService(settings)


@functions_framework.http
def refresh_mvs(request: Request) -> Response:
    """Answer an event, a probe or a scrape."""
    return serve(request, service())
