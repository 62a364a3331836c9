"""One source over HTTP, against real sockets: what is tried again, what is refused, what is bounded."""

import gzip
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from finops_contract.errors import FinopsError, SourceMalformed, SourceRefused, SourceUnavailable
from finops_runtime.http.access import HttpAccess
from finops_runtime.http.pages import Call, pages
from finops_runtime.http.secrets import Secrets
from finops_runtime.http.source import Answer, Source, Sources
from finops_runtime.settings import HttpSettings
from tests.integration.runtime.scripted import Reply, ScriptedServer

SECRET = "s3cr3t-of-the-tests"
ENVIRON = {"SOURCE_TOKEN": SECRET}
BEARER = {"kind": "bearer", "token": {"env": "SOURCE_TOKEN"}}
QUICK: dict[str, Any] = {"http_backoff_seconds": 0.001, "http_retries": 2, "http_timeout_ms": 2_000}


def sources(**settings: Any) -> Sources:
    return Sources(HttpSettings(**{**QUICK, **settings}), Secrets(ENVIRON, Path("/nowhere")))


def source(server: ScriptedServer, path: str = "", **settings: Any) -> Source:
    return sources(**settings).open(access(server.url + path))


def access(url: str) -> HttpAccess:
    return HttpAccess.model_validate({"base_url": url, "auth": BEARER})


def test_an_answer_is_had_with_the_credentials() -> None:
    reply = Reply(body=b'{"n": 0.1}', headers={"Link": '</next?cursor=x>; rel="next"'})
    with ScriptedServer(reply) as server:
        answer = source(server, "/v2").get("/usage", {"from": "2026-10-01"})
        assert (answer.address, answer.next_link) == (f"{server.url}/v2/usage?from=2026-10-01", "/next?cursor=x")
        assert str(answer.json()["n"]) == "0.1"
        assert server.asked[0].headers["authorization"] == f"Bearer {SECRET}"


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 520])
def test_what_says_not_now_is_asked_again(status: int) -> None:
    with ScriptedServer(Reply(status, b"<html>"), Reply(status), Reply(body=b"[1]")) as server:
        assert source(server).get("/usage").body == b"[1]"
        assert len(server.asked) == 3


def test_a_question_by_post_is_asked_again_too() -> None:
    with ScriptedServer(Reply(503), Reply(body=b"[1]")) as server:
        assert source(server).query("/graphql", {"query": "{}"}).body == b"[1]"
        assert [asked.body for asked in server.asked] == [b'{"query": "{}"}'] * 2


def test_a_connection_that_is_reset_is_made_again() -> None:
    with ScriptedServer(Reply(reset=True), Reply(body=b"[1]")) as server:
        assert source(server).get("/usage").body == b"[1]"


def test_half_a_page_is_asked_for_again() -> None:
    with ScriptedServer(Reply(body=b'{"rows": [', missing=100), Reply(body=b"[1]")) as server:
        assert source(server).get("/usage").body == b"[1]"


@pytest.mark.parametrize("reply", [Reply(503), Reply(reset=True), Reply(body=b"[1, ", missing=9)], ids=str)
def test_the_tries_of_a_call_come_to_an_end(reply: Reply) -> None:
    with ScriptedServer(reply) as server:
        with pytest.raises(SourceUnavailable):
            source(server).get("/usage")
        assert len(server.asked) == 3


def test_retry_after_is_waited_for() -> None:
    with ScriptedServer(Reply(429, headers={"Retry-After": "1"}), Reply()) as server:
        began = time.monotonic()
        source(server).get("/usage")
        assert time.monotonic() - began >= 1


def test_retry_after_is_bounded() -> None:
    with ScriptedServer(Reply(503, headers={"Retry-After": "86400"}), Reply()) as server:
        began = time.monotonic()
        source(server, http_retry_after_max_seconds=1).get("/usage")
        assert 1 <= time.monotonic() - began < 10


def test_a_retry_after_that_is_none_is_a_named_failure() -> None:
    with ScriptedServer(Reply(503, headers={"Retry-After": "soon"})) as server, pytest.raises(SourceUnavailable):
        source(server).get("/usage")


def test_a_source_that_does_not_answer_in_time_is_unavailable() -> None:
    with ScriptedServer(Reply(body=b"", missing=10)) as server:
        began = time.monotonic()
        with pytest.raises(SourceUnavailable):
            source(server, http_timeout_ms=200, http_retries=0).get("/usage")
        assert time.monotonic() - began < 5


@pytest.mark.parametrize("status", [300, 304, 400, 401, 403, 404, 405, 410, 422])
def test_what_says_never_is_asked_once(status: int) -> None:
    with ScriptedServer(Reply(status)) as server:
        with pytest.raises(SourceRefused, match=str(status)):
            source(server).get("/usage")
        assert len(server.asked) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(status: int) -> None:
    with ScriptedServer() as elsewhere, ScriptedServer(Reply(status, headers={"Location": elsewhere.url})) as server:
        with pytest.raises(SourceRefused, match="redirects"):
            source(server).get("/usage")
        assert elsewhere.asked == []


@pytest.mark.parametrize(
    "link",
    [
        "https://127.0.0.1/next",
        "http://127.0.0.1:1/next",
        "http://localhost/next",
        "//elsewhere.example/next",
        "http://{host}@elsewhere.example/next",
        "http://user:pass@{host}/next",
        "file:///etc/passwd",
        "http://127.0.0.1:port/next",
        "http://[oops/next",
        "\\\\elsewhere.example\\next",
    ],
)
def test_no_link_leads_elsewhere(link: str) -> None:
    with ScriptedServer(Reply(404)) as server:
        host = server.url.removeprefix("http://")
        with pytest.raises((SourceMalformed, SourceRefused)):
            source(server).get(link.replace("{host}", host))
        assert all(asked.headers["host"] == host for asked in server.asked)


