"""Settings of connectors against their schema: each wrong key by its path, no value ever repeated."""

from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from query_api.domains.connector_settings import settings_faults


class Settings(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FromTag(Settings):
    tag: str


class FromColumns(Settings):
    columns: Annotated[tuple[str, ...], Field(min_length=1, max_length=2)]
    joined_by: str = "/"


class SecretReference(Settings):
    env: str | None = None


class Bearer(Settings):
    kind: Literal["bearer"]
    token: SecretReference


class Anonymous(Settings):
    kind: Literal["none"] = "none"


class Config(Settings):
    source: Annotated[str, Field(min_length=1, max_length=5)]
    pages: Annotated[int, Field(ge=1, le=9)] = 1
    mode: Literal["fail", "empty"] = "fail"
    token_env: Annotated[str, Field(pattern="^[A-Z]+$")] | None = None
    rules: tuple[FromTag | FromColumns, ...] = ()
    auth: Annotated[Bearer | Anonymous, Field(discriminator="kind")] = Anonymous()
    headers: dict[str, str] = Field(default_factory=dict)


SCHEMA = Config.model_json_schema()
SECRET = "hunter2"


def faults(**config: Any) -> dict[str, str]:
    found = settings_faults({"source": "s", **config}, SCHEMA)
    assert SECRET not in repr(found)
    return {fault.at.removeprefix("connectorConfig."): fault.message for fault in found}


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"pages": 9, "mode": "empty", "token_env": "TOKEN"},
        {"rules": [{"tag": "a"}, {"columns": ["a", "b"]}]},
        {"auth": {"kind": "bearer", "token": {"env": "SOURCE_TOKEN"}}},
        {"headers": {"Accept": "text/csv", "X-Page-Token-Name": "next"}},
        {"headers": {"x": "https://example.com/a?page=1"}},
    ],
)
def test_what_a_connector_accepts(config: dict[str, Any]) -> None:
    assert faults(**config) == {}


@pytest.mark.parametrize(
    ("config", "at", "word"),
    [
        ({"sorce": SECRET}, "sorce", "unknown key; known: auth, headers, mode, pages, rules, source, token_env"),
        ({"source": 7}, "source", "type string"),
        ({"source": ""}, "source", "at least 1 characters"),
        ({"source": SECRET}, "source", "at most 5 characters"),
        ({"pages": 0}, "pages", "at least 1"),
        ({"pages": 10}, "pages", "at most 9"),
        ({"pages": True}, "pages", "integer"),
        ({"mode": SECRET}, "mode", "fail, empty"),
        ({"token_env": SECRET}, "token_env", "must match ^[A-Z]+$"),
        ({"rules": {"tag": "a"}}, "rules", "array"),
        ({"rules": [{"tag": 1}]}, "rules.0.tag", "string"),
        ({"rules": [{"tag": "a", "tog": "b"}]}, "rules.0.tog", "unknown key; known: tag"),
        ({"rules": [{"columns": []}]}, "rules.0.columns", "at least 1 entries"),
        ({"rules": [{"columns": ["a", "b", "c"]}]}, "rules.0.columns", "at most 2 entries"),
        ({"rules": [{}]}, "rules.0", "none of the shapes"),
        ({"rules": [SECRET]}, "rules.0", "none of the shapes"),
        ({"auth": {"kind": "bearer"}}, "auth.token", "missing"),
        ({"auth": {"kind": "baerer", "token": {}}}, "auth.kind", "must be one of bearer, none"),
        ({"auth": {"kind": "bearer", "token": SECRET}}, "auth.token", "never written down"),
        ({"headers": {"Authorization": SECRET}}, "headers.Authorization", "never written down"),
        ({"headers": {"X-Api-Key": SECRET}}, "headers.X-Api-Key", "never written down"),
        ({"headers": {"x": f"https://me:{SECRET}@example.com"}}, "headers.x", "never written down"),
        ({"headers": {"x": f"https://example.com/?access_token={SECRET}"}}, "headers.x", "never written down"),
        ({"password": [SECRET]}, "password", "never written down"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_wrong_is_named(config: dict[str, Any], at: str, word: str) -> None:
    found = faults(**config)
    assert word in found.get(at, ""), found


def test_missing_keys_are_named() -> None:
    (fault,) = settings_faults({}, SCHEMA)
    assert (fault.at, fault.message) == ("connectorConfig.source", "missing")


def test_settings_that_are_wrong_a_hundred_times_are_reported_in_part() -> None:
    assert len(settings_faults({"source": "s", **{f"x{n}": n for n in range(100)}}, SCHEMA)) == 20
