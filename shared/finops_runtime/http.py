"""HTTP calls to sources: timeouts, retries with jittered back-off, `Retry-After` honoured, a CA bundle."""

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

from finops_contract.errors import SourceRefused, SourceUnavailable
from finops_runtime.settings import HttpSettings

_RETRIED = (429, 500, 502, 503, 504)


class Source:
    """One session to one source system."""

    def __init__(self, settings: HttpSettings, headers: dict[str, str] | None = None) -> None:
        retry = Retry(
            total=settings.http_retries,
            backoff_factor=settings.http_backoff_seconds,
            backoff_jitter=settings.http_backoff_seconds,
            status_forcelist=_RETRIED,
            allowed_methods=("GET", "HEAD"),
            respect_retry_after_header=True,
            retry_after_max=settings.http_retry_after_max_seconds,
            raise_on_status=False,
        )
        self._session = requests.Session()
        self._session.headers.update(headers or {})
        self._session.verify = settings.http_ca_bundle or True
        self._session.mount("http://", HTTPAdapter(max_retries=retry))
        self._session.mount("https://", HTTPAdapter(max_retries=retry))
        self._timeout = settings.http_timeout_ms / 1000

    def get(self, url: str, params: dict[str, str] | None = None) -> requests.Response:
        """GET an answer that is 2xx.

        Raises SourceUnavailable (no answer, 429, 5xx after retries) or SourceRefused (any other status).
        """
        try:
            # Redirects are not followed: requests would take our own credential headers along to another host.
            response = self._session.get(
                url, params=params, timeout=(self._timeout, self._timeout), allow_redirects=False
            )
        except requests.RequestException as error:
            raise SourceUnavailable(f"{_bare(url)} did not answer: {type(error).__name__}") from error
        if response.status_code in _RETRIED:
            raise SourceUnavailable(f"{_bare(url)} answered {response.status_code}")
        if response.is_redirect:
            raise SourceRefused(f"{_bare(url)} answered {response.status_code}: redirects to another address, set that")
        if not response.ok:
            raise SourceRefused(f"{_bare(url)} answered {response.status_code}: check address and credentials")
        return response


def _bare(url: str) -> str:
    """The address without its query, where tokens hide."""
    return url.split("?", 1)[0]
