"""An identity service of OpenStack: `python -m finops_local.stubs.keystone --port N --data FILE.json`.

It answers `POST /v3/auth/tokens` for application credentials with the token that the other stubs want, and nothing
else. FILE.json is read at each request: `{"credentials": {"<id>": "<secret>"}, "token": "...", "oddities": [...]}`.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

from finops_local.stubs.oddities import Oddities, refused
from finops_local.stubs.process import held, json_response, new_app, serve

_REFUSED = {"error": {"code": 401, "message": "The request you have made requires authentication."}}


def create_app(data: Path, token: str | None = None) -> Flask:  # noqa: ARG001 - who asks here has no token yet
    """The stub over one data file."""
    app = new_app(__name__)
    oddities = Oddities()

    @app.post("/v3/auth/tokens")
    def tokens() -> Response:
        state = held(data)
        stopped = refused(oddities.of_request(state.get("oddities", [])))
        if stopped is not None:
            return stopped
        credential = _credential(request.get_json(silent=True))
        if credential is None or state["credentials"].get(credential.get("id")) != credential.get("secret"):
            return json_response(_REFUSED, 401)
        expires_at = (datetime.now(UTC) + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        response = json_response({"token": {"methods": ["application_credential"], "expires_at": expires_at}}, 201)
        response.headers["X-Subject-Token"] = state["token"]
        return response

    return app


def _credential(body: Any) -> dict[str, Any] | None:
    try:
        identity = body["auth"]["identity"]
        found = identity["application_credential"] if "application_credential" in identity["methods"] else None
    except (KeyError, TypeError):
        return None
    return found if isinstance(found, dict) and found.get("id") else None


if __name__ == "__main__":
    serve(create_app, "finops_local.stubs.keystone")
