"""Who the API takes a token's holder for: so a screen need not ask for what would be refused."""

import json
from typing import Annotated

from flask import Response
from pydantic import Field, WithJsonSchema

from finops_runtime.identity.access import Access
from query_api.answers import Answered
from query_api.reading import represent
from query_api.route import Call
from query_api.service import Service

_COUNTING = Access.ANY_ROLE.value
RoleName = Annotated[str, WithJsonSchema({"type": "string", "enum": sorted(_COUNTING)})]


class Caller(Answered):
    """Somebody, by their token and what its issuer says of them."""

    subject: str = Field(description="as the audit log names them")
    entity_id: str = Field(description="the entity that this API is of")
    roles: list[RoleName] = Field(description="those that count here, in alphabetical order")


class CallerAnswer(Answered):
    """No `meta`: nothing of it is of a publication."""

    data: Caller


def answer_caller(service: Service, call: Call) -> Response:
    """From the token alone: no database is asked."""
    assert call.principal is not None  # the route is not public
    caller = {
        "subject": call.principal.subject,
        "entityId": service.settings.finops_entity_id,
        "roles": sorted(call.principal.roles & _COUNTING),
    }
    return represent(call, {"answer": json.dumps({"data": caller})})
