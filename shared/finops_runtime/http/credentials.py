"""Who one is to a source: headers, some of which must be asked for first and asked for again when they expire."""

from base64 import b64encode
from typing import Protocol

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session

from finops_contract.errors import BadConnectorConfig, SourceMalformed, SourceRefused, SourceUnavailable
from finops_runtime.http.access import Anonymous, Auth, Basic, Bearer, ClientCredentials, Header, Keystone
from finops_runtime.http.retries import RETRIED, mount_retries, new_session, verification
from finops_runtime.http.secrets import Secrets
from finops_runtime.http.spans import source_span
from finops_runtime.known_secrets import remember
from finops_runtime.settings import HttpSettings

_LEEWAY_SECONDS = 60


class Credentials(Protocol):
    """Headers for the next request. `renew` forgets a token that was refused; False when there is no other."""

    def headers(self) -> dict[str, str]:
        """Raises SourceUnavailable or SourceRefused when a token cannot be had."""
        ...

    def renew(self) -> bool:
        """Whether asking again may give another token."""
        ...


class Fixed:
    """Headers that never change."""

    def __init__(self, headers: dict[str, str]) -> None:
        self._headers = headers

    def headers(self) -> dict[str, str]:
        """The headers."""
        return self._headers

    def renew(self) -> bool:
        """There is no other."""
        return False


class OidcToken:
    """A token by OIDC client credentials, kept until shortly before it expires."""

    def __init__(self, settings: HttpSettings, url: str, client_id: str, secret: str, scope: str | None) -> None:
        self._url = url
        remember(secret, f"{client_id}:{secret}")  # the pair goes out in base64, and a provider may quote it
        self._session = OAuth2Session(
            client_id, secret, scope=scope, default_timeout=settings.http_timeout_ms / 1000, leeway=_LEEWAY_SECONDS
        )
        mount_retries(self._session, settings)
        self._session.register_compliance_hook("access_token_response", _refuse)
        self._verify = verification(settings)

    def headers(self) -> dict[str, str]:
        """`Authorization`, with a token that is still good."""
        if not self._session.token or self._session.token.is_expired(leeway=_LEEWAY_SECONDS):
            self._fetch()
        return {"Authorization": f"Bearer {self._session.token['access_token']}"}

    def renew(self) -> bool:
        """Forget the token."""
        self._session.token = None
        return True

    def _fetch(self) -> None:
        try:
            with source_span("POST", self._url):
                token = self._session.fetch_token(
                    self._url, grant_type="client_credentials", verify=self._verify, allow_redirects=False
                )
            if not _is_printable(token["access_token"]):
                raise KeyError("access_token")
            remember(token["access_token"])
        except OAuthError as error:
            said = str(error.error)[:100]
            raise SourceRefused(f"{self._url} gives no token, {said}: check client, secret and scope") from error
        except requests.HTTPError as error:  # an error page where an error of RFC 6749 should be
            raise SourceRefused(f"{self._url} answered {error.response.status_code}: check its address") from error
        except requests.RequestException as error:
            raise SourceUnavailable(f"{self._url} gives no token: {type(error).__name__}") from error
        except (KeyError, TypeError, ValueError) as error:
            self._session.token = None
            raise SourceMalformed(f"{self._url} answered something that is no token") from error


class KeystoneToken:
    """A token of OpenStack's identity service, kept until it is refused."""

    def __init__(self, settings: HttpSettings, auth: Keystone, secret: str) -> None:
        self._url = f"{auth.auth_url}/v3/auth/tokens"
        credential = {"id": auth.credential_id, "secret": secret}
        self._body = {
            "auth": {"identity": {"methods": ["application_credential"], "application_credential": credential}}
        }
        self._timeout = settings.http_timeout_ms / 1000
        self._session = new_session(settings)
        self._verify = verification(settings)
        self._token: str | None = None

    def headers(self) -> dict[str, str]:
        """`X-Auth-Token`."""
        if self._token is None:
            self._token = self._fetch()
        return {"X-Auth-Token": self._token}

    def renew(self) -> bool:
        """Forget the token."""
        self._token = None
        return True

    def _fetch(self) -> str:
        try:
            with source_span("POST", self._url) as current:
                response = self._session.post(
                    self._url, json=self._body, timeout=self._timeout, verify=self._verify, allow_redirects=False
                )
                current.set_attribute("http.response.status_code", response.status_code)
        except requests.RequestException as error:
            raise SourceUnavailable(f"{self._url} gives no token: {type(error).__name__}") from error
        _refuse(response)
        token = response.headers.get("X-Subject-Token")
        if response.status_code != 201 or not token:
            raise SourceRefused(f"{self._url} answered {response.status_code}: check the application credential")
        remember(token)
        return token


def _refuse(response: requests.Response) -> requests.Response:
    """The response of whoever gives tokens, unless its status says to ask later, or elsewhere."""
    where = str(response.url).split("?", 1)[0]
    if response.status_code in RETRIED:
        raise SourceUnavailable(f"{where} answered {response.status_code}")
    if response.is_redirect:
        raise SourceRefused(f"{where} answered {response.status_code}: redirects to another address, set that")
    return response


def _is_printable(token: object) -> bool:
    return isinstance(token, str) and bool(token) and token.isascii() and token.isprintable()


def credentials_of(auth: Auth, settings: HttpSettings, secrets: Secrets) -> Credentials:
    """What the settings name; raises BadConnectorConfig when a secret is not there."""
    match auth:
        case Anonymous():
            return Fixed({})
        case Bearer():
            return Fixed({"Authorization": f"Bearer {secrets.text(auth.token)}"})
        case Header():
            return Fixed({auth.name: secrets.text(auth.token)})
        case Basic():
            both = f"{auth.user}:{secrets.text(auth.password)}"
            remember(both)
            pair = b64encode(both.encode()).decode()
            return Fixed({"Authorization": f"Basic {pair}"})
        case Keystone():
            return KeystoneToken(settings, auth, secrets.text(auth.credential_secret))
        case ClientCredentials():
            return _oidc_token(auth, settings, secrets)


def _oidc_token(auth: ClientCredentials, settings: HttpSettings, secrets: Secrets) -> OidcToken:
    if auth.token_url is not None and auth.client_id is not None and auth.client_secret is not None:
        return OidcToken(settings, auth.token_url, auth.client_id, secrets.text(auth.client_secret), auth.scope)
    if not (settings.oidc_token_url and settings.oidc_client_id and settings.oidc_client_secret):
        raise BadConnectorConfig(
            "auth names no client, and OIDC_TOKEN_URL, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are not all set here"
        )
    secret = settings.oidc_client_secret.get_secret_value()
    return OidcToken(settings, settings.oidc_token_url, settings.oidc_client_id, secret, auth.scope)
