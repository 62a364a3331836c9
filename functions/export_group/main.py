"""The handler of export_group: FUNCTION_TARGET=export_group."""

from functools import cache

import functions_framework
from flask import Request, Response

from export_group.service import ExportService
from export_group.settings import ExportSettings
from finops_runtime.logs import configure_logs
from finops_runtime.serving import serve
from finops_runtime.tracing import start_tracing


@cache
def service() -> ExportService:
    """The function with the systems around it, made by the first request."""
    settings = ExportSettings()
    configure_logs("export_group", settings.log_level)
    start_tracing("export_group", settings)
    return ExportService(settings)


@functions_framework.http
def export_group(request: Request) -> Response:
    """Answer an event, a probe or a scrape."""
    return serve(request, service(), empty_means=service().empty_means)
