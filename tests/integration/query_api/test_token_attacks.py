"""I9: every attack by a token is one row, with what it gets. None is let in."""

import base64
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from prometheus_client import REGISTRY

from tests.integration.query_api.conftest import Api
from tests.integration.query_api.forger import Forger, b64
from tests.integration.query_api.signer import AUDIENCE, Signer

RS256 = {"alg": "RS256", "kid": "rsa-1", "typ": "JWT"}


@dataclass(frozen=True, slots=True)
class Attack:
    """What the header says, and why it is refused; `entity`, `no_role` and `role` are 403, the rest is 401."""

    reason: str
    header: Callable[[Forger], str | None]

    @property
    def status(self) -> int:
        return 403 if self.reason in ("entity", "no_role", "role") else 401


def now(seconds: float) -> int:
    return int(time.time() + seconds)


NONES = ("none", "None", "NONE", "nOnE", "none ", "")
ODD = ("rs256", "RS1", "HS256", "ES256K")
PUBLIC_KEY: dict[str, Callable[[Forger], bytes]] = {
    "PEM": lambda f: f.public(Encoding.PEM),
    "PEM without its last line": lambda f: f.public(Encoding.PEM).rstrip(),
    "PEM of PKCS 1": lambda f: f.public(Encoding.PEM, PublicFormat.PKCS1),
    "DER": lambda f: f.public(Encoding.DER),
    "JWK": lambda f: json.dumps(_rsa_key(f)).encode(),
    "modulus": lambda f: str(_rsa_key(f)["n"]).encode(),
}


def _rsa_key(forger: Forger) -> dict[str, str]:
    """As it is published: beside others, in any order."""
    return next(key for key in forger.signer.published()["keys"] if key["kty"] == "RSA")


def unsigned(algorithm: str, signature: str = "") -> Callable[[Forger], str]:
    return lambda f: f.unsigned(algorithm, signature, kid="rsa-1")


def hmac_with(form: Callable[[Forger], bytes]) -> Callable[[Forger], str]:
    return lambda f: f.hmac(form(f))


def others_groups(_: Forger) -> list[str]:
    return [f"group-{n}" for n in range(10_000)]


