"""What the sources say: shaped as the real ones, and as dirty, even in a tiny company."""

import csv
import gzip
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from finops_local.sample.bill_csv import amount_text
from finops_local.sample.charges import (
    LEAK,
    LEAK_AGE,
    LEAKING,
    Charge,
    late_charges,
    private_charges,
    public_charges,
)
from finops_local.sample.cmdb import APPLICATIONS, DATABASES, RELATIONS, SERVERS, collections_of
from finops_local.sample.company import Company
from finops_local.sample.domains import DOMAINS, SECRETS, STUBS
from finops_local.sample.domains.public_cloud import write_late_bill
from finops_local.sample.focus_columns import columns_of, version_of
from finops_local.sample.gitlab import ci_minutes_of, projects_of
from finops_local.sample.places import Places

TINY = Company(apps=12, months=3, today=date(2026, 11, 20))
FULL = Company(today=date(2026, 11, 20))
NOW = TINY.current
PLACES = Places("", "", "", Path("/sample"), {}, dict.fromkeys(SECRETS, "secret"))


def write_files(domain_id: str, folder: Path) -> Path:
    """What the source of a domain leaves as files; the folder of them."""
    (domain,) = (domain for domain in DOMAINS if domain.domain_id == domain_id)
    assert domain.write_files is not None
    domain.write_files(TINY, folder)
    return folder / domain_id


def holds(stub_name: str, company: Company = TINY) -> dict[str, Any]:
    """What a stub holds now."""
    (stub,) = (stub for stub in STUBS if stub.name == stub_name)
    return stub.holds(company, company.current, PLACES)


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


def test_applications_have_names_for_other_sources_and_one_claims_anothers() -> None:
    applications = collections_of(FULL, FULL.current)[APPLICATIONS]
    groups = [application["u_gitlab_group"] for application in applications]
    assert len(set(groups)) == len(groups) - 1
    copy = applications[-1]
    assert groups.count(copy["u_gitlab_group"]) == 2
    assert not any(copy[field] for field in copy if field.startswith("u_") and field != "u_gitlab_group")
    assert len({application["number"] for application in applications}) == len(applications)
    before = collections_of(FULL, FULL.periods[-2])[APPLICATIONS]
    assert copy["number"] not in {application["number"] for application in before}


def test_an_application_changes_its_name_and_keeps_its_number() -> None:
    then, now = (
        {application["number"]: application["name"] for application in collections_of(FULL, period)[APPLICATIONS]}
        for period in (FULL.periods[0], FULL.current)
    )
    renamed = {number for number, name in then.items() if now[number] != name}
    assert len(renamed) == 1


def test_a_young_applications_server_is_installed_within_its_first_month() -> None:
    young = next(a for a in FULL.applications if a.born is not None and a.born < FULL.months)
    assert young.born is not None
    first = FULL.current.plus(-young.born)
    name = f"srv-{young.index + 1:04d}-00"
    for period in (first, FULL.current):
        (server,) = {s["name"]: s for s in collections_of(FULL, period)[SERVERS] if s["name"] == name}.values()
        assert server["install_date"] == f"{first}-11"


def test_the_groups_of_gitlab_use_more_minutes_than_their_projects() -> None:
    usage = ci_minutes_of(FULL, FULL.current)
    assert len(usage) == 2
    for months in usage.values():
        assert len(months) == FULL.months
        for month in months.values():
            assert month["minutes"] > sum(project["minutes"] for project in month["projects"]) > 0


@pytest.mark.parametrize("company", [TINY, FULL], ids=["tiny", "full"])
def test_gitlab_has_every_kind_of_dirt(company: Company) -> None:
    projects = projects_of(company, company.current)
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


def test_one_application_stores_far_too_much_in_the_month_before_the_current_one() -> None:
    application = FULL.applications[LEAKING]
    assert application.born is None
    storage = [
        sum(
            charge.effective
            for charge in public_charges(FULL, FULL.current.plus(-age))
            if charge.service.name == LEAK.name and charge.account == application.project_id
        )
        for age in range(12)
    ]
    before = storage[LEAK_AGE + 1 :]
    assert storage[LEAK_AGE] > 7 * max(before)
    assert storage[0] < 2 * max(before)


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


