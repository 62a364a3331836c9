"""Asking an issuer over HTTP: one short answer in JSON, within one deadline, from nowhere but where it was asked."""

import json
import time
from typing import Any

import requests
from urllib3.exceptions import HTTPError

from finops_runtime.identity.settings import IdentitySettings

_MOST_BYTES = 1 << 20
_CHUNK = 16_384
_LATER = (408, 425, 429)


class IssuerDoesNotAnswer(Exception):
    """No answer, too late, too large, of another kind, or a redirect; says which, and nothing that was sent."""


class IssuerRefuses(Exception):
    """The issuer answered 4xx: `status`."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


def ask_issuer(url: str, settings: IdentitySettings, token: str | None = None) -> dict[str, Any]:
    """The JSON object at `url`; `token` is sent as a bearer token. Raises IssuerDoesNotAnswer or IssuerRefuses."""
    seconds = settings.oidc_timeout_ms / 1000
    deadline = time.monotonic() + seconds
    try:
        with (
            requests.Session() as session,
            session.get(
                url,
                headers={"Accept": "application/json"},
                auth=_Bearer(token),
                timeout=seconds,
                allow_redirects=False,
                verify=settings.http_ca_bundle or True,
                stream=True,
            ) as response,
        ):
            if 400 <= response.status_code < 500 and response.status_code not in _LATER:
                raise IssuerRefuses(response.status_code)
            if response.status_code != 200:
                raise IssuerDoesNotAnswer(f"answered {response.status_code}")
            found = json.loads(_read(response, deadline))
    except (requests.RequestException, HTTPError, OSError, ValueError, RecursionError) as error:
        raise IssuerDoesNotAnswer(type(error).__name__) from error
    if not isinstance(found, dict):
        raise IssuerDoesNotAnswer("answered no JSON object")
    return found


def _read(response: requests.Response, deadline: float) -> bytes:
    """The body; a timeout of the socket alone would let one byte a second go on for ever."""
    body = b""
    while chunk := response.raw.read1(_CHUNK, decode_content=True):
        body += chunk
        if len(body) > _MOST_BYTES:
            raise IssuerDoesNotAnswer(f"answered more than {_MOST_BYTES} bytes")
        if time.monotonic() > deadline:
            raise IssuerDoesNotAnswer("answered too slowly")
    return body


class _Bearer(requests.auth.AuthBase):
    """The token and nothing else: without this, requests would send what ~/.netrc holds for the host."""

    def __init__(self, token: str | None) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token is not None:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request
