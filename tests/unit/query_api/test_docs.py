"""What people read is what the code has: every setting, endpoint, parameter and metric."""

from pathlib import Path
from typing import get_args

import pytest

from finops_runtime.identity.refusals import Reason
from query_api.freshness import _GAUGES, _RUN_GAUGES
from query_api.openapi import template
from query_api.route import Route
from query_api.routes import ROUTES
from query_api.settings import ApiSettings

ROOT = Path(__file__).parents[3]
README = (ROOT / "functions/query_api/README.md").read_text()
API = (ROOT / "docs/api.md").read_text()
ELSEWHERE = {
    "postgres_port",
    "postgres_user",
    "postgres_password",
    "postgres_database",
    "postgres_sslmode",
    "postgres_host",
    "postgres_lock_timeout_ms",
}


@pytest.mark.parametrize("name", sorted(set(ApiSettings.model_fields) - ELSEWHERE))
def test_settings(name: str) -> None:
    assert f"`{name.upper()}`" in README


@pytest.mark.parametrize("name", [name for name, _ in (*_GAUGES.values(), *_RUN_GAUGES.values())])
def test_metrics(name: str) -> None:
    assert f"`{name}`" in README


@pytest.mark.parametrize("reason", get_args(Reason))
def test_reasons_of_refusals(reason: str) -> None:
    assert f"`{reason}`" in README.partition("| `reason` of a refusal |")[2]


@pytest.mark.parametrize("route", [route for route in ROUTES if route.path.startswith("/v1")], ids=lambda r: r.path)
def test_endpoints_and_parameters(route: Route) -> None:
    path = template(route.path).removeprefix("/v1/local/")
    verb = "" if route.method == "GET" else f"{route.method} "
    assert f"| `{verb}{path}` |" in API
    fields = {**route.parameters.model_fields, **(route.body.model_fields if route.body else {})}
    for name, field in fields.items():
        assert f"`{field.alias or name}`" in API
