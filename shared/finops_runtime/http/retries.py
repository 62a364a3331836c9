"""Which answers are asked for again, and after how long: by sources, and by whoever gives tokens for them."""

from typing import Final

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

from finops_runtime.settings import HttpSettings

RETRIED: Final = frozenset({408, 425, 429, *range(500, 600)})
"""Statuses that say "not now": what still has one after the retries is a SourceUnavailable."""


def new_session(settings: HttpSettings) -> requests.Session:
    """A session that tries again; it takes no credentials from ~/.netrc."""
    session = requests.Session()
    session.auth = _as_it_is
    mount_retries(session, settings)
    return session


def mount_retries(session: requests.Session, settings: HttpSettings) -> None:
    """Have a session try again, with jittered back-off, or when `Retry-After` says."""
    retry = Retry(
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
