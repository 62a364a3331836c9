"""What the environment must say, and what it cannot say."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from query_api.settings import ApiSettings

GOOD: dict[str, Any] = {
    "POSTGRES_URL": "postgresql://reader:secret-of-reader@db/finops",
    "K_SINK": "http://broker",
    "POSTGRES_ADMIN_URL": "postgresql://admin:secret-of-admin@db/finops",
    "OIDC_ISSUERS": [{"issuer": "https://id", "audience": "finops"}],
}


def settings(monkeypatch: pytest.MonkeyPatch, **changed: Any) -> ApiSettings:
    for name, value in {**GOOD, **changed}.items():
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value if isinstance(value, str) else json.dumps(value))
    return ApiSettings()


def test_two_logins_and_no_secret_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(monkeypatch)
    assert (found.conninfo, found.admin_database.conninfo) == (GOOD["POSTGRES_URL"], GOOD["POSTGRES_ADMIN_URL"])
    assert "secret-of" not in repr(found)
    assert found.oidc_issuers[0].algorithms == ("RS256", "ES256")


@pytest.mark.parametrize("name", ["POSTGRES_ADMIN_URL", "OIDC_ISSUERS", "K_SINK"])
def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with pytest.raises(ValidationError, match=name.lower()):
        settings(monkeypatch, **{name: None})
