"""A small company with INDIRECT domains: rows for them, and what is published of them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from psycopg.types.json import Jsonb

from tests.fix_company import THIS_MONTH, Company

NOW = datetime.now(UTC)
FROM_MONGO = {"source": "cmdb", "from": {"collection": "indirect_coefficients"}}
BY_VCPU = {"source_domain": "open", "weights": {"VCPU": "2"}}


def add_indirect(  # the columns of dim_domain, by their names
    company: Company,
    domain_id: str,
    config: dict[str, Any],
    *,
    connector: str = "external_coefficients",
    policy: str | None = None,
    enabled: bool = True,
) -> None:
    company.db.execute(
        "INSERT INTO dim_domain VALUES (%s, %s, 'INDIRECT', %s, 'Shared out', %s, %s, %s, %s, %s, %s)",
        [
            domain_id,
            domain_id.title(),
            connector,
            enabled,
            THIS_MONTH.first_day,
            policy,
            "load_facts" if connector == "open_weight" else "ingest_open",
            connector,
            Jsonb(config),
        ],
    )


def has_weights(company: Company, rows: Sequence[tuple[str | None, str]], domain: str = "network") -> None:
    """The coefficients of this month, and none else."""
    collection = company.raw_zone.database["indirect_coefficients"]
    collection.delete_many({"domain": domain})
    if rows:
        collection.insert_many(
            {"domain": domain, "period": str(THIS_MONTH), "application": application, "weight": weight}
            for application, weight in rows
        )


def price_domain(company: Company, domain_id: str, amount: str) -> None:
    """One more version of the price list: 10 EUR a vCPU, and the month's amount to share out."""
    company.db.execute(
        "INSERT INTO pricing_view_version (pricing_view_id, version, author, reason)"
        " VALUES ('actual', 9, 'me', 'indirect')"
    )
    company.db.execute(
        "INSERT INTO pricing_view_metric SELECT version_id, m FROM pricing_view_version,"
        " unnest(ARRAY['VCPU', 'COEFFICIENT']) AS m WHERE version = 9"
    )
    company.db.execute(
        "INSERT INTO unit_price SELECT version_id, 'linux-server', NULL, 'VCPU', 10, '2020-01-01'"
        " FROM pricing_view_version WHERE version = 9"
    )
    company.db.execute(
        "INSERT INTO unit_price SELECT version_id, NULL, %s, 'COEFFICIENT', %s, '2020-01-01'"
        " FROM pricing_view_version WHERE version = 9",
        [domain_id, amount],
    )
    company.db.execute("UPDATE pricing_view_version SET published_at = now(), in_force_at = now() WHERE version = 9")


def coefficients(company: Company, domain_id: str) -> dict[str, tuple[Any, Any]]:
    """Published raw weight and weight by application."""
    rows = company.all("SELECT * FROM fact_coefficient WHERE domain_id = %s", domain_id)
    return {row["application_id"]: (row["raw_weight"], row["weight"]) for row in rows}


def quantities(company: Company, domain_id: str) -> dict[str, Decimal]:
    rows = company.all("SELECT * FROM fact_consumption WHERE domain_id = %s", domain_id)
    assert {(row["environment"], row["product_id"], row["consumption_type"]) for row in rows} <= {
        ("shared", None, "INDIRECT")
    }
    return {row["application_id"]: row["quantity"] for row in rows}
