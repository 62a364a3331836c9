"""Bad input at the function's own process, over sockets: what no HTTP library would send, and what must stay small."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil
import psycopg
import pytest
import requests
from psycopg.rows import DictRow

from finops_local.platform.commands import base_environment
from finops_local.servers.ports import free_port
from tests.fix_chain import ROOT, Sink
from tests.integration.query_api.conftest import settings_for
from tests.integration.query_api.mart import fill
from tests.integration.query_api.signer import Signer

MAIN = ROOT / "functions" / "query_api" / "main.py"
MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Server:
    """The process, and how to talk to it without a library."""

    port: int
    process: "subprocess.Popen[bytes]"
    log: Path
    token: str

    def memory(self) -> int:
        family = psutil.Process(self.process.pid)
        return sum(process.memory_info().rss for process in (family, *family.children(recursive=True)))

    def open(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def talk(self, raw: bytes) -> bytes:
        """All that it says to these bytes, until it closes or falls silent."""
        with self.open() as connection:
            with suppress(ConnectionError):
                connection.sendall(raw)
            return listen(connection)

    def get(self, *headers: str, path: str = "/v1/local/status", method: str = "GET") -> bytes:
        lines = [f"{method} {path} HTTP/1.1", "Host: x", "Connection: close", *headers]
        return self.talk("\r\n".join([*lines, "", ""]).encode("latin-1"))

    @property
    def bearer(self) -> str:
        return f"Authorization: Bearer {self.token}"


def listen(connection: socket.socket) -> bytes:
    found = b""
    with suppress(ConnectionError, TimeoutError):
        while chunk := connection.recv(65_536):
            found += chunk
    return found


def status(answer: bytes) -> int:
    """0: closed without a word."""
    match = re.match(rb"HTTP/1\.1 (\d{3})", answer)
    return int(match[1]) if match else 0


@pytest.fixture
def server(
    database_url: str, db: psycopg.Connection[DictRow], signer: Signer, sink: Sink, tmp_path: Path
) -> Iterator[Server]:
    fill(db)
    port, log = free_port(), tmp_path / "log"
    environment = {**base_environment(), **settings_for(database_url, signer, sink), "THREADS": "4"}
    argv = [sys.executable, "-m", "functions_framework", "--source", str(MAIN), "--target", "query_api"]
    argv += ["--host", "127.0.0.1", "--port", str(port)]
    with log.open("wb") as out:
        process = start(argv, environment, out, port)
        try:
            yield Server(port, process, log, signer.token(groups=["Rosetta_Admin"]))
            assert process.poll() is None, "the process ended"
        finally:
            process.terminate()
            process.wait(20)
    assert b"Traceback" not in log.read_bytes()
    assert signer.token()[:40].encode() not in log.read_bytes()


def start(argv: list[str], environment: dict[str, str], out: IO[bytes], port: int) -> "subprocess.Popen[bytes]":
    process = subprocess.Popen(argv, env=environment, stdout=out, stderr=out)
    for _ in range(300):
        assert process.poll() is None, "the process ended"
        with suppress(requests.RequestException):
            if requests.get(f"http://127.0.0.1:{port}/healthz", timeout=5).ok:
                return process
        time.sleep(0.1)
    raise TimeoutError(port)


def test_a_body_of_100_mb_is_refused_and_takes_no_memory(server: Server) -> None:
    path = "/v1/local/admin/runs"
    assert status(server.get(server.bearer)) == 200
    before = server.memory()
    block = b"x" * MEGABYTE
    head = (
        f"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n{server.bearer}\r\n"
    )
    for framing, chunk in (
        (f"Content-Length: {100 * MEGABYTE}", block),
        ("Transfer-Encoding: chunked", b"100000\r\n" + block + b"\r\n"),
    ):
        with server.open() as connection:
            connection.sendall(f"{head}{framing}\r\n\r\n".encode())
            with suppress(ConnectionError):  # it may answer, and close, before it has heard all
                for _ in range(100):
                    connection.sendall(chunk)
                    assert server.memory() - before < 24 * MEGABYTE
                if "chunked" in framing:
                    connection.sendall(b"0\r\n\r\n")
            answer = listen(connection)
        assert status(answer) in (413, 0), answer[:200]
        assert b"Traceback" not in answer
    assert status(server.get(server.bearer)) == 200
    assert server.memory() - before < 24 * MEGABYTE


def test_long_headers(server: Server, signer: Signer) -> None:
    long = signer.token(groups=[*(f"group:default/g{n}" for n in range(5_000)), "Rosetta_User"])
    assert len(long) > 100_000
    assert status(server.get(f"Authorization: Bearer {long}")) == 200
    before = server.memory()
    for size in (270_000, 5 * MEGABYTE):
        assert status(server.get(f"Authorization: Bearer {'x' * size}")) in (400, 431, 0)
        assert status(server.get(server.bearer, path=f"/v1/local/domains?environment={'x' * size}")) in (400, 414, 0)
    assert status(server.get(server.bearer, *(f"X-{n}: y" for n in range(5_000)))) in (400, 431, 0)
    assert server.memory() - before < 48 * MEGABYTE
    assert status(server.get(server.bearer)) == 200


def test_headers_that_no_library_sends(server: Server) -> None:
    token = server.token
    for headers in (
        [server.bearer, server.bearer],
        ["Authorization: Basic b2xpdmlhOng=", server.bearer],
        [f"Authorization: Bearer {token[:20]}\r\n {token[20:]}"],
        [f"Authorization: Bearer {token}\r X: y"],
        [f"Authorization: Bearer {token}\x00"],
        [f"Authorization : Bearer {token}"],
        [f"authorization\x0b: Bearer {token}"],
        [f"X: y\nAuthorization: Bearer {token}\n"],
        [f"X-Forwarded-Authorization: Bearer {token}"],
        [f"Proxy-Authorization: Bearer {token}"],
        [f"Authorization_: Bearer {token}"],
        [f"Cookie: Authorization=Bearer {token}"],
        ["Authorization: Bearer \xff\xfe"],
    ):
        answer = server.get(*headers)
        assert status(answer) in (400, 401, 0), (headers, answer[:300])
        assert token[:30].encode() not in answer
    assert status(server.get(path=f"/v1/local/status?access_token={token}")) == 401


def test_requests_in_requests(server: Server) -> None:
    """What one server reads as one request and another as two."""
    inner = f"GET /v1/local/admin/runs HTTP/1.1\r\nHost: x\r\n{server.bearer}\r\n\r\n"
    head = "POST /v1/local/admin/runs HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
    for framing in (
        f"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{inner}",
        f"Content-Length: 0\r\nContent-Length: {len(inner)}\r\n\r\n{inner}",
        f"Content-Length: +{len(inner)}\r\n\r\n{inner}",
        "Content-Length: -1\r\n\r\n",
        "Content-Length: 99999999999999999999999\r\n\r\n",
        "Content-Length: 1e3\r\n\r\n",
        "Content-Length: \u00b2\r\n\r\n",
        f"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{inner}",
        f"Transfer-Encoding: chunked\r\n\r\nzz\r\n{inner}",
        "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff1\r\nx",
    ):
        with server.open() as connection:
            connection.settimeout(3)
            connection.sendall((head + framing).encode("latin-1"))
            connection.shutdown(socket.SHUT_WR)
            answer = listen(connection)
        assert b'"data"' not in answer, framing
        assert all(int(code) < 500 or int(code) == 501 for code in re.findall(rb"HTTP/1\.1 (\d{3})", answer)), answer
        assert b"Traceback" not in answer


def test_lines_that_are_no_request(server: Server) -> None:
    for raw in (
        b"\x00\x01\x02\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /v1/local/status\r\n\r\n",
        b"GET /v1/local/status HTTP/9.9\r\n\r\n",
        b"GET http://evil.example/v1/local/status HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /v1/local/\xff\xfe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /v1/local/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET //evil.example/%2e%2e/v1/local/status HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"get /healthz HTTP/1.1\r\nHost: \xff\r\nConnection: close\r\n\r\n",
        b"CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ):
        with server.open() as connection:
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
            answer = listen(connection)
        assert status(answer) in (0, *range(400, 500), 501, 505), (raw, answer[:300])
        assert b"Traceback" not in answer
    assert status(server.get(server.bearer)) == 200


def test_who_hangs_up_or_says_nothing_stops_nobody(server: Server) -> None:
    silent = [server.open() for _ in range(3)]
    try:
        silent[0].sendall(b"GET /v1/local/status HTTP/1.1\r\nHost: x\r\n")
        silent[1].sendall(b"POST /v1/local/admin/runs HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
        for _ in range(20):
            server.open().close()
        assert status(server.get(server.bearer)) == 200
    finally:
        for connection in silent:
            connection.close()
