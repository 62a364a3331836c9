"""A GitLab: `python -m finops_local.stubs.gitlab --port N --data FILE.json [--token-env NAME]`.

It answers, as GitLab documents it:

- `GET /api/v4/projects` by keyset paging and `GET /api/v4/groups` by pages and a Link header;
- `POST /api/graphql`, the one question `ciMinutesUsage(namespaceId, date)` with its projects by cursor.

FILE.json is read at each request: `{"projects": [...], "groups": [...], "ci_minutes": {"gid://gitlab/Group/9":
{"2026-10-01": {"minutes": 35, "sharedRunnersDuration": 120, "projects": [{"minutes": 35, "sharedRunnersDuration": 120,
"project": {"fullPath": "crm/backend"}}]}}}, "oddities": [...]}`, projects and groups as the API shows them to an
administrator, oddities as in `oddities`. Kinds of its own: `same_page` (a next page that is this one), `foreign_link`
(a next page on another host), `empty_page` (nothing, but a next page), `growing` (one group more at each page),
`graphql_error` (200 with errors).
"""

import uuid
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, request

from finops_local.stubs.oddities import Oddities, refused
from finops_local.stubs.process import carries, held, json_response, new_app, serve

Item = dict[str, Any]
_ONLY_ON_REQUEST = {
    "statistics": ("statistics", "root_storage_statistics"),
    "with_custom_attributes": ("custom_attributes",),
}
_HEADERS = {
    "X-Runtime": "0.012345",
    "Vary": "Origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Cache-Control": "max-age=0, private, must-revalidate",
}


def create_app(data: Path, token: str | None = None) -> Flask:
    """The stub over one data file. With a token, requests must carry it as GitLab wants it."""
    app = new_app(__name__)
    oddities = Oddities()

    @app.before_request
    def authorized() -> Response | None:
        if request.path == "/healthz" or carries(token, "PRIVATE-TOKEN"):
            return None
        return json_response({"message": "401 Unauthorized"}, 401)

    @app.get("/api/v4/projects")
    def projects() -> Response:
        state = held(data)
        before = _projects_before(state["projects"])
        oddity = oddities.of_request(state.get("oddities", []), before // max(1, _per_page()) + 1)
        return refused(oddity) or _keyset_page(state["projects"], oddity)

    @app.get("/api/v4/groups")
    def groups() -> Response:
        state = held(data)
        page = request.args.get("page", "1")
        if not page.isdecimal():
            return json_response({"error": "page is invalid"}, 400)
        oddity = oddities.of_request(state.get("oddities", []), int(page))
        return refused(oddity) or _numbered_page(state["groups"], int(page), oddity)

    @app.post("/api/graphql")
    def graphql() -> Response:
        state = held(data)
        variables = (request.get_json() or {}).get("variables", {})
        start = int(variables.get("after") or "0")
        oddity = oddities.of_request(state.get("oddities", []), start // int(variables.get("first", 100)) + 1)
        return refused(oddity) or _ci_minutes(state.get("ci_minutes", {}), variables, start, oddity)

    @app.after_request
    def as_gitlab(response: Response) -> Response:
        response.headers.update({**_HEADERS, "X-Request-Id": uuid.uuid4().hex})
        return response

    return app


def _per_page() -> int:
    text = request.args.get("per_page", "20")
    return min(int(text), 100) if text.isdecimal() else 0


def _after() -> int:
    text = request.args.get("id_after", "0")
    return int(text) if text.isdecimal() else 0


def _projects_before(projects: list[Item]) -> int:
    return sum(project["id"] <= _after() for project in projects)


def _keyset_page(projects: list[Item], oddity: str | None) -> Response:
    """One page by keyset, and the link to the next: on every page but the empty one behind the last."""
    args, per_page, after = request.args, _per_page(), _after()
    if args.get("pagination") != "keyset" or args.get("order_by") != "id":
        return json_response({"error": "Keyset pagination is not yet available for this type of request"}, 405)
    if per_page < 1 or args.get("sort", "desc") != "asc":
        return json_response({"error": "per_page does not have a valid value, sort does not have a valid value"}, 400)
    page = sorted((p for p in projects if p["id"] > after), key=lambda p: int(p["id"]))[:per_page]
    response = json_response([] if oddity == "empty_page" else [_shown(project) for project in page])
    if page:
        following = after if oddity == "same_page" else page[-1]["id"]
        _link(response, {"id_after": str(following)}, oddity)
    return response


def _numbered_page(groups: list[Item], number: int, oddity: str | None) -> Response:
    """One page by its number, and the link to the next: on every page but the last."""
    per_page = _per_page()
    if per_page < 1 or request.args.get("order_by") != "id":
        return json_response({"error": "per_page does not have a valid value"}, 400)
    wanted = [g for g in groups if request.args.get("top_level_only") != "true" or g.get("parent_id") is None]
    ordered = sorted(wanted, key=lambda group: int(group["id"]))
    start = (number - 1) * per_page
    page = ordered[start : start + per_page]
    response = json_response([] if oddity == "empty_page" else [_shown(group) for group in page])
    response.headers["X-Total"] = str(len(ordered) + (number if oddity == "growing" else 0))
    if start + per_page < len(ordered):
        _link(response, {"page": str(number if oddity == "same_page" else number + 1)}, oddity)
    return response


def _link(response: Response, changes: dict[str, str], oddity: str | None) -> None:
    host = "https://gitlab.elsewhere.example/" if oddity == "foreign_link" else request.host_url
    query = urlencode({**request.args.to_dict(), **changes})
    response.headers["Link"] = f'<{host}{request.path.lstrip("/")}?{query}>; rel="next"'


def _ci_minutes(held_minutes: dict[str, Any], variables: dict[str, Any], start: int, oddity: str | None) -> Response:
    """The month of one namespace: one node with a page of its projects, or none when nothing ran."""
    if oddity == "graphql_error":
        error = {"message": "Field 'ciMinutesUsage' doesn't exist on type 'Query'", "locations": [], "path": ["query"]}
        return json_response({"errors": [error]})
    month = held_minutes.get(variables.get("namespaceId", ""), {}).get(variables.get("date", ""))
    if month is None:
        return json_response({"data": {"ciMinutesUsage": {"nodes": []}}})
    end = start + int(variables["first"])
    following = str(start if oddity == "same_page" else end)
    node = {
        **month,
        "monthIso8601": variables["date"],
        "projects": {
            "nodes": month["projects"][start:end],
            "pageInfo": {"hasNextPage": end < len(month["projects"]), "endCursor": following},
        },
    }
    return json_response({"data": {"ciMinutesUsage": {"nodes": [node]}}})


def _shown(item: Item) -> Item:
    """The project or group without what was not asked for."""
    left_out = {
        name for option, names in _ONLY_ON_REQUEST.items() if request.args.get(option) != "true" for name in names
    }
    return {name: value for name, value in item.items() if name not in left_out}


if __name__ == "__main__":
    serve(create_app, "finops_local.stubs.gitlab")
