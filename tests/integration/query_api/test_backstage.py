"""Backstage's own tokens: roles come from its userinfo, never from a default, whatever userinfo does."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from pydantic import ValidationError

from finops_local.servers.ports import free_port
from finops_runtime.identity.settings import Issuer
from tests.integration.query_api import backstage
from tests.integration.query_api.conftest import Api, MakeApi
from tests.integration.query_api.forger import Eavesdropper
from tests.integration.query_api.signer import AUDIENCE, Signer

ROLES = {"group:default/finops-readers": "Rosetta_User", "group:default/FinOps-Admins": "Rosetta_FinOps_Admin"}
READER = {"ent": ["user:default/guest", "group:default/finops-readers"]}


@dataclass(frozen=True)
class Backstage:
    """The process, as its tests use it."""

    url: str

    def post(self, path: str, value: object) -> Any:
        answer = requests.post(f"{self.url}/{path}", json=value, timeout=5)
        answer.raise_for_status()
        return answer.json()

    def token(self, **changed: Any) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.post('tokens', changed)}"}

    def behave(self, mode: str, elsewhere: str = "") -> None:
        self.post("mode", [mode, elsewhere])

    @property
    def asked(self) -> int:
        return int(requests.get(f"{self.url}/asked", timeout=5).json())

    def settings(self, **changed: Any) -> dict[str, Any]:
        trusted = {
            "issuer": f"{self.url}{backstage.AUTH}",
            "audience": "backstage",
            "algorithms": ["ES256"],
            "token_types": ["vnd.backstage.user"],
            "roles_from": "userinfo",
            "roles_claim": "claims.ent",
            "roles": ROLES,
            "entity": "acme",
        }
        return {**trusted, **changed}


@pytest.fixture(scope="module")
def process() -> Iterator[Backstage]:
    port = free_port()
    process = subprocess.Popen([sys.executable, str(Path(backstage.__file__)), str(port)])
    try:
        for _ in range(200):
            assert process.poll() is None, "the process ended"
            try:
                requests.get(f"http://127.0.0.1:{port}/asked", timeout=1)
                break
            except requests.RequestException:
                time.sleep(0.05)
        yield Backstage(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def portal(process: Backstage) -> Backstage:
    process.behave("well")
    process.post("users", {"user:default/guest": READER})
    return process


def trusting(make_api: MakeApi, *issuers: dict[str, Any], **variables: str) -> Api:
    quick = {"OIDC_TIMEOUT_MS": "500", "OIDC_KEYS_COOLDOWN_SECONDS": "0", **variables}
    return make_api(OIDC_ISSUERS=json.dumps(issuers), **quick)


def test_roles_come_from_userinfo_once_a_token(make_api: MakeApi, portal: Backstage) -> None:
    api = trusting(make_api, portal.settings())
    headers, before = portal.token(), portal.asked
    for _ in range(3):
        assert api.call("status", role=None, headers=headers).status_code == 200
        assert api.call("admin/runs", role=None, headers=headers).status_code == 403
    assert portal.asked == before + 1
    portal.post("users", {"user:default/guest": {"ent": ["group:default/finops-admins"]}})
    assert api.call("admin/runs", role=None, headers=headers).status_code == 403  # until the token expires
    assert api.call("admin/runs", role=None, headers=portal.token(jti="next")).status_code == 200


def test_whoever_backstage_speaks_for_is_told_their_roles(make_api: MakeApi, portal: Backstage) -> None:
    both = {"ent": ["group:default/finops-readers", "group:default/others", "group:default/finops-admins"]}
    portal.post("users", {"user:default/guest": both})
    answer = trusting(make_api, portal.settings()).call("me", role=None, headers=portal.token())
    roles = ["Rosetta_FinOps_Admin", "Rosetta_User"]
    assert answer.json == {"data": {"subject": "user:default/guest", "entityId": "acme", "roles": roles}}


SAID: dict[str, tuple[object, int]] = {
    "a group that is mapped": ({"ent": ["group:default/finops-readers"]}, 200),
    "in another case": ({"ent": ["Group:Default/FINOPS-readers"]}, 200),
    "among 10,000": ({"ent": [*(f"group:default/g{n}" for n in range(10_000)), "group:default/finops-readers"]}, 200),
    "claims that nobody asked for": ({**READER, "email": "g@x", "deep": {"a": [1]}, "ent2": 1}, 200),
    "oneself alone": ({"ent": ["user:default/guest"]}, 403),
    "no ent": ({}, 403),
    "ent is null": ({"ent": None}, 403),
    "ent is empty": ({"ent": []}, 403),
    "ent is an object": ({"ent": {"group:default/finops-readers": True}}, 403),
    "ent of every kind": ({"ent": [None, 1, {}, ["group:default/finops-readers"]]}, 403),
    "another namespace": ({"ent": ["group:other/finops-readers"]}, 403),
    "another kind": ({"ent": ["user:default/finops-readers"]}, 403),
    "no kind": ({"ent": ["default/finops-readers", "finops-readers"]}, 403),
    "a group that calls itself a role": ({"ent": ["Rosetta_Admin", "group:default/rosetta_admin"]}, 403),
    "somebody else": ({**READER, "sub": "user:default/root"}, 503),
    "sub in another case": ({**READER, "sub": "User:Default/Guest"}, 200),
    "nobody": (None, 403),
}


@pytest.mark.parametrize("name", SAID)
def test_what_userinfo_says(make_api: MakeApi, portal: Backstage, name: str) -> None:
    said, status = SAID[name]
    portal.post("users", {"user:default/guest": said})
    answer = trusting(make_api, portal.settings()).call("status", role=None, headers=portal.token())
    assert answer.status_code == status, answer.text


FAILURES = [
    *(mode for mode in backstage._MODES if mode not in ("refusing", "moved away")),
    "silent",
    "dripping",
    "torn",
]


@pytest.mark.parametrize("mode", FAILURES)
def test_userinfo_that_fails_gives_nobody_a_role(make_api: MakeApi, portal: Backstage, mode: str) -> None:
    api = trusting(make_api, portal.settings(), OIDC_KEYS_COOLDOWN_SECONDS="1")
    known, unknown = portal.token(jti="1"), portal.token(jti="2")
    assert api.call("status", role=None, headers=known).status_code == 200
    portal.behave(mode)
    started = time.monotonic()
    answer = api.call("status", role=None, headers=unknown)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1"), answer.text
    assert time.monotonic() - started < 2.5
    assert set(answer.get_json(force=True)) == {"type", "title", "status", "detail"}
    assert api.call("status", role=None, headers=known).status_code == 200  # it has spoken of that one
    portal.behave("well")
    time.sleep(1.1)
    assert api.call("status", role=None, headers=unknown).status_code == 200


def test_userinfo_that_fails_is_left_alone_for_a_while(make_api: MakeApi, portal: Backstage) -> None:
    api = trusting(make_api, portal.settings(), OIDC_KEYS_COOLDOWN_SECONDS="60")
    portal.behave("down")
    before = portal.asked
    for number in range(5):
        headers = portal.token(jti=str(number))
        assert api.call("status", role=None, headers=headers).headers["Retry-After"] == "60"
    assert portal.asked == before + 1


def test_userinfo_that_redirects_sends_no_token_elsewhere(make_api: MakeApi, portal: Backstage) -> None:
    elsewhere = Eavesdropper({"claims": {"sub": "user:default/guest", "ent": list(ROLES)}})
    try:
        portal.behave("redirecting", elsewhere.url)
        answer = trusting(make_api, portal.settings()).call("status", role=None, headers=portal.token())
        assert (answer.status_code, elsewhere.visits) == (503, [])
    finally:
        elsewhere.close()


def test_a_token_that_userinfo_refuses(make_api: MakeApi, portal: Backstage) -> None:
    portal.behave("refusing")
    answer = trusting(make_api, portal.settings()).call("status", role=None, headers=portal.token())
    assert answer.status_code == 401
    assert "WWW-Authenticate" in answer.headers


REFUSED: dict[str, tuple[dict[str, Any], int]] = {
    "a limited token, which names no issuer": ({"typ": "vnd.backstage.limited-user", "iss": None, "aud": None}, 401),
    "a limited token, were it to name one": ({"typ": "vnd.backstage.limited-user"}, 401),
    "a plugin's token": ({"typ": "vnd.backstage.plugin", "sub": "catalog", "aud": "rosetta"}, 401),
    "no type": ({"typ": ""}, 401),
    "another audience": ({"aud": "somewhere"}, 401),
    "another Backstage": ({"iss": "http://127.0.0.1:1/api/auth"}, 401),
    "groups in the token": ({"sub": "user:default/x", "ent": list(ROLES), "groups": ["Rosetta_Admin"]}, 403),
    "another entity": ({"entity_id": "other"}, 403),
    "expired": ({"exp": 1}, 401),
    "no subject": ({"sub": None}, 401),
}


@pytest.mark.parametrize("name", REFUSED)
def test_tokens_that_are_refused(make_api: MakeApi, portal: Backstage, name: str) -> None:
    changed, status = REFUSED[name]
    answer = trusting(make_api, portal.settings()).call("status", role=None, headers=portal.token(**changed))
    assert answer.status_code == status, answer.text


def test_the_type_is_compared_as_a_media_type(make_api: MakeApi, portal: Backstage) -> None:
    api = trusting(make_api, portal.settings())
    headers = portal.token(typ="application/VND.Backstage.user")
    assert api.call("status", role=None, headers=headers).status_code == 200


def test_backstage_beside_the_company(make_api: MakeApi, portal: Backstage, signer: Signer) -> None:
    company = {"issuer": signer.url, "audience": AUDIENCE}
    api = trusting(make_api, company, portal.settings())
    assert api.call("status").status_code == 200
    assert api.call("status", role=None, headers=portal.token()).status_code == 200
    # No issuer speaks for another: neither its keys, nor its audience, nor its way to roles.
    crossed = [
        {"Authorization": f"Bearer {signer.token(iss=f'{portal.url}{backstage.AUTH}', kid='ec-1', aud='backstage')}"},
        portal.token(iss=signer.url, aud=AUDIENCE, groups=["Rosetta_Admin"], entity_id="acme"),
        {"Authorization": f"Bearer {signer.token(aud='backstage')}"},
    ]
    assert [api.call("status", role=None, headers=headers).status_code for headers in crossed] == [401, 401, 401]


@pytest.mark.parametrize(
    "changed",
    [{"roles": {}}, {"roles_from": "token", "userinfo_uri": "http://x/"}, {"userinfo_uri": "file:///etc/passwd"}],
)
def test_settings_that_would_give_nobody_a_role(portal: Backstage, changed: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Issuer.model_validate(portal.settings(**changed))
