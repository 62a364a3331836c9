"""What of a page's address is kept, and which address is another host's."""

import pytest

from finops_contract.errors import SourceMalformed
from ingest_native.gitlab.pages import _refuse_elsewhere, _shown


def test_an_address_is_kept_without_what_could_be_a_secret() -> None:
    url = "https://gitlab.example.com/api/v4/projects?id_after=42&private_token=glpat-1&sort=asc&job_token=2#x"
    assert _shown(url) == "https://gitlab.example.com/api/v4/projects?id_after=42&sort=asc"


@pytest.mark.parametrize(
    "url",
    [
        "https://gitlab.example.com.evil.example/api",
        "http://gitlab.example.com/api",
        "https://gitlab.example.com:8443/api",
        "https://user@gitlab.example.com/api",
        "https://gitlab.example.com:port/api",
        "https:///api",
        "ftp://gitlab.example.com/",
    ],
)
def test_another_host(url: str) -> None:
    with pytest.raises(SourceMalformed):
        _refuse_elsewhere(url, "https://gitlab.example.com")


@pytest.mark.parametrize("url", ["https://gitlab.example.com/api", "https://GitLab.example.com:443/other?x=1"])
def test_the_same_host(url: str) -> None:
    _refuse_elsewhere(url, "https://gitlab.example.com")
