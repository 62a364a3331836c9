"""A process that issues tokens and answers userinfo as Backstage's auth backend does, well or badly.

`python backstage.py PORT` serves `/api/auth`. Beside what Backstage has, tests may POST to `/tokens` (claims to be
changed; answers a token), `/users` (what userinfo says of `sub`; null: not known) and `/mode` (how userinfo behaves).
"""

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

AUTH = "/api/auth"
_MODES: dict[str, tuple[int, dict[str, str], bytes]] = {
    "down": (503, {}, b"upstream connect error"),
    "broken": (500, {}, b'{"error": {"name": "Error", "message": "database is gone"}}'),
    "throttled": (429, {"Retry-After": "60"}, b"slow down"),
    "page": (200, {"Content-Type": "text/html"}, b"<html>sign in</html>"),
    "list": (200, {}, b"[]"),
    "deep": (200, {}, b"[" * 100_000),
    "empty": (200, {}, b""),
    "no claims": (200, {}, b"{}"),
    "somebody else": (200, {}, b'{"claims": {"sub": "user:default/root", "ent": ["group:default/finops-admins"]}}'),
    "a bomb": (200, {}, b'{"claims": "' + b"x" * 5_000_000 + b'"}'),
    "refusing": (401, {}, b'{"error": {"name": "AuthenticationError", "message": "Illegal token"}}'),
    "moved away": (404, {}, b"User info not found"),
    "bad request": (400, {}, b"?"),
}


class Backstage(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.issuer = f"http://127.0.0.1:{port}{AUTH}"
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.users: dict[str, Any] = {}
        self.mode = "well"
        self.elsewhere = ""
        self.asked = 0

    def jwks(self) -> dict[str, Any]:
        return {"keys": [{**ECAlgorithm.to_jwk(self.key.public_key(), as_dict=True), "kid": "1", "alg": "ES256"}]}

    def token(self, changed: dict[str, Any]) -> str:
        """As TokenFactory makes one; `typ` goes to the header, null takes a claim out."""
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": "user:default/guest",
            "aud": "backstage",
            "iat": now,
            "exp": now + 3600,
            "uip": "c2lnbmF0dXJl",
            **changed,
        }
        kind = claims.pop("typ", "vnd.backstage.user")
        claims = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(claims, self.key, algorithm="ES256", headers={"kid": "1", "typ": kind})


class Handler(BaseHTTPRequestHandler):
    server: Backstage

    def do_GET(self) -> None:
        if self.path == f"{AUTH}/.well-known/openid-configuration":
            self._json({"issuer": self.server.issuer, "jwks_uri": f"{self.server.issuer}/.well-known/jwks.json"})
        elif self.path == f"{AUTH}/.well-known/jwks.json":
            self._json(self.server.jwks())
        elif self.path == f"{AUTH}/v1/userinfo":
            self.server.asked += 1
            self._userinfo(self.server.mode)
        elif self.path == "/asked":
            self._json(self.server.asked)
        else:
            self._send(404, {}, b"not found")

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/tokens":
            self._json(self.server.token(sent))
        elif self.path == "/users":
            self.server.users.update(sent)
            self._json(None)
        else:
            self.server.mode, self.server.elsewhere = sent
            self._json(None)

    def _userinfo(self, mode: str) -> None:
        if mode in _MODES:
            self._send(*_MODES[mode])
        elif mode == "redirecting":
            self._send(302, {"Location": self.server.elsewhere}, b"")
        elif mode == "silent":
            time.sleep(3)
        elif mode == "dripping":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            for _ in range(40):
                self.wfile.write(b" ")
                time.sleep(0.1)
        elif mode == "torn":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b'{"claims"')
        else:
            self._speak()

    def _speak(self) -> None:
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        try:
            claims = jwt.decode(token, self.server.key.public_key(), ["ES256"], audience="backstage")
        except jwt.PyJWTError:
            self._send(*_MODES["refusing"])
            return
        found = self.server.users.get(claims["sub"]) if scheme == "Bearer" else None
        if found is None:
            self._send(*_MODES["moved away"])
        else:
            self._json({"claims": {"sub": claims["sub"], **found}})

    def _json(self, value: object) -> None:
        self._send(200, {"Content-Type": "application/json"}, json.dumps(value).encode())

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


if __name__ == "__main__":
    Backstage(int(sys.argv[1])).serve_forever()
