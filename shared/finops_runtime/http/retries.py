"""Which answers are asked for again, and after how long: by sources, and by whoever gives tokens for them."""

from types import TracebackType
from typing import Final, Self

import requests
from requests.adapters import HTTPAdapter
from urllib3.connectionpool import ConnectionPool
from urllib3.response import BaseHTTPResponse
from urllib3.util.retry import Retry

from finops_runtime.metrics import SOURCE_RETRIES
from finops_runtime.settings import HttpSettings

RETRIED: Final = frozenset({408, 425, 429, *range(500, 600)})
"""Statuses that say "not now": what still has one after the retries is a SourceUnavailable."""


class CountedRetry(Retry):
    """Retries that the metrics count, by host."""

    def increment(
        self,
        method: str | None = None,
        url: str | None = None,
        response: BaseHTTPResponse | None = None,
        error: Exception | None = None,
        _pool: ConnectionPool | None = None,
        _stacktrace: TracebackType | None = None,
    ) -> Self:
        """What is left after one more call; raises MaxRetryError when nothing is."""
        left = super().increment(method, url, response, error, _pool, _stacktrace)
        SOURCE_RETRIES.labels(host=_pool.host if _pool else "unknown").inc()
        return left


def new_session(settings: HttpSettings) -> requests.Session:
    """A session that tries again; it takes no credentials from ~/.netrc."""
    session = requests.Session()
    session.auth = _as_it_is
    mount_retries(session, settings)
    return session


def mount_retries(session: requests.Session, settings: HttpSettings) -> None:
    """Have a session try again, with jittered back-off, or when `Retry-After` says."""
    retry = CountedRetry(
        total=settings.http_retries,
        backoff_factor=settings.http_backoff_seconds,
        backoff_jitter=settings.http_backoff_seconds,
        status_forcelist=RETRIED,
        allowed_methods=("GET", "POST"),  # a POST of ours only asks
        respect_retry_after_header=True,
        retry_after_max=settings.http_retry_after_max_seconds,
        raise_on_status=False,
    )
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(max_retries=retry))


def verification(settings: HttpSettings) -> str | bool:
    """What requests takes as `verify`. Given with each request: REQUESTS_CA_BUNDLE would win over a session's."""
    return settings.http_ca_bundle or True


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
