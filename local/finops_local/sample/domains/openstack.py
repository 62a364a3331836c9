"""Two OpenStack regions: North, whose usage CloudKitty rates, and South, where Nova tells the hours of servers."""

from typing import Any

from finops_contract.period import Period
from finops_local.sample.catalogue import Domain, Family, Metric, Stub, priced
from finops_local.sample.company import Application, Company
from finops_local.sample.places import Places

_SOURCE = "openstack"
_PLATFORM = "openstack"
_CREDENTIAL = "rosetta-finops"
_SECRET, _TOKEN = "SOURCE_OPENSTACK_SECRET", "OPENSTACK_TOKEN"
_TYPES = {"instance": (700, 12), "volume.size": (46_000, 1), "network.floating": (720, 3)}
"""What CloudKitty rates: quarters of a unit that a middling application uses in half a month, and cents a unit."""
_UNKNOWN_TYPE = "radosgw.objects.size"
_PROJECT_NOBODY_KNOWS = "5c1d0f6e2b7a4e0c9d3f8a6b4c2e1d0f"


def _access(places: Places, stub: str, path: str) -> dict[str, Any]:
    return {
        "source": _SOURCE,
        "base_url": f"{places.url(stub)}{path}",
        "auth": {
            "kind": "keystone",
            "auth_url": places.url("keystone"),
            "credential_id": _CREDENTIAL,
            "credential_secret": {"env": _SECRET},
        },
    }


def _cloudkitty_config(places: Places) -> dict[str, Any]:
    return {
        **_access(places, "cloudkitty", ""),
        "metrics": {
            "instance": {"metric": "INSTANCE_HOUR", "product": "os-instance"},
            "volume.size": {"metric": "VOLUME_GB_HOUR", "product": "os-volume"},
            "network.floating": {"metric": "ADDRESS_HOUR", "product": "os-floating-ip"},
        },
        "page_size": 100,
    }


def _nova_config(places: Places) -> dict[str, Any]:
    return {
        **_access(places, "nova", "/v2.1"),
        "metrics": {
            "total_vcpus_usage": {"metric": "VCPU_HOUR", "product": "nova-vcpu"},
            "total_memory_mb_usage": {"metric": "RAM_GB_HOUR", "product": "nova-memory", "divide_by": "1024"},
            "total_local_gb_usage": {"metric": "DISK_GB_HOUR", "product": "nova-disk"},
        },
        "page_size": 50,
    }


def _credentials(_: Company, __: Period, places: Places) -> dict[str, Any]:
    return {"credentials": {_CREDENTIAL: places.secrets[_SECRET]}, "token": places.secrets[_TOKEN]}


def _rated(company: Company, _: Period, __: Places) -> dict[str, Any]:
    """Two dataframes a month for each project and type; the current month is told as it will have been."""
    dataframes = []
    for period in company.periods:
        age = company.age(period)
        for application in company.users(_PLATFORM, age):
            dataframes += _dataframes(company, application, period)
        dataframes.append(_dataframe(period, 9, "instance", _PROJECT_NOBODY_KNOWS, 300, 12))
        dataframes.append(_dataframe(period, 9, _UNKNOWN_TYPE, company.applications[0].project_id, 4_000, 1))
    projects = {frame["project_id"] for frame in dataframes}
    processed = f"{company.current.plus(1)}-01T00:00:00"
    return {"dataframes": dataframes, "scopes": [_scope(project, processed) for project in sorted(projects)]}


def _dataframes(company: Company, application: Application, period: Period) -> list[dict[str, Any]]:
    random = company.random(f"cloudkitty/{application.index}/{company.age(period)}")
    level = company.level(application, company.age(period))
    return [
        _dataframe(
            period,
            day,
            kind,
            application.project_id,
            quarters * level * random.randrange(700, 1300) // 1_000_000,
            cents,
        )
        for kind, (quarters, cents) in _TYPES.items()
        for day in (3, 17)
    ]


