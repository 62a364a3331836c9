"""What the sources say: shaped as the real ones, and as dirty, even in a tiny company."""

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from finops_local.sample.bill_csv import amount_text
from finops_local.sample.charges import Charge, late_charges, private_charges, public_charges
from finops_local.sample.cmdb import DATABASES, RELATIONS, SERVERS, collections_of
from finops_local.sample.company import Company
from finops_local.sample.focus import write_bills, write_late_bill
from finops_local.sample.gitlab import PAGE, pages_of, projects_of, stub_data

TINY = Company(apps=12, months=3, today=date(2026, 11, 20))
FULL = Company(today=date(2026, 11, 20))
NOW = TINY.current


@pytest.mark.parametrize("company", [TINY, FULL], ids=["tiny", "full"])
def test_the_cmdb_has_every_kind_of_dirt(company: Company) -> None:
    servers = collections_of(company, company.current)[SERVERS]
    ids = [server["sys_id"] for server in servers]
    known = {application.sys_id for application in company.applications}
    users = [server["u_business_application"] for server in servers]
    assert len(set(ids)) < len(ids)
    assert "" in ids
    assert "" in users
    assert any(user and user["value"] not in known for user in users)
    assert any(not server["ram"].isdecimal() for server in servers)
    assert any("cpu_count" not in server for server in servers)
    assert any(server["install_status"] == "7" for server in servers)
    assert any(server["used_for"] == "" for server in servers)
    assert len(servers) > 2 * sum(1 for server in servers if not server["ram"].isdecimal())


def test_cmdb_documents_are_in_the_order_of_their_ids() -> None:
    for documents in collections_of(FULL, NOW).values():
        ids = [document["_id"] for document in documents]
        assert ids == sorted(set(ids))


def test_shared_cis_have_weights() -> None:
    relations = collections_of(TINY, NOW)[RELATIONS]
    shared = {relation["child"]["value"] for relation in relations}
    assert shared <= {server["sys_id"] for server in collections_of(TINY, NOW)[SERVERS]}
    assert len(relations) > len(shared) > 0
    assert all(int(relation["u_weight"]) > 0 for relation in relations)


def test_the_unpriced_product_is_used() -> None:
    assert any(d["sys_class_name"] == "cmdb_ci_db_syb_instance" for d in collections_of(TINY, NOW)[DATABASES])


@pytest.mark.parametrize("collection", [SERVERS, DATABASES])
def test_a_ci_does_not_change_when_another_is_bought(collection: str) -> None:
    def specifications(number: int) -> dict[str, tuple[Any, ...]]:
        found = collections_of(FULL, FULL.periods[number])[collection]
        return {
            d["sys_id"]: tuple(
                d.get(name) for name in ("name", "sys_class_name", "cpu_count", "ram", "used_for", "install_status")
            )
            for d in found
        }

    before, after = specifications(0), specifications(-1)
    assert all(after[sys_id] == what for sys_id, what in before.items() if sys_id in after)
    assert len(after) > len(before)


def test_gitlab_pages_hold_every_project_in_order_and_end_empty() -> None:
    pages = [json.loads(page) for page in pages_of(FULL, FULL.current)]
    ids = [project["id"] for page in pages for project in page]
    assert ids == sorted(set(ids))
    assert [len(page) for page in pages[:-2]] == [PAGE] * (len(pages) - 2)
    assert pages[-1] == []
    assert [project for page in pages for project in page] == projects_of(FULL, FULL.current)


@pytest.mark.parametrize("company", [TINY, FULL], ids=["tiny", "full"])
def test_gitlab_has_every_kind_of_dirt(company: Company) -> None:
    projects = stub_data(company, company.current)["projects"]
    assert any("statistics" not in project for project in projects)
    assert any(project["namespace"]["kind"] == "user" for project in projects)
    assert any(project.get("statistics", {}).get("packages_size") == "unknown" for project in projects)


