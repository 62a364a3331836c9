"""Settings: what is wrong is named, and no secret but GitLab's token can be pointed at."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from finops_contract.errors import BadConnectorConfig
from finops_runtime.settings import HttpSettings
from ingest_native.gitlab.config import GitlabConfig
from ingest_native.gitlab.connector import GitlabConnector

CONFIG: dict[str, Any] = {
    "source": "gitlab",
    "base_url": "https://gitlab.example.com/",
    "statistics": {"storage_size": {"metric": "STORAGE", "product": "storage"}},
}


def test_the_address_is_kept_without_a_slash() -> None:
    assert GitlabConfig.model_validate(CONFIG).base_url == "https://gitlab.example.com"


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"base_uri": "x"}, "base_uri"),
        ({"base_url": "gitlab.example.com"}, "base_url"),
        ({"base_url": "file:///etc/passwd"}, "base_url"),
        ({"base_url": "https://user:secret@gitlab.example.com"}, "base_url"),
        ({"base_url": "https://gitlab.example.com?private_token=secret"}, "base_url"),
        ({"token": "glpat-secret"}, "token"),
        ({"token_env": "POSTGRES_URL"}, "token_env"),
        ({"token_env": "glpat-abcdef"}, "token_env"),
        ({"token_file": "../../proc/self/environ"}, "token_file"),
        ({"token_file": "/etc/shadow"}, "token_file"),
        ({"per_page": 101}, "per_page"),
        ({"statistics": {}}, "statistics"),
        ({"statistics": {"storage_size": {"metric": "M", "product": "p", "divide_by": "0"}}}, "storage_size"),
        ({"statistics": {"storage_size": {"metric": "M", "product": "p", "divide_by": 0.5}}}, "divide_by"),
        ({"application": [{"topic": "app:"}]}, "application"),
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, Any], named: str) -> None:
    with pytest.raises(ValidationError) as caught:
        GitlabConfig.model_validate({**CONFIG, **changes})
    assert any(named in map(str, error["loc"]) for error in caught.value.errors())


def test_two_tokens_are_one_too_many() -> None:
    with pytest.raises(ValidationError, match="not both"):
        GitlabConfig.model_validate({**CONFIG, "token_env": "GITLAB_TOKEN", "token_file": "gitlab"})


def test_custom_attributes_are_asked_for_only_when_a_rule_reads_them() -> None:
    assert not GitlabConfig.model_validate(CONFIG).needs_custom_attributes
    by_attribute = {**CONFIG, "application": [{"custom_attribute": "application"}]}
    assert GitlabConfig.model_validate(by_attribute).needs_custom_attributes


@pytest.mark.parametrize("environ", [{}, {"GITLAB_TOKEN": " \n"}, {"GITLAB_TOKEN": "two\nlines"}])
def test_a_token_that_is_not_there_names_its_variable_and_nothing_more(environ: dict[str, str]) -> None:
    connector = GitlabConnector(HttpSettings(), environ)
    with pytest.raises(BadConnectorConfig, match="GITLAB_TOKEN") as caught:
        connector._token(GitlabConfig.model_validate({**CONFIG, "token_env": "GITLAB_TOKEN"}))
    assert "lines" not in str(caught.value)


def test_a_token_from_a_mounted_file(tmp_path: Path) -> None:
    config = GitlabConfig.model_validate({**CONFIG, "token_file": "gitlab"})
    connector = GitlabConnector(HttpSettings(), {}, tmp_path)
    with pytest.raises(BadConnectorConfig, match="cannot be read"):
        connector._token(config)
    (tmp_path / "gitlab").write_text("glpat-1\n")
    assert connector._token(config) == "glpat-1"
