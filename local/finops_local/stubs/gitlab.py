"""A GitLab that lists projects: `python -m finops_local.stubs.gitlab --port N --data FILE.json`.

It answers `GET /api/v4/projects` by keyset paging as GitLab documents it, and nothing else. FILE.json is read at
each request: `{"projects": [...], "oddities": [...]}`, each project as the API shows it to an administrator.
An oddity is `{"kind": ..., "times": 1, "from_page": 1}`: that many requests, from that page of a listing on,
meet it; without `times` every one does. Kinds: `rate_limited` (429, Retry-After), `bad_gateway` (502, HTML),
`forbidden` (403, scope), `sign_in_page` (200, HTML), `same_page` (a next page that is this one), `foreign_link`
(a next page on another host), `empty_page` (no projects, but a next page), `moved` (301 to the same path on
`localhost`, which is another host than 127.0.0.1 to a client).
"""

import argparse
import json
import os
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import waitress
from flask import Flask, Response, request

Project = dict[str, Any]
_ONLY_ON_REQUEST = {"statistics": "statistics", "with_custom_attributes": "custom_attributes"}
_BAD_GATEWAY = "<html><head><title>GitLab is not responding (502)</title></head><body><h1>502</h1></body></html>"
_SIGN_IN = "<!DOCTYPE html><html><head><title>Sign in · GitLab</title></head><body>You need to sign in.</body></html>"
_SCOPE = {
    "error": "insufficient_scope",
    "scope": "api read_api",
    "error_description": "The request requires higher privileges than provided by the access token.",
}


@dataclass
class Oddities:
    """Which oddity a request meets; remembers how often each was met while the process lives."""

    met: Counter[str] = field(default_factory=Counter)

    def of_request(self, listed: list[dict[str, Any]], is_first_page: bool) -> str | None:
        """The kind of the first oddity that still stands for this request."""
        for oddity in listed:
            name = json.dumps(oddity, sort_keys=True)
            stands = "times" not in oddity or self.met[name] < oddity["times"]
            if stands and not (is_first_page and oddity.get("from_page", 1) > 1):
                self.met[name] += 1
                return str(oddity["kind"])
        return None


def create_app(data: Path, token: str | None = None) -> Flask:
    """The stub over one data file. With a token, requests must carry it as GitLab wants it."""
    app = Flask(__name__)
    oddities = Oddities()

    @app.get("/healthz")
    def healthz() -> Response:
        return Response("ok", mimetype="text/plain")

    @app.get("/api/v4/projects")
    def projects() -> Response:
        if token is not None and token not in _tokens_given():
            return _json({"message": "401 Unauthorized"}, 401)
        state = json.loads(data.read_text())
        oddity = oddities.of_request(state.get("oddities", []), "id_after" not in request.args)
        return _refused(oddity) or _page(state["projects"], oddity)

    @app.after_request
    def as_gitlab(response: Response) -> Response:
        response.headers.update(
            {
                "X-Request-Id": uuid.uuid4().hex,
                "X-Runtime": "0.012345",
                "Vary": "Origin",
                "X-Content-Type-Options": "nosniff",
                "X-Frame-Options": "SAMEORIGIN",
                "Cache-Control": "max-age=0, private, must-revalidate",
            }
        )
        return response

    return app


def _tokens_given() -> tuple[str | None, str | None]:
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return request.headers.get("PRIVATE-TOKEN"), bearer or None


def _refused(oddity: str | None) -> Response | None:
    """The answer to a request that meets an oddity before anything is looked up; None when it does not."""
    if oddity == "rate_limited":
        limits = {
            "RateLimit-Limit": "600",
            "RateLimit-Remaining": "0",
            "RateLimit-Name": "throttle_authenticated_api",
            "Retry-After": "1",
        }
        return Response("Retry later\n", status=429, mimetype="text/plain", headers=limits)
    if oddity == "bad_gateway":
        return Response(_BAD_GATEWAY, status=502, mimetype="text/html")
    if oddity == "sign_in_page":
        return Response(_SIGN_IN, mimetype="text/html")
    if oddity == "moved" and not request.host.startswith("localhost"):
        port = request.host.partition(":")[2]
        return Response(status=301, headers={"Location": f"http://localhost:{port or 80}{request.full_path}"})
    return _json(_SCOPE, 403) if oddity == "forbidden" else None


def _page(projects: list[Project], oddity: str | None) -> Response:
    """One page by keyset, and the link to the next: on every page but the empty one behind the last."""
    args = request.args
    if args.get("pagination") != "keyset" or args.get("order_by") != "id":
        return _json({"error": "Keyset pagination is not yet available for this type of request"}, 405)
    try:
        per_page, after = min(int(args.get("per_page", "20")), 100), int(args.get("id_after", "0"))
    except ValueError:
        return _json({"error": "per_page is invalid, id_after is invalid"}, 400)
    if per_page < 1 or args.get("sort", "desc") != "asc":
        return _json({"error": "per_page does not have a valid value, sort does not have a valid value"}, 400)
    page = sorted((p for p in projects if p["id"] > after), key=lambda p: int(p["id"]))[:per_page]
    shown = [] if oddity == "empty_page" else [_shown(project) for project in page]
    response = _json(shown, 200)
    if page:
        following = after if oddity == "same_page" else page[-1]["id"]
        host = "https://gitlab.elsewhere.example/" if oddity == "foreign_link" else request.host_url
        query = urlencode({**args.to_dict(), "id_after": following})
        response.headers["Link"] = f'<{host}api/v4/projects?{query}>; rel="next"'
    return response


def _shown(project: Project) -> Project:
    """The project without what was not asked for."""
    left_out = {name for option, name in _ONLY_ON_REQUEST.items() if request.args.get(option) != "true"}
    return {name: value for name, value in project.items() if name not in left_out}


def _json(value: object, status: int) -> Response:
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Response(body, status=status, mimetype="application/json")


def main(argv: list[str] | None = None) -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser(prog="finops_local.stubs.gitlab", description="A GitLab that lists projects.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--data", type=Path, required=True, help="JSON file of projects, read at each request")
    parser.add_argument("--token-env", metavar="NAME", help="variable that holds the token which requests must carry")
    options = parser.parse_args(argv)
    token = None
    if options.token_env is not None:
        token = os.environ.get(options.token_env)
        if not token:
            parser.error(f"--token-env: {options.token_env} is not set")
    waitress.serve(create_app(options.data, token), host=options.host, port=options.port, threads=8, ident=None)


if __name__ == "__main__":
    main()
