"""Tokens that were checked a moment ago: their signature is not checked again for each request."""

import hashlib
import threading
import time
from collections.abc import Callable

from cachetools import TLRUCache

from finops_runtime.identity.access import Principal
from finops_runtime.identity.tokens import TokenChecker

_MOST_TOKENS = 10_000


class CheckedTokens:
    """Remembers whom a token speaks for until it expires, and never longer than `lifetime_seconds`.

    Keys that were read again, as when they rotate, make it forget all. Only what was accepted is kept, under a hash:
    the memory of the process holds no token.
    """

    def __init__(self, checker: TokenChecker, lifetime_seconds: int, clock: Callable[[], float] = time.time) -> None:
        self._checker = checker
        self._kept: TLRUCache[tuple[int, bytes], Principal] = TLRUCache(
            _MOST_TOKENS,
            ttu=lambda _, principal, now: min(principal.expires_at, now + lifetime_seconds),
            timer=clock,
        )
        self._lock = threading.Lock()

    def check(self, authorization: str | None) -> Principal:
        """Raises Problem, as TokenChecker does."""
        if authorization is None:
            return self._checker.check(None)
        digest = hashlib.sha256(authorization.encode("utf-8", "surrogateescape")).digest()
        key = (self._checker.key_reads, digest)
        with self._lock:
            known = self._kept.get(key)
        if known is not None:
            return known
        principal = self._checker.check(authorization)
        with self._lock:
            # Under the number of before: keys that were read meanwhile may not be those it was checked with.
            self._kept[key] = principal
        return principal