@pytest.mark.parametrize("company", [TINY, FULL], ids=["tiny", "full"])
def test_the_public_bill_has_credits_corrections_and_commitments(company: Company) -> None:
    charges = list(public_charges(company, company.current))
    assert {charge.currency for charge in charges} == {"EUR", "USD"}
    assert {charge.category for charge in charges} == {"Usage", "Purchase", "Credit"}
    assert any(charge.charge_class == "Correction" and charge.effective < 0 for charge in charges)
    assert {"Used", "Unused"} <= {charge.commitment_status for charge in charges}
    assert any(charge.billed == 0 < charge.effective for charge in charges)
    assert any(charge.tags is None for charge in charges)
    assert any(charge.effective == 0 < charge.billed for charge in charges)


def test_charges_are_the_same_but_for_the_calendar() -> None:
    later = Company(apps=12, months=3, today=date(2027, 3, 1))

    def amounts(charges: list[Charge]) -> list[tuple[Any, ...]]:
        return [(c.service, c.account, c.tags, c.billed, c.effective) for c in charges]

    assert amounts(list(public_charges(TINY, NOW))) == amounts(list(public_charges(later, later.current)))
    assert amounts(list(private_charges(TINY, NOW))) == amounts(list(private_charges(later, later.current)))


@pytest.mark.parametrize(
    ("units", "text"),
    [(0, "0.0000000000"), (1, "0.0000000001"), (-1, "-0.0000000001"), (12_345_678_901_234, "1234.5678901234")],
)
def test_amounts_are_written_exactly(units: int, text: str) -> None:
    assert amount_text(units) == text
    assert Decimal(text).scaleb(10) == units


def test_csv_bills_hold_the_charges_and_the_dirt(tmp_path: Path) -> None:
    write_bills(TINY, tmp_path)
    for period in TINY.periods:
        raw = (tmp_path / "public_cloud" / str(period) / "bill.csv").read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf") == (b"\r\n" in raw) == (TINY.age(period) == 1)
        *rows, torn = csv.DictReader(raw.decode("utf-8-sig").splitlines())
        charges = list(public_charges(TINY, period))
        assert len(rows) == len(charges)
        assert torn["BilledCost"] == "line"
        assert {"NaN", "", "1.25E-7"} <= {row["EffectiveCost"] for row in rows}
        same = [row["EffectiveCost"] == amount_text(c.effective) for row, c in zip(rows, charges, strict=True)]
        assert same.count(False) == 3
        assert any(not row["BillingPeriodStart"].startswith(str(period)) for row in rows)
        assert any(row["Tags"] not in ("NULL",) and not row["Tags"].endswith(("}", "]")) for row in rows)
        assert any(row["Tags"].startswith("[") for row in rows)


def test_parquet_bills_hold_decimals_and_maps(tmp_path: Path) -> None:
    write_bills(TINY, tmp_path)
    table = pq.read_table(tmp_path / "private_cloud" / str(NOW) / "bill.parquet")
    charges = list(private_charges(TINY, NOW))
    assert table.schema.field("EffectiveCost").type == pa.decimal128(38, 10)
    assert pa.types.is_map(table.schema.field("Tags").type)
    assert "InvoiceId" in table.column_names
    effective = table["EffectiveCost"].to_pylist()
    assert effective.count(None) == 1
    assert sum(table["BilledCost"].to_pylist()).scaleb(10) == sum(charge.billed for charge in charges)


def test_last_months_bill_grows(tmp_path: Path) -> None:
    write_bills(TINY, tmp_path)
    late = write_late_bill(TINY, tmp_path)
    assert str(late) == "2026-10"
    assert sorted(p.name for p in (tmp_path / "public_cloud" / "2026-10").iterdir()) == ["bill.csv", "late.csv"]
    charges = list(late_charges(TINY, late))
    assert sum(charge.effective for charge in charges) > 0
    assert any(charge.effective < 0 for charge in charges)
