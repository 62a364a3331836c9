"""Whoever attacks by tokens: has the issuer's public keys, tokens of its readers, keys and a server of their own."""

import base64
import hashlib
import hmac
import json
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import RSAAlgorithm

from tests.integration.query_api.signer import Signer


def b64(value: object) -> str:
    """A part of a token: bytes and texts as they are, anything else as JSON."""
    raw = value if isinstance(value, bytes) else (value if isinstance(value, str) else json.dumps(value)).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Eavesdropper:
    """The attacker's server: counts who comes, and gives the attacker's keys to anybody."""

    def __init__(self, keys: dict[str, Any]) -> None:
        self.visits: list[str] = []
        spy = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                spy.visits.append(self.path)
                body = json.dumps({**keys, "jwks_uri": f"{spy.url}/keys"}).encode()
                self.send_response(200)
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


@dataclass
class Forger:
    """Makes values of the header `Authorization`. `good` is what the API would take."""

    signer: Signer

    def __post_init__(self) -> None:
        self.rsa = rsa.generate_private_key(65537, 2048)
        self.ec = ec.generate_private_key(ec.SECP256R1())
        self.jwk: dict[str, Any] = {**RSAAlgorithm.to_jwk(self.rsa.public_key(), as_dict=True), "kid": "mine"}
        self.server = Eavesdropper({"issuer": self.signer.url, "keys": [self.jwk]})

    @property
    def good(self) -> str:
        return self.signer.token()

    def signed(self, **changed: Any) -> str:
        """By the issuer itself, with claims that it should not give, or that open nothing here."""
        return f"Bearer {self.signer.token(**changed)}"

    def forged(self, *, kid: str | None = "rsa-1", algorithm: str | None = None, **headers: Any) -> str:
        """By the attacker's own key, an administrator's claims."""
        token = self.signer.token(
            kid=kid, key=self.rsa, algorithm=algorithm, headers=headers, groups=["Rosetta_Admin"], sub="mallory"
        )
        return f"Bearer {token}"

    def claims(self, **changed: Any) -> dict[str, Any]:
        return self.signer.claims(groups=["Rosetta_Admin"], **changed)

    def raw(self, header: object, payload: object | None = None, signature: object = b"x" * 256) -> str:
        """Parts put together by hand."""
        return f"Bearer {b64(header)}.{b64(self.claims() if payload is None else payload)}.{b64(signature)}"

    def signed_raw(self, header: str | bytes, payload: str | bytes) -> str:
        """The issuer's true signature under parts that no library would write."""
        signing_input = f"{b64(header)}.{b64(payload)}"
        rs256 = RSAAlgorithm(RSAAlgorithm.SHA256)
        signature = rs256.sign(signing_input.encode(), self.signer.keys["rsa-1"])  # type: ignore[arg-type]
        return f"Bearer {signing_input}.{b64(signature)}"

    def unsigned(self, algorithm: str, signature: str = "", **header: Any) -> str:
        return f"Bearer {b64({'alg': algorithm, 'typ': 'JWT', **header})}.{b64(self.claims())}.{signature}"

    def hmac(self, secret: bytes, algorithm: str = "HS256", kid: str = "rsa-1") -> str:
        """A symmetric signature, the public key for its secret."""
        signing_input = f"{b64({'alg': algorithm, 'typ': 'JWT', 'kid': kid})}.{b64(self.claims())}"
        return f"Bearer {signing_input}.{b64(hmac.new(secret, signing_input.encode(), hashlib.sha256).digest())}"

    def public(self, encoding: Encoding, form: PublicFormat = PublicFormat.SubjectPublicKeyInfo) -> bytes:
        return self.signer.keys["rsa-1"].public_key().public_bytes(encoding, form)

    def altered(self, part: int) -> str:
        """A good token with one byte of a part changed, or a reader's signature under an administrator's claims."""
        parts = self.good.split(".")
        if part == 1:
            parts[1] = b64(self.claims())
        else:
            decoded = bytearray(base64.urlsafe_b64decode(parts[part] + "=="))
            decoded[len(decoded) // 2] ^= 1
            parts[part] = b64(bytes(decoded))
        return "Bearer " + ".".join(parts)

    def cut(self) -> str:
        """A good token whose signature lacks its last bytes."""
        signed, _, signature = self.good.rpartition(".")
        return f"Bearer {signed}.{b64(base64.urlsafe_b64decode(signature + '==')[:-8])}"
