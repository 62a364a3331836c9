"""Pages of the referential. By the login of admins."""

from flask import Response

from query_api.cursor import KeyCursor
from query_api.reading import represent
from query_api.referential.parameters import KeyedParameters
from query_api.route import Call
from query_api.service import Service


def answer_list(service: Service, call: Call) -> Response:
    """A page of what there is, in the order of its keys."""
    parameters = call.parameters
    assert isinstance(parameters, KeyedParameters)  # as the route declares
    after = list(KeyCursor.parse(parameters.cursor, parameters.keys).keys) if parameters.cursor else None
    return represent(call, service.ask(service.admin, call.route.statement, {**parameters.values(), "after": after}))
