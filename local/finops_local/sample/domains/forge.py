"""The software forge: GitLab's projects by the space they take, and its runners by their minutes."""

from typing import Any

from finops_contract.period import Period
from finops_local.sample.catalogue import Domain, Family, Metric, Stub, priced
from finops_local.sample.company import Company
from finops_local.sample.gitlab import TOP_GROUPS, ci_minutes_of, projects_of
from finops_local.sample.places import Places

_TOKEN = "SOURCE__TOKEN"  # noqa: S105 - the variable's name, not a token
_BYTES_PER_GB = "1000000000"
_SIZES = {
    "repository_size": "gitlab-repositories",
    "job_artifacts_size": "gitlab-artifacts",
    "packages_size": "gitlab-packages",
}


def _access(places: Places) -> dict[str, Any]:
    return {
        "source": "gitlab",
        "base_url": places.url("gitlab"),
        "auth": {"kind": "header", "name": "PRIVATE-TOKEN", "token": {"env": _TOKEN}},
    }


def _statistics_config(places: Places) -> dict[str, Any]:
    return {
        **_access(places),
        "statistics": {
            field: {"metric": "STORAGE_GB_MONTH", "product": product, "divide_by": _BYTES_PER_GB}
            for field, product in _SIZES.items()
        },
    }


def _minutes_config(places: Places) -> dict[str, Any]:
    return {
        **_access(places),
        "namespaces": [f"gid://gitlab/Group/{number}" for number in TOP_GROUPS.values()],
        "usage": {"minutes": {"metric": "CI_MINUTE", "product": "gitlab-runners"}},
    }


def _holds(company: Company, period: Period, _: Places) -> dict[str, Any]:
    return {"projects": projects_of(company, period), "groups": [], "ci_minutes": ci_minutes_of(company, period)}


# Its first answer is a 502, as it happens.
_GITLAB = Stub("gitlab", _holds, _TOKEN, ({"kind": "bad_gateway", "times": 1},))
FORGE = Domain(
    "native",
    "Native platforms",
    "ingest_native",
    "gitlab",
    "gitlab",
    _statistics_config,
    (
        Family(
            "native-forge",
            "Software forge",
            (
                priced("gitlab-repositories", "GitLab repositories", STORAGE_GB_MONTH="0.32"),
                priced("gitlab-artifacts", "GitLab job artifacts", STORAGE_GB_MONTH="0.18"),
                priced("gitlab-packages", "GitLab packages", STORAGE_GB_MONTH="0.21"),
            ),
        ),
    ),
    stubs=(_GITLAB,),
    secrets=(_TOKEN,),
)
CI = Domain(
    "ci",
    "Continuous integration",
    "ingest_native",
    "gitlab_ci_minutes",
    "gitlab",
    _minutes_config,
    (Family("ci-runners", "Runners", (priced("gitlab-runners", "GitLab runners", CI_MINUTE="0.0081"),)),),
    (Metric("CI_MINUTE", "minute", "Runner minutes", "Minutes d'exécution"),),
    stubs=(_GITLAB,),
    secrets=(_TOKEN,),
)
