"""Who gets in (I9): attacks on tokens as a table, roles, rotation, a provider that is down."""

import base64
import json
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from query_api.access import Access
from query_api.docs_page import routes as docs_page
from query_api.openapi import template
from query_api.routes import ROUTES
from tests.integration.query_api.conftest import Api
from tests.integration.query_api.signer import AUDIENCE, Signer

PUBLIC = {"/healthz", "/readyz", "/metrics", "/openapi.json", *(route.path for route in docs_page.ROUTES)}
PATHS = sorted(
    {(route.method, re.sub(r"{\w+}", "open", template(route.path))) for route in ROUTES}
    | {
        ("GET", "/"),
        ("GET", "/v1/local/nothing"),
        ("GET", "/v1/group/domains"),
        ("DELETE", "/v1/local/domains"),
        ("OPTIONS", "/v1/local/domains"),
        ("POST", "/healthz"),
        ("GET", "/v1//local/domains"),
        ("PUT", "/v1/local/admin/runs"),
        ("GET", "/docs/page.py"),
    }
)


def b64(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def unsigned(signer: Signer, algorithm: str, **headers: Any) -> str:
    return f"{b64({'alg': algorithm, 'typ': 'JWT', **headers})}.{b64(signer.claims())}."


def hmac_with_public_key(signer: Signer, algorithm: str = "HS256") -> str:
    import hashlib
    import hmac

    signing_input = f"{b64({'alg': algorithm, 'typ': 'JWT', 'kid': 'rsa-1'})}.{b64(signer.claims())}"
    digest = hmac.new(signer.public_pem(), signing_input.encode(), hashlib.sha256).digest()
    return f"{signing_input}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"


def altered(signer: Signer) -> str:
    """A reader's good signature under an administrator's claims."""
    head, _, signature = signer.token().split(".")
    return f"{head}.{b64(signer.claims(groups=['Rosetta_Admin']))}.{signature}"


FOREIGN_KEY = rsa.generate_private_key(65537, 2048)
Forge = Callable[[Signer], str]
ATTACKS: dict[str, Forge] = {
    "expired": lambda s: s.token(exp=int(time.time()) - 31),
    "expired long ago": lambda s: s.token(exp=1),
    "no expiry": lambda s: s.token(exp=None),
    "expiry is no number": lambda s: s.token(exp="never"),
    "not yet valid": lambda s: s.token(nbf=int(time.time()) + 60),
    "issued in the future": lambda s: s.token(iat=int(time.time()) + 3600),
    "other audience": lambda s: s.token(aud="another-api"),
    "no audience": lambda s: s.token(aud=None),
    "audience is a list without ours": lambda s: s.token(aud=["a", "b"]),
    "other issuer": lambda s: s.token(iss="https://evil.example"),
    "issuer with a slash more": lambda s: s.token(iss=s.url + "/"),
    "no issuer": lambda s: s.token(iss=None),
    "issuer is a list": lambda s: f"{b64({'alg': 'RS256', 'kid': 'rsa-1'})}.{b64(s.claims(iss=[s.url]))}.AAAA",
    "no subject": lambda s: s.token(sub=None),
    "alg none": lambda s: unsigned(s, "none"),
    "alg None": lambda s: unsigned(s, "None"),
    "alg nOnE with kid": lambda s: unsigned(s, "nOnE", kid="rsa-1"),
    "no alg": lambda s: f"{b64({'typ': 'JWT', 'kid': 'rsa-1'})}.{b64(s.claims())}.AAAA",
    "signature left out": lambda s: ".".join([*s.token().split(".")[:2], ""]),
    "hmac with the public key": hmac_with_public_key,
    "hmac that says RS256": lambda s: hmac_with_public_key(s, "RS256"),
    "algorithm outside the list": lambda s: s.token(algorithm="RS384"),
    "elliptic signature under an rsa kid": lambda s: s.token(kid="rsa-1", key=s.keys["ec-1"], algorithm="ES256"),
    "unknown kid": lambda s: s.token(kid="rsa-9", key=FOREIGN_KEY),
    "known kid, foreign key": lambda s: s.token(kid="rsa-1", key=FOREIGN_KEY),
    "kid is a path": lambda s: s.token(kid="../../../../etc/passwd", key=FOREIGN_KEY),
    "kid is a URL": lambda s: s.token(kid="http://127.0.0.1:9/keys", key=FOREIGN_KEY),
    "kid is SQL": lambda s: s.token(kid="' OR 1=1 --", key=FOREIGN_KEY),
    "no kid where there are two keys": lambda s: s.token(kid=None),
    "jku of the attacker": lambda s: s.token(kid="x", key=FOREIGN_KEY, headers={"jku": "http://127.0.0.1:9/keys"}),
    "jwk in the header": lambda s: s.token(kid="x", key=FOREIGN_KEY, headers={"jwk": s.published()["keys"][0]}),
    "altered claims": altered,
    "other entity": lambda s: s.token(entity_id="other"),
    "no entity": lambda s: s.token(entity_id=None),
    "entity by prefix": lambda s: s.token(entity_id="acm"),
    "list of other entities": lambda s: s.token(entity_id=["a", "b"]),
    "groups missing": lambda s: s.token(groups=None),
    "groups of others": lambda s: s.token(groups=["Rosetta_Users", "rosetta_user", "Admins"]),
    "role of the group": lambda s: s.token(groups=["Rosetta_Group"]),
    "groups is an object": lambda s: s.token(groups={"Rosetta_User": True}),
    "10,000 groups of others": lambda s: s.token(groups=[f"group-{n}" for n in range(10_000)]),
    "garbage": lambda _: "abc",
    "two dots": lambda _: "..",
    "five parts": lambda s: s.token() + ".a.b",
    "not base64": lambda _: "!!!.???.###",
    "deep json": lambda _: f"{base64.urlsafe_b64encode(b'[' * 50_000).rstrip(b'=').decode()}.e30.AAAA",
    "deep payload": lambda _: f"{b64({'alg': 'RS256'})}.{base64.urlsafe_b64encode(b'[' * 50_001).decode()}.AAAA",
}


@pytest.mark.parametrize("name", ATTACKS)
def test_i9_attacks_on_tokens(api: Api, signer: Signer, name: str) -> None:
    answer = api.call("domains", role=None, headers={"Authorization": f"Bearer {ATTACKS[name](signer)}"})
    assert answer.status_code in (401, 403)
    assert "data" not in answer.text
    assert answer.mimetype == "application/problem+json"
    assert "WWW-Authenticate" in answer.headers or answer.status_code == 403


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic b2xpdmlhOng=", "Token {}", "{}", "Bearer  ", "Bearer,{}"]
)
def test_i9_other_headers(api: Api, signer: Signer, header: str) -> None:
    answer = api.call("domains", role=None, headers={"Authorization": header.format(signer.token())})
    assert answer.status_code == 401


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_i9_nothing_answers_without_a_token_but_what_is_public(api: Api, method: str, path: str) -> None:
    answer = api.call(path, method=method, role=None)
    if method == "GET" and path in PUBLIC:
        assert answer.status_code == 200
    else:
        assert answer.status_code == 401
        assert set(answer.get_json(force=True, silent=True) or {"type": 0}) <= {"type", "title", "status", "detail"}


