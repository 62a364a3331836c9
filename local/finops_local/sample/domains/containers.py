"""Containers: a Kubernetes cluster as OpenCost allocates it by namespace, idle capacity included."""

from typing import Any

from finops_contract.period import Period
from finops_local.sample.catalogue import Domain, Family, Metric, Stub, priced
from finops_local.sample.company import Application, Company
from finops_local.sample.domains.public_cloud import ENVIRONMENTS
from finops_local.sample.places import Places

_BYTES_PER_GB = "1073741824"
_SUFFIXES = {"production": "prod", "test": "test", "development": "dev"}
_LEVEL_HOURS = 340
"""Core hours of a middling application's production in a month."""


def _config(places: Places) -> dict[str, Any]:
    return {
        "source": "kubernetes",
        "base_url": places.url("opencost"),
        "metrics": {
            "cpuCoreHours": {"metric": "CORE_HOUR", "product": "k8s-cpu"},
            "ramByteHours": {"metric": "RAM_GIB_HOUR", "product": "k8s-memory", "divide_by": _BYTES_PER_GB},
        },
        "application": [{"namespace_label": "app"}],
        "environment": [{"namespace_label": "environment"}],
        "environments": ENVIRONMENTS,
        "reserved": {"__idle__": "k8s-idle"},
    }


def _holds(company: Company, _: Period, __: Places) -> dict[str, Any]:
    return {"allocations": [each for period in company.periods for each in _month(company, period)]}


def _month(company: Company, period: Period) -> list[dict[str, Any]]:
    age = company.age(period)
    allocations = [
        _allocation(period, application, environment, _LEVEL_HOURS * company.level(application, age) // (1000 << place))
        for application in company.users("containers", age)
        for place, environment in enumerate(application.environments)
    ]
    used = sum(each["cpuCoreHours"] for each in allocations)
    # Nobody asked for it, and it is paid all the same.
    idle = _hours(period, "__idle__", {"cluster": "k8s-nord"}, used // 6)
    poc = _hours(period, "poc-vision", {"cluster": "k8s-nord", "namespace": "poc-vision"}, 55)
    return [*allocations, poc, idle]


def _allocation(period: Period, application: Application, environment: str, hours: int) -> dict[str, Any]:
    name = f"{application.short_name}-{_SUFFIXES[environment]}"
    labels = {"app": application.short_name, "environment": _SUFFIXES[environment]}
    return _hours(period, name, {"cluster": "k8s-nord", "namespace": name, "namespaceLabels": labels}, hours)


def _hours(period: Period, name: str, properties: dict[str, Any], hours: int) -> dict[str, Any]:
    return {
        "name": name,
        "properties": properties,
        "window": {"start": f"{period}-01T00:00:00Z", "end": f"{period.plus(1)}-01T00:00:00Z"},
        "cpuCoreHours": hours,
        "ramByteHours": hours * 3 * int(_BYTES_PER_GB),
        "gpuHours": 0,
        "pvByteHours": 0,
    }


CONTAINERS = Domain(
    "containers",
    "Containers",
    "ingest_cloud",
    "opencost",
    "kubernetes",
    _config,
    (
        Family(
            "kubernetes",
            "Kubernetes",
            (
                priced("k8s-cpu", "Container CPU", CORE_HOUR="0.0214"),
                priced("k8s-memory", "Container memory", RAM_GIB_HOUR="0.0029"),
                priced("k8s-idle", "Idle capacity", CORE_HOUR="0.0214", RAM_GIB_HOUR="0.0029"),
            ),
        ),
    ),
    (
        Metric("CORE_HOUR", "core x hour", "CPU core hours", "Heures de coeur de processeur"),
        Metric("RAM_GIB_HOUR", "GiB x hour", "Container memory hours", "Heures de mémoire des conteneurs"),
    ),
    stubs=(Stub("opencost", _holds),),
)
