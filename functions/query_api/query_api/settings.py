"""What query_api reads from its environment."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from finops_runtime.settings import NightSettings, PostgresSettings, SinkSettings
from finops_runtime.verified_tls import require_https, require_verified_postgres

Algorithm = Literal["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
"""Signatures by key pair only: an algorithm with a shared secret can never be allowed, nor `none`."""


class Issuer(BaseModel):
    """One trusted issuer of bearer tokens."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    issuer: str = Field(min_length=1, description="must equal the token's `iss`, character by character")
    audience: str | tuple[str, ...] = Field(description="one of them must be in the token's `aud`")
    jwks_uri: str | None = Field(default=None, pattern="^https?://", description="else found by OIDC discovery")
    algorithms: tuple[Algorithm, ...] = Field(default=("RS256", "ES256"), min_length=1)
    token_types: tuple[str, ...] = Field(default=(), description="the token's header `typ` is one of these; empty: any")
    roles_from: Literal["token", "userinfo"] = Field(default="token", description="where `roles_claim` stands")
    userinfo_uri: str | None = Field(default=None, pattern="^https?://", description="default: {issuer}/v1/userinfo")
    roles_claim: str = Field(default="groups", min_length=1, description="a claim or a path: realm_access.roles")
    roles: dict[str, str] = Field(default_factory=dict, description="name in the token -> Rosetta role, if they differ")
    subject_claim: str = Field(default="sub", min_length=1, description="what names a person in the audit log")
    entity: str | None = Field(default=None, description="entity of tokens without the entity claim; else they get 403")

    @model_validator(mode="after")
    def _userinfo_is_mapped(self) -> Self:
        if self.roles_from == "userinfo" and not self.roles:
            raise ValueError("roles_from userinfo needs roles: which entity reference is which Rosetta role")
        if self.userinfo_uri is not None and self.roles_from != "userinfo":
            raise ValueError("userinfo_uri needs roles_from userinfo")
        return self


class ApiSettings(NightSettings, SinkSettings, PostgresSettings):
    """Settings of query_api."""

    finops_scope: Literal["local", "group"] = Field(default="local", description="an entity's mart, or a group's")
    oidc_issuers: tuple[Issuer, ...] = Field(min_length=1)
    finops_entity_claim: str = Field(default="entity_id", min_length=1)
    oidc_leeway_seconds: int = Field(default=30, ge=0, le=300)
    oidc_timeout_ms: int = Field(default=3_000, ge=100)
    oidc_keys_lifetime_seconds: int = Field(default=300, ge=1)
    oidc_keys_cooldown_seconds: int = Field(default=10, ge=0, description="pause between two reads of an issuer's keys")
    oidc_token_cache_seconds: int = Field(default=30, ge=0, le=300, description="how long a checked token is believed")
    answer_cache_mb: int = Field(default=64, ge=0, le=10_000, description="answers of the current generation; 0: none")
    http_ca_bundle: str | None = Field(default=None, description="PEM file of the company's own authorities")
    finops_idempotency_hours: int = Field(default=24, ge=1, le=720)
    finops_idempotency_lease_seconds: int = Field(default=90, ge=1, le=3600)
    postgres_admin_url: SecretStr
    postgres_statement_timeout_ms: int = Field(default=15_000, ge=0)
    postgres_pool_timeout_ms: int = Field(default=2_000, ge=100)
    postgres_work_mem_mb: int | None = Field(default=32, ge=1, le=1_000, description="so that no answer needs a file")

    @model_validator(mode="after")
    def _admins_and_issuers_are_verified(self) -> Self:
        if self.finops_require_tls:
            require_verified_postgres("POSTGRES_ADMIN_URL", self.postgres_admin_url.get_secret_value())
            for issuer in self.oidc_issuers:
                for address in (issuer.issuer, issuer.jwks_uri, issuer.userinfo_uri):
                    require_https("every address in OIDC_ISSUERS", address)
        return self

    @property
    def admin_database(self) -> PostgresSettings:
        """The same database by the login of admin routes."""
        return self.model_copy(update={"postgres_url": self.postgres_admin_url})
