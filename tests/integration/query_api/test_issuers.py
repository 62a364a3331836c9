"""Issuers: keys that rotate, a provider that is down, and what each may name its own way."""

import json
import time
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa

from tests.integration.query_api.conftest import MakeApi
from tests.integration.query_api.signer import AUDIENCE, Signer

FOREIGN_KEY = rsa.generate_private_key(65537, 2048)


def test_keys_rotate_without_a_pause(make_api: MakeApi) -> None:
    signer = Signer()
    try:
        api = make_api(OIDC_ISSUERS=json.dumps([{"issuer": signer.url, "audience": AUDIENCE}]))
        old = signer.token()
        assert api.call("status", role=None, headers={"Authorization": f"Bearer {old}"}).status_code == 200
        signer.keys = {"rsa-2": FOREIGN_KEY}
        new = signer.token(kid="rsa-2")
        assert api.call("status", role=None, headers={"Authorization": f"Bearer {new}"}).status_code == 200
        assert api.call("status", role=None, headers={"Authorization": f"Bearer {old}"}).status_code == 401
    finally:
        signer.close()


def test_a_provider_that_is_down_stops_nobody_who_is_known(make_api: MakeApi) -> None:
    signer = Signer()
    try:
        api = make_api(
            OIDC_ISSUERS=json.dumps([{"issuer": signer.url, "audience": AUDIENCE}]), OIDC_KEYS_COOLDOWN_SECONDS="60"
        )
        headers = {"Authorization": f"Bearer {signer.token()}"}
        signer.down = True
        assert api.call("status", role=None, headers=headers).status_code == 401  # no key was ever read
        signer.down = False
        api = make_api(
            OIDC_ISSUERS=json.dumps([{"issuer": signer.url, "audience": AUDIENCE}]), OIDC_KEYS_LIFETIME_SECONDS="1"
        )
        assert api.call("status", role=None, headers=headers).status_code == 200
        signer.down = True
        time.sleep(1.1)
        assert api.call("status", role=None, headers=headers).status_code == 200
    finally:
        signer.close()


def test_unknown_key_ids_do_not_flood_the_provider(make_api: MakeApi) -> None:
    signer = Signer()
    try:
        api = make_api(
            OIDC_ISSUERS=json.dumps([{"issuer": signer.url, "audience": AUDIENCE}]), OIDC_KEYS_COOLDOWN_SECONDS="60"
        )
        for number in range(20):
            token = signer.token(kid=f"guess-{number}", key=FOREIGN_KEY)
            assert api.call("status", role=None, headers={"Authorization": f"Bearer {token}"}).status_code == 401
        assert signer.reads == 1
    finally:
        signer.close()


def test_the_list_of_algorithms_is_the_issuers(make_api: MakeApi, signer: Signer) -> None:
    trusted = {"issuer": signer.url, "audience": AUDIENCE, "algorithms": ["ES256"]}
    api = make_api(OIDC_ISSUERS=json.dumps([trusted]))
    for kid, status in (("ec-1", 200), ("rsa-1", 401)):
        headers = {"Authorization": f"Bearer {signer.token(kid=kid)}"}
        assert api.call("status", role=None, headers=headers).status_code == status, kid


def test_issuers_may_name_things_their_own_way(make_api: MakeApi, signer: Signer) -> None:
    issuer = {
        "issuer": signer.url,
        "audience": ["other", "special"],
        "jwks_uri": f"{signer.url}/keys",
        "roles_claim": "realm.roles",
        "roles": {"CN=finops": "Rosetta_FinOps_Admin"},
        "entity": "acme",
        "subject_claim": "email",
    }
    api = make_api(
        OIDC_ISSUERS=json.dumps([{"issuer": "https://else", "audience": "x"}, issuer]), FINOPS_ENTITY_CLAIM="company"
    )
    claims: dict[str, Any] = {
        "aud": "special",
        "realm": {"roles": ["CN=finops"]},
        "email": "a@b",
        "groups": None,
        "entity_id": None,
    }

    def status(**changed: Any) -> int:
        headers = {"Authorization": f"Bearer {signer.token(**{**claims, **changed})}"}
        return api.call("admin/runs", role=None, headers=headers).status_code

    assert status() == 200
    assert status(company="acme") == 200
    assert status(company="other") == 403
    assert status(groups=["Rosetta_Admin"], realm=None) == 403
    assert status(email=None) == 401
