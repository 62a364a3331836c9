"""GitLab's projects with their statistics, as they stand in a month, and the minutes of its runners.

The dirt: personal projects that belong to no application, projects whose statistics the token may not see, a text
where a number belongs.
"""

from dataclasses import dataclass
from random import Random
from typing import Any

from finops_contract.period import Period
from finops_local.sample.company import Company

TOP_GROUPS = {"apps": 1, "digital-factory": 2}
"""The groups above all others, and their numbers."""
_PARTS = ("backend", "frontend", "infra", "batch", "docs")
_MEGABYTE = 1_000_000
_MIDDLING = 25
"""Thousandths of an application's level to which one of the numbers below belongs."""
_STRANGERS = ("jdoe", "trainee-2", "hackathon")


@dataclass(frozen=True)
class _Namespace:
    number: int
    full_path: str
    kind: str


def projects_of(company: Company, period: Period) -> list[dict[str, Any]]:
    """What GET /api/v4/projects?statistics=true gives at the end of that month, ordered by id."""
    age = company.age(period)
    projects = []
    for application in company.users("native", age):
        random = company.random(f"gitlab/{application.index}")
        level = company.level(application, age)
        namespace = _Namespace(1000 + application.index, application.gitlab_group, "group")
        for number in range(1 + random.randrange(4)):
            number_of_project = application.index * 10 + number + 1
            projects.append(_project(random, namespace, number_of_project, _PARTS[number], level, period))
    first = company.apps * 10 + 1
    for number, name in enumerate(_STRANGERS):
        random = company.random(f"gitlab/stranger/{number}")
        projects.append(_project(random, _Namespace(number + 1, name, "user"), first + number, "sandbox", 300, period))
    for project in projects[5::97]:
        del project["statistics"]
    for project in projects[7::149]:
        project["statistics"]["packages_size"] = "unknown"
    return projects


def ci_minutes_of(company: Company, until: Period) -> dict[str, Any]:
    """What `ciMinutesUsage` tells of each group above all others, by namespace and first day of the month.

    A group has used more than its projects: some are deleted since.
    """
    usage: dict[str, Any] = {f"gid://gitlab/Group/{number}": {} for number in TOP_GROUPS.values()}
    for period in company.periods[0].until(until):
        age = company.age(period)
        by_group: dict[str, list[dict[str, Any]]] = {name: [] for name in TOP_GROUPS}
        for application in company.users("native", age)[::2]:
            minutes = company.level(application, age) * (2 + application.index % 7)
            group, _, _ = application.gitlab_group.partition("/")
            by_group[group].append(_ci_project(application.gitlab_group, minutes))
        for group, projects in by_group.items():
            minutes = sum(project["minutes"] for project in projects) + 120
            month = {"minutes": minutes, "sharedRunnersDuration": minutes * 60, "projects": projects}
            usage[f"gid://gitlab/Group/{TOP_GROUPS[group]}"][str(period.first_day)] = month
    return usage


def _ci_project(group: str, minutes: int) -> dict[str, Any]:
    project = {"fullPath": f"{group}/{_PARTS[0]}", "topics": [], "namespace": {"fullPath": group}}
    return {"minutes": minutes, "sharedRunnersDuration": minutes * 60, "project": project}


def _project(
    random: Random, namespace: _Namespace, number: int, path: str, level: int, period: Period
) -> dict[str, Any]:
    full_path = f"{namespace.full_path}/{path}"
    return {
        "id": number,
        "name": path.title(),
        "path": path,
        "path_with_namespace": full_path,
        "default_branch": "main",
        "topics": [],
        "archived": False,
        "created_at": "2021-03-01T08:00:00.000Z",
        "last_activity_at": f"{period}-02T08:00:00.000Z",
        "web_url": f"https://gitlab.acme.example/{full_path}",
        "namespace": {
            "id": namespace.number,
            "name": namespace.full_path.rsplit("/", maxsplit=1)[-1],
            "path": namespace.full_path.rsplit("/", maxsplit=1)[-1],
            "kind": namespace.kind,
            "full_path": namespace.full_path,
        },
        "statistics": _statistics(random, level),
    }


def _statistics(random: Random, level: int) -> dict[str, int]:
    repository = level * random.randrange(100, 900) * _MEGABYTE // _MIDDLING + random.randrange(_MEGABYTE)
    artifacts = level * random.randrange(0, 4_000) * _MEGABYTE // _MIDDLING + random.randrange(_MEGABYTE)
    packages = level * random.randrange(0, 2_500) * _MEGABYTE // _MIDDLING if random.randrange(3) == 0 else 0
    return {
        "commit_count": random.randrange(10, 20_000),
        "storage_size": repository + artifacts + packages,
        "repository_size": repository,
        "wiki_size": 0,
        "lfs_objects_size": 0,
        "job_artifacts_size": artifacts,
        "packages_size": packages,
        "snippets_size": 0,
    }
