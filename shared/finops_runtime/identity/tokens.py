"""Bearer tokens: JWTs of the trusted issuers, of this entity or of any of a group."""

import json
import re
import time
from collections.abc import Mapping
from typing import Any, Final

import jwt
from jwt import PyJWK
from jwt.exceptions import (
    ExpiredSignatureError,
    ImmatureSignatureError,
    InvalidAudienceError,
    InvalidSignatureError,
    MissingRequiredClaimError,
    PyJWTError,
)
from jwt.utils import base64url_decode

from finops_runtime.identity.access import Principal, Role
from finops_runtime.identity.entities import ENTITIES_OF, Entities
from finops_runtime.identity.refusals import Reason, forbidden, unauthorized, undecided
from finops_runtime.identity.roles import roles_of
from finops_runtime.identity.settings import IdentitySettings, Issuer
from finops_runtime.identity.signing_keys import KeysUnavailable, SigningKeys
from finops_runtime.identity.userinfo import UserInfo, UserInfoRefuses, UserInfoUnavailable
from finops_runtime.strict_json import no_doubled_names

MOST_HEADER_BYTES: Final = 262_144
"""A longer header is refused with 401, unless the server refuses it with 400 before.

Tokens that name many groups are longer than the 8,190 bytes that gunicorn takes: Backstage issues up to 32 KiB,
Microsoft Entra ID about 11 KiB (200 groups).
"""
_BEARER = re.compile(
    r"bearer ([A-Za-z0-9_-]+={0,2}\.[A-Za-z0-9_-]+={0,2}\.[A-Za-z0-9_-]+={0,2})", re.IGNORECASE | re.ASCII
)
_LAST_SECOND: Final = 253_402_300_799
"""Of the year 9999."""
_NOT_VALID = "the token is not valid here"
_WHY: Final[tuple[tuple[type[PyJWTError], Reason, str], ...]] = (
    (ExpiredSignatureError, "expired", "the token has expired"),
    (ImmatureSignatureError, "not_yet_valid", "the token is not valid yet"),
    (InvalidAudienceError, "audience", _NOT_VALID),
    (InvalidSignatureError, "signature", _NOT_VALID),
    (MissingRequiredClaimError, "claims", _NOT_VALID),
)


class _Trusted:
    """An issuer, with its keys and what it says of people."""

    def __init__(self, issuer: Issuer, settings: IdentitySettings) -> None:
        self.issuer = issuer
        self.keys = SigningKeys(issuer, settings)
        self.userinfo = UserInfo(issuer, settings) if issuer.roles_from == "userinfo" else None
        self.audience = [issuer.audience] if isinstance(issuer.audience, str) else list(issuer.audience)
        self.types = {_plain_type(name) for name in issuer.token_types}