@pytest.mark.parametrize("path", ["/static/x", "/robots.txt", "/favicon.ico"])
def test_i9_paths_that_functions_framework_keeps_hold_nothing(api: Api, path: str) -> None:
    assert api.call(path, role=None).status_code == 404


def test_i9_the_table_and_the_invariant_agree() -> None:
    assert {route.path for route in ROUTES if route.access is Access.PUBLIC} == PUBLIC


READERS = {"Rosetta_User", "Rosetta_FinOps_Admin", "Rosetta_Referentiel_Admin", "Rosetta_Admin"}
ADMINS = {"Rosetta_FinOps_Admin", "Rosetta_Admin"}
MAPPERS = {"Rosetta_Referentiel_Admin", "Rosetta_Admin"}


@pytest.mark.parametrize("role", sorted(READERS | {"Rosetta_Group", "Nobody"}))
def test_i9_roles(api: Api, role: str) -> None:
    assert api.call("domains", role=role).status_code == (200 if role in READERS else 403)
    assert api.call("admin/runs", role=role).status_code == (200 if role in ADMINS else 403)
    assert api.call("admin/referential/conflicts", role=role).status_code == (200 if role in MAPPERS else 403)


@pytest.mark.parametrize("role", sorted(READERS - ADMINS))
def test_i9_who_reads_cannot_ask_for_runs(api: Api, role: str) -> None:
    assert api.request_run({}, role=role).status_code == 403


GOOD: dict[str, Forge] = {
    "plain": lambda s: s.token(),
    "elliptic": lambda s: s.token(kid="ec-1"),
    "expired within the leeway": lambda s: s.token(exp=int(time.time()) - 5),
    "valid within the leeway": lambda s: s.token(nbf=int(time.time()) + 15),
    "one audience of two": lambda s: s.token(aud=["x", AUDIENCE]),
    "one entity of two": lambda s: s.token(entity_id=["other", "acme"]),
    "one group of 10,000": lambda s: s.token(groups=["x"] * 9999 + ["Rosetta_User"]),
    "a group that is no list": lambda s: s.token(groups="Rosetta_User"),
}


@pytest.mark.parametrize("name", GOOD)
def test_good_tokens(api: Api, signer: Signer, name: str) -> None:
    answer = api.call("status", role=None, headers={"Authorization": f"bearer {GOOD[name](signer)}"})
    assert answer.status_code == 200, answer.text


def test_unknown_paths_and_methods_with_a_token(api: Api) -> None:
    assert api.call("nothing").status_code == 404
    answer = api.call("domains", method="DELETE")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert answer.mimetype == "application/problem+json"
