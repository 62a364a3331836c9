"""Asking for aggregates, and what tells their rows apart."""

from collections.abc import Callable
from typing import Any

from werkzeug.test import TestResponse

from tests.integration.query_api.conftest import Api
from tests.integration.query_api.mart import Fact

KEYS: dict[str, tuple[str, Callable[[Fact], str]]] = {
    "month": ("period", lambda fact: fact.month),
    "domain": ("domainId", lambda fact: fact.domain),
    "family": ("familyId", lambda fact: fact.family or "(none)"),
    "product": ("productId", lambda fact: fact.product or "(none)"),
    "application": ("applicationId", lambda fact: fact.application),
    "environment": ("environment", lambda fact: fact.environment),
    "metric": ("metric", lambda fact: fact.metric),
}


def post(api: Api, body: Any, **more: Any) -> TestResponse:
    return api.call("aggregate", method="POST", json=body, **more)


def ask(api: Api, *, status: int = 200, **body: Any) -> Any:
    return api.get("aggregate", method="POST", json=body, status=status)
