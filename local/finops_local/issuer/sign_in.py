"""Get a token without a browser: the authorization code flow, its one form filled in."""

from urllib.parse import parse_qs, urlsplit

import requests

from finops_local.issuer.provider import AUDIENCE

_RETURN_TO = "http://127.0.0.1/signed-in"
_SECONDS = 10


class SignInRefused(RuntimeError):
    """The provider gave no token."""


def sign_in(url: str, name: str) -> str:
    """The ID token of the person `name` at the provider at `url`, as a bearer token of the API.

    Raises SignInRefused, or requests' own errors when the provider does not answer.
    """
    asked = {"client_id": AUDIENCE, "redirect_uri": _RETURN_TO, "response_type": "code", "scope": "openid"}
    answer = requests.post(
        f"{url}/oauth2/authorize", params=asked, data={"sub": name}, allow_redirects=False, timeout=_SECONDS
    )
    codes = parse_qs(urlsplit(answer.headers.get("Location", "")).query).get("code", [])
    if not codes:
        raise SignInRefused(f"{url} did not sign {name} in: it answered {answer.status_code}")
    answer = requests.post(
        f"{url}/oauth2/token",
        auth=(AUDIENCE, "any"),
        timeout=_SECONDS,
        data={"grant_type": "authorization_code", "code": codes[0], "redirect_uri": _RETURN_TO},
    )
    if not answer.ok:
        raise SignInRefused(f"{url} gave no token for {name}: it answered {answer.status_code}")
    token = answer.json()["id_token"]
    assert isinstance(token, str)  # as OpenID Connect says
    return token
