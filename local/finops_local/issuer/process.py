"""The provider as a process: `python -m finops_local.issuer.process --port N --user-claims JSON --machine JSON`.

`oidc-provider-mock` signs people in; it knows no machines, so the grant `client_credentials` of its token endpoint is
answered here, with a JWT signed by the same key.
"""

import argparse
import hmac
import json
import os
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import waitress
from authlib.jose import jwt
from flask import Flask, Response, g, jsonify, request
from oidc_provider_mock import User, app

from finops_local.issuer.machines import Machine
from finops_local.issuer.provider import AUDIENCE

_TOKEN_PATH = "/oauth2/token"  # noqa: S105 - an address


def create_app(people: list[dict[str, Any]], machines: list[Machine], token_seconds: int) -> Flask:
    """The provider, for people by their claims and for machines."""
    users = [User(sub=claims.pop("sub"), claims=claims) for claims in map(dict, people)]
    provider: Flask = app(user_claims=users, access_token_max_age=timedelta(seconds=token_seconds))
    known = {machine.client_id: machine for machine in machines}

    @provider.before_request
    def answer_machines() -> Response | None:
        if request.path != _TOKEN_PATH or request.form.get("grant_type") != "client_credentials":
            return None
        return _given(known, token_seconds)

    return provider


def _given(known: Mapping[str, Machine], token_seconds: int) -> Response:
    """What RFC 6749 says to answer: a token (section 5.1), or an error with its code (section 5.2)."""
    said = request.authorization
    machine = known.get(said.username or "") if said is not None else None
    password = (said.password if said is not None else None) or ""
    if machine is None or not hmac.compare_digest(password.encode(), machine.secret.encode()):
        refused = jsonify({"error": "invalid_client"})
        refused.status_code = 401
        return refused
    now = int(time.time())
    issued = {"iss": request.host_url.rstrip("/"), "aud": AUDIENCE, "iat": now, "exp": now + token_seconds}
    token = jwt.encode({"alg": "RS256"}, {**machine.claims, **issued}, g.oidc_provider_mock_storage.jwk).decode()
    response = jsonify({"access_token": token, "token_type": "Bearer", "expires_in": token_seconds})
    response.headers["Cache-Control"] = "no-store"
    return response


def main(argv: list[str] | None = None) -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser(prog="finops_local.issuer.process", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--token-max-age", type=int, default=3600, help="seconds")
    parser.add_argument("--user-claims", action="append", type=json.loads, default=[], help="of one person, with `sub`")
    parser.add_argument("--machine", action="append", type=json.loads, default=[], help="its fields, as JSON")
    options = parser.parse_args(argv)
    machines = [Machine(**{**fields, "groups": tuple(fields["groups"])}) for fields in options.machine]
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # it is on this machine, and speaks http
    provider = create_app(options.user_claims, machines, options.token_max_age)
    waitress.serve(provider, host=options.host, port=options.port, threads=8, ident=None)


if __name__ == "__main__":
    main()
