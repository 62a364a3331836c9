"""An issuer of the tests' own: real keys, served over HTTP, and tokens of any making."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

AUDIENCE = "rosetta-finops"
PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class Signer:
    """Publishes its keys at /keys and, by discovery, where those are; `down` makes it answer 503."""

    def __init__(self) -> None:
        self.keys: dict[str, PrivateKey] = {
            "rsa-1": rsa.generate_private_key(65537, 2048),
            "ec-1": ec.generate_private_key(ec.SECP256R1()),
        }
        self.down = False
        self.reads = 0
        signer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                signer.reads += self.path == "/keys"
                found: dict[str, Any] = {"issuer": signer.url, "jwks_uri": f"{signer.url}/keys"}
                body = json.dumps(signer.published() if self.path == "/keys" else found).encode()
                self.send_response(503 if signer.down else 200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def published(self) -> dict[str, Any]:
        """The key set, without private parts."""
        found = []
        for name, key in self.keys.items():
            public = key.public_key()
            jwk = (
                RSAAlgorithm.to_jwk(public, as_dict=True)
                if isinstance(public, rsa.RSAPublicKey)
                else ECAlgorithm.to_jwk(public, as_dict=True)
            )
            found.append({**jwk, "kid": name, "use": "sig"})
        return {"keys": found}

    def public_pem(self, key: str = "rsa-1") -> bytes:
        return self.keys[key].public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def claims(self, **changed: Any) -> dict[str, Any]:
        """Claims of a token that is accepted, changed; None takes one out."""
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": AUDIENCE,
            "sub": "olivia",
            "iat": now,
            "exp": now + 600,
            "groups": ["Rosetta_User"],
            "entity_id": "acme",
            **changed,
        }
        return {name: value for name, value in claims.items() if value is not None}

    def token(
        self,
        *,
        kid: str | None = "rsa-1",
        key: Any = None,
        algorithm: str | None = None,
        headers: dict[str, Any] | None = None,
        **changed: Any,
    ) -> str:
        """A token, by default a good one."""
        named = {"kid": kid, **(headers or {})} if kid else (headers or {})
        algorithm = algorithm or ("ES256" if kid == "ec-1" else "RS256")
        signed_with = key if key is not None else self.keys[kid or "rsa-1"]
        return jwt.encode(self.claims(**changed), signed_with, algorithm=algorithm, headers=named)
