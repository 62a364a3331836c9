"""The bills of every month: FOCUS 1.0 as CSV for the public clouds, 1.2 as Parquet for the private one."""

from pathlib import Path

from finops_contract.period import Period
from finops_local.sample.bill_csv import write_csv
from finops_local.sample.bill_parquet import write_parquet
from finops_local.sample.charges import late_charges, private_charges, public_charges
from finops_local.sample.company import Company

PUBLIC_FOLDER, PRIVATE_FOLDER = "public_cloud", "private_cloud"


def write_bills(company: Company, folder: Path) -> None:
    """Every month of both clouds, each in a folder of its own: `<folder>/public_cloud/<YYYY-MM>/bill.csv` and so on."""
    for period in company.periods:
        write_csv(
            _file(folder, PUBLIC_FOLDER, period, "bill.csv"), public_charges(company, period), company.age(period)
        )
        write_parquet(_file(folder, PRIVATE_FOLDER, period, "bill.parquet"), private_charges(company, period))


def write_late_bill(company: Company, folder: Path) -> Period:
    """Last month's public bill grows by a file, as it does when a month has ended; returns that month."""
    period = company.periods[-2]
    write_csv(_file(folder, PUBLIC_FOLDER, period, "late.csv"), late_charges(company, period))
    return period


def _file(folder: Path, cloud: str, period: Period, name: str) -> Path:
    path = folder / cloud / str(period) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
