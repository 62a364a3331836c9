"""Prices as an admin writes, looks at and publishes them, on the small mart of query_api's tests."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from psycopg.rows import DictRow
from werkzeug.test import TestResponse

from finops_runtime.sheets.writing import Cell, workbook_bytes
from query_api.prices.price_list import COLUMNS
from query_api.route import CSV, XLSX
from tests.integration.query_api.conftest import Api

ADMIN = "Rosetta_FinOps_Admin"
Row = Sequence[Cell]
FIRST = (
    ("vm", None, "VCPU_HOURS", "0.0500001", "2026-01", None),
    (None, None, "EFFECTIVE_COST.USD", "1.1", "2026-01", None),
    (None, "weights", "WEIGHT", "1000", "2026-01", None),
    (None, None, "GB_MONTH", None, None, None),
)
"""What version 1 of both views says, as a table."""


@dataclass(frozen=True, slots=True)
class Admin:
    """The API as an admin of prices calls it."""

    api: Api
    view: str = "actual"

    def call(self, path: str, method: str = "GET", **more: Any) -> TestResponse:
        return self.api.call(f"admin/pricing-views/{self.view}{path}", method=method, role=ADMIN, **more)

    def get(self, path: str, **more: Any) -> Any:
        return self.api.admin(f"admin/pricing-views/{self.view}{path}", **more)

    def put(self, body: bytes, media_type: str = CSV, query: str = "") -> TestResponse:
        return self.call(f"/draft{query}", "PUT", data=body, headers={"Content-Type": media_type})

    def draft(self, *rows: Row, query: str = "") -> Any:
        """The draft that these rows make; it must be accepted."""
        response = self.put(table(rows), query=query)
        assert response.status_code == 200, response.text
        return response.json["data"]  # type: ignore[index]  # is JSON

    def refused(self, *rows: Row) -> dict[str, str]:
        """What is wrong with these rows, by place."""
        return faults(self.put(table(rows)), 400)

    def publish(self, reason: str = "as agreed", **more: Any) -> TestResponse:
        return self.call("/draft/publication", "POST", json={"reason": reason, **more})

    def state(self, version: int) -> str:
        """The state of a version."""
        views = {view["pricingViewId"]: view for view in self.api.admin("admin/pricing-views")["data"]}
        return next(str(found["state"]) for found in views[self.view]["versions"] if found["version"] == version)


def table(rows: Iterable[Row], columns: Sequence[str] = COLUMNS, delimiter: str = ",") -> bytes:
    """As CSV."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter)
    writer.writerow(columns)
    writer.writerows(rows)
    return written.getvalue().encode()


def workbook(rows: Iterable[Row], columns: Sequence[str] = COLUMNS) -> bytes:
    """As XLSX."""
    return workbook_bytes("prices", columns, rows)


def faults(response: TestResponse, status: int) -> dict[str, str]:
    """What a problem says, by place."""
    assert response.status_code == status, response.text
    document: Any = response.json
    return {fault["at"]: fault["message"] for fault in document.get("errors", [])}


@pytest.fixture
def admin(own_api: Api, db: psycopg.Connection[DictRow]) -> Admin:
    """The default view has a version in force whose prices are those that the mart is valued by."""
    db.execute("ALTER TABLE unit_price DISABLE TRIGGER unit_price_immutable")
    db.execute(
        "INSERT INTO unit_price (version_id, product_id, domain_id, metric, unit_price, first_month)"
        " SELECT version_id, product, domain, metric, CASE pricing_view_id WHEN 'actual' THEN price ELSE 2 END,"
        " '2026-01-01' FROM pricing_view_version, (VALUES ('vm', NULL, 'VCPU_HOURS', 0.0500001),"
        " (NULL, NULL, 'EFFECTIVE_COST.USD', 1.1),"
        " (NULL, 'weights', 'WEIGHT', 1000)) p (product, domain, metric, price)"
    )
    db.execute("ALTER TABLE unit_price ENABLE TRIGGER unit_price_immutable")
    return Admin(own_api)


MakeBody = Callable[[Iterable[Row]], bytes]
BODIES: dict[str, MakeBody] = {CSV: table, XLSX: workbook}