ATTACKS: dict[str, Attack] = {
    # The header
    "no header": Attack("none", lambda f: None),
    "empty": Attack("none", lambda f: ""),
    "the scheme alone": Attack("none", lambda f: "Bearer"),
    "the scheme and a blank": Attack("none", lambda f: "Bearer "),
    "the scheme and blanks": Attack("none", lambda f: "Bearer \t  "),
    "basic": Attack("none", lambda f: "Basic b2xpdmlhOng="),
    "another scheme": Attack("none", lambda f: f"Token {f.good}"),
    "no scheme": Attack("none", lambda f: f.good),
    "scheme with a comma": Attack("none", lambda f: f"Bearer,{f.good}"),
    "scheme with a colon": Attack("none", lambda f: f"Bearer: {f.good}"),
    "two blanks": Attack("malformed", lambda f: f"Bearer  {f.good}"),
    "two tokens": Attack("malformed", lambda f: f"Bearer {f.good} {f.good}"),
    "two tokens by comma": Attack("malformed", lambda f: f"Bearer {f.good},{f.good}"),
    "two headers, as a server joins them": Attack("malformed", lambda f: f"Bearer {f.good},Bearer {f.good}"),
    "basic and bearer": Attack("none", lambda f: f"Basic b2xpdmlhOng=, Bearer {f.good}"),
    "in quotes": Attack("malformed", lambda f: f'Bearer "{f.good}"'),
    "a parameter behind": Attack("malformed", lambda f: f"Bearer {f.good};x=1"),
    "a control character": Attack("malformed", lambda f: f"Bearer {f.good}\x01"),
    "NUL": Attack("malformed", lambda f: f"Bearer {f.good}\x00"),
    "latin letters": Attack("malformed", lambda f: f"Bearer é{f.good}"),
    "utf-8 bytes": Attack("malformed", lambda f: f"Bearer {f.good}" + "\u2026".encode().decode("latin-1")),
    "a digit of another script": Attack("malformed", lambda f: f"Bearer \u00b2.{f.good}"),
    "a token of 1 MB": Attack("too_large", lambda f: f"Bearer {'a' * 400_000}.{'b' * 400_000}.{'c' * 200_000}"),
    "a good token of 1 MB": Attack("too_large", lambda f: f.signed(note="x" * 1_000_000)),
    # No JWT
    "garbage": Attack("malformed", lambda f: "Bearer abc"),
    "dots": Attack("malformed", lambda f: "Bearer .."),
    "one dot": Attack("malformed", lambda f: "Bearer a.b"),
    "five parts": Attack("malformed", lambda f: f"Bearer {f.good}.a.b"),
    "an encrypted one": Attack("malformed", lambda f: f"Bearer {b64({'alg': 'RSA-OAEP', 'enc': 'A256GCM'})}.a.b.c.d"),
    "not base64": Attack("malformed", lambda f: "Bearer !!!.???.###"),
    "base64 of another alphabet": Attack("malformed", lambda f: f"Bearer {f.good[:-1]}+"),
    "padding": Attack("malformed", lambda f: f"Bearer {f.good}==="),
    "padding that does not fit": Attack("malformed", lambda f: f"Bearer {f.good}="),
    "padding within": Attack("malformed", lambda f: "Bearer " + f.good.replace(".", "==.", 1)),
    "a letter that changes no byte": Attack("malformed", lambda f: "Bearer " + same_bytes(f.good)),
    "header is a list": Attack("malformed", lambda f: f.raw([RS256])),
    "header is a number": Attack("malformed", lambda f: f.raw(1)),
    "header is no JSON": Attack("malformed", lambda f: f.raw(b"{alg")),
    "header is not UTF-8": Attack("malformed", lambda f: f.raw(b'{"alg": "\xff"}')),
    "payload is a list": Attack("malformed", lambda f: f.raw(RS256, [1])),
    "payload is a text": Attack("malformed", lambda f: f.raw(RS256, '"x"')),
    "a token in a token": Attack("malformed", lambda f: f.signed_raw(json.dumps({**RS256, "cty": "JWT"}), f.good)),
    "deep header": Attack("malformed", lambda f: f.raw(b"[" * 50_001)),
    "deep payload": Attack("malformed", lambda f: f.raw(RS256, b'{"a":' * 30_000)),
    "a name twice in the header": Attack(
        "malformed", lambda f: f.signed_raw(json.dumps(RS256)[:-1] + ', "alg": "RS256"}', json.dumps(f.claims()))
    ),
    "a name twice in the claims": Attack(
        "malformed",
        lambda f: f.signed_raw(json.dumps(RS256), json.dumps(f.claims())[:-1] + ', "groups": ["Rosetta_Admin"]}'),
    ),
    # The signature
    "signature left out": Attack("malformed", lambda f: "Bearer " + f.good.rpartition(".")[0] + "."),
    "signature and dot left out": Attack("malformed", lambda f: "Bearer " + f.good.rpartition(".")[0]),
    "signature altered": Attack("signature", lambda f: f.altered(2)),
    "signature of another token": Attack(
        "signature",
        lambda f: f"Bearer {f.good.rpartition('.')[0]}.{f.signer.token(sub='eve').rpartition('.')[2]}",
    ),
    "signature cut": Attack("signature", lambda f: f.cut()),
    "claims altered": Attack("signature", lambda f: f.altered(1)),
    "foreign key": Attack("signature", lambda f: f.forged()),
    **{f"alg {name!r}": Attack("malformed", unsigned(name)) for name in NONES},
    **{f"alg {name!r} with some signature": Attack("algorithm", unsigned(name, "AAAA")) for name in (*NONES, *ODD)},
    "no alg": Attack("algorithm", lambda f: f.raw({"typ": "JWT", "kid": "rsa-1"})),
    "alg is a list": Attack("algorithm", lambda f: f.raw({**RS256, "alg": ["RS256"]})),
    "alg is an object": Attack("algorithm", lambda f: f.raw({**RS256, "alg": {"RS256": 1}})),
    "alg is null": Attack("algorithm", lambda f: f.raw({**RS256, "alg": None})),
    "alg outside the list, true key": Attack("algorithm", lambda f: f.signed(algorithm="RS384")),
    "alg of another padding, true key": Attack("algorithm", lambda f: f.signed(algorithm="PS256")),
    **{f"hmac with the public key, {name}": Attack("algorithm", hmac_with(form)) for name, form in PUBLIC_KEY.items()},
    "hmac that says RS256": Attack("signature", lambda f: f.hmac(f.public(Encoding.PEM), "RS256")),
    "hmac that says ES256": Attack("signature", lambda f: f.hmac(f.public(Encoding.PEM), "ES256", kid="ec-1")),
    "RS256 for the elliptic key": Attack("unknown_key", lambda f: f.forged(kid="ec-1", algorithm="RS256")),
    "ES256 for the rsa key": Attack(
        "unknown_key", lambda f: f"Bearer {f.signer.token(kid='rsa-1', key=f.ec, algorithm='ES256')}"
    ),
    "an elliptic signature of zeros": Attack(
        "signature", lambda f: f.raw({"alg": "ES256", "kid": "ec-1"}, signature=b"\x00" * 64)
    ),
    "an rsa signature of zeros": Attack("signature", lambda f: f.raw(RS256, signature=b"\x00" * 256)),
    # The key
    "no kid where there are two keys": Attack("unknown_key", lambda f: f.signed(kid=None)),
    "unknown kid": Attack("unknown_key", lambda f: f.forged(kid="rsa-9")),
    "kid is a path": Attack("unknown_key", lambda f: f.forged(kid="../../../../dev/null")),
    "kid is a URL": Attack("unknown_key", lambda f: f.forged(kid=f"{f.server.url}/keys")),
    "kid is SQL": Attack("unknown_key", lambda f: f.forged(kid="x' UNION SELECT 'secret' --")),
    "kid is a command": Attack("unknown_key", lambda f: f.forged(kid="|touch /tmp/owned")),
    "kid of another case": Attack("unknown_key", lambda f: f.forged(kid="RSA-1")),
    "kid with NUL": Attack("unknown_key", lambda f: f.forged(kid="rsa-1\x00")),
    "kid of 100 kB": Attack("unknown_key", lambda f: f.forged(kid="k" * 100_000)),
    "kid is a number": Attack("malformed", lambda f: f.raw({**RS256, "kid": 1})),
    "kid is a list": Attack("malformed", lambda f: f.raw({**RS256, "kid": ["rsa-1"]})),
    "jku of the attacker": Attack("unknown_key", lambda f: f.forged(kid="mine", jku=f"{f.server.url}/keys")),
    "jku and a known kid": Attack("signature", lambda f: f.forged(jku=f"{f.server.url}/keys")),
    "x5u of the attacker": Attack("unknown_key", lambda f: f.forged(kid="mine", x5u=f"{f.server.url}/cert")),
    "jwk in the header": Attack("unknown_key", lambda f: f.forged(kid="mine", jwk=f.jwk)),
    "jwk and a known kid": Attack("signature", lambda f: f.forged(jwk=f.jwk)),
    "x5c in the header": Attack("signature", lambda f: f.forged(x5c=[base64.b64encode(b"cert").decode()])),
    "crit that nobody knows": Attack("malformed", lambda f: f.signed(headers={"crit": ["exp"], "exp": 1})),
    "crit is empty": Attack("malformed", lambda f: f.signed(headers={"crit": []})),
    "b64 false": Attack("malformed", lambda f: f.raw({**RS256, "crit": ["b64"], "b64": False})),
    # Issuer and audience
    "other issuer": Attack("unknown_issuer", lambda f: f.signed(iss="https://evil.example")),
    "the attacker for issuer": Attack("unknown_issuer", lambda f: f.signed(iss=f.server.url)),
    "issuer with a slash more": Attack("unknown_issuer", lambda f: f.signed(iss=f.signer.url + "/")),
    "issuer of another case": Attack("unknown_issuer", lambda f: f.signed(iss=f.signer.url.upper())),
    "issuer with a user": Attack("unknown_issuer", lambda f: f.signed(iss=f.signer.url.replace("//", "//x@"))),
    "no issuer": Attack("claims", lambda f: f.signed(iss=None)),
    "issuer is a list": Attack("unknown_issuer", lambda f: f.raw(RS256, f.claims(iss=[f.signer.url]))),
    "issuer is an object": Attack("unknown_issuer", lambda f: f.raw(RS256, f.claims(iss={}))),
    "issuer is empty": Attack("unknown_issuer", lambda f: f.signed(iss="")),
    "other audience": Attack("audience", lambda f: f.signed(aud="another-api")),
    "audience of another case": Attack("audience", lambda f: f.signed(aud=AUDIENCE.upper())),
    "audience that begins like ours": Attack("audience", lambda f: f.signed(aud=AUDIENCE + "-2")),
    "audiences without ours": Attack("audience", lambda f: f.signed(aud=["a", "b"])),
    "no audiences": Attack("claims", lambda f: f.signed(aud=[])),
    "audience is an object": Attack("audience", lambda f: f.signed(aud={AUDIENCE: 1})),
    "audience is a number": Attack("audience", lambda f: f.signed(aud=1)),
    "audiences in a list in a list": Attack("audience", lambda f: f.signed(aud=[[AUDIENCE]])),
    "no audience": Attack("claims", lambda f: f.signed(aud=None)),
    # Time
    "expired": Attack("expired", lambda f: f.signed(exp=now(-31))),
    "expired long ago": Attack("expired", lambda f: f.signed(exp=1)),
    "expired at a fraction": Attack("expired", lambda f: f.signed(exp=time.time() - 31.5)),
    "expired before 1970": Attack("expired", lambda f: f.signed(exp=-1)),
    "expiry is true": Attack("expired", lambda f: f.signed(exp=True)),
    "no expiry": Attack("claims", lambda f: f.signed(exp=None)),
    "expiry is a word": Attack("malformed", lambda f: f.signed(exp="never")),
    "expiry is a text of digits": Attack("claims", lambda f: f.signed(exp=str(now(600)))),
    "expiry beyond all time": Attack("claims", lambda f: f.signed(exp=10**15)),
    "expiry of 400 digits": Attack("claims", lambda f: f.signed(exp=10**400)),
    "expiry of 5,000 digits": Attack(
        "malformed", lambda f: f.signed_raw(json.dumps(RS256), with_expiry(f, "9" * 5000))
    ),
    "expiry is infinite": Attack("malformed", lambda f: f.signed_raw(json.dumps(RS256), with_expiry(f, "Infinity"))),
    "expiry is 1e999": Attack("malformed", lambda f: f.signed_raw(json.dumps(RS256), with_expiry(f, "1e999"))),
    "expiry is NaN": Attack("malformed", lambda f: f.signed_raw(json.dumps(RS256), with_expiry(f, "NaN"))),
    "expiry is a list": Attack("malformed", lambda f: f.signed(exp=[now(600)])),
    "expiry is an object": Attack("malformed", lambda f: f.signed(exp={})),
    "not yet valid": Attack("not_yet_valid", lambda f: f.signed(nbf=now(60))),
    "begins with a word": Attack("malformed", lambda f: f.signed(nbf="now")),
    "begins with a text of digits": Attack("claims", lambda f: f.signed(nbf="1")),
    "issued in the future": Attack("not_yet_valid", lambda f: f.signed(iat=now(3600))),
    "issued at a word": Attack("malformed", lambda f: f.signed(iat="yesterday")),
    # Who
    "no subject": Attack("claims", lambda f: f.signed(sub=None)),
    "subject is empty": Attack("claims", lambda f: f.signed(sub="")),
    "subject with NUL": Attack("claims", lambda f: f.signed(sub="a\x00b")),
    "subject is a number": Attack("malformed", lambda f: f.signed_raw(json.dumps(RS256), json.dumps(f.claims(sub=7)))),
    # Entity
    "other entity": Attack("entity", lambda f: f.signed(entity_id="other")),
    "no entity": Attack("entity", lambda f: f.signed(entity_id=None)),
    "entity is empty": Attack("entity", lambda f: f.signed(entity_id="")),
    "entity by prefix": Attack("entity", lambda f: f.signed(entity_id="acm")),
    "entity of another case": Attack("entity", lambda f: f.signed(entity_id="ACME")),
    "entity with a blank": Attack("entity", lambda f: f.signed(entity_id="acme ")),
    "entity is a pattern": Attack("entity", lambda f: f.signed(entity_id="*")),
    "entity is an object": Attack("entity", lambda f: f.signed(entity_id={"acme": True})),
    "other entities": Attack("entity", lambda f: f.signed(entity_id=["a", "b"])),
    "no entities": Attack("entity", lambda f: f.signed(entity_id=[])),
    "an administrator of another entity": Attack(
        "entity", lambda f: f.signed(entity_id="other", groups=["Rosetta_Admin"])
    ),
    # Roles
    "groups missing": Attack("no_role", lambda f: f.signed(groups=None)),
    "no groups": Attack("no_role", lambda f: f.signed(groups=[])),
    "groups of others": Attack("no_role", lambda f: f.signed(groups=["Rosetta_Users", "Admins", "*"])),
    "roles of another case": Attack("no_role", lambda f: f.signed(groups=["rosetta_user", "ROSETTA_ADMIN"])),
    "roles with blanks": Attack("no_role", lambda f: f.signed(groups=["Rosetta_Admin ", " Rosetta_Admin"])),
    "roles in one text": Attack("no_role", lambda f: f.signed(groups="Rosetta_User,Rosetta_Admin")),
    "roles in a list in a list": Attack("no_role", lambda f: f.signed(groups=[["Rosetta_Admin"]])),
    "groups is an object": Attack("no_role", lambda f: f.signed(groups={"Rosetta_Admin": True})),
    "groups is a number": Attack("no_role", lambda f: f.signed(groups=1)),
    "groups of every kind": Attack("no_role", lambda f: f.signed(groups=[None, 1, {}, True, [], 1.5])),
    "roles in another claim": Attack("no_role", lambda f: f.signed(groups=None, roles=["Rosetta_Admin"])),
    "10,000 groups of others": Attack("no_role", lambda f: f.signed(groups=others_groups(f))),
    "a role of the group's deployment": Attack("role", lambda f: f.signed(groups=["Rosetta_Group"])),
}


