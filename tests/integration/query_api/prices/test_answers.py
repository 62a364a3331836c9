"""Real answers about prices against the OpenAPI document."""

from typing import Any

import pytest

from query_api.route import CSV, XLSX
from tests.integration.query_api.prices.conftest import FIRST, Admin, Row
from tests.integration.query_api.test_document import validate

VIEW = "/v1/local/admin/pricing-views/{view}"


@pytest.fixture
def document(admin: Admin) -> Any:
    return admin.api.get("/openapi.json")


def test_answers_are_as_described(admin: Admin, document: Any) -> None:
    body = {"label": "Plan", "currency": "EUR", "reason": "x"}
    validate(document, VIEW, "put", Admin(admin.api, "plan").call("", "PUT", json=body))
    validate(document, VIEW, "delete", Admin(admin.api, "plan").call("", "DELETE", json={"reason": "x"}))
    changed: list[Row] = [
        ("vm", None, "VCPU_HOURS", "0.06", "2026-01", None),
        ("disk", None, "GB_MONTH", "1", "2026-01", None),
        (None, None, "EFFECTIVE_COST.USD", "2", "2026-01", None),
    ]
    for rows in ([*changed, ("vm", None, "VCPU_HOURS", 1, "2026-03", None)], changed, list(FIRST)):
        admin.draft(*rows)
        validate(document, f"{VIEW}/draft", "put", admin.call("/draft", "PUT", json={"metrics": ["WEIGHT"]}))
        admin.draft(*rows)
        validate(document, f"{VIEW}/draft/changes", "get", admin.call("/draft/changes"))
        validate(document, f"{VIEW}/versions/{{version}}", "get", admin.call("/versions/draft"))
    validate(document, f"{VIEW}/draft/publication", "post", admin.publish())
    validate(
        document, "/v1/local/admin/pricing-views", "get", admin.api.call("admin/pricing-views", role="Rosetta_Admin")
    )
    admin.draft(*FIRST)
    validate(document, f"{VIEW}/draft", "delete", admin.call("/draft", "DELETE"))
    for method, path in (("get", "/draft/changes"), ("delete", "/draft")):
        validate(document, VIEW + path, method, admin.call(path, method.upper()))


def test_tables_are_described(document: Any) -> None:
    taken = document["paths"][f"{VIEW}/draft"]["put"]["requestBody"]["content"]
    given = document["paths"][f"{VIEW}/versions/{{version}}"]["get"]["responses"]["200"]["content"]
    assert set(taken) == set(given) == {"application/json", CSV, XLSX}