def bill_text(path: Path) -> str:
    """A bill as it was written, unpacked."""
    packed = path.read_bytes()
    return (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode()


def test_csv_bills_hold_the_charges_and_the_dirt(tmp_path: Path) -> None:
    bills = write_files("public_cloud", tmp_path)
    names = set()
    for period in TINY.periods:
        (path,) = (bills / str(period)).iterdir()
        names.add(path.name)
        text = bill_text(path)
        assert text.startswith("\ufeff") == ("\r\n" in text) == (TINY.age(period) == 1)
        *rows, torn = csv.DictReader(text.removeprefix("\ufeff").splitlines())
        assert tuple(torn) == columns_of(version_of(TINY.age(period)))
        charges = list(public_charges(TINY, period))
        assert len(rows) == len(charges)
        assert list(torn.values())[:2] == ["torn", "line"]
        assert {"NaN", "", "1.25E-7"} <= {row["EffectiveCost"] for row in rows}
        same = [row["EffectiveCost"] == amount_text(c.effective) for row, c in zip(rows, charges, strict=True)]
        assert same.count(False) == 3
        assert any(not row["BillingPeriodStart"].startswith(str(period)) for row in rows)
        assert any(row["Tags"] not in ("NULL",) and not row["Tags"].endswith(("}", "]")) for row in rows)
        assert any(row["Tags"].startswith("[") for row in rows)
    assert names == {"bill.csv", "bill.csv.gz"}


def test_bills_are_of_every_version_of_focus() -> None:
    versions = [version_of(FULL.age(period)) for period in FULL.periods]
    assert versions == sorted(versions)
    assert set(versions) == {"1.0", "1.1", "1.2", "1.3", "1.4"}
    assert "ProviderName" in columns_of("1.3")
    assert "ServiceProviderName" in columns_of("1.3")
    assert "ProviderName" not in columns_of("1.4")
    assert set(columns_of("1.0")) < set(columns_of("1.1")) < set(columns_of("1.2")) < set(columns_of("1.3"))


def test_parquet_bills_hold_decimals_and_maps(tmp_path: Path) -> None:
    bills = write_files("private_cloud", tmp_path)
    table = pq.read_table(bills / str(NOW) / "bill.parquet")
    charges = list(private_charges(TINY, NOW))
    assert table.schema.field("EffectiveCost").type == pa.decimal128(38, 10)
    assert pa.types.is_map(table.schema.field("Tags").type)
    assert "InvoiceId" in table.column_names
    effective = table["EffectiveCost"].to_pylist()
    assert effective.count(None) == 1
    assert sum(table["BilledCost"].to_pylist()).scaleb(10) == sum(charge.billed for charge in charges)


def test_last_months_bill_grows(tmp_path: Path) -> None:
    bills = write_files("public_cloud", tmp_path)
    late = write_late_bill(TINY, tmp_path)
    assert str(late.period) == "2026-10"
    assert sorted(path.name for path in (bills / "2026-10").iterdir()) == ["bill.csv", late.path.name]
    charges = list(late_charges(TINY, late.period))
    dollars = sum(charge.effective for charge in charges if charge.currency == "USD")
    assert late.quantities["EFFECTIVE_COST.USD"] * 10**10 == dollars
    assert not {c.account for c in charges} & {c.account for c in late_charges(TINY, late.period, 1)}
    assert sum(charge.effective for charge in charges) > 0
    assert any(charge.effective < 0 for charge in charges)


@pytest.mark.parametrize(("domain_id", "encoding"), [("telephony", "cp1252"), ("workplace", "utf-8-sig")])
def test_accountants_files_are_french_and_dirty(domain_id: str, encoding: str, tmp_path: Path) -> None:
    folder = write_files(domain_id, tmp_path)
    assert sorted(path.stem for path in folder.iterdir()) == [str(period) for period in TINY.periods]
    header, *rows = (folder / f"{NOW}.csv").read_text(encoding=encoding).splitlines()
    assert header.startswith("mois;centre de coût;")
    assert any(row.rpartition(";")[2].count(",") == 1 for row in rows)
    assert any(row.startswith(f"{NOW};CC-10001;") for row in rows)


def test_the_sources_of_periods_hold_every_month_to_its_end() -> None:
    months = {str(period) for period in TINY.periods}
    rated, used = holds("cloudkitty"), holds("nova")
    assert {frame["begin"][:7] for frame in rated["dataframes"]} == months
    # Or CloudKitty's gate would close where the platform is left running.
    assert {scope["last_processed_timestamp"] for scope in rated["scopes"]} == {"2026-12-01T00:00:00"}
    assert {frame["project_id"] for frame in rated["dataframes"]} == {scope["scope_id"] for scope in rated["scopes"]}
    assert used["now"] == "2026-12-01T00:00:00"
    assert {each["window"]["start"][:7] for each in holds("opencost")["allocations"]} == months
    assert {row["day"][:7] for row in holds("cube")["usage"]} == months


@pytest.mark.parametrize("company", [TINY, FULL], ids=["tiny", "full"])
def test_the_repositories_of_artifactory_add_up_to_its_total(company: Company) -> None:
    *rows, total = holds("artifactory", company)["storageinfo"]["repositoriesSummaryList"]
    sizes = {row["repoKey"]: row["usedSpace"] for row in rows}
    assert list(sizes.values()).count("N/A") == 1
    assert sizes.pop("docker") == "0 bytes"
    gigabytes = [Decimal(size.removesuffix(" GB")) for size in sizes.values() if size != "N/A"]
    whole, unit = total["usedSpace"].split()
    assert sum(gigabytes) < Decimal(whole) * {"GB": 1, "TB": 1024}[unit]


def test_sonarqube_has_projects_without_lines_and_of_nobody() -> None:
    projects = {project["key"]: project for project in holds("sonarqube")["projects"]}
    assert "measures" not in projects["hackathon"]
    assert projects["trainee-2:sandbox"]["measures"] == {"ncloc": "1203"}
    assert any(project.get("measures") == {"ncloc": "n/a"} for project in projects.values())


def test_stubs_hold_the_same_but_for_the_calendar() -> None:
    later = Company(apps=12, months=3, today=date(2027, 3, 1))
    rated = [
        [(frame["type"], frame["qty"], frame["project_id"]) for frame in holds("cloudkitty", company)["dataframes"]]
        for company in (TINY, later)
    ]
    assert rated[0] == rated[1]
    assert holds("messaging", later) == holds("messaging")