def _dataframe(period: Period, day: int, kind: str, project_id: str, quarters: int, cents: int) -> dict[str, Any]:
    # Quarters are exact in the floats that CloudKitty reckons in.
    quantity = quarters / 4
    begin = f"{period}-{day:02d}T00:00:00+00:00"
    return {"begin": begin, "type": kind, "qty": quantity, "rate": quantity * cents / 100, "project_id": project_id}


def _scope(project_id: str, processed: str) -> dict[str, Any]:
    return {
        "scope_id": project_id,
        "scope_key": "project_id",
        "collector": "gnocchi",
        "fetcher": "keystone",
        "last_processed_timestamp": processed,
        "active": True,
    }


def _servers(company: Company, _: Period, __: Places) -> dict[str, Any]:
    """Servers with their beginnings and ends; the current month is told as it will have been."""
    first, after = company.periods[0], company.current.plus(1)
    servers = []
    for application in company.applications:
        if _PLATFORM not in application.platforms:
            continue
        random = company.random(f"nova/{application.index}")
        for number in range(1 + min(5, application.size // 900)):
            started = first.plus(-1) if number == 0 else first.plus(random.randrange(company.months))
            if application.born is not None:
                started = max(started, company.current.plus(-application.born))
            vcpus = 2 << random.randrange(3)
            servers.append(
                {
                    "id": f"{application.project_id[:24]}{number:08d}",
                    "tenant_id": application.project_id,
                    "started_at": f"{started}-{random.randrange(1, 28):02d}T08:00:00",
                    "ended_at": f"{started.plus(3)}-05T12:00:00" if number == 4 else None,
                    "vcpus": vcpus,
                    "memory_mb": vcpus * 4096,
                    "local_gb": 20 * vcpus,
                }
            )
    return {"servers": servers, "now": f"{after}-01T00:00:00"}


_KEYSTONE = Stub("keystone", _credentials)
PRIVATE_OPENSTACK = Domain(
    "private_openstack",
    "OpenStack North",
    "ingest_cloud",
    "cloudkitty",
    _SOURCE,
    _cloudkitty_config,
    (
        Family(
            "openstack-usage",
            "Rated usage",
            (
                priced("os-instance", "Instances", INSTANCE_HOUR="0.118"),
                priced("os-volume", "Volumes", VOLUME_GB_HOUR="0.000162"),
                priced("os-floating-ip", "Floating addresses", ADDRESS_HOUR="0.0041"),
            ),
        ),
    ),
    (
        Metric("INSTANCE_HOUR", "instance x hour", "Instance hours", "Heures d'instance"),
        Metric("VOLUME_GB_HOUR", "GB x hour", "Volume space", "Espace des volumes"),
        Metric("ADDRESS_HOUR", "address x hour", "Floating addresses", "Adresses flottantes"),
    ),
    # It is busy at first, as it happens.
    stubs=(_KEYSTONE, Stub("cloudkitty", _rated, _TOKEN, ({"kind": "rate_limited", "times": 1},))),
    secrets=(_SECRET,),
)
PRIVATE_COMPUTE = Domain(
    "private_compute",
    "OpenStack South",
    "ingest_cloud",
    "nova_usage",
    _SOURCE,
    _nova_config,
    (
        Family(
            "compute-hours",
            "Server hours",
            (
                priced("nova-vcpu", "Virtual CPU hours", VCPU_HOUR="0.0172"),
                priced("nova-memory", "Memory hours", RAM_GB_HOUR="0.0027"),
                priced("nova-disk", "Local disk hours", DISK_GB_HOUR="0.00011"),
            ),
        ),
    ),
    (
        Metric("VCPU_HOUR", "vCPU x hour", "Virtual CPU hours", "Heures de processeur virtuel"),
        Metric("RAM_GB_HOUR", "GB x hour", "Memory hours", "Heures de mémoire"),
        Metric("DISK_GB_HOUR", "GB x hour", "Local disk hours", "Heures de disque local"),
    ),
    stubs=(_KEYSTONE, Stub("nova", _servers, _TOKEN)),
    secrets=(_SECRET,),
)
