"""A trusted issuer that is slow, broken or taken over: it may refuse its own people, but lets nobody else in."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from finops_runtime.identity.settings import IdentitySettings
from finops_runtime.identity.tokens import TokenChecker
from finops_runtime.problem import Problem
from tests.integration.query_api.forger import Eavesdropper
from tests.integration.query_api.signer import AUDIENCE

RSA = rsa.generate_private_key(65537, 2048)
SECRET = b"s" * 64
Answer = Callable[["Provider", BaseHTTPRequestHandler], None]


class Provider:
    """Answers discovery and keys as it is told, each by a function of its own."""

    def __init__(self) -> None:
        self.on_discovery: Answer = lambda p, h: give(h, {"issuer": p.url, "jwks_uri": f"{p.url}/keys"})
        self.on_keys: Answer = lambda p, h: give(h, {"keys": [public("a", RSA)]})
        self.reads: list[str] = []
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.reads.append(self.path)
                answer = provider.on_keys if self.path == "/keys" else provider.on_discovery
                answer(provider, self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def token(self, kid: str | None = "a", key: Any = RSA, algorithm: str = "RS256") -> dict[str, str]:
        claims = {"iss": self.url, "aud": AUDIENCE, "sub": "olivia", "exp": int(time.time()) + 600}
        claims |= {"groups": ["Rosetta_User"], "entity_id": "acme"}
        token = jwt.encode(claims, key, algorithm=algorithm, headers={"kid": kid} if kid else {})
        return {"Authorization": f"Bearer {token}"}


def give(
    handler: BaseHTTPRequestHandler, body: object, status: int = 200, headers: dict[str, str] | None = None
) -> None:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    handler.send_response(status)
    for name, value in (headers or {}).items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(raw)))
    handler.end_headers()
    handler.wfile.write(raw)


def drip(handler: BaseHTTPRequestHandler) -> None:
    """One byte at a time, for longer than anybody waits."""
    handler.send_response(200)
    handler.send_header("Content-Length", "10000")
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b" ")
        time.sleep(0.1)


def public(kid: str, key: rsa.RSAPrivateKey, **more: Any) -> dict[str, Any]:
    return {**RSAAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": kid, **more}


def private(kid: str, key: rsa.RSAPrivateKey) -> dict[str, Any]:
    return {**RSAAlgorithm.to_jwk(key, as_dict=True), "kid": kid}


def weak(bits: int) -> dict[str, Any]:
    """A key that anybody can factor; libraries do not even make the smallest."""
    primes = {512: (2**255 - 19, 2**256 - 189), 1024: (2**511 - 187, 2**512 - 569)}
    n = primes[bits][0] * primes[bits][1]
    return {"kty": "RSA", "kid": "a", "n": jwt.utils.to_base64url_uint(n).decode(), "e": "AQAB"}


@pytest.fixture
def provider() -> Iterator[Provider]:
    provider = Provider()
    yield provider
    provider.close()


def trusting(provider: Provider, cooldown: int = 0, *, lifetime: int = 300, **more: Any) -> TokenChecker:
    """What the function checks tokens with; it needs no database for that."""
    settings = {
        "oidc_issuers": [{"issuer": provider.url, "audience": AUDIENCE, **more}],
        "oidc_timeout_ms": 500,
        "oidc_keys_cooldown_seconds": cooldown,
        "oidc_keys_lifetime_seconds": lifetime,
        "finops_entity_id": "acme",
    }
    return TokenChecker(IdentitySettings.model_validate(settings))


def status(checker: TokenChecker, headers: dict[str, str]) -> int:
    """What a request with them would be answered, in time."""
    started = time.monotonic()
    try:
        checker.check(headers["Authorization"])
        return 200
    except Problem as problem:
        return problem.status
    finally:
        assert time.monotonic() - started < 2.5


def sound(provider: Provider) -> dict[str, Any]:
    """Discovery and keys in one."""
    return {"issuer": provider.url, "jwks_uri": f"{provider.url}/keys", "keys": [public("a", RSA)]}


BROKEN: dict[str, Answer] = {
    "down": lambda p, h: give(h, b"no", 503),
    "broken": lambda p, h: give(h, b"Traceback", 500),
    "gone": lambda p, h: give(h, b"no", 404),
    "closed": lambda p, h: give(h, b"no", 403),
    "no content": lambda p, h: give(h, b"", 200),
    "a page": lambda p, h: give(h, b"<html>sign in</html>"),
    "a list": lambda p, h: give(h, []),
    "null": lambda p, h: give(h, None),
    "an empty object": lambda p, h: give(h, {}),
    "keys that are no list": lambda p, h: give(h, {"issuer": p.url, "keys": {"a": 1}, "jwks_uri": 7}),
    "keys that are none": lambda p, h: give(h, {"issuer": p.url, "keys": [1, None, "x", []], "jwks_uri": ["x"]}),
    "no UTF-8": lambda p, h: give(h, b'{"keys": "\xff"}'),
    "deep": lambda p, h: give(h, b'{"keys":' * 30_000),
    "a bomb": lambda p, h: give(h, {**sound(p), "padding": "x" * 3_000_000}),
    "silent": lambda p, h: time.sleep(2),
    "dripping": lambda p, h: drip(h),
}


@pytest.mark.parametrize("where", ["on_discovery", "on_keys"])
@pytest.mark.parametrize("name", BROKEN)
def test_a_provider_that_answers_rubbish(provider: Provider, where: str, name: str) -> None:
    checker, well = trusting(provider), getattr(provider, where)
    setattr(provider, where, BROKEN[name])
    assert status(checker, provider.token()) == 401
    setattr(provider, where, well)
    assert status(checker, provider.token()) == 200
    setattr(provider, where, BROKEN[name])
    assert status(checker, provider.token("b", rsa.generate_private_key(65537, 2048))) == 401
    assert status(checker, provider.token()) == 200  # a key that was read once serves on


@pytest.mark.parametrize("where", ["on_discovery", "on_keys"])
def test_redirects_lead_nowhere(provider: Provider, where: str) -> None:
    mallory = rsa.generate_private_key(65537, 2048)
    elsewhere = Eavesdropper({"issuer": provider.url, "keys": [public("a", mallory)]})
    try:
        for code in (301, 302, 303, 307, 308):
            setattr(provider, where, lambda p, h, code=code: give(h, b"", code, {"Location": elsewhere.url}))
            assert status(trusting(provider), provider.token(key=mallory)) == 401
        assert elsewhere.visits == []
    finally:
        elsewhere.close()


NAMED: dict[str, dict[str, Any]] = {
    "another issuer": {"issuer": "https://evil.example"},
    "a slash more": {"issuer": "{url}/"},
    "no issuer": {"issuer": None},
    "keys in a file": {"jwks_uri": "file:///etc/passwd"},
    "keys by ftp": {"jwks_uri": "ftp://127.0.0.1/keys"},
    "keys in the address itself": {"jwks_uri": 'data:application/json,{"keys":[]}'},
    "keys by a relative address": {"jwks_uri": "/keys"},
    "keys at no address": {"jwks_uri": "http://"},
    "keys at a broken address": {"jwks_uri": "http://[::1"},
}


@pytest.mark.parametrize("name", NAMED)
def test_what_discovery_may_not_say(provider: Provider, name: str) -> None:
    said = {"issuer": "{url}", "jwks_uri": "{url}/keys", **NAMED[name]}
    document = json.loads(json.dumps(said).replace("{url}", provider.url))
    provider.on_discovery = lambda p, h: give(h, document)
    assert status(trusting(provider), provider.token()) == 401
    assert "/keys" not in provider.reads


def test_keys_that_move(provider: Provider) -> None:
    checker, key = trusting(provider), rsa.generate_private_key(65537, 2048)
    assert status(checker, provider.token()) == 200
    provider.on_discovery = lambda p, h: (
        give(h, {"issuer": p.url, "jwks_uri": f"{p.url}/moved"})
        if h.path != "/moved"
        else give(h, {"keys": [public("b", key)]})
    )
    assert status(checker, provider.token("b", key)) == 200
    assert status(checker, provider.token()) == 401


REFUSED_KEYS: dict[str, tuple[list[dict[str, Any]], str, Any]] = {
    "a secret": ([{"kty": "oct", "kid": "a", "k": "c3Nzc3Nzc3Nzc3Nz"}], "HS256", SECRET),
    "a secret that says RS256": ([{"kty": "oct", "kid": "a", "k": "c3Nz", "alg": "RS256"}], "HS256", SECRET),
    "private parts": ([private("a", RSA)], "RS256", RSA),
    "for encryption": ([public("a", RSA, use="enc")], "RS256", RSA),
    "of another algorithm": ([public("a", RSA, alg="RS512")], "RS256", RSA),
    "of a weird algorithm": ([public("a", RSA, alg=["RS256"])], "RS256", RSA),
    "of no kind": ([{**public("a", RSA), "kty": None}], "RS256", RSA),
    "of the other kind": ([{**public("a", RSA), "kty": "EC"}], "RS256", RSA),
    "without a modulus": ([{"kty": "RSA", "kid": "a", "e": "AQAB"}], "RS256", RSA),
    "with a modulus that is a list": ([{**public("a", RSA), "n": [1]}], "RS256", RSA),
    "with another's modulus": ([public("a", rsa.generate_private_key(65537, 2048))], "RS256", RSA),
    "whose id is a number": ([{**public("a", RSA), "kid": 1}], "RS256", RSA),
    "10,000 keys": ([public(f"k{n}", RSA) for n in range(9_999)] + [public("a", RSA)], "RS256", RSA),
    "101 small keys": ([{"kty": "RSA", "kid": f"k{n}"} for n in range(100)] + [public("a", RSA)], "RS256", RSA),
}


@pytest.mark.parametrize("name", REFUSED_KEYS)
def test_keys_that_are_not_taken(provider: Provider, name: str) -> None:
    keys, algorithm, key = REFUSED_KEYS[name]
    provider.on_keys = lambda p, h: give(h, {"keys": keys})
    assert status(trusting(provider), provider.token("a", key, algorithm)) == 401


@pytest.mark.parametrize("bits", [512, 1024])
def test_weak_keys_are_not_taken(provider: Provider, bits: int) -> None:
    provider.on_keys = lambda p, h: give(h, {"keys": [weak(bits)]})
    checker = trusting(provider)
    with pytest.raises(Problem, match="key that its issuer does not publish"):  # its signature was not looked at
        checker.check(provider.token()["Authorization"])


def test_one_bad_key_does_not_spoil_the_set(provider: Provider) -> None:
    bad = [keys[0] | {"kid": f"bad-{n}"} for n, (keys, *_) in enumerate(REFUSED_KEYS.values()) if len(keys) == 1]
    provider.on_keys = lambda p, h: give(h, {"keys": [*bad, public("a", RSA), None]})
    assert status(trusting(provider), provider.token()) == 200


def test_a_key_without_a_name(provider: Provider) -> None:
    nameless = public("", RSA)
    del nameless["kid"]
    provider.on_keys = lambda p, h: give(h, {"keys": [nameless]})
    checker = trusting(provider)
    assert status(checker, provider.token(None)) == 200
    assert status(checker, provider.token("a")) == 401


@pytest.mark.parametrize(
    ("algorithm", "curve"), [("RS512", None), ("PS256", None), ("ES256", ec.SECP256R1()), ("ES384", ec.SECP384R1())]
)
def test_a_key_that_names_no_algorithm_serves_those_of_its_kind(provider: Provider, algorithm: str, curve: Any) -> None:
    elliptic = ec.generate_private_key(curve or ec.SECP256R1())
    key = elliptic if curve else RSA
    jwk = ECAlgorithm.to_jwk(elliptic.public_key(), as_dict=True) if curve else public("a", RSA)
    provider.on_keys = lambda p, h: give(h, {"keys": [{**jwk, "kid": "a"}]})
    checker = trusting(provider, algorithms=[algorithm])
    assert status(checker, provider.token("a", key, algorithm)) == 200
    assert status(checker, provider.token("a", RSA, "RS384")) == 401


def test_whoever_is_known_does_not_wait_for_a_slow_provider(provider: Provider) -> None:
    checker, headers = trusting(provider, lifetime=1), provider.token()
    assert status(checker, headers) == 200
    time.sleep(1.1)
    provider.on_keys = BROKEN["silent"]

    def ask(_: int) -> float:
        started = time.monotonic()
        assert status(checker, headers) == 200
        return time.monotonic() - started

    with ThreadPoolExecutor(4) as threads:
        seconds = sorted(threads.map(ask, range(4)))
    assert seconds[2] < 0.4 < seconds[3]  # all but the one that reads the keys


def test_unknown_kids_cost_a_slow_provider_one_read_a_cooldown(provider: Provider) -> None:
    checker = trusting(provider, cooldown=60)
    assert status(checker, provider.token()) == 200
    for number in range(50):
        assert status(checker, provider.token(f"guess-{number}")) == 401
    assert provider.reads.count("/keys") == 1


def test_a_check_is_kept_no_longer_than_token_and_keys(provider: Provider) -> None:
    header = provider.token()["Authorization"]  # valid for 600 seconds
    kept = [trusting(provider, lifetime=seconds).check(header).expires_at - time.time() for seconds in (60, 3600)]
    assert 50 < kept[0] <= 60
    assert 590 < kept[1] <= 600
