"""An Artifactory: `python -m finops_local.stubs.artifactory --port N --data FILE.json [--token-env NAME]`.

It answers `GET /artifactory/api/storageinfo` as Artifactory documents it. FILE.json is read at each request:
`{"storageinfo": {...}, "oddities": [...]}`, the first being the very answer (`binariesSummary`,
`repositoriesSummaryList` with its row TOTAL), oddities as in `oddities`. A kind of its own: `short_list` (the second
half of the repositories is missing, TOTAL is not).
"""

from pathlib import Path
from typing import Any

from flask import Flask, Response

from finops_local.stubs.oddities import Oddities, refused
from finops_local.stubs.process import carries, held, json_response, new_app, serve


def create_app(data: Path, token: str | None = None) -> Flask:
    """The stub over one data file. With a token, requests must carry it as an access token or a password."""
    app = new_app(__name__)
    oddities = Oddities()

    @app.get("/artifactory/api/storageinfo")
    def storageinfo() -> Response:
        if not carries(token, "X-JFrog-Art-Api"):
            return json_response({"errors": [{"status": 401, "message": "Bad credentials"}]}, 401)
        state = held(data)
        oddity = oddities.of_request(state.get("oddities", []))
        return refused(oddity) or _summary(state["storageinfo"], oddity)

    return app


def _summary(summary: dict[str, Any], oddity: str | None) -> Response:
    if oddity == "short_list":
        rows = summary["repositoriesSummaryList"]
        summary = {**summary, "repositoriesSummaryList": [*rows[: len(rows) // 2], rows[-1]]}
    return json_response(summary)


if __name__ == "__main__":
    serve(create_app, "finops_local.stubs.artifactory")
