"""Anomalies as admins acknowledge them. By the login of admins; readers see it in a generation of its own."""

from typing import Annotated
from uuid import UUID

from flask import Response
from psycopg import Connection
from psycopg.rows import DictRow
from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic.alias_generators import to_camel

from finops_runtime.database import load_sql
from finops_runtime.logs import get_logger
from finops_runtime.problem import Problem
from query_api.body import read_body
from query_api.reading import represent
from query_api.route import Call
from query_api.service import Service
from query_api.writing import author, changing, raise_generation

log = get_logger(__name__)
Comment = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class AcknowledgementRequest(BaseModel):
    """Say what an anomaly comes from."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, strict=True)

    comment: Comment


def answer_acknowledgement(service: Service, call: Call) -> Response:
    """Acknowledge an anomaly; the same comment again changes nothing. Raises Problem 404, 409 for another comment."""
    anomaly, comment = _anomaly_of(call), read_body(AcknowledgementRequest, call.request).comment
    with changing(service) as connection:
        found = _report(service, connection, anomaly)
        if found["comment"] not in (None, comment):
            raise Problem(
                409,
                "anomaly-acknowledged",
                "the anomaly is acknowledged with another comment: withdraw that acknowledgement first",
            )
        if found["acknowledged_at"] is None:
            values = {**author(service, call), "anomaly": anomaly, "comment": comment}
            connection.execute(load_sql("query_api", "insights/acknowledge_anomaly"), values)
            raise_generation(connection)
            found = _report(service, connection, anomaly)
            log.info("anomaly acknowledged", anomaly=str(anomaly))
    return represent(call, found)


def answer_withdrawal(service: Service, call: Call) -> Response:
    """Withdraw an acknowledgement, if there is one; raises Problem 404 for an unknown anomaly."""
    anomaly = _anomaly_of(call)
    with changing(service) as connection:
        found = _report(service, connection, anomaly)
        if found["acknowledged_at"] is not None:
            connection.execute(
                load_sql("query_api", "insights/withdraw_acknowledgement"),
                {**author(service, call), "anomaly": anomaly},
            )
            raise_generation(connection)
            found = _report(service, connection, anomaly)
            log.info("acknowledgement withdrawn", anomaly=str(anomaly))
    return represent(call, found)


def _anomaly_of(call: Call) -> UUID:
    try:
        return UUID(call.path["anomaly"])
    except ValueError as error:
        raise _unknown() from error


def _report(service: Service, connection: Connection[DictRow], anomaly: UUID) -> DictRow:
    values = {"entity": service.settings.finops_entity_id, "anomaly": anomaly}
    row = connection.execute(load_sql("query_api", "insights/anomaly"), values).fetchone()
    if row is None:
        raise _unknown()
    return row


def _unknown() -> Problem:
    return Problem(404, "not-found", "there is no such anomaly")
