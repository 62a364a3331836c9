"""A stub as a process: `python -m finops_local.stubs.<name> --port N --data FILE.json [--token-env NAME]`."""

import argparse
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import waitress
from flask import Flask, Response, request


def serve(create_app: Callable[[Path, str | None], Flask], prog: str, argv: list[str] | None = None) -> None:
    """Serve the stub until ended. `create_app` takes the data file, and the token that requests must carry, if any."""
    parser = argparse.ArgumentParser(prog=prog, description="A source system to try connectors with.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--data", type=Path, required=True, help="JSON file of what the source holds")
    parser.add_argument("--token-env", metavar="NAME", help="variable that holds the token which requests must carry")
    options = parser.parse_args(argv)
    token = None
    if options.token_env is not None:
        token = os.environ.get(options.token_env)
        if not token:
            parser.error(f"--token-env: {options.token_env} is not set")
    waitress.serve(create_app(options.data, token), host=options.host, port=options.port, threads=8, ident=None)


def new_app(name: str) -> Flask:
    """An application that tells when it is up: GET /healthz."""
    app = Flask(name)

    @app.get("/healthz")
    def healthz() -> Response:
        return Response("ok", mimetype="text/plain")

    return app


def carries(token: str | None, *headers: str) -> bool:
    """Whether the request has the token: as bearer, as the password of basic authentication, or in such a header."""
    if token is None:
        return True
    basic = request.authorization.password if request.authorization else None
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return token in (bearer, basic, *(request.headers.get(name) for name in headers))


def json_response(value: object, status: int = 200) -> Response:
    """JSON as compact as servers write it."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Response(body, status=status, mimetype="application/json")


def held(data: Path) -> dict[str, Any]:
    """What the source holds now: the data file, read at each request."""
    found: dict[str, Any] = json.loads(data.read_text(encoding="utf-8"))
    return found
