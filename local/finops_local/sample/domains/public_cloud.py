"""The public clouds: FOCUS bills in CSV, whose version grows with the months, amounts in euros and dollars."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from finops_contract.period import Period
from finops_local.sample.bill_csv import write_csv
from finops_local.sample.catalogue import Domain, Family, Metric, Product
from finops_local.sample.charges import AWS, AZURE, SCALE, late_charges, public_charges
from finops_local.sample.company import Company
from finops_local.sample.places import Places

_FOLDER = "public_cloud"
ENVIRONMENTS = {"prod": "production", "dev": "development"}


def focus_config(source: str, files: Path, application: list[dict[str, str]]) -> dict[str, Any]:
    """The settings of a domain on FOCUS bills."""
    return {
        "source": source,
        "files": str(files),
        "application": application,
        "product": [{"columns": ["ProviderName", "ServiceName"]}],
        "environment": [{"tag": "environment"}],
        "environments": ENVIRONMENTS,
    }


def _config(places: Places) -> dict[str, Any]:
    files = places.folder / _FOLDER / "{period}" / "*.csv*"
    return focus_config("public-bill", files, [{"tag": "application"}, {"tag": "app"}])


def _write(company: Company, folder: Path) -> None:
    for period in company.periods:
        age = company.age(period)
        # Every fourth bill comes packed.
        path = bill_path(folder, _FOLDER, period, "bill.csv.gz" if age % 4 == 2 else "bill.csv")
        write_csv(path, public_charges(company, period), age, is_dirty=True)


@dataclass(frozen=True)
class LateBill:
    """A file that a bill has grown by, and the quantities by metric that it brings."""

    period: Period
    path: Path
    quantities: dict[str, Decimal]


def write_late_bill(company: Company, folder: Path, part: int = 0) -> LateBill:
    """Last month's bill grows by a file, as it does when a month has ended."""
    period = company.periods[-2]
    path = bill_path(folder, _FOLDER, period, f"late-{part + 1}.csv")
    charges = list(late_charges(company, period, part))
    write_csv(path, charges, company.age(period))
    quantities: dict[str, int] = {}
    for charge in charges:
        for kind, amount in (("BILLED", charge.billed), ("EFFECTIVE", charge.effective)):
            metric = f"{kind}_COST.{charge.currency}"
            quantities[metric] = quantities.get(metric, 0) + amount
    return LateBill(period, path, {metric: Decimal(amount).scaleb(-SCALE) for metric, amount in quantities.items()})


def bill_path(folder: Path, cloud: str, period: Period, name: str) -> Path:
    """Where a month's bill is: each month in a folder of its own."""
    path = folder / cloud / str(period) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _product(product_id: str, label: str, provider: str, service: str) -> Product:
    return Product(product_id, label, (f"{provider}/{service}",))


PUBLIC_CLOUD = Domain(
    "public_cloud",
    "Public cloud",
    "ingest_cloud",
    "focus",
    "public-bill",
    _config,
    (
        Family(
            "public-compute",
            "Compute",
            (
                _product("aws-ec2", "Amazon EC2", AWS, "Amazon Elastic Compute Cloud"),
                _product("aws-lambda", "AWS Lambda", AWS, "AWS Lambda"),
                _product("azure-vm", "Azure virtual machines", AZURE, "Virtual Machines"),
                _product("azure-aks", "Azure Kubernetes Service", AZURE, "Azure Kubernetes Service"),
            ),
        ),
        Family(
            "public-storage",
            "Storage",
            (
                _product("aws-s3", "Amazon S3", AWS, "Amazon Simple Storage Service"),
                _product("azure-blob", "Azure Blob Storage", AZURE, "Azure Blob Storage"),
            ),
        ),
        Family(
            "public-databases",
            "Managed databases",
            (
                _product("aws-rds", "Amazon RDS", AWS, "Amazon Relational Database Service"),
                _product("azure-sql", "Azure SQL Database", AZURE, "Azure SQL Database"),
            ),
        ),
        Family(
            "public-network",
            "Network and delivery",
            (_product("aws-cloudfront", "Amazon CloudFront", AWS, "Amazon CloudFront"),),
        ),
    ),
    (
        Metric("EFFECTIVE_COST.EUR", "EUR", "Effective cost in euros", "Coût effectif en euros"),
        Metric("EFFECTIVE_COST.USD", "USD", "Effective cost in US dollars", "Coût effectif en dollars américains"),
        Metric("BILLED_COST.EUR", "EUR", "Billed cost in euros", "Coût facturé en euros"),
        Metric("BILLED_COST.USD", "USD", "Billed cost in US dollars", "Coût facturé en dollars américains"),
    ),
    write_files=_write,
)
