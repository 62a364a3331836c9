"""Telephony: a provider without an API, whose accountants leave relevés as a file a month."""

import csv
from pathlib import Path
from typing import Any

from finops_local.sample.catalogue import Domain, Family, Metric, priced
from finops_local.sample.company import LEVEL, Company
from finops_local.sample.places import Places

_FOLDER = "telephony"
_LINES, _MINUTES = "PHONE_LINE_MONTH", "CALL_MINUTE"


def _config(places: Places) -> dict[str, Any]:
    return {
        "source": "cost-centre",
        "files": str(places.folder / _FOLDER / "{period}.csv"),
        "encoding": "cp1252",
        "decimal_comma": True,
        "columns": {
            "period": "mois",
            "application": "centre de coût",
            "product": "service",
            "metric": "unité",
            "quantity": "quantité",
        },
    }


def _write(company: Company, folder: Path) -> None:
    """A file a month: with a line torn off, a number that is none, and a cost centre that nobody knows."""
    (folder / _FOLDER).mkdir(parents=True, exist_ok=True)
    for period in company.periods:
        age = company.age(period)
        rows: list[tuple[str, ...]] = []
        for application in company.users("telephony", age):
            level = company.level(application, age)
            rows.append((str(period), application.cost_code, "ligne mobile", _LINES, str(1 + level * 9 // LEVEL)))
            rows.append((str(period), application.cost_code, "appels", _MINUTES, f"{level * 640 // LEVEL},75"))
        rows += [
            (str(period), "CC-10001", "ligne mobile", _LINES, "6"),
            (str(period), "CC-70001", "appels", _MINUTES, "néant"),
            (str(period), "CC-70002"),
        ]
        with (folder / _FOLDER / f"{period}.csv").open("w", encoding="cp1252", newline="") as file:
            writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
            writer.writerow(("mois", "centre de coût", "service", "unité", "quantité"))
            writer.writerows(rows)


TELEPHONY = Domain(
    "telephony",
    "Telephony",
    "ingest_open",
    "releve_csv",
    "cost-centre",
    _config,
    (
        Family(
            "telephony-services",
            "Mobile telephony",
            (
                priced("mobile-line", "Mobile lines", "ligne mobile", PHONE_LINE_MONTH="11.90"),
                priced("mobile-calls", "Calls", "appels", CALL_MINUTE="0.0125"),
            ),
        ),
    ),
    (
        Metric(_LINES, "line x month", "Mobile lines", "Lignes mobiles"),
        Metric(_MINUTES, "minute", "Call minutes", "Minutes d'appel"),
    ),
    write_files=_write,
)
