"""What a function that takes bearer tokens reads from its environment: whom it trusts to issue them."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from finops_runtime.settings import EntitySettings
from finops_runtime.verified_tls import require_https

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


class IdentitySettings(EntitySettings):
    """Whose tokens are taken, and how their issuers are asked."""

    oidc_issuers: tuple[Issuer, ...] = Field(min_length=1)
    finops_entity_claim: str = Field(default="entity_id", min_length=1)
    oidc_leeway_seconds: int = Field(default=30, ge=0, le=300)
    oidc_timeout_ms: int = Field(default=3_000, ge=100)
    oidc_keys_lifetime_seconds: int = Field(default=300, ge=1)
    oidc_keys_cooldown_seconds: int = Field(default=10, ge=0, description="pause between two reads of an issuer's keys")
    oidc_token_cache_seconds: int = Field(default=30, ge=0, le=300, description="how long a checked token is believed")
    http_ca_bundle: str | None = Field(default=None, description="PEM file of the company's own authorities")

    @model_validator(mode="after")
    def _issuers_are_verified(self) -> Self:
        if self.finops_require_tls:
            for issuer in self.oidc_issuers:
                for address in (issuer.issuer, issuer.jwks_uri, issuer.userinfo_uri):
                    require_https("every address in OIDC_ISSUERS", address)
        return self
