"""The keys an issuer signs with: read when first needed, kept, read again when they rotate."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt import PyJWK
from jwt.exceptions import PyJWTError

from finops_runtime.identity.issuer_calls import IssuerDoesNotAnswer, IssuerRefuses, ask_issuer
from finops_runtime.identity.settings import IdentitySettings, Issuer
from finops_runtime.logs import get_logger

log = get_logger(__name__)
_MOST_KEYS: Final = 100
_LEAST_RSA_BITS: Final = 2048
_KEY_PAIRS: Final = ("RSA", "EC", "OKP")
_PRIVATE_PARTS: Final = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})


class KeysUnavailable(Exception):
    """The issuer's keys cannot be read, and none are known from before."""


@dataclass(frozen=True, slots=True)
class _KeySet:
    """What one read brought: keys as published, and those of them that were used, ready for use."""

    published: Mapping[str | None, Mapping[str, Any]] = field(default_factory=dict)
    built: dict[tuple[str | None, str], PyJWK | None] = field(default_factory=dict)

    def knows(self, key_id: str | None) -> bool:
        return len(self.published) == 1 if key_id is None else key_id in self.published

    def key(self, key_id: str | None, algorithm: str) -> PyJWK | None:
        """Built once. A key that names its algorithm is for no other (RFC 8725, 3.1)."""
        if (key_id, algorithm) not in self.built:
            jwk = self.published[key_id] if key_id is not None else next(iter(self.published.values()))
            self.built[key_id, algorithm] = _usable(jwk, algorithm)
        return self.built[key_id, algorithm]


class SigningKeys:
    """One issuer's public keys.

    A slow, dead or rotating provider must not stop the API: keys once read are used until newer ones are
    had, and at most one read is tried per cool-down, whatever key ids are thrown at it.
    `reads` counts those that brought keys.
    """

    def __init__(self, issuer: Issuer, settings: IdentitySettings) -> None:
        self._issuer = issuer
        self._settings = settings
        self._keys = _KeySet()
        self.reads = 0
        self._read_at = self._tried_at = float("-inf")
        self._reading = threading.Lock()

    def find(self, key_id: str | None, algorithm: str, unfit: PyJWK | None = None) -> PyJWK | None:
        """The key of that id, for an algorithm of the issuer's list, or None. Without an id, the issuer's only key,
        as OIDC allows; `unfit` is one that was tried: only reading again tells whether another came after it.

        Raises KeysUnavailable when no key was ever read.
        """
        if unfit is not None or not self._keys.knows(key_id):
            asked_at = time.monotonic()
            with self._reading:
                self._read_again(asked_at)
        elif self._is_old() and self._reading.acquire(blocking=False):
            # Whoever has a key that is known need not wait for another thread's read.
            try:
                self._read_again(time.monotonic())
            finally:
                self._reading.release()
        keys = self._keys
        if not keys.published:
            raise KeysUnavailable(self._issuer.issuer)
        return keys.key(key_id, algorithm) if keys.knows(key_id) else None

    def _is_old(self) -> bool:
        return time.monotonic() - self._read_at > self._settings.oidc_keys_lifetime_seconds

    def _read_again(self, asked_at: float) -> None:
        now = time.monotonic()
        # Who waited for another thread's read has what it brought.
        if self._tried_at >= asked_at or now - self._tried_at < self._settings.oidc_keys_cooldown_seconds:
            return
        try:
            document = ask_issuer(self._issuer.jwks_uri or self._discovered(), self._settings)
            self._keys = _KeySet(_public_keys(document))
            self._read_at = time.monotonic()
            self.reads += 1
        except IssuerRefuses as error:
            log.warning("signing keys could not be read", issuer=self._issuer.issuer, error=f"answered {error}")
        except IssuerDoesNotAnswer as error:
            log.warning("signing keys could not be read", issuer=self._issuer.issuer, error=str(error))
        finally:
            self._tried_at = time.monotonic()

    def _discovered(self) -> str:
        """Where the keys are, asked each time: a provider may move them."""
        issuer = self._issuer.issuer
        document = ask_issuer(f"{issuer.rstrip('/')}/.well-known/openid-configuration", self._settings)
        if document.get("issuer") != issuer:
            raise IssuerDoesNotAnswer("the discovery document is another issuer's")
        uri = document.get("jwks_uri")
        secure = ("https://",) if issuer.startswith("https://") else ("https://", "http://")
        if not isinstance(uri, str) or not uri.startswith(secure):
            raise IssuerDoesNotAnswer("the discovery document names no keys that could be trusted")
        return uri


def _public_keys(document: Mapping[str, Any]) -> dict[str | None, Mapping[str, Any]]:
    """The keys of a set that could sign a token, by id; raises IssuerDoesNotAnswer for a set without any."""
    keys = document.get("keys")
    if not isinstance(keys, list) or len(keys) > _MOST_KEYS:
        raise IssuerDoesNotAnswer(f"a set of at most {_MOST_KEYS} keys is expected")
    found: dict[str | None, Mapping[str, Any]] = {}
    for key in keys:
        if _signs(key):
            found.setdefault(key.get("kid"), key)
    if not found:
        raise IssuerDoesNotAnswer("the set has no key that could sign a token")
    return found


def _signs(key: object) -> bool:
    """A public key of a pair. A secret that was published is none any more, whatever else the key says."""
    return (
        isinstance(key, dict)
        and key.get("kty") in _KEY_PAIRS
        and key.get("use", "sig") == "sig"
        and isinstance(key.get("kid"), str | None)
        and not _PRIVATE_PARTS & key.keys()
    )


def _usable(jwk: Mapping[str, Any], algorithm: str) -> PyJWK | None:
    if jwk.get("alg", algorithm) != algorithm:
        return None
    try:
        key = PyJWK(dict(jwk), algorithm)
    except (PyJWTError, ValueError, TypeError, KeyError) as error:
        log.warning("a published key cannot be used", error=type(error).__name__)
        return None
    weak = isinstance(key.key, RSAPublicKey) and key.key.key_size < _LEAST_RSA_BITS
    return None if weak else key
