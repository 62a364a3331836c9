"""A real OpenID provider process, as the local platform runs it: people sign in, and the API trusts it."""

import json
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
import requests

from finops_local.issuer import (
    AUDIENCE,
    Machine,
    MachineRefused,
    Person,
    SignInRefused,
    machine_token,
    provider_argv,
    sample_people,
    sign_in,
    trust_settings,
)
from finops_local.servers.ports import free_port
from finops_runtime.identity.access import Role
from finops_runtime.identity.settings import IdentitySettings
from finops_runtime.identity.tokens import TokenChecker
from finops_runtime.problem import Problem
from tests.integration.query_api.conftest import Api, MakeApi
from tests.integration.query_api.mart import ENTITY

SECRET = "a-secret-of-tests"
MACHINES = (Machine("beta-push", SECRET, "beta"), Machine("acme-reads", SECRET, ENTITY, ("Rosetta_User",)))
PEOPLE = (*sample_people(ENTITY), Person("eve", ("Rosetta_Admin",), "other"))


processes: list["subprocess.Popen[bytes]"] = []
"""Those that were started, the last one last."""


@contextmanager
def running(port: int, people: Sequence[Person] = PEOPLE) -> Iterator[str]:
    """A provider on that port: its keys are new each time."""
    process = subprocess.Popen(
        provider_argv(port, people, machines=MACHINES), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    processes.append(process)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with running(free_port()) as url:
        yield url


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


def called(api: Api, token: str, path: str = "status") -> int:
    return api.call(path, role=None, headers={"Authorization": f"Bearer {token}"}).status_code


def test_two_providers_at_once(make_api: MakeApi, provider: str) -> None:
    other_people = (Person("olivia", ("CN=finops",), ENTITY), Person("adam", ("Rosetta_User",), ENTITY))
    with running(free_port(), other_people) as other:
        trusted = [*json.loads(trust_settings(provider)), *json.loads(trust_settings(other))]
        trusted[1] |= {"roles": {"CN=finops": "Rosetta_FinOps_Admin", "Rosetta_User": "nothing"}}
        api = make_api(OIDC_ISSUERS=json.dumps(trusted))
        roles = [
            [called(api, sign_in(url, name), path) for path in ("status", "admin/runs")]
            for url in (provider, other)
            for name in ("olivia", "adam")
        ]
        # Each issuer's groups are read its own way: what one calls a user is nothing at the other.
        assert roles == [[200, 403], [200, 200], [200, 200], [403, 403]]


def test_a_provider_that_comes_back_with_other_keys(make_api: MakeApi) -> None:
    port = free_port()
    with running(port) as url:
        api, old = make_api(OIDC_ISSUERS=trust_settings(url)), sign_in(url, "olivia")
        assert called(api, old) == 200
    assert called(api, old) == 200  # while it is down, the keys that were read serve on
    with running(port):
        new = sign_in(url, "olivia")
        assert [called(api, token) for token in (new, old, new)] == [200, 401, 200]


def test_a_provider_that_was_never_up(make_api: MakeApi) -> None:
    port = free_port()
    with running(port) as url:
        token = sign_in(url, "olivia")
    api = make_api(OIDC_ISSUERS=trust_settings(url))
    answer = api.call("status", role=None, headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, "WWW-Authenticate" in answer.headers) == (401, True)


def test_a_provider_that_hangs(make_api: MakeApi) -> None:
    with running(free_port()) as url:
        token, process = sign_in(url, "olivia"), processes[-1]
        api = make_api(OIDC_ISSUERS=trust_settings(url), OIDC_TIMEOUT_MS="300")
        process.send_signal(signal.SIGSTOP)
        started = time.monotonic()
        assert called(api, token) == 401
        assert time.monotonic() - started < 5
        process.send_signal(signal.SIGCONT)
        assert called(api, token) == 200


def checker(provider: str, **said: str) -> TokenChecker:
    """Of a function that machines of the whole group call."""
    issuer = {"issuer": provider, "audience": AUDIENCE, **said}
    return TokenChecker(IdentitySettings.model_validate({"oidc_issuers": [issuer]}), entities="any")


def test_a_machine_of_an_entity_by_client_credentials(make_api: MakeApi, provider: str) -> None:
    token = machine_token(provider, "beta-push", SECRET)
    principal = checker(provider).check(f"Bearer {token}")
    assert (principal.subject, principal.issuer) == ("beta-push", provider)
    assert (set(principal.entities), set(principal.roles)) == ({"beta"}, {Role.ENTITY})
    assert checker(provider, entity="beta").check(f"Bearer {token}").entities == {"beta"}
    with pytest.raises(Problem, match="does not speak for that entity"):
        checker(provider, entity=ENTITY).check(f"Bearer {token}")
    assert called(make_api(OIDC_ISSUERS=trust_settings(provider)), token) == 403


def test_a_machine_may_have_other_roles(make_api: MakeApi, provider: str) -> None:
    token = machine_token(provider, "acme-reads", SECRET)
    assert called(make_api(OIDC_ISSUERS=trust_settings(provider)), token) == 200


@pytest.mark.parametrize(
    ("client_id", "secret"), [("beta-push", "another"), ("beta-push", ""), ("nobody", SECRET), ("olivia", "any")]
)
def test_a_machine_that_is_not_known_gets_no_token(provider: str, client_id: str, secret: str) -> None:
    with pytest.raises(MachineRefused, match="answered 401"):
        machine_token(provider, client_id, secret)
