"""What Backstage's catalog knows of the sample company: people, their groups, and some applications as components."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import yaml

from finops_local.issuer import sample_people
from finops_local.sample.company import ENTITY, Application, Company

ANNOTATION: Final = "rosetta-finops/application"
GROUPS: Final = {
    "Rosetta_User": "finops-readers",
    "Rosetta_Admin": "finops-admins",
    "Rosetta_Group": "finops-group-readers",
}
"""Role of the API -> the group of the catalog that gives it."""
_COMPONENTS = 40
"""Of so many applications: the catalog is no part of the demonstration, and reads every entity again and again."""


def write_catalog(company: Company, file: Path) -> None:
    """A file for a catalog's location."""
    file.write_text(yaml.safe_dump_all(_entities(company), sort_keys=False), encoding="utf-8")


def _entities(company: Company) -> Iterator[dict[str, Any]]:
    for name in GROUPS.values():
        yield _entity("Group", name, {"type": "team", "children": []})
    for person in sample_people(ENTITY):
        member_of = [GROUPS[role] for role in person.groups]
        yield _entity("User", person.name, {"memberOf": member_of, "profile": {"displayName": person.name.title()}})
    applications = company.alive(0)[:_COMPONENTS]
    for owner in sorted({application.owner for application in applications}):
        yield _entity(
            "Group", _slug(owner), {"type": "business-unit", "children": [], "profile": {"displayName": owner}}
        )
    *known, unknown = applications
    for application in known:
        yield _component(application, annotations={ANNOTATION: application.application_id})
    yield _component(unknown)  # whoever wrote it did not know of the annotation


def _component(application: Application, **metadata: object) -> dict[str, Any]:
    spec = {"type": "service", "lifecycle": "production", "owner": _slug(application.owner)}
    return _entity("Component", application.short_name, spec, title=application.label, **metadata)


def _entity(kind: str, name: str, spec: dict[str, Any], **metadata: object) -> dict[str, Any]:
    return {"apiVersion": "backstage.io/v1alpha1", "kind": kind, "metadata": {"name": name, **metadata}, "spec": spec}


def _slug(label: str) -> str:
    return label.lower().replace(" ", "-")
