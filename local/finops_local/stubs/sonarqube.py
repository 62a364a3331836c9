"""A SonarQube: `python -m finops_local.stubs.sonarqube --port N --data FILE.json [--token-env NAME]`.

It answers `GET /api/components/search_projects` by numbered pages and `GET /api/measures/search`, as SonarQube does.
FILE.json is read at each request: `{"projects": [{"key": "crm", "name": "CRM", "qualifier": "TRK", "visibility":
"private", "tags": ["app-crm"], "analysisDate": "2026-11-02T03:00:00+0100", "measures": {"ncloc": "12345"}}],
"oddities": [...]}`, oddities as in `oddities`. Kinds of its own: `same_page` (the first page, whichever is asked for),
`growing` (one project more at each page).
"""

from pathlib import Path
from typing import Any

from flask import Flask, Response, request

from finops_local.stubs.oddities import Oddities, refused
from finops_local.stubs.process import carries, held, json_response, new_app, serve

Project = dict[str, Any]
_MOST_RESULTS, _MOST_KEYS = 10_000, 100


def create_app(data: Path, token: str | None = None) -> Flask:
    """The stub over one data file. With a token, requests must carry it."""
    app = new_app(__name__)
    oddities = Oddities()

    @app.before_request
    def authorized() -> Response | None:
        if request.path == "/healthz" or carries(token):
            return None
        return Response(status=401)

    @app.get("/api/components/search_projects")
    def projects() -> Response:
        state = held(data)
        page = _number("p", 1)
        oddity = oddities.of_request(state.get("oddities", []), page)
        return refused(oddity) or _page(state["projects"], 1 if oddity == "same_page" else page, oddity)

    @app.get("/api/measures/search")
    def measures() -> Response:
        state = held(data)
        keys = request.args.get("projectKeys", "").split(",")
        if len(keys) > _MOST_KEYS:
            return _error(f"{len(keys)} projects provided, more than maximum authorized ({_MOST_KEYS})")
        wanted = request.args.get("metricKeys", "").split(",")
        return json_response({"measures": _measures(state["projects"], set(keys), wanted)})

    return app


def _page(projects: list[Project], number: int, oddity: str | None) -> Response:
    size = _number("ps", 100)
    if number * size > _MOST_RESULTS:
        return _error(f"Can return only the first {_MOST_RESULTS} results. {number * size}th result asked.")
    listed = [{name: value for name, value in each.items() if name != "measures"} for each in projects]
    if request.args.get("f") != "analysisDate":
        listed = [{name: value for name, value in each.items() if name != "analysisDate"} for each in listed]
    total = len(listed) + (number if oddity == "growing" else 0)
    return json_response(
        {
            "paging": {"pageIndex": number, "pageSize": size, "total": total},
            "components": listed[(number - 1) * size : number * size],
        }
    )


def _measures(projects: list[Project], keys: set[str], wanted: list[str]) -> list[dict[str, Any]]:
    return [
        {"metric": metric, "value": project["measures"][metric], "component": project["key"], "bestValue": False}
        for project in projects
        if project["key"] in keys
        for metric in wanted
        if metric in project.get("measures", {})
    ]


def _number(name: str, otherwise: int) -> int:
    text = request.args.get(name, "")
    return int(text) if text.isdecimal() else otherwise


def _error(message: str) -> Response:
    return json_response({"errors": [{"msg": message}]}, 400)


if __name__ == "__main__":
    serve(create_app, "finops_local.stubs.sonarqube")
