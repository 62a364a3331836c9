"""The functions of the module, and the database login that each has."""

from collections.abc import Mapping
from typing import Final

MONGO_DB: Final = "finops_raw"
"""The raw zone's database."""

FUNCTION_LOGINS: Final[Mapping[str, Mapping[str, str]]] = {
    "ingest_open": {"POSTGRES_URL": "finops_ingest_open"},
    "ingest_cloud": {"POSTGRES_URL": "finops_ingest_cloud"},
    "ingest_native": {"POSTGRES_URL": "finops_ingest_native"},
    "load_facts": {"POSTGRES_URL": "finops_load_facts"},
    "refresh_mvs": {"POSTGRES_URL": "finops_refresh_mvs"},
    "query_api": {"POSTGRES_URL": "finops_query_read", "POSTGRES_ADMIN_URL": "finops_query_admin"},
}
"""Function -> environment variable -> database role of its own."""
MEMBER_LOGINS: Final[Mapping[str, Mapping[str, str]]] = {
    **FUNCTION_LOGINS,
    "export_group": {"POSTGRES_URL": "finops_export_group"},
}
"""The functions of an entity that belongs to a group."""
GROUP_LOGINS: Final[Mapping[str, Mapping[str, str]]] = {
    "load_group": {"POSTGRES_URL": "finops_load_group"},
    "refresh_mvs": FUNCTION_LOGINS["refresh_mvs"],
    "query_api": FUNCTION_LOGINS["query_api"],
}
"""The functions of the group itself."""


def roles_of(functions: Mapping[str, Mapping[str, str]]) -> set[str]:
    """Every database role that one of them uses."""
    return {role for variables in functions.values() for role in variables.values()}


def database_urls(variables: Mapping[str, str], urls: Mapping[str, str]) -> dict[str, str]:
    """Environment variable -> URL, from environment variable -> role and role -> URL."""
    return {variable: urls[role] for variable, role in variables.items()}
