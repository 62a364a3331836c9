"""Sign in to Backstage without a browser: what its window and the provider's say to each other."""

import requests

from finops_local.issuer import SignInRefused

_SECONDS = 10


def sign_in(url: str, name: str) -> str:
    """Backstage's own token of the person `name`, as its proxy forwards it to the API.

    Raises SignInRefused, or requests' own errors when Backstage or the provider does not answer.
    """
    provider = f"{url}/api/auth/oidc"
    asked = {"env": "production", "scope": "openid profile email"}
    with requests.Session() as session:
        session.trust_env = False
        start = session.get(f"{provider}/start", params=asked, allow_redirects=False, timeout=_SECONDS)
        if "Location" not in start.headers:
            raise SignInRefused(f"{url} did not send {name} to the provider: it answered {start.status_code}")
        session.post(start.headers["Location"], data={"sub": name}, timeout=_SECONDS)  # comes back to Backstage
        answer = session.get(
            f"{provider}/refresh", params=asked, headers={"X-Requested-With": "XMLHttpRequest"}, timeout=_SECONDS
        )
    if not answer.ok:
        raise SignInRefused(f"{url} did not sign {name} in: it answered {answer.status_code}")
    token = answer.json()["backstageIdentity"]["token"]
    assert isinstance(token, str)  # as Backstage's app needs it
    return token