class TokenChecker:
    """Turns an Authorization header into a Principal, or refuses it.

    `entities`: `own` takes tokens of FINOPS_ENTITY_ID, which may be of others too. `any` is for what machines of many
    entities call: it takes tokens of exactly one, whichever, and of an issuer with an `entity` only that one's.
    """

    def __init__(self, settings: IdentitySettings, *, entities: Entities = "own") -> None:
        self._settings = settings
        self._entities_of = ENTITIES_OF[entities]
        self._trusted = {issuer.issuer: _Trusted(issuer, settings) for issuer in settings.oidc_issuers}

    @property
    def key_reads(self) -> int:
        """Another number whenever keys were read: what was signed with an earlier one may hold no more."""
        return sum(trusted.keys.reads for trusted in self._trusted.values())

    def check(self, authorization: str | None) -> Principal:
        """Raises Problem: 401 for a token that is none of ours, 403 for one of no entity that is taken or without any
        role, 503 when its issuer must be asked who this is and does not say."""
        token = self._bearer(authorization or "")
        trusted, claims = self._verified(token)
        issuer = trusted.issuer
        entities = self._entities_of(self._settings, issuer, claims)
        subject = claims.get(issuer.subject_claim)
        if not isinstance(subject, str) or not subject or "\x00" in subject:
            raise unauthorized("claims", "the token names nobody")
        expires_at = float(claims["exp"])
        return Principal(
            subject=subject[:320],
            issuer=issuer.issuer,
            entities=entities,
            roles=self._roles(trusted, token, claims, expires_at),
            expires_at=min(expires_at, time.time() + self._settings.oidc_keys_lifetime_seconds),
        )

    def _bearer(self, authorization: str) -> str:
        if len(authorization) > MOST_HEADER_BYTES:
            raise unauthorized("too_large", "the token is too long")
        found = _BEARER.fullmatch(authorization)
        if found is not None:
            return found[1]
        if authorization[:7].lower() == "bearer " and authorization[7:].strip():
            raise unauthorized("malformed", _NOT_VALID)
        raise unauthorized("none", "a bearer token is needed")

    def _verified(self, token: str) -> tuple[_Trusted, Mapping[str, Any]]:
        header, payload = (_unverified(part) for part in token.split(".")[:2])
        named = payload.get("iss")
        trusted = self._trusted.get(named) if isinstance(named, str) else None
        if trusted is None:
            raise unauthorized("unknown_issuer" if named is not None else "claims", _NOT_VALID)
        if trusted.types and _plain_type(header.get("typ")) not in trusted.types:
            raise unauthorized("type", _NOT_VALID)
        key = _key(trusted, header)
        try:
            try:
                claims = self._decoded(trusted, token, key)
            except InvalidSignatureError:
                # Keys that rotate show in a new key id; where tokens carry none, in signatures that do not fit.
                newer = None if "kid" in header else trusted.keys.find(None, key.algorithm_name, unfit=key)
                if newer is None or newer is key:
                    raise
                claims = self._decoded(trusted, token, newer)
        except PyJWTError as error:
            reason, detail = next(
                ((reason, detail) for kind, reason, detail in _WHY if isinstance(error, kind)),
                ("malformed", _NOT_VALID),
            )
            raise unauthorized(reason, detail) from error
        except (ValueError, TypeError, OverflowError, RecursionError) as error:
            raise unauthorized("malformed", _NOT_VALID) from error
        if not all(_is_time(claims.get(name, 0)) for name in ("exp", "nbf", "iat")):
            raise unauthorized("claims", _NOT_VALID)
        return trusted, claims

    def _decoded(self, trusted: _Trusted, token: str, key: PyJWK) -> Mapping[str, Any]:
        return jwt.decode(
            token,
            key=key,
            algorithms=[key.algorithm_name],
            issuer=trusted.issuer.issuer,
            audience=trusted.audience,
            leeway=self._settings.oidc_leeway_seconds,
            options={"require": ["exp", "iss", "aud"]},
        )

    def _roles(self, trusted: _Trusted, token: str, claims: Mapping[str, Any], expires_at: float) -> frozenset[Role]:
        said = claims
        if trusted.userinfo is not None:
            try:
                said = trusted.userinfo.of(token, str(claims.get("sub", "")), expires_at)
            except UserInfoRefuses as error:
                raise unauthorized("userinfo_refused", _NOT_VALID) from error
            except UserInfoUnavailable as error:
                raise undecided(
                    "userinfo_unavailable",
                    "the token's issuer does not say who this is: try again in some seconds",
                    max(self._settings.oidc_keys_cooldown_seconds, 1),
                ) from error
        roles = roles_of(trusted.issuer, said)
        if not roles:
            raise forbidden("no_role", "forbidden", "the token gives no role here")
        return roles


def _unverified(part: str) -> Mapping[str, Any]:
    """A part of a token whose signature is yet to be checked; a name that stands twice could be read in two ways."""
    try:
        found = json.loads(base64url_decode(part), object_pairs_hook=no_doubled_names)
    except (ValueError, RecursionError) as error:
        raise unauthorized("malformed", _NOT_VALID) from error
    if not isinstance(found, dict):
        raise unauthorized("malformed", _NOT_VALID)
    return found


def _key(trusted: _Trusted, header: Mapping[str, Any]) -> PyJWK:
    """Only the issuer decides where keys come from: `jku`, `x5u`, `x5c` and `jwk` of a token are never looked at."""
    algorithm, key_id = header.get("alg"), header.get("kid")
    if algorithm not in trusted.issuer.algorithms:
        raise unauthorized("algorithm", _NOT_VALID)
    if not isinstance(key_id, str | None):
        raise unauthorized("malformed", _NOT_VALID)
    try:
        key = trusted.keys.find(key_id, algorithm)
    except KeysUnavailable as error:
        raise unauthorized("keys_unavailable", "the token cannot be checked: its issuer does not answer") from error
    if key is None:
        raise unauthorized("unknown_key", "the token is signed with a key that its issuer does not publish")
    return key


def _plain_type(name: object) -> str:
    """`typ`, whose case does not count and whose `application/` may be left out (RFC 7515, 4.1.9)."""
    return name.lower().removeprefix("application/") if isinstance(name, str) else ""


def _is_time(value: object) -> bool:
    """A NumericDate that a clock can reach."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _LAST_SECOND
