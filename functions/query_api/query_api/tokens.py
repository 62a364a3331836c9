"""Bearer tokens: JWTs of the trusted issuers, for this entity."""

from collections.abc import Mapping
from typing import Any

import jwt
from jwt.exceptions import ExpiredSignatureError, PyJWTError

from finops_runtime.logs import get_logger
from query_api.access import Principal, Role
from query_api.problem import Problem
from query_api.settings import ApiSettings, Issuer
from query_api.signing_keys import KeysUnavailable, SigningKeys

log = get_logger(__name__)
_MISSING = object()


def _unauthorized(detail: str, error: str | None = "invalid_token") -> Problem:
    challenge = f'Bearer realm="finops", error="{error}"' if error else 'Bearer realm="finops"'
    return Problem(401, "unauthorized", detail, headers={"WWW-Authenticate": challenge})


class TokenChecker:
    """Turns an Authorization header into a Principal, or refuses it."""

    def __init__(self, settings: ApiSettings) -> None:
        self._settings = settings
        self._issuers = {issuer.issuer: (issuer, SigningKeys(issuer, settings)) for issuer in settings.oidc_issuers}

    @property
    def key_reads(self) -> int:
        """Another number whenever keys were read: what was signed with an earlier one may hold no more."""
        return sum(keys.reads for _, keys in self._issuers.values())

    def check(self, authorization: str | None) -> Principal:
        """Raises Problem: 401 for a token that is none of ours, 403 for one of another entity."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise _unauthorized("a bearer token is needed", error=None)
        issuer, claims = self._verified(token.strip())
        self._check_entity(issuer, claims)
        subject = claims.get(issuer.subject_claim)
        if not isinstance(subject, str) or not subject or "\x00" in subject:
            raise _unauthorized("the token names nobody")
        return Principal(
            subject=subject[:320],
            issuer=issuer.issuer,
            roles=_roles(issuer, claims),
            expires_at=float(claims["exp"]),
        )

    def _verified(self, token: str) -> tuple[Issuer, Mapping[str, Any]]:
        try:
            unverified = jwt.decode_complete(token, options={"verify_signature": False})
            named = unverified["payload"].get("iss")
            # Only the issuer decides where keys come from: `jku`, `x5u` and `jwk` of the token are never looked at.
            issuer, keys = self._issuers[named] if isinstance(named, str) else self._issuers[""]
            key = keys.find(unverified["header"].get("kid"))
            if key is None:
                raise _unauthorized("the token is signed with a key that its issuer does not publish")
            return issuer, jwt.decode(
                token,
                key=key,
                algorithms=list(issuer.algorithms),
                issuer=issuer.issuer,
                audience=[issuer.audience] if isinstance(issuer.audience, str) else list(issuer.audience),
                leeway=self._settings.oidc_leeway_seconds,
                options={"require": ["exp", "iss", "aud"]},
            )
        except ExpiredSignatureError as error:
            raise _unauthorized("the token has expired") from error
        except KeysUnavailable as error:
            raise _unauthorized("the token cannot be checked: its issuer does not answer") from error
        except (PyJWTError, KeyError, ValueError, OverflowError, RecursionError) as error:
            log.info("token refused", reason=type(error).__name__)
            raise _unauthorized("the token is not valid here") from error

    def _check_entity(self, issuer: Issuer, claims: Mapping[str, Any]) -> None:
        named = claims.get(self._settings.finops_entity_claim, issuer.entity)
        entities = named if isinstance(named, list) else [named]
        if self._settings.finops_entity_id not in entities:
            raise Problem(403, "other-entity", "the token is not for this entity")


def _roles(issuer: Issuer, claims: Mapping[str, Any]) -> frozenset[Role]:
    named = _claim(claims, issuer.roles_claim)
    names = [named] if isinstance(named, str) else named if isinstance(named, list) else []
    known = {role.value for role in Role}
    mapped = (issuer.roles.get(name, name) for name in names if isinstance(name, str))
    return frozenset(Role(name) for name in mapped if name in known)


def _claim(claims: Mapping[str, Any], path: str) -> object:
    """The claim of that very name, else the one that a dotted path leads to."""
    found: object = claims.get(path, _MISSING)
    if found is not _MISSING:
        return found
    found = claims
    for part in path.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found