def test_a_circuit_opens_for_the_host_and_closes_again() -> None:
    every = sources(http_circuit_failures=2, http_circuit_seconds=1, http_retries=0)
    with ScriptedServer(Reply(503)) as server, ScriptedServer() as other:
        for _ in range(2):
            with pytest.raises(SourceUnavailable, match="answered 503"):
                every.open(access(server.url)).get("/usage")
        with pytest.raises(SourceUnavailable, match="left alone"):
            every.open(access(f"{server.url}/another/path")).get("/usage")
        assert len(server.asked) == 2
        assert every.open(access(other.url)).get("/usage").body == b"{}"
        server.then(Reply(body=b"[1]"))
        time.sleep(1.1)
        assert every.open(access(server.url)).get("/usage").body == b"[1]"
        assert every.open(access(server.url)).get("/usage").body == b"[1]"


def test_a_refusal_opens_no_circuit() -> None:
    every = sources(http_circuit_failures=1, http_retries=0)
    with ScriptedServer(Reply(404)) as server:
        for _ in range(3):
            with pytest.raises(SourceRefused):
                every.open(access(server.url)).get("/usage")


def test_an_answer_that_is_too_large_is_refused() -> None:
    large = Reply(body=b" " * 1_100_000)
    with ScriptedServer(large) as server, pytest.raises(SourceMalformed, match="HTTP_MAX_ANSWER_MB"):
        source(server, http_max_answer_mb=1).get("/usage")


def test_a_gzip_bomb_is_stopped_before_it_fills_the_memory() -> None:
    bomb = gzip.compress(b"\0" * 300_000_000, 9)
    with ScriptedServer(Reply(body=bomb, headers={"Content-Encoding": "gzip"})) as server:
        once = source(server, http_max_answer_mb=1)
        tracemalloc.start()
        try:
            with pytest.raises(SourceMalformed, match="HTTP_MAX_ANSWER_MB"):
                once.get("/usage")
            assert tracemalloc.get_traced_memory()[1] < 20_000_000
        finally:
            tracemalloc.stop()


def test_an_answer_that_is_not_packed_as_it_says_is_malformed() -> None:
    reply = Reply(body=b"no gzip", headers={"Content-Encoding": "gzip"})
    with ScriptedServer(reply) as server, pytest.raises(SourceMalformed, match="unpacked"):
        source(server).get("/usage")


@pytest.mark.parametrize(
    "body", [b"", b"<!DOCTYPE html>", b'{"rows": [', b"\xff\xfe\x00", b"[" * 100_000, b'{"a": 1}{"b": 2}']
)
def test_what_is_no_json_is_malformed(body: bytes) -> None:
    with ScriptedServer(Reply(body=body)) as server, pytest.raises(SourceMalformed, match="not JSON"):
        source(server).get("/usage").json()


def always_more(answer: Answer, call: Call) -> Call:
    return Call(call.url, {"page": str(int(call.params["page"]) + 1)})


def test_the_same_page_for_ever_is_noticed() -> None:
    with ScriptedServer(Reply(body=b"[1]")) as server:
        with pytest.raises(SourceMalformed, match="same page again"):
            list(pages(source(server), Call("/usage", {"page": "1"}), always_more, 1_000))
        assert len(server.asked) == 2


def test_a_circle_of_pages_is_noticed() -> None:
    with ScriptedServer(Reply(body=b"[1]"), Reply(body=b"[2]"), Reply(body=b"[3]")) as server:

        def circle(answer: Answer, call: Call) -> Call:
            return Call(call.url, {"page": "2" if call.params["page"] == "1" else "1"})

        with pytest.raises(SourceMalformed, match="read before"):
            list(pages(source(server), Call("/usage", {"page": "1"}), circle, 1_000))


def test_pages_come_to_an_end() -> None:
    replies = [Reply(body=str(number).encode()) for number in range(9)]
    with ScriptedServer(*replies) as server:
        with pytest.raises(SourceMalformed, match="max_pages"):
            list(pages(source(server), Call("/usage", {"page": "1"}), always_more, 5))
        assert len(server.asked) == 5


@pytest.mark.parametrize(
    "reply",
    [
        Reply(401, body=SECRET.encode()),
        Reply(404, headers={"X-Echo": SECRET}),
        Reply(503),
        Reply(reset=True),
        Reply(body=b"x", missing=5),
        Reply(302, headers={"Location": f"https://elsewhere.example/?token={SECRET}"}),
    ],
    ids=str,
)
def test_no_secret_is_in_an_error_or_a_log(
    reply: Reply, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("DEBUG")
    with ScriptedServer(reply) as server, pytest.raises(FinopsError) as caught:
        source(server).get("/usage")
    error: BaseException | None = caught.value
    while error is not None:
        assert SECRET not in f"{error!r} {error}"
        error = error.__cause__
    assert SECRET not in f"{caplog.text}{capsys.readouterr()}"


def test_an_address_keeps_no_parameter_that_was_not_sent_openly() -> None:
    with ScriptedServer() as server:
        each = source(server)
        each.get("/usage", {"page": "1"})
        answer = each.get(f"{server.url}/usage?page=2&private_token={SECRET}#fragment")
        assert answer.address == f"{server.url}/usage?page=2"
