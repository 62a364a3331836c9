"""The keys an issuer signs with: read when first needed, kept, read again when they rotate."""

import ssl
import threading
import time
from json import JSONDecodeError

import requests
from jwt import PyJWK, PyJWKClient
from jwt.exceptions import PyJWKClientError, PyJWKSetError

from finops_runtime.logs import get_logger
from query_api.settings import ApiSettings, Issuer

log = get_logger(__name__)


class KeysUnavailable(Exception):
    """The issuer's keys cannot be read, and none are known from before."""


class SigningKeys:
    """One issuer's public keys.

    A slow, dead or rotating provider must not stop the API: keys once read are used until newer ones are
    had, and at most one read is tried per cool-down, whatever key ids are thrown at it.
    `reads` counts those that brought keys.
    """

    def __init__(self, issuer: Issuer, settings: ApiSettings) -> None:
        self._issuer = issuer
        self._settings = settings
        self._client: PyJWKClient | None = None
        self._keys: tuple[PyJWK, ...] = ()
        self.reads = 0
        self._read_at = self._tried_at = float("-inf")
        self._reading = threading.Lock()

    def find(self, key_id: str | None) -> PyJWK | None:
        """The key of that id, or None. Without an id, the issuer's only key, as OIDC allows.

        Raises KeysUnavailable when no key was ever read.
        """
        found = self._match(key_id)
        if found is None or time.monotonic() - self._read_at > self._settings.oidc_keys_lifetime_seconds:
            self._read_again()
            found = self._match(key_id)
        if found is None and not self._keys:
            raise KeysUnavailable(self._issuer.issuer)
        return found

    def _match(self, key_id: str | None) -> PyJWK | None:
        keys = self._keys
        if key_id is None:
            return keys[0] if len(keys) == 1 else None
        return next((key for key in keys if key.key_id == key_id), None)

    def _read_again(self) -> None:
        waiting_since = time.monotonic()
        with self._reading:
            now = time.monotonic()
            # Who waited for another thread's read has what it brought.
            if self._tried_at >= waiting_since or now - self._tried_at < self._settings.oidc_keys_cooldown_seconds:
                return
            try:
                self._keys = tuple(self._jwks_client().get_signing_keys())
                self._read_at = time.monotonic()
                self.reads += 1
            except (PyJWKClientError, PyJWKSetError, requests.RequestException, OSError, ValueError) as error:
                log.warning("signing keys could not be read", issuer=self._issuer.issuer, error=type(error).__name__)
            finally:
                self._tried_at = time.monotonic()

    def _jwks_client(self) -> PyJWKClient:
        if self._client is None:
            seconds = self._settings.oidc_timeout_ms / 1000
            bundle = self._settings.http_ca_bundle
            context = ssl.create_default_context(cafile=bundle) if bundle else None
            self._client = PyJWKClient(
                self._issuer.jwks_uri or self._discovered(), cache_jwk_set=False, timeout=seconds, ssl_context=context
            )
        return self._client

    def _discovered(self) -> str:
        response = requests.get(
            f"{self._issuer.issuer.rstrip('/')}/.well-known/openid-configuration",
            timeout=self._settings.oidc_timeout_ms / 1000,
            allow_redirects=False,
            verify=self._settings.http_ca_bundle or True,
        )
        response.raise_for_status()
        document = response.json()
        if not isinstance(document, dict) or document.get("issuer") != self._issuer.issuer:
            raise ValueError("the discovery document is another issuer's")
        uri = document.get("jwks_uri")
        if not isinstance(uri, str):
            raise JSONDecodeError("no jwks_uri", response.text[:40], 0)
        return uri
