"""The datacentre's own bill: FOCUS 1.2 in Parquet, charged by project."""

from pathlib import Path
from typing import Any

from finops_local.sample.bill_parquet import write_parquet
from finops_local.sample.catalogue import Domain, Family, Product
from finops_local.sample.charges import DATACENTRE, private_charges
from finops_local.sample.company import Company
from finops_local.sample.domains.public_cloud import bill_path, focus_config
from finops_local.sample.places import Places

_FOLDER = "private_cloud"


def _config(places: Places) -> dict[str, Any]:
    files = places.folder / _FOLDER / "{period}" / "*.parquet"
    return focus_config("private-bill", files, [{"column": "SubAccountId"}])


def _write(company: Company, folder: Path) -> None:
    for period in company.periods:
        write_parquet(bill_path(folder, _FOLDER, period, "bill.parquet"), private_charges(company, period))


def _product(product_id: str, label: str) -> Product:
    return Product(product_id, label, (f"{DATACENTRE}/{label}",))


PRIVATE_CLOUD = Domain(
    "private_cloud",
    "Private cloud",
    "ingest_cloud",
    "focus",
    "private-bill",
    _config,
    (
        Family(
            "private-compute",
            "Virtual machines and containers",
            (_product("private-vm", "Virtual machines"), _product("private-kubernetes", "Managed Kubernetes")),
        ),
        Family(
            "private-storage",
            "Block and object storage",
            (_product("private-block", "Block storage"), _product("private-object", "Object storage")),
        ),
    ),
    write_files=_write,
)
