"""FINOPS_REQUIRE_TLS: what would not be reached by verified TLS stops the function, and is named."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from finops_contract.errors import BadConnectorConfig
from finops_runtime.http.access import HttpAccess
from finops_runtime.http.secrets import Secrets
from finops_runtime.http.source import Sources
from finops_runtime.identity.settings import IdentitySettings
from finops_runtime.settings import FileSettings, HttpSettings, PostgresSettings, RawZoneSettings, SinkSettings
from query_api.settings import ApiSettings

VERIFIED = "postgresql://me:hidden-password@db/x?sslmode=verify-full"
ISSUER = {"issuer": "https://sso.example.com", "audience": "finops"}
API: dict[str, Any] = {
    "k_sink": "https://broker",
    "postgres_url": VERIFIED,
    "postgres_admin_url": VERIFIED,
    "oidc_issuers": [ISSUER],
}


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PGSSLMODE", raising=False)


@pytest.mark.parametrize(
    ("group", "values", "complaint"),
    [
        (SinkSettings, {"k_sink": "http://broker"}, "K_SINK must begin with https"),
        (PostgresSettings, {"postgres_url": "postgresql://me:hidden-password@db/x"}, "POSTGRES_URL must say sslmode"),
        (PostgresSettings, {"postgres_url": VERIFIED.replace("-full", "-ca")}, "POSTGRES_URL must say sslmode"),
        (PostgresSettings, {"postgres_host": "db"}, "POSTGRES_SSLMODE must say sslmode"),
        (RawZoneSettings, {"mongo_url": "mongodb://me:hidden-password@a,b/"}, "MONGO_URL must say tls=true"),
        (RawZoneSettings, {"mongo_url": "mongodb+srv://a/?tls=false"}, "MONGO_URL must say tls=true"),
        (RawZoneSettings, {"mongo_url": "mongodb://a/?tls=true&tlsInsecure=true"}, "must not say tlsinsecure"),
        (HttpSettings, {"oidc_token_url": "http://sso"}, "OIDC_TOKEN_URL must begin with https"),
        (FileSettings, {"aws_endpoint_url": "http://s3"}, "AWS_ENDPOINT_URL must begin with https"),
        (ApiSettings, {**API, "postgres_admin_url": "postgresql://db/x"}, "POSTGRES_ADMIN_URL must say sslmode"),
        (ApiSettings, {**API, "oidc_issuers": [{**ISSUER, "jwks_uri": "http://keys"}]}, "OIDC_ISSUERS must begin"),
        (IdentitySettings, {"oidc_issuers": [{**ISSUER, "issuer": "http://sso"}]}, "OIDC_ISSUERS must begin"),
        (
            IdentitySettings,
            {"oidc_issuers": [{**ISSUER, "roles_from": "userinfo", "roles": {"a": "b"}, "userinfo_uri": "http://u"}]},
            "OIDC_ISSUERS must begin",
        ),
    ],
)
def test_what_is_not_verified_is_refused_only_when_asked_for(
    group: type[BaseModel], values: dict[str, Any], complaint: str
) -> None:
    group.model_validate(values)
    with pytest.raises(ValidationError, match=complaint) as refused:
        group.model_validate({**values, "finops_require_tls": True})
    assert "hidden-password" not in str(refused.value)


@pytest.mark.parametrize(
    ("group", "values"),
    [
        (SinkSettings, {"k_sink": "https://broker"}),
        (PostgresSettings, {"postgres_url": VERIFIED}),
        (PostgresSettings, {"postgres_host": "db", "postgres_sslmode": "verify-full"}),
        (RawZoneSettings, {"mongo_url": "mongodb://a:27017,b:27018/?TLS=true&tlsCAFile=/ca"}),
        (RawZoneSettings, {"mongo_url": "mongodb+srv://a/"}),
        (FileSettings, {"oidc_token_url": "https://sso", "aws_endpoint_url": "https://s3"}),
        (IdentitySettings, {"oidc_issuers": [ISSUER]}),
        (ApiSettings, API),
    ],
)
def test_what_is_verified_is_let_in(group: type[BaseModel], values: dict[str, Any]) -> None:
    group.model_validate({**values, "finops_require_tls": True})


def test_pgsslmode_speaks_for_a_url_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    silent = {"postgres_url": "postgresql://db/x", "finops_require_tls": True}
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    PostgresSettings.model_validate(silent)
    monkeypatch.setenv("PGSSLMODE", "require")
    with pytest.raises(ValidationError, match="PGSSLMODE"):
        PostgresSettings.model_validate(silent)


@pytest.mark.parametrize(
    ("access", "complaint"),
    [
        ({"base_url": "http://api"}, "base_url must begin with https"),
        (
            {
                "base_url": "https://api",
                "auth": {
                    "kind": "keystone",
                    "auth_url": "http://keystone",
                    "credential_id": "x",
                    "credential_secret": {"env": "SOURCE_X"},
                },
            },
            "auth.auth_url must begin with https",
        ),
        (
            {
                "base_url": "https://api",
                "auth": {
                    "kind": "client_credentials",
                    "token_url": "http://sso",
                    "client_id": "x",
                    "client_secret": {"env": "SOURCE_X"},
                },
            },
            "auth.token_url must begin with https",
        ),
    ],
)
def test_a_source_that_is_not_https_fails_its_step(access: dict[str, Any], complaint: str) -> None:
    secrets = Secrets({"SOURCE_X": "a-secret-of-tests"}, Path("/nowhere"))
    wanted = HttpAccess.model_validate(access)
    Sources(HttpSettings(), secrets).open(wanted)
    with pytest.raises(BadConnectorConfig, match=complaint):
        Sources(HttpSettings(finops_require_tls=True), secrets).open(wanted)
