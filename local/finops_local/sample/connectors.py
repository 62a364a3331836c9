"""How each domain's connector is set: rows in `dim_domain`, nothing else."""

from pathlib import Path
from typing import Any

from finops_local.sample.catalogue import (
    DATABASE,
    GITLAB,
    PRIVATE_BILL,
    PUBLIC_BILL,
    RAM,
    SERVICENOW,
    STORAGE,
    VCPU,
)
from finops_local.sample.cmdb import DATABASES, DEPENDS_ON, RELATIONS, SERVERS
from finops_local.sample.focus import PRIVATE_FOLDER, PUBLIC_FOLDER

TOKEN_ENV = "SAMPLE_GITLAB_TOKEN"  # noqa: S105 - the variable's name, not a token
_ENVIRONMENTS = {"prod": "production", "dev": "development"}
_BYTES_PER_GB, _MB_PER_GB = "1000000000", "1024"


def config_of(domain_id: str, bills: Path, gitlab_url: str) -> dict[str, Any]:
    """`connector_config` of one of the sample's domains."""
    configs = {
        "open": _cmdb(),
        "public_cloud": _focus(
            PUBLIC_BILL, bills / PUBLIC_FOLDER / "{period}" / "*.csv", [{"tag": "application"}, {"tag": "app"}]
        ),
        "private_cloud": _focus(
            PRIVATE_BILL, bills / PRIVATE_FOLDER / "{period}" / "*.parquet", [{"column": "SubAccountId"}]
        ),
        "native": _gitlab(gitlab_url),
    }
    return configs[domain_id]


def _cmdb() -> dict[str, Any]:
    shared = {"relations": RELATIONS, "weight": "u_weight", "where": {"type": DEPENDS_ON}}
    every = {
        "where": {"install_status": "1"},
        "product": {"field": "sys_class_name"},
        "application": "u_business_application",
        "environment": "used_for",
    }
    server = {**every, "collection": SERVERS, "split": shared}
    database = {**every, "collection": DATABASES}
    return {
        "source": SERVICENOW,
        "rules": [
            {**server, "metric": VCPU, "quantity": {"field": "cpu_count"}},
            {**server, "metric": RAM, "quantity": {"field": "ram", "divide_by": _MB_PER_GB}},
            {**database, "metric": DATABASE, "quantity": "1"},
            {**database, "metric": STORAGE, "quantity": {"field": "u_size_gb"}},
        ],
        "environments": _ENVIRONMENTS,
    }


def _focus(source: str, address: Path, application: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "source": source,
        "files": str(address),
        "application": application,
        "product": [{"columns": ["ProviderName", "ServiceName"]}],
        "environment": [{"tag": "environment"}],
        "environments": _ENVIRONMENTS,
    }


def _gitlab(url: str) -> dict[str, Any]:
    sizes = {
        "repository_size": "gitlab-repositories",
        "job_artifacts_size": "gitlab-artifacts",
        "packages_size": "gitlab-packages",
    }
    return {
        "source": GITLAB,
        "base_url": url,
        "token_env": TOKEN_ENV,
        "statistics": {
            field: {"metric": STORAGE, "product": product, "divide_by": _BYTES_PER_GB}
            for field, product in sizes.items()
        },
    }
