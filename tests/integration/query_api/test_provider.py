"""A real OpenID provider process, as the local platform runs it: people sign in, and the API trusts it."""

import subprocess
import time
from collections.abc import Iterator

import pytest
import requests

from finops_local.issuer import Person, SignInRefused, provider_argv, sample_people, sign_in, trust_settings
from finops_local.servers.ports import free_port
from tests.integration.query_api.conftest import Api, MakeApi
from tests.integration.query_api.mart import ENTITY


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    port = free_port()
    people = (*sample_people(ENTITY), Person("eve", ("Rosetta_Admin",), "other"))
    process = subprocess.Popen(provider_argv(port, people), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(200):
        assert process.poll() is None, "the provider ended"
        try:
            requests.get(f"{url}/.well-known/openid-configuration", timeout=1).raise_for_status()
        except requests.RequestException:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)


@pytest.mark.parametrize(
    ("name", "reads", "administers"),
    [("olivia", 200, 403), ("adam", 200, 200), ("eve", 403, 403), ("a stranger", 403, 403)],
)
def test_people_of_a_real_provider(make_api: MakeApi, provider: str, name: str, reads: int, administers: int) -> None:
    api: Api = make_api(OIDC_ISSUERS=trust_settings(provider))
    headers = {"Authorization": f"Bearer {sign_in(provider, name)}"}
    assert api.call("status", role=None, headers=headers).status_code == reads
    assert api.call("admin/runs", role=None, headers=headers).status_code == administers


def test_a_provider_that_is_not_trusted(make_api: MakeApi, provider: str) -> None:
    headers = {"Authorization": f"Bearer {sign_in(provider, 'olivia')}"}
    assert make_api().call("status", role=None, headers=headers).status_code == 401


def test_sign_in_refused(provider: str) -> None:
    with pytest.raises(SignInRefused, match="did not sign"):
        sign_in(f"{provider}/elsewhere", "olivia")
