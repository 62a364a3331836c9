"""One source system over HTTP: timeouts, retries, `Retry-After`, a circuit breaker, bounded answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import requests
from circuitbreaker import CircuitBreaker
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from finops_contract.errors import BadConnectorConfig, SourceMalformed, SourceRefused, SourceUnavailable
from finops_runtime.http.access import HttpAccess
from finops_runtime.http.credentials import Credentials, credentials_of
from finops_runtime.http.retries import RETRIED, new_session, verification
from finops_runtime.http.secrets import Secrets
from finops_runtime.http.spans import source_span
from finops_runtime.ingest import exact_json
from finops_runtime.settings import HttpSettings
from finops_runtime.verified_tls import NotVerified, require_https

_DEFAULT_PORTS = {"http": 80, "https": 443}
_CHUNK = 1 << 16


class BrokenOff(SourceUnavailable):
    """The source began an answer and did not end it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer that is 2xx. `address` is where it came from, without what could be a secret."""

    address: str
    body: bytes
    headers: Mapping[str, str]
    next_link: str | None

    def json(self) -> Any:
        """The document, numbers as Decimals; raises SourceMalformed."""
        return exact_json.loads(self.body, self.address)


class Source:
    """A session to one source system, for one step. Only addresses of its own host are called.

    Addresses in messages and in the raw zone keep the query parameters that were sent, and those named as `shown`.
    """

    def __init__(
        self,
        settings: HttpSettings,
        access: HttpAccess,
        credentials: Credentials,
        breaker: CircuitBreaker,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self._settings = settings
        self._base_url = access.base_url
        self._credentials = credentials
        self._breaker = breaker
        self._shown: set[str] = set()
        self._session = new_session(settings)
        self._session.headers.update(headers or {})

    def get(self, url: str, params: Mapping[str, str] | None = None, *, shown: frozenset[str] = frozenset()) -> Answer:
        """GET an address, a path below `base_url` or the link that an answer gave.

        Raises SourceUnavailable (no answer, 429, 5xx after retries, circuit open), SourceRefused (any other status)
        or SourceMalformed (another host, an answer too large).
        """
        self._shown |= (params or {}).keys() | shown
        return self._call("GET", url, dict(params or {}), None)

    def query(self, url: str, document: Any) -> Answer:
        """POST a JSON document that asks and changes nothing, GraphQL say: it may be sent again. Raises as `get`."""
        return self._call("POST", url, {}, document)

    def _call(self, method: str, url: str, params: dict[str, str], document: Any) -> Answer:
        address = self._absolute(url)
        if self._breaker.opened:
            raise SourceUnavailable(
                f"{_bare(address)} failed {self._breaker.failure_count} times in a row and is left alone for "
                f"{self._breaker.open_remaining:.0f} s more"
            )
        backoff = self._settings.http_backoff_seconds
        with self._breaker:
            attempts = Retrying(
                retry=retry_if_exception_type(BrokenOff),
                stop=stop_after_attempt(self._settings.http_retries + 1),
                wait=wait_exponential_jitter(multiplier=backoff, max=30, jitter=backoff),
                reraise=True,
            )
            answer: Answer = attempts(self._authorized, method, address, params, document)
        return answer

    def _authorized(self, method: str, url: str, params: dict[str, str], document: Any) -> Answer:
        """One answer; a token that is refused is renewed once."""
        response = self._send(method, url, params, document)
        if response.status_code == 401 and self._credentials.renew():
            response.close()
            response = self._send(method, url, params, document)
        with response:
            _refuse(response)
            return Answer(
                address=self._address(response.url),
                body=self._body(response),
                headers=response.headers,
                next_link=response.links.get("next", {}).get("url"),
            )

    def _send(self, method: str, url: str, params: dict[str, str], document: Any) -> requests.Response:
        timeout = self._settings.http_timeout_ms / 1000
        try:
            # Redirects are not followed: requests would take our own credential headers along to another host.
            with source_span(method, url) as current:
                response = self._session.request(
                    method,
                    url,
                    params=params,
                    json=document,
                    headers=self._credentials.headers(),
                    timeout=(timeout, timeout),
                    verify=verification(self._settings),
                    allow_redirects=False,
                    stream=True,
                )
                current.set_attribute("http.response.status_code", response.status_code)
            return response
        except requests.RequestException as error:
            raise SourceUnavailable(f"{_bare(url)} did not answer: {type(error).__name__}") from error

    def _body(self, response: requests.Response) -> bytes:
        """The body, unpacked; never more of it in memory than is allowed, however small it was packed."""
        most = self._settings.http_max_answer_mb * 1024 * 1024
        body = bytearray()
        try:
            for chunk in response.iter_content(_CHUNK):
                body += chunk
                if len(body) > most:
                    raise SourceMalformed(
                        f"{_bare(response.url)}: the answer is larger than {self._settings.http_max_answer_mb} MB; "
                        "ask for smaller pages, or raise HTTP_MAX_ANSWER_MB"
                    )
        except requests.exceptions.ContentDecodingError as error:
            raise SourceMalformed(f"{_bare(response.url)}: the answer cannot be unpacked") from error
        except requests.RequestException as error:
            raise BrokenOff(f"{_bare(response.url)} broke off its answer: {type(error).__name__}") from error
        return bytes(body)

    def _absolute(self, url: str) -> str:
        """The whole address; raises SourceMalformed when it leaves the host that the credentials are for."""
        address = f"{self._base_url}{url}" if url.startswith("/") and not url.startswith("//") else url
        here = urlsplit(self._base_url)
        try:
            address = urljoin(f"{self._base_url}/", address)
            there = urlsplit(address)
            same = (there.scheme, there.hostname, there.port or _DEFAULT_PORTS.get(there.scheme)) == (
                here.scheme,
                here.hostname,
                here.port or _DEFAULT_PORTS.get(here.scheme),
            )
        except ValueError as error:
            raise SourceMalformed(f"{self._base_url} gives a link that is no address") from error
        if not same or there.username is not None:
            raise SourceMalformed(
                f"{self._base_url} leads to another host, {there.scheme}://{there.hostname}: "
                "check its external URL, or base_url"
            )
        return address

    def _address(self, url: str) -> str:
        parts = urlsplit(url)
        query = [(name, value) for name, value in parse_qsl(parts.query) if name in self._shown]
        return parts._replace(query=urlencode(query), fragment="").geturl()


class Sources:
    """Every source that one function calls: circuit breakers by host live as long as the process."""

    def __init__(self, settings: HttpSettings, secrets: Secrets) -> None:
        self._settings = settings
        self._secrets = secrets
        self._breakers: dict[str, CircuitBreaker] = {}

    def open(self, access: HttpAccess, headers: Mapping[str, str] | None = None) -> Source:
        """A session to the source that the settings name, with headers of its protocol (none of them secret).

        Raises BadConnectorConfig when a secret is not there, or FINOPS_REQUIRE_TLS is set and an address is not https.
        """
        if self._settings.finops_require_tls:
            _require_verified(access)
        host = urlsplit(access.base_url).netloc
        breaker = self._breakers.setdefault(
            host,
            CircuitBreaker(
                failure_threshold=self._settings.http_circuit_failures,
                recovery_timeout=self._settings.http_circuit_seconds,
                expected_exception=SourceUnavailable,
                name=host,
            ),
        )
        credentials = credentials_of(access.auth, self._settings, self._secrets)
        return Source(self._settings, access, credentials, breaker, headers)


def _require_verified(access: HttpAccess) -> None:
    """Every address that the settings name is https; raises BadConnectorConfig."""
    try:
        require_https("base_url", access.base_url)
        require_https("auth.auth_url", getattr(access.auth, "auth_url", None))
        require_https("auth.token_url", getattr(access.auth, "token_url", None))
    except NotVerified as error:
        raise BadConnectorConfig(str(error)) from error


def _refuse(response: requests.Response) -> None:
    """Raises what an answer that is not 2xx means."""
    status, where = response.status_code, _bare(response.url)
    if status in RETRIED:
        raise SourceUnavailable(f"{where} answered {status}")
    if response.is_redirect:
        raise SourceRefused(f"{where} answered {status}: redirects to another address, set that")
    if not 200 <= status < 300:
        raise SourceRefused(f"{where} answered {status}: check address and credentials")


def _bare(url: str) -> str:
    """The address without its query, where tokens hide."""
    return url.split("?", 1)[0]
