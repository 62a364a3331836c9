"""What an issuer says of a token's holder beside the token: Backstage's own tokens leave group membership out.

Backstage answers `{"claims": {"sub": "user:default/olivia", "ent": ["group:default/finops", ...]}}`.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

from finops_runtime.identity.issuer_calls import IssuerDoesNotAnswer, IssuerRefuses, ask_issuer
from finops_runtime.identity.settings import IdentitySettings, Issuer
from finops_runtime.logs import get_logger

log = get_logger(__name__)
_MOST_KEPT: Final = 10_000
_NOBODY: Final[Mapping[str, Any]] = {}
_NOT_FOUND = 404


class UserInfoUnavailable(Exception):
    """The issuer does not say, and has not said before."""


class UserInfoRefuses(Exception):
    """The issuer does not take its own token any more."""


class UserInfo:
    """One issuer's userinfo, asked once a token, and kept until the token expires.

    When it fails it is left alone for a cool-down; tokens that it has spoken of go on.
    """

    def __init__(self, issuer: Issuer, settings: IdentitySettings) -> None:
        self._url = issuer.userinfo_uri or f"{issuer.issuer.rstrip('/')}/v1/userinfo"
        self._issuer = issuer.issuer
        self._settings = settings
        self._kept: OrderedDict[bytes, tuple[float, Mapping[str, Any]]] = OrderedDict()
        self._keeping = threading.Lock()
        self._failed_at = float("-inf")

    def of(self, token: str, subject: str, expires_at: float) -> Mapping[str, Any]:
        """All that it says; nothing of somebody it does not know. `token` is checked, and expires then.

        Raises UserInfoUnavailable or UserInfoRefuses.
        """
        key = sha256(token.encode()).digest()
        with self._keeping:
            kept = self._kept.get(key)
        if kept is not None and time.time() < kept[0]:
            return kept[1]
        said = self._ask(token, subject)
        with self._keeping:
            # Who is not known yet may be in a moment, after a first sign-in.
            lifetime = self._settings.oidc_keys_lifetime_seconds if said is _NOBODY else float("inf")
            self._kept[key] = (min(expires_at, time.time() + lifetime), said)
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return said

    def _ask(self, token: str, subject: str) -> Mapping[str, Any]:
        if time.monotonic() - self._failed_at < self._settings.oidc_keys_cooldown_seconds:
            raise UserInfoUnavailable(self._issuer)
        try:
            said = ask_issuer(self._url, self._settings, token)
        except IssuerRefuses as error:
            if error.status == _NOT_FOUND:
                return _NOBODY
            log.warning("userinfo refused a token", issuer=self._issuer, error=f"answered {error}")
            if error.status in (401, 403):
                raise UserInfoRefuses(self._issuer) from error
            raise UserInfoUnavailable(self._issuer) from error
        except IssuerDoesNotAnswer as error:
            log.warning("userinfo could not be read", issuer=self._issuer, error=str(error))
            self._failed_at = time.monotonic()
            raise UserInfoUnavailable(self._issuer) from error
        # OpenID Connect Core 5.3.2: an answer about somebody else must not be used.
        if _subject(said).lower() != subject.lower():
            log.warning("userinfo answered about somebody else", issuer=self._issuer)
            raise UserInfoUnavailable(self._issuer)
        return said


def _subject(said: Mapping[str, Any]) -> str:
    inner = said.get("claims", said)
    named = inner.get("sub") if isinstance(inner, Mapping) else None
    return named if isinstance(named, str) else ""
