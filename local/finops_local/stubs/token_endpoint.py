"""An OAuth 2 token endpoint and an API behind it: `python -m finops_local.stubs.token_endpoint --port N --data FILE`.

`POST /oauth2/token` gives a bearer token for the grant `client_credentials` (RFC 6749, section 4.4) to a client that
authenticates by HTTP Basic; `GET /api/usage` answers `{"rows": [...]}` to whoever carries a token that is still good.
FILE.json is read at each request: `{"clients": {"finops": {"secret": "...", "scope": "usage:read"}}, "expires_in":
3600, "revoked_before": 0, "rows": [...], "oddities": [...]}`: tokens that were issued before number `revoked_before`
are refused. `GET /issued` tells how many were. Oddities are met by the token endpoint; a kind of its own is `no_token`
(200 without one).
"""

import hmac
import secrets
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

from finops_local.stubs.oddities import Oddities, refused
from finops_local.stubs.process import held, json_response, new_app, serve


@dataclass
class Issued:
    """The tokens given so far: each with its number, and when it ends."""

    by_token: dict[str, tuple[int, float]] = field(default_factory=dict)

    def new(self, seconds: float) -> str:
        """One more."""
        token = secrets.token_urlsafe(24)
        self.by_token[token] = (len(self.by_token), time.monotonic() + seconds)
        return token

    def is_good(self, token: str, revoked_before: int) -> bool:
        """Whether it was given, has not ended and was not revoked."""
        number, ends = self.by_token.get(token, (-1, 0.0))
        return number >= revoked_before and time.monotonic() < ends


def create_app(data: Path, token: str | None = None) -> Flask:  # noqa: ARG001  # it gives its own
    """The stub over one data file."""
    app = new_app(__name__)
    issued = Issued()
    oddities = Oddities()

    @app.post("/oauth2/token")
    def give() -> Response:
        state = held(data)
        kind = oddities.of_request(state.get("oddities", []))
        if kind == "no_token":
            return json_response({"status": "ok"})
        return refused(kind) or _given(state, issued)

    @app.get("/api/usage")
    def usage() -> Response:
        state = held(data)
        carried = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not issued.is_good(carried, state.get("revoked_before", 0)):
            return json_response({"error": "invalid_token"}, 401)
        return json_response({"rows": state.get("rows", [])})

    @app.get("/issued")
    def count() -> Response:
        return json_response({"issued": len(issued.by_token)})

    return app


def _given(state: dict[str, Any], issued: Issued) -> Response:
    """What RFC 6749 says to answer: a token (section 5.1), or an error with its code (section 5.2)."""
    if request.form.get("grant_type") != "client_credentials":
        return json_response({"error": "unsupported_grant_type"}, 400)
    client = state.get("clients", {}).get(request.authorization.username if request.authorization else None)
    password = (request.authorization.password if request.authorization else None) or ""
    if client is None or not hmac.compare_digest(password.encode(), client["secret"].encode()):
        return json_response({"error": "invalid_client"}, 401)
    if request.form.get("scope", client.get("scope")) != client.get("scope"):
        return json_response({"error": "invalid_scope"}, 400)
    seconds = state.get("expires_in", 3600)
    response = json_response({"access_token": issued.new(seconds), "token_type": "Bearer", "expires_in": seconds})
    response.headers["Cache-Control"] = "no-store"
    return response


def main(argv: list[str] | None = None) -> None:
    """Serve until ended."""
    serve(create_app, "finops_local.stubs.token_endpoint", argv)


if __name__ == "__main__":
    main()
