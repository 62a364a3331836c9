"""Cube, a platform of the company's own: a connector that is declared by data alone reads its API."""

from typing import Any

from finops_contract.period import Period
from finops_local.sample.catalogue import Domain, Family, Metric, Stub, priced
from finops_local.sample.company import LEVEL, Company
from finops_local.sample.domains.public_cloud import ENVIRONMENTS
from finops_local.sample.places import Places

_KEY = "SOURCE_CUBE_KEY"
_SERVICES = {"compute": 210, "reporting": 64}
"""Hours of processor that a middling application's production uses in a month."""


def _config(places: Places) -> dict[str, Any]:
    return {
        "source": "cube",
        "base_url": places.url("cube"),
        "auth": {"kind": "header", "name": "X-API-Key", "token": {"env": _KEY}},
        "path": "/api/usage",
        "params": {"from": "{month_start}", "to": "{month_end}"},
        "paging": {"kind": "page", "size_param": "size", "size": 100, "ends": "short_page"},
        "total": "meta.total",
        "rows": "rows",
        "where": "service != 'maintenance'",
        "application": "application",
        "product": "service",
        "environment": "stage",
        "environments": ENVIRONMENTS,
        "quantities": [
            {"quantity": "usage.cpuHours", "metric": "CUBE_CPU_HOUR"},
            {"quantity": "usage.memoryGbHours", "metric": "CUBE_MEMORY_GB_HOUR"},
        ],
    }


def _holds(company: Company, _: Period, __: Places) -> dict[str, Any]:
    return {"usage": [row for period in company.periods for row in _month(company, period)]}


def _month(company: Company, period: Period) -> list[dict[str, Any]]:
    """Rows of a month: one of the platform's own upkeep, one of an application nobody knows, one without a number."""
    age = company.age(period)
    rows = [
        _row(period, application.application_id, environment, service, hours * company.level(application, age) // part)
        for application in company.users("cube", age)
        for service, hours in _SERVICES.items()
        for environment, part in zip(application.environments, (LEVEL, LEVEL * 4, LEVEL * 10), strict=False)
    ]
    rows += [
        _row(period, "CUBE", "production", "maintenance", 90),
        _row(period, "APM0099999", "production", "compute", 12),
    ]
    broken = _row(period, company.applications[0].application_id, "production", "reporting", 0)
    return [*rows, {**broken, "usage": {"cpuHours": "n/a", "memoryGbHours": None}}]


def _row(period: Period, application: str, stage: str, service: str, hours: int) -> dict[str, Any]:
    usage = {"cpuHours": hours + 0.5, "memoryGbHours": hours * 4}
    stage = {"production": "PROD", "development": "DEV"}.get(stage, stage)
    return {"day": f"{period}-01", "application": application, "stage": stage, "service": service, "usage": usage}


CUBE = Domain(
    "cube",
    "Cube platform",
    "ingest_native",
    "rest_json",
    "cube",
    _config,
    (
        Family(
            "cube-services",
            "Cube services",
            (
                priced("cube-compute", "Cube compute", "compute", CUBE_CPU_HOUR="0.041", CUBE_MEMORY_GB_HOUR="0.0048"),
                priced(
                    "cube-reporting", "Cube reporting", "reporting", CUBE_CPU_HOUR="0.067", CUBE_MEMORY_GB_HOUR="0.0048"
                ),
            ),
        ),
    ),
    (
        Metric("CUBE_CPU_HOUR", "CPU x hour", "Cube CPU hours", "Heures de processeur Cube"),
        Metric("CUBE_MEMORY_GB_HOUR", "GB x hour", "Cube memory hours", "Heures de mémoire Cube"),
    ),
    stubs=(Stub("cube", _holds, _KEY),),
    secrets=(_KEY,),
)
