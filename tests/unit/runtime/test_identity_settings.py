"""Whom tokens are taken from: what cannot be trusted is refused, and what can be said of an issuer is written down."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from finops_runtime.identity.settings import IdentitySettings, Issuer

README = (Path(__file__).parents[3] / "shared/README.md").read_text(encoding="utf-8")


def test_signatures_are_by_key_pair_unless_told_otherwise() -> None:
    found = IdentitySettings.model_validate({"oidc_issuers": [{"issuer": "https://id", "audience": "finops"}]})
    assert found.oidc_issuers[0].algorithms == ("RS256", "ES256")


@pytest.mark.parametrize(
    "issuers",
    [
        [],
        [{}],
        [{"issuer": "https://id"}],
        [{"issuer": "", "audience": "x"}],
        [{"issuer": "https://id", "audience": "x", "algorithms": ["HS256"]}],
        [{"issuer": "https://id", "audience": "x", "algorithms": ["none"]}],
        [{"issuer": "https://id", "audience": "x", "algorithms": []}],
        [{"issuer": "https://id", "audience": "x", "jwks_uri": "file:///etc/passwd"}],
        [{"issuer": "https://id", "audience": "x", "algorithm": "RS256"}],
    ],
)
def test_issuers_that_cannot_be_trusted(issuers: Any) -> None:
    with pytest.raises(ValidationError):
        IdentitySettings.model_validate({"oidc_issuers": issuers})


@pytest.mark.parametrize("name", sorted(Issuer.model_fields))
def test_what_an_issuer_may_say_is_documented(name: str) -> None:
    assert f"| `{name}` |" in README.partition("## Who calls")[2]


@pytest.mark.parametrize("name", sorted(IdentitySettings.model_fields))
def test_settings_are_documented(name: str) -> None:
    assert f"`{name.upper()}`" in README