def same_bytes(token: str) -> str:
    """Another text of the very same signature: the last letter's spare bits are not zero."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    changed = token[:-1] + alphabet[alphabet.index(token[-1]) ^ 1]
    first, second = (base64.urlsafe_b64decode(text.rpartition(".")[2] + "==") for text in (token, changed))
    assert first == second
    return changed


def with_expiry(forger: Forger, number: str) -> str:
    return re.sub(r'"exp": \d+', f'"exp": {number}', json.dumps(forger.claims()))


@pytest.fixture(scope="module")
def forger(signer: Signer) -> Iterator[Forger]:
    forger = Forger(signer)
    yield forger
    forger.server.close()


def refusals(reason: str) -> float:
    return REGISTRY.get_sample_value("finops_api_token_refusals_total", {"reason": reason}) or 0


@pytest.mark.parametrize("name", ATTACKS)
def test_i9_attacks_on_tokens(
    api: Api, forger: Forger, name: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    attack, header = ATTACKS[name], ATTACKS[name].header(forger)
    before, started = refusals(attack.reason), time.perf_counter()
    answer = api.call("domains", role=None, headers={} if header is None else {"Authorization": header})
    assert time.perf_counter() - started < 2
    assert answer.status_code == attack.status, answer.text
    assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="finops"')
    assert answer.mimetype == "application/problem+json"
    assert set(answer.get_json(force=True)) == {"type", "title", "status", "detail"}
    assert refusals(attack.reason) == before + 1
    assert forger.server.visits == []
    logged = capsys.readouterr().out
    assert f'"status": {attack.status}' in logged
    told = answer.text + str(answer.headers) + caplog.text + logged
    assert "Traceback" not in told
    for part in re.findall(r"[A-Za-z0-9_-]{12,}", header or ""):
        assert part not in told


GOOD: dict[str, Callable[[Forger], str]] = {
    "plain": lambda f: f.signed(),
    "of any case": lambda f: f"bEARER {f.good}",
    "elliptic": lambda f: f.signed(kid="ec-1"),
    "expired within the leeway": lambda f: f.signed(exp=now(-5)),
    "valid within the leeway": lambda f: f.signed(nbf=now(15)),
    "expiry with a fraction": lambda f: f.signed(exp=time.time() + 60.5),
    "one audience of two": lambda f: f.signed(aud=["x", AUDIENCE]),
    "one entity of two": lambda f: f.signed(entity_id=["other", "acme"]),
    "one group of 10,000": lambda f: f.signed(groups=[*others_groups(f)[1:], "Rosetta_User"]),
    "a group that is no list": lambda f: f.signed(groups="Rosetta_User"),
    "claims of others": lambda f: f.signed(nonce="n", acr={"deep": [{"x": None}]}, name="é\u202e"),
}


@pytest.mark.parametrize("name", GOOD)
def test_good_tokens(api: Api, forger: Forger, name: str) -> None:
    started = time.perf_counter()
    answer = api.call("status", role=None, headers={"Authorization": GOOD[name](forger)})
    assert answer.status_code == 200, answer.text
    assert time.perf_counter() - started < 2
