"""I8: a new domain on an existing connector is rows in tables; it is published, and the API shows it, by itself."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from psycopg.types.json import Jsonb

from tests.fix_chain import Chain, Sink
from tests.fix_company import LAST_MONTH, THIS_MONTH, Company
from tests.integration.query_api.conftest import Api, make_function, settings_for
from tests.integration.query_api.signer import Signer

BILL = """BillingPeriodStart,BillingCurrency,EffectiveCost,BilledCost,ServiceCategory,Tags
{month}-01 00:00:00,USD,1.25,1.5,Compute,"{{""application"": ""shop"", ""environment"": ""Prod""}}"
{month}-01 00:00:00,USD,-0.000000000000000001,0,Compute,NULL
"""
DOMAIN = "admin/domains/public_cloud"


@pytest.fixture
def api(database_url: str, sink: Sink) -> Iterator[Api]:
    """query_api beside the chain, its requests for runs delivered by it."""
    signer = Signer()
    client, module = make_function(settings_for(database_url, signer, sink))
    yield Api(client, signer, module)
    module.application().close()
    signer.close()


def settings(folder: Path) -> dict[str, Any]:
    return {"source": "focus", "files": f"{folder}/{{period}}.csv", "environments": {"prod": "production"}}


def test_i8_a_domain_by_rows_alone_is_tried_enabled_and_published(
    chain: Chain, company: Company, api: Api, tmp_path: Path
) -> None:
    chain.night(datetime.now(UTC))
    chain.settle()
    _write_bills(tmp_path)
    company.db.execute(
        "INSERT INTO dim_domain VALUES ('public_cloud', 'Public cloud', 'DIRECT', NULL, NULL, false, %s, NULL,"
        " 'ingest_cloud', 'focus', %s)",
        [LAST_MONTH.first_day, Jsonb(settings(tmp_path))],
    )
    _insert_referential(company)
    _publish_prices(company)
    dry = chain.request(domains=["public_cloud"], dry_run=True)
    chain.settle()
    (slice_of_last_month, _) = company.run(dry)["report"]["slices"]
    assert slice_of_last_month["rows_after"] == 4
    assert slice_of_last_month["quantities"]["EFFECTIVE_COST.USD"] == {"before": "0", "after": "1.249999999999999999"}
    assert company.all("SELECT FROM mv_cost_domain_month WHERE domain_id = 'public_cloud'") == []
    assert _failed(api.admin(DOMAIN)) == []

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
        "SELECT sum(quantity) AS billed FROM mv_quantity_product_month"
        " WHERE consumption_metric = 'BILLED_COST.USD' AND period_month = %s",
        THIS_MONTH.first_day,
    )
    assert billed["billed"] == Decimal("1.5")


def test_i8_a_domain_goes_from_nothing_to_the_screens_through_the_api(
    chain: Chain, company: Company, api: Api, tmp_path: Path
) -> None:
    chain.night(datetime.now(UTC))
    chain.settle()
    _write_bills(tmp_path)
    body = {
        "domainLabel": "Public cloud",
        "availableFrom": str(LAST_MONTH),
        "ingestFunction": "ingest_cloud",
        "connector": "focus",
        "connectorConfig": settings(tmp_path),
    }
    wrong = api.admin(DOMAIN, method="PUT", json={**body, "connectorConfig": {"source": "focus", "fls": 1}}, status=400)
    assert [fault["at"] for fault in wrong["errors"]] == ["connectorConfig.files", "connectorConfig.fls"]
    created = api.admin(DOMAIN, method="PUT", json=body)
    assert created["data"]["isEnabled"] is False
    assert "source_answers" in _failed(created)
    _insert_referential(company)
    _dry_run(chain, api)
    assert _failed(api.admin(DOMAIN)) == ["prices_present"]  # one price list is in use, and knows no such metric
    refused = api.admin(f"{DOMAIN}/activation", method="POST", json={}, status=409)
    assert [fault["at"] for fault in refused["errors"]] == ["prices_present"]
    _publish_prices(company)
    assert _failed(api.admin(DOMAIN)) == ["prices_present"]  # what the dry run found is out of date
    _dry_run(chain, api)
    (total, _) = [t for t in _evidence(api)["totals"] if t["metric"] == "EFFECTIVE_COST.USD"]
    assert (total["balanced"], total["rejected"], total["source"]) == (True, 0, Decimal("1.249999999999999999"))
    assert api.admin(f"{DOMAIN}/activation", method="POST", json={})["data"]["checklist"]["ready"] is True

    api.admin(DOMAIN, method="PUT", json={**body, "connectorConfig": {**settings(tmp_path), "missing_files": "empty"}})
    assert "source_answers" in _failed(api.admin(DOMAIN))  # other settings were never tried; the domain stays enabled
    run_id = chain.night(datetime.now(UTC))
    chain.settle()
    shown = {row["domainId"]: row["cost"] for row in api.get(f"domains?period={THIS_MONTH}")["data"]}
    assert shown["public_cloud"] == Decimal("1.1249999999999999991")
    assert _failed(api.admin(DOMAIN)) == []
    assert (_evidence(api)["runId"], _evidence(api)["dryRun"]) == (str(run_id), False)
    found = {(row["domainId"], row["metric"]): row for row in api.get("unallocated")["data"]}
    assert found["public_cloud", "EFFECTIVE_COST.USD"]["unallocatedQuantity"] < 0
    steps = {step["domainId"]: step for step in api.admin(f"admin/runs/{run_id}")["data"]["steps"]}
    quality = {line["metric"]: line for line in steps["public_cloud"]["quality"]}["BILLED_COST.USD"]
    assert quality["rows"] == 2
    assert quality["withoutApplication"] == {"rows": 1, "rowShare": Decimal("0.5"), "quantityShare": 0}


def test_a_price_that_is_missing_is_named_with_its_product(
    chain: Chain, company: Company, api: Api, tmp_path: Path
) -> None:
    _write_bills(tmp_path)
    body = {"domainLabel": "Cloud", "availableFrom": str(LAST_MONTH), "ingestFunction": "ingest_cloud"}
    api.admin(DOMAIN, method="PUT", json={**body, "connector": "focus", "connectorConfig": settings(tmp_path)})
    _insert_referential(company)
    _publish_prices(company, rate=False)
    _dry_run(chain, api)
    assert [(line["unpriced"], line["keys"]) for line in _evidence(api)["prices"]] == [
        (2, ["vm EFFECTIVE_COST.USD"]),
        (2, ["vm EFFECTIVE_COST.USD"]),
    ]


def test_settings_that_only_the_connector_can_judge_fail_the_dry_run_and_the_checklist_says_so(
    chain: Chain, company: Company, api: Api, tmp_path: Path
) -> None:
    twice = {**settings(tmp_path), "metrics": {"EffectiveCost": "COST", "BilledCost": "COST"}}
    body = {"domainLabel": "Cloud", "availableFrom": str(LAST_MONTH), "ingestFunction": "ingest_cloud"}
    api.admin(DOMAIN, method="PUT", json={**body, "connector": "focus", "connectorConfig": twice})
    _insert_referential(company)
    _dry_run(chain, api)
    checks = {item["key"]: item for item in api.admin(DOMAIN)["data"]["checklist"]["items"]}
    assert checks["settings_valid"]["ok"] is True
    assert "metrics" in checks["source_answers"]["message"]
    assert checks["dry_run_reconciled"]["ok"] is False


def _failed(answer: Any) -> list[str]:
    checklist = answer["data"]["checklist"]
    failed = [item["key"] for item in checklist["items"] if not item["ok"]]
    assert checklist["ready"] is (failed == [])
    return failed


def _evidence(api: Api) -> Any:
    return api.admin(DOMAIN)["data"]["checklist"]["evidence"]


def _dry_run(chain: Chain, api: Api) -> None:
    assert api.request_run({"domains": ["public_cloud"], "dryRun": True}).status_code == 202
    chain.settle()


def _write_bills(folder: Path) -> None:
    for period in (LAST_MONTH, THIS_MONTH):
        (folder / f"{period}.csv").write_text(BILL.format(month=period), encoding="utf-8")


def _insert_referential(company: Company) -> None:
    company.db.execute(
        "INSERT INTO dim_metric VALUES ('EFFECTIVE_COST.USD', 'USD', 'e', 'e'), ('BILLED_COST.USD', 'USD', 'b', 'b')"
    )
    company.db.execute("INSERT INTO dim_family VALUES ('compute', 'public_cloud', 'Compute')")
    company.db.execute("INSERT INTO dim_product VALUES ('vm', 'compute', 'Virtual machines')")
    company.db.execute("INSERT INTO product_alias VALUES ('focus', 'Compute', 'vm')")
    company.db.execute("INSERT INTO application_alias VALUES ('focus', 'shop', 'billing')")


def _publish_prices(company: Company, *, rate: bool = True) -> None:
    version = company.one(
        "INSERT INTO pricing_view_version (pricing_view_id, version, author, reason)"
        " VALUES ('actual', 9, 'me', 'cloud') RETURNING version_id"
    )["version_id"]
    company.db.execute(
        "INSERT INTO pricing_view_metric VALUES (%s, 'VCPU'), (%s, 'EFFECTIVE_COST.USD')", [version, version]
    )
    company.db.execute("INSERT INTO unit_price VALUES (%s, 'linux-server', NULL, 'VCPU', 10, '2020-01-01')", [version])
    if rate:
        company.db.execute(
            "INSERT INTO unit_price VALUES (%s, NULL, NULL, 'EFFECTIVE_COST.USD', 0.9, '2020-01-01')", [version]
        )
    company.db.execute(
        "UPDATE pricing_view_version SET published_at = now(), in_force_at = now() WHERE version_id = %s", [version]
    )
