"""Settings: what is wrong is named, and nothing but a source's own secret can be pointed at."""

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from ingest_native.artifactory.config import ArtifactoryConfig
from ingest_native.gitlab.config import GitlabConfig
from ingest_native.gitlab_ci_minutes.config import GitlabCiMinutesConfig
from ingest_native.sonarqube.config import SonarqubeConfig

BASE = {"source": "source", "base_url": "https://source.example.com/"}
MEASURE = {"metric": "M", "product": "p"}
GITLAB = {**BASE, "statistics": {"storage_size": MEASURE}}
MINUTES = {**BASE, "namespaces": ["gid://gitlab/Group/9"], "usage": {"minutes": MEASURE}}
ARTIFACTORY = {**BASE, **MEASURE}
SONARQUBE = {**BASE, "measures": {"ncloc": MEASURE}}
WHOLE: list[tuple[type[BaseModel], dict[str, Any]]] = [
    (GitlabConfig, GITLAB),
    (GitlabCiMinutesConfig, MINUTES),
    (ArtifactoryConfig, ARTIFACTORY),
    (SonarqubeConfig, SONARQUBE),
]


@pytest.mark.parametrize(("model", "config"), WHOLE)
def test_the_address_is_kept_without_a_slash(model: type[BaseModel], config: dict[str, Any]) -> None:
    assert model.model_validate(config).model_dump()["base_url"] == "https://source.example.com"


@pytest.mark.parametrize(("model", "config"), WHOLE)
@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"base_uri": "x"}, "base_uri"),
        ({"base_url": "file:///etc/passwd"}, "base_url"),
        ({"token": "secret"}, "token"),
        ({"auth": {"kind": "bearer", "token": {"env": "POSTGRES_URL"}}}, "env"),
        ({"auth": {"kind": "bearer", "token": {"file": "../../proc/self/environ"}}}, "file"),
        ({"auth": {"kind": "bearer", "token": "secret"}}, "token"),
        ({"application": [{"fields": "x"}]}, "application"),
        ({"application": [{"field": "x", "pattern": "no group"}]}, "pattern"),
        ({"application": [{"field": "x", "pattern": "(a)(b)"}]}, "pattern"),
        ({"application": [{"field": "x", "pattern": "("}]}, "pattern"),
        ({"environments": {"prod": "x" * 600}}, "environments"),
    ],
)
def test_what_is_wrong_everywhere_is_named(
    model: type[BaseModel], config: dict[str, Any], changes: dict[str, Any], named: str
) -> None:
    refused(model, {**config, **changes}, named)


@pytest.mark.parametrize(
    ("model", "config", "named"),
    [
        (GitlabConfig, {**GITLAB, "per_page": 101}, "per_page"),
        (GitlabConfig, {**GITLAB, "statistics": {}}, "statistics"),
        (GitlabConfig, {**GITLAB, "statistics": {"size": {**MEASURE, "divide_by": "0"}}}, "size"),
        (GitlabConfig, {**GITLAB, "statistics": {"size": {**MEASURE, "divide_by": 0.5}}}, "divide_by"),
        (GitlabConfig, {**GITLAB, "statistics": {"size": {**MEASURE, "scope": "users"}}}, "scope"),
        (GitlabConfig, {**GITLAB, "application": [{"tag_prefix": "app"}]}, "application"),
        (GitlabCiMinutesConfig, {**MINUTES, "namespaces": []}, "namespaces"),
        (GitlabCiMinutesConfig, {**MINUTES, "namespaces": ["9970"]}, "namespaces"),
        (GitlabCiMinutesConfig, {**MINUTES, "usage": {"seconds": MEASURE}}, "usage"),
        (ArtifactoryConfig, {**ARTIFACTORY, "unit_base": 1023}, "unit_base"),
        (ArtifactoryConfig, {**ARTIFACTORY, "decimal_mark": ";"}, "decimal_mark"),
        (ArtifactoryConfig, {**ARTIFACTORY, "application": []}, "application"),
        (SonarqubeConfig, {**SONARQUBE, "measures": {}}, "measures"),
        (SonarqubeConfig, {**SONARQUBE, "per_page": 501}, "per_page"),
        (SonarqubeConfig, {**SONARQUBE, "unanalysed": "count"}, "unanalysed"),
    ],
)
def test_what_is_wrong_is_named(model: type[BaseModel], config: dict[str, Any], named: str) -> None:
    refused(model, config, named)


def test_a_namespace_named_twice_would_count_twice() -> None:
    with pytest.raises(ValidationError, match="named twice"):
        GitlabCiMinutesConfig.model_validate({**MINUTES, "namespaces": ["gid://gitlab/Group/9"] * 2})


def refused(model: type[BaseModel], config: dict[str, Any], named: str) -> None:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(config)
    assert any(named in map(str, error["loc"]) for error in caught.value.errors())
