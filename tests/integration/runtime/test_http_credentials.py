"""Who one is to a source: tokens fetched, kept, renewed; the company's own authorities; secrets never shown."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
import requests

from finops_contract.errors import BadConnectorConfig, FinopsError, SourceMalformed, SourceRefused, SourceUnavailable
from finops_runtime.http.access import HttpAccess
from finops_runtime.http.secrets import Secrets
from finops_runtime.http.source import Source, Sources
from finops_runtime.settings import HttpSettings
from tests.fix_stubs import Stub, Stubs
from tests.integration.runtime.authority import company_authority
from tests.integration.runtime.scripted import Reply, ScriptedServer

SECRET = "s3cr3t-of-the-tests"
QUICK: dict[str, Any] = {"http_backoff_seconds": 0.001, "http_retries": 1, "http_timeout_ms": 2_000}
CLIENT = {"finops": {"secret": SECRET, "scope": "usage:read"}}


def opened(url: str, auth: dict[str, Any], secret: str = SECRET, **settings: Any) -> Source:
    secrets = Secrets({"SOURCE_SECRET": secret}, Path("/nowhere"))
    access = HttpAccess.model_validate({"base_url": url, "auth": auth})
    return Sources(HttpSettings(**{**QUICK, **settings}), secrets).open(access)


def of_client(stub: Stub, scope: str | None = None) -> dict[str, Any]:
    own = {"token_url": f"{stub.url}/oauth2/token", "client_id": "finops", "client_secret": {"env": "SOURCE_SECRET"}}
    return {"kind": "client_credentials", **own, **({} if scope is None else {"scope": scope})}


@pytest.fixture
def platform(stubs: Stubs) -> Stub:
    """A token endpoint with one client, and an API behind it."""
    stub = stubs("token_endpoint", None)
    stub.holds({"clients": CLIENT, "rows": [1]})
    return stub


def issued(stub: Stub) -> int:
    return int(requests.get(f"{stub.url}/issued", timeout=5).json()["issued"])


def test_a_token_is_fetched_once_and_kept(platform: Stub) -> None:
    before = issued(platform)
    source = opened(platform.url, of_client(platform, "usage:read"))
    for _ in range(3):
        assert str(source.get("/api/usage").json()["rows"]) == "[Decimal('1')]"
    assert issued(platform) == before + 1


def test_a_token_that_is_about_to_expire_is_not_used(platform: Stub) -> None:
    platform.holds({"clients": CLIENT, "expires_in": 30})
    before = issued(platform)
    source = opened(platform.url, of_client(platform))
    source.get("/api/usage")
    source.get("/api/usage")
    assert issued(platform) == before + 2


def test_a_token_that_is_refused_is_renewed_once(platform: Stub) -> None:
    source = opened(platform.url, of_client(platform))
    source.get("/api/usage")
    now = issued(platform)
    platform.holds({"clients": CLIENT, "revoked_before": now})
    source.get("/api/usage")
    assert issued(platform) == now + 1
    platform.holds({"clients": CLIENT, "revoked_before": 1_000_000})
    with pytest.raises(SourceRefused, match="401"):
        source.get("/api/usage")
    assert issued(platform) == now + 2


def test_the_functions_own_client_is_used_when_the_settings_name_none(platform: Stub) -> None:
    source = opened(
        platform.url,
        {"kind": "client_credentials"},
        oidc_token_url=f"{platform.url}/oauth2/token",
        oidc_client_id="finops",
        oidc_client_secret=SECRET,
    )
    assert source.get("/api/usage").json()


def test_a_client_that_is_named_nowhere_is_a_setting_to_make(platform: Stub) -> None:
    with pytest.raises(BadConnectorConfig, match="OIDC_TOKEN_URL"):
        opened(platform.url, {"kind": "client_credentials"})


@pytest.mark.parametrize(
    ("oddity", "error"),
    [
        ({"kind": "rate_limited"}, SourceUnavailable),
        ({"kind": "bad_gateway"}, SourceUnavailable),
        ({"kind": "half_page"}, (SourceUnavailable, SourceMalformed)),
        ({"kind": "error_page"}, SourceMalformed),
        ({"kind": "no_token"}, SourceMalformed),
        ({"kind": "forbidden"}, SourceRefused),
        ({"kind": "moved"}, SourceRefused),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else "",
)
def test_a_token_endpoint_that_fails_is_named(
    platform: Stub, oddity: dict[str, Any], error: type[FinopsError] | tuple[type[FinopsError], ...]
) -> None:
    platform.holds({"clients": CLIENT}, oddity)
    with pytest.raises(error, match="/oauth2/token") as caught:
        opened(platform.url, of_client(platform), http_retry_after_max_seconds=0).get("/api/usage")
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("kind", ["rate_limited", "bad_gateway"])
def test_a_token_is_asked_for_again(platform: Stub, kind: str) -> None:
    platform.holds({"clients": CLIENT, "rows": []}, {"kind": kind, "times": 1})
    assert opened(platform.url, of_client(platform)).get("/api/usage").json() == {"rows": []}


def test_a_wrong_client_secret_and_a_wrong_scope_are_refused(platform: Stub) -> None:
    with pytest.raises(SourceRefused, match="invalid_client"):
        opened(platform.url, of_client(platform), secret="wrong").get("/api/usage")
    with pytest.raises(SourceRefused, match="invalid_scope"):
        opened(platform.url, of_client(platform, "admin")).get("/api/usage")


@pytest.mark.parametrize("token", ["", 7, None, "two\nlines", "é"])
def test_what_cannot_be_sent_as_a_token_is_none(token: object) -> None:
    body = json.dumps({"access_token": token, "token_type": "Bearer"}).encode()
    with ScriptedServer(Reply(body=body, headers={"Content-Type": "application/json"})) as server:
        auth = {"token_url": f"{server.url}/t", "client_id": "x", "client_secret": {"env": "SOURCE_SECRET"}}
        with pytest.raises(SourceMalformed, match="no token"):
            opened(server.url, {"kind": "client_credentials", **auth}).get("/api/usage")
        assert [asked.path for asked in server.asked] == ["/t"]


def test_the_same_access_goes_by_basic_header_and_bearer() -> None:
    reference = {"env": "SOURCE_SECRET"}
    ways: list[tuple[dict[str, Any], str, str]] = [
        ({"kind": "basic", "user": "finops", "password": reference}, "authorization",
         f"Basic {base64.b64encode(f'finops:{SECRET}'.encode()).decode()}"),
        ({"kind": "header", "name": "PRIVATE-TOKEN", "token": reference}, "private-token", SECRET),
        ({"kind": "bearer", "token": reference}, "authorization", f"Bearer {SECRET}"),
    ]  # fmt: skip
    for auth, header, value in ways:
        with ScriptedServer() as server:
            opened(server.url, auth).get("/usage")
            assert server.asked[0].headers[header] == value


def test_a_netrc_file_is_not_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login someone password else\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with ScriptedServer() as server:
        opened(server.url, {"kind": "none"}).get("/usage")
        assert "authorization" not in server.asked[0].headers


KEYSTONE_TOKEN = Reply(201, headers={"X-Subject-Token": "token-1"})


def keystone(url: str) -> dict[str, Any]:
    credential = {"credential_id": "c-1", "credential_secret": {"env": "SOURCE_SECRET"}}
    return {"kind": "keystone", "auth_url": f"{url}/identity", **credential}


def test_keystone_gives_a_token_for_an_application_credential() -> None:
    with ScriptedServer(KEYSTONE_TOKEN) as identity, ScriptedServer(Reply(body=b"[]")) as nova:
        source = opened(nova.url, keystone(identity.url))
        source.get("/servers")
        source.get("/servers")
        assert [asked.headers["x-auth-token"] for asked in nova.asked] == ["token-1", "token-1"]
        (asked,) = identity.asked
        assert asked.path == "/identity/v3/auth/tokens"
        given = json.loads(asked.body)["auth"]["identity"]
        assert given["methods"] == ["application_credential"]
        assert given["application_credential"] == {"id": "c-1", "secret": SECRET}


def test_a_token_of_keystone_that_is_refused_is_renewed_once() -> None:
    second = Reply(201, headers={"X-Subject-Token": "token-2"})
    with ScriptedServer(KEYSTONE_TOKEN, second) as identity, ScriptedServer(Reply(401), Reply()) as nova:
        opened(nova.url, keystone(identity.url)).get("/servers")
        assert [asked.headers["x-auth-token"] for asked in nova.asked] == ["token-1", "token-2"]


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(401, body=SECRET.encode()), SourceRefused),
        (Reply(200), SourceRefused),
        (Reply(201), SourceRefused),
        (Reply(301, headers={"Location": "http://elsewhere.example"}), SourceRefused),
        (Reply(503), SourceUnavailable),
        (Reply(429), SourceUnavailable),
        (Reply(reset=True), SourceUnavailable),
    ],
    ids=str,
)
def test_a_keystone_that_fails_is_named(
    reply: Reply, error: type[FinopsError], caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("DEBUG")
    with ScriptedServer(reply) as identity, pytest.raises(error, match="/identity/v3/auth/tokens") as caught:
        opened("http://127.0.0.1:1", keystone(identity.url)).get("/servers")
    assert SECRET not in f"{caught.value!r}{caught.value.__cause__!r}{caplog.text}{capsys.readouterr()}"


@pytest.mark.parametrize("secret", ["", "   ", "two\nlines", "caf\u00e9", "nul\x00"])
def test_a_secret_that_cannot_be_sent_is_no_secret(secret: str) -> None:
    with pytest.raises(BadConnectorConfig, match="SOURCE_SECRET holds no secret"):
        opened("http://127.0.0.1:1", {"kind": "bearer", "token": {"env": "SOURCE_SECRET"}}, secret)


def test_a_secret_in_a_file_is_read_at_each_use(tmp_path: Path) -> None:
    secrets = Secrets({}, tmp_path)
    sources = Sources(HttpSettings(**QUICK), secrets)
    auth = {"kind": "bearer", "token": {"file": "cube-token"}}
    with ScriptedServer() as server:
        access = HttpAccess.model_validate({"base_url": server.url, "auth": auth})
        with pytest.raises(BadConnectorConfig, match="cube-token"):
            sources.open(access)
        for secret in ("first", "rotated"):
            (tmp_path / "cube-token").write_text(f"{secret}\n")
            sources.open(access).get("/usage")
        assert [asked.headers["authorization"] for asked in server.asked] == ["Bearer first", "Bearer rotated"]


def test_the_companys_own_authority_is_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle, tls = company_authority(tmp_path)
    # What the process has for other programs must not win over our own setting.
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "none.pem"))
    with ScriptedServer(tls=tls) as server:
        assert opened(server.url, {"kind": "none"}, http_ca_bundle=str(bundle)).get("/usage").body == b"{}"


def test_an_authority_that_nobody_vouches_for_is_not(tmp_path: Path) -> None:
    _, tls = company_authority(tmp_path)
    with ScriptedServer(tls=tls) as server:
        with pytest.raises(SourceUnavailable, match="SSLError"):
            opened(server.url, {"kind": "none"}, http_retries=0).get("/usage")
        assert server.asked == []


def test_tokens_come_by_the_companys_own_authority_too(tmp_path: Path) -> None:
    bundle, tls = company_authority(tmp_path)
    token = Reply(body=b'{"access_token": "t", "token_type": "Bearer"}', headers={"Content-Type": "application/json"})
    with ScriptedServer(token, KEYSTONE_TOKEN, tls=tls) as server, ScriptedServer() as api:
        client = {"token_url": server.url, "client_id": "x", "client_secret": {"env": "SOURCE_SECRET"}}
        opened(api.url, {"kind": "client_credentials", **client}, http_ca_bundle=str(bundle)).get("/usage")
        opened(api.url, keystone(server.url), http_ca_bundle=str(bundle)).get("/usage")
        assert [asked.headers.get("x-auth-token") for asked in api.asked] == [None, "token-1"]
