"""Open and legacy: servers, databases and storage of the CMDB, which also names the company's applications."""

from typing import Any

from finops_local.sample.catalogue import Domain, Family, Metric, Product, priced
from finops_local.sample.cmdb import APPLICATIONS, DATABASES, DEPENDS_ON, RELATIONS, SERVERS
from finops_local.sample.domains.public_cloud import ENVIRONMENTS
from finops_local.sample.places import Places

SOURCE = "servicenow"
_MB_PER_GB = "1024"
_ALIASES = {
    "sys_id": (SOURCE,),
    "u_cloud_tags": ("public-bill",),
    "u_openstack_project": ("private-bill", "openstack"),
    "u_gitlab_group": ("gitlab",),
    "u_short_name": ("kubernetes", "artifactory", "sonarqube"),
    "u_cost_code": ("cost-centre",),
    "number": ("cube",),
}
"""The CMDB's fields that hold an application's keys in other sources."""


def _config(_: Places) -> dict[str, Any]:
    shared = {"relations": RELATIONS, "weight": "u_weight", "where": {"type": DEPENDS_ON}}
    every = {
        "where": {"install_status": "1"},
        "product": {"field": "sys_class_name"},
        "application": "u_business_application",
        "environment": "used_for",
    }
    server = {**every, "collection": SERVERS, "split": shared, "days": {"from": "install_date", "to": "u_retired_on"}}
    database = {**every, "collection": DATABASES}
    return {
        "source": SOURCE,
        "applications": {
            "collection": APPLICATIONS,
            "id": "number",
            "label": "name",
            "owner": "owned_by.display_value",
            "retired_where": {"install_status": "7"},
            "aliases": [
                {"source": source, "field": field} for field, sources in _ALIASES.items() for source in sources
            ],
        },
        "rules": [
            {**server, "metric": "VCPU_MONTH", "quantity": {"field": "cpu_count"}},
            {**server, "metric": "RAM_GB_MONTH", "quantity": {"field": "ram", "divide_by": _MB_PER_GB}},
            {**database, "metric": "DATABASE_MONTH", "quantity": "1"},
            {**database, "metric": "STORAGE_GB_MONTH", "quantity": {"field": "u_size_gb"}},
        ],
        "environments": ENVIRONMENTS,
        "time_zone": "Europe/Paris",
    }


def _server(product_id: str, label: str, kind: str, vcpu: str, ram: str) -> Product:
    return priced(product_id, label, kind, VCPU_MONTH=vcpu, RAM_GB_MONTH=ram)


def _database(product_id: str, label: str, kind: str, instance: str, storage: str) -> Product:
    return priced(product_id, label, kind, DATABASE_MONTH=instance, STORAGE_GB_MONTH=storage)


OPEN = Domain(
    "open",
    "Open and legacy",
    "ingest_open",
    "cmdb",
    SOURCE,
    _config,
    (
        Family(
            "open-servers",
            "Servers",
            (
                _server("linux-server", "Linux server", "cmdb_ci_linux_server", "14.20", "2.15"),
                _server("windows-server", "Windows server", "cmdb_ci_win_server", "19.85", "2.15"),
                _server("aix-server", "AIX server", "cmdb_ci_aix_server", "61.50", "4.90"),
            ),
        ),
        Family(
            "open-databases",
            "Databases",
            (
                _database("oracle-database", "Oracle database", "cmdb_ci_db_ora_instance", "410", "0.185"),
                _database(
                    "postgresql-database", "PostgreSQL database", "cmdb_ci_db_postgresql_instance", "96.40", "0.121"
                ),
                _database("sqlserver-database", "SQL Server database", "cmdb_ci_db_mssql_instance", "233.75", "0.143"),
                # Nobody has given it a price yet: its quantities show as unpriced, never as 0 euros.
                Product("sybase-database", "Sybase database", ("cmdb_ci_db_syb_instance",)),
            ),
        ),
    ),
    (
        Metric("VCPU_MONTH", "vCPU x month", "Virtual CPUs", "Processeurs virtuels"),
        Metric("RAM_GB_MONTH", "GB x month", "Memory", "Mémoire"),
        Metric("DATABASE_MONTH", "instance x month", "Database instances", "Instances de base de données"),
        Metric("STORAGE_GB_MONTH", "GB x month", "Storage", "Stockage"),
    ),
)
