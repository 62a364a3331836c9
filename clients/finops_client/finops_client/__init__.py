"""The query API of Rosetta FinOps, typed: `Client(url, token).domains(period="2026-10")`."""

from finops_client.client import Client
from finops_client.problems import (
    ApiProblem,
    Conflict,
    Fault,
    Forbidden,
    NotFound,
    NotUnderstood,
    OutdatedCursor,
    RunUnderWay,
    Unauthorized,
    Unavailable,
)
from finops_client.transport import Retries, Table

__all__ = [
    "ApiProblem",
    "Client",
    "Conflict",
    "Fault",
    "Forbidden",
    "NotFound",
    "NotUnderstood",
    "OutdatedCursor",
    "Retries",
    "RunUnderWay",
    "Table",
    "Unauthorized",
    "Unavailable",
]
