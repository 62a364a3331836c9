"""I8: a new domain on an existing connector is rows in tables; it is published, and the API shows it, by itself."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from psycopg.types.json import Jsonb

from tests.fix_chain import Chain
from tests.fix_company import LAST_MONTH, THIS_MONTH, Company

BILL = """BillingPeriodStart,BillingCurrency,EffectiveCost,BilledCost,ServiceCategory,Tags
{month}-01 00:00:00,USD,1.25,1.5,Compute,"{{""application"": ""shop"", ""environment"": ""Prod""}}"
{month}-01 00:00:00,USD,-0.000000000000000001,0,Compute,NULL
"""


def test_i8_a_domain_by_rows_alone_is_tried_enabled_and_published(
    chain: Chain, company: Company, tmp_path: Path
) -> None:
    chain.night(datetime.now(UTC))
    chain.settle()
    for period in (LAST_MONTH, THIS_MONTH):
        (tmp_path / f"{period}.csv").write_text(BILL.format(month=period), encoding="utf-8")
    _insert_rows(company, tmp_path)
    dry = chain.request(domains=["public_cloud"], dry_run=True)
    chain.settle()
    (slice_of_last_month, _) = company.run(dry)["report"]["slices"]
    assert slice_of_last_month["rows_after"] == 4
    assert slice_of_last_month["quantities"]["EFFECTIVE_COST.USD"] == {"before": "0", "after": "1.249999999999999999"}
    assert company.all("SELECT FROM mv_cost_domain_month WHERE domain_id = 'public_cloud'") == []

    company.db.execute("UPDATE dim_domain SET is_enabled = true WHERE domain_id = 'public_cloud'")
    run_id = chain.night(datetime.now(UTC))
    chain.settle()
    assert company.run(run_id)["status"] == "SUCCESS"
    costs = company.all(
        "SELECT cost, environment FROM mv_cost_domain_month WHERE domain_id = 'public_cloud'"
        " AND period_month = %s ORDER BY environment",
        THIS_MONTH.first_day,
    )
    assert costs == [
        {"environment": "production", "cost": Decimal("1.125")},
        {"environment": "shared", "cost": Decimal("-0.0000000000000000009")},
    ]
    billed = company.one(
        "SELECT sum(quantity) AS billed FROM mv_quantity_domain_month"
        " WHERE consumption_metric = 'BILLED_COST.USD' AND period_month = %s",
        THIS_MONTH.first_day,
    )
    assert billed["billed"] == Decimal("1.5")


def _insert_rows(company: Company, folder: Path) -> None:
    company.db.execute(
        "INSERT INTO dim_metric VALUES ('EFFECTIVE_COST.USD', 'USD', 'e', 'e'), ('BILLED_COST.USD', 'USD', 'b', 'b')"
    )
    config = {"source": "focus", "files": f"{folder}/{{period}}.csv", "environments": {"prod": "production"}}
    company.db.execute(
        "INSERT INTO dim_domain VALUES ('public_cloud', 'Public cloud', 'DIRECT', NULL, NULL, false, %s, NULL,"
        " 'ingest_cloud', 'focus', %s)",
        [LAST_MONTH.first_day, Jsonb(config)],
    )
    company.db.execute("INSERT INTO dim_family VALUES ('compute', 'public_cloud', 'Compute')")
    company.db.execute("INSERT INTO dim_product VALUES ('vm', 'compute', 'Virtual machines')")
    company.db.execute("INSERT INTO product_alias VALUES ('focus', 'Compute', 'vm')")
    company.db.execute("INSERT INTO application_alias VALUES ('focus', 'shop', 'billing')")
    version = company.one(
        "INSERT INTO pricing_view_version (pricing_view_id, version, author, reason)"
        " VALUES ('actual', 9, 'me', 'cloud') RETURNING version_id"
    )["version_id"]
    company.db.execute(
        "INSERT INTO pricing_view_metric VALUES (%s, 'VCPU'), (%s, 'EFFECTIVE_COST.USD')", [version, version]
    )
    company.db.execute(
        "INSERT INTO unit_price VALUES (%s, 'linux-server', NULL, 'VCPU', 10, '2020-01-01'),"
        " (%s, NULL, NULL, 'EFFECTIVE_COST.USD', 0.9, '2020-01-01')",
        [version, version],
    )
    company.db.execute("UPDATE pricing_view_version SET published_at = now() WHERE version_id = %s", [version])
