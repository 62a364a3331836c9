"""The audit log, read. By the login of admins."""

from flask import Response

from query_api.audit.parameters import AuditParameters
from query_api.reading import represent
from query_api.route import Call
from query_api.service import Service


def answer_audit(service: Service, call: Call) -> Response:
    """A page of what admins did, the latest first."""
    parameters = call.parameters
    assert isinstance(parameters, AuditParameters)  # as the route declares
    values = parameters.values_in(service.settings.timezone)
    return represent(call, service.ask(service.admin, call.route.statement, values))
