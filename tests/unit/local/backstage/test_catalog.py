"""What Backstage's catalog is told, and that the API takes the same groups for roles."""

from datetime import date
from typing import Any

import pytest
import yaml

from finops_local.backstage import Backstage
from finops_local.backstage.catalog import ANNOTATION, write_catalog
from finops_local.issuer import sample_people
from finops_local.sample.company import ENTITY, Company

COMPANY = Company(apps=60, months=2, today=date(2026, 11, 20))


@pytest.fixture(scope="module")
def entities(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    file = tmp_path_factory.mktemp("catalog") / "catalog.yaml"
    write_catalog(COMPANY, file)
    return list(yaml.safe_load_all(file.read_text(encoding="utf-8")))


def of_kind(entities: list[dict[str, Any]], kind: str) -> dict[str, dict[str, Any]]:
    return {each["metadata"]["name"]: each for each in entities if each["kind"] == kind}


def test_people_are_in_the_groups_that_give_them_their_roles(entities: list[dict[str, Any]]) -> None:
    roles = Backstage(port=7007).trusted()["roles"]
    for person in sample_people(ENTITY):
        member_of = of_kind(entities, "User")[person.name]["spec"]["memberOf"]
        assert tuple(roles[f"group:default/{group}"] for group in member_of) == person.groups


def test_components_are_applications_that_exist_but_one_does_not_say_which(entities: list[dict[str, Any]]) -> None:
    known = {application.application_id for application in COMPANY.applications}
    components = of_kind(entities, "Component").values()
    annotated = [
        each["metadata"]["annotations"][ANNOTATION] for each in components if "annotations" in each["metadata"]
    ]
    assert len(annotated) == len(set(annotated)) == len(components) - 1 > 30
    assert set(annotated) <= known


def test_every_owner_is_a_group(entities: list[dict[str, Any]]) -> None:
    assert {each["spec"]["owner"] for each in of_kind(entities, "Component").values()} <= of_kind(
        entities, "Group"
    ).keys()


def test_names_are_what_the_catalog_takes(entities: list[dict[str, Any]]) -> None:
    for each in entities:
        assert len(each["metadata"]["name"]) <= 63
        assert each["metadata"]["name"].replace("-", "").isalnum()
    assert len({(each["kind"], each["metadata"]["name"]) for each in entities}) == len(entities)


def test_its_tokens_are_believed_under_its_own_address() -> None:
    trusted = Backstage(port=7007).trusted()
    assert trusted["issuer"] == "http://127.0.0.1:7007/api/auth"
    assert trusted["jwks_uri"].startswith(trusted["issuer"])
    assert trusted["roles_from"] == "userinfo"
