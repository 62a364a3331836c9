"""The handler of load_facts: FUNCTION_TARGET=load_facts."""

from functools import cache

import functions_framework
from flask import Request, Response

from finops_runtime.logs import configure_logs
from finops_runtime.serving import serve
from finops_runtime.tracing import start_tracing
from load_facts.service import LoadService
from load_facts.settings import LoadSettings


@cache
def service() -> LoadService:
    """The function with the systems around it, made by the first request."""
    settings = LoadSettings()
    configure_logs("load_facts", settings.log_level)
    start_tracing("load_facts", settings)
    return LoadService(settings)


@functions_framework.http
def load_facts(request: Request) -> Response:
    """Answer an event, a probe or a scrape."""
    return serve(request, service(), empty_means=service().empty_means)
