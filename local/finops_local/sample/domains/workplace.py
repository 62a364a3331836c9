"""The digital workplace: shared out by the number of workstations, which the controllers send as a file a month."""

import csv
from pathlib import Path
from typing import Any

from finops_local.sample.catalogue import Domain, Indirect
from finops_local.sample.company import LEVEL, Company
from finops_local.sample.places import Places

_FOLDER = "workplace"


def _config(places: Places) -> dict[str, Any]:
    return {
        "source": "cost-centre",
        "from": {"files": str(places.folder / _FOLDER / "{period}.csv"), "format": "csv", "decimal_comma": True},
        "domain_field": None,
        "period_field": "mois",
        "application_field": "centre de coût",
        "weight_field": "postes",
    }


def _write(company: Company, folder: Path) -> None:
    (folder / _FOLDER).mkdir(parents=True, exist_ok=True)
    for period in company.periods:
        age = company.age(period)
        rows = [
            (str(period), application.cost_code, f"{1 + company.level(application, age) * 12 // LEVEL},5")
            for application in company.users("workplace", age)
        ]
        # A cost centre of a company that was sold, one without a number, one that gives workstations back.
        rows += [(str(period), "CC-10001", "4"), (str(period), "CC-10002", ""), (str(period), "CC-10003", "-3")]
        with (folder / _FOLDER / f"{period}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
            writer.writerow(("mois", "centre de coût", "postes"))
            writer.writerows(rows)


def _euros(age: int) -> int:
    return 96_000 - 400 * age


WORKPLACE = Domain(
    "workplace",
    "Digital workplace",
    "ingest_open",
    "external_coefficients",
    "cost-centre",
    _config,
    indirect=Indirect("external_coefficients", "Number of workstations", _euros),
    write_files=_write,
)
