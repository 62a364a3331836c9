"""An in-house platform that tells what applications used: `python -m finops_local.stubs.cube --port N --data FILE`.

It answers `GET /api/usage?from=YYYY-MM-DD&to=YYYY-MM-DD` (the end not included) with
`{"meta": {"total", ...}, "rows": [...]}`, in pages of `size` (50): by number (`page`, from 1) there, by `offset` and
`limit` at `/api/usage/offset`, by `cursor` at `/api/usage/cursor` (`meta.next`), by links at `/api/usage/link`
(`links.next`, and a `Link` header). FILE.json is read at each request:
`{"usage": [{"day": "2026-10-03", "application": "billing", "stage": "PROD", "service": "compute", "usage":
{"cpuHours": 12.5, "memoryGbHours": 50}}, ...], "oddities": [...]}`. Kinds of its own beside those of `oddities`:
`same_page` (always the first page, and a next one), `total_changes` (another total on each page), `no_rows` (200, with
an error where rows should be), `foreign_link` (a next page on another host).
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, request

from finops_local.stubs.oddities import Oddities, refused
from finops_local.stubs.process import carries, held, json_response, new_app, serve

Row = dict[str, Any]
_NOT_YOURS = {"error": {"code": "unauthorized", "message": "a token is needed"}}
_BAD_QUERY = {"error": {"code": "bad_query", "message": "page, size, offset, limit are numbers"}}


def create_app(data: Path, token: str | None = None) -> Flask:
    """The stub over one data file. With a token, requests must carry it."""
    app = new_app(__name__)
    oddities = Oddities()

    @app.get("/api/usage", defaults={"paging": "page"})
    @app.get("/api/usage/<any(offset, cursor, link):paging>")
    def usage(paging: str) -> Response:
        if not carries(token, "X-API-Key"):
            return json_response(_NOT_YOURS, 401)
        try:
            start, size = _range(paging)
        except ValueError:
            return json_response(_BAD_QUERY, 400)
        state = held(data)
        kind = oddities.of_request(state.get("oddities", []), start // size + 1)
        return refused(kind) or _page(paging, _rows(state), start, size, kind)

    return app


def _range(paging: str) -> tuple[int, int]:
    """Where the page begins and how long it is; raises ValueError."""
    args = request.args
    size = min(int(args.get("limit" if paging == "offset" else "size", "50")), 200)
    if paging == "page":
        start = (int(args.get("page", "1")) - 1) * size
    elif paging == "cursor":
        start = int(urlsafe_b64decode(args.get("cursor", "") or "MA=="))
    else:
        start = int(args.get("offset", "0"))
    if start < 0 or size < 1:
        raise ValueError
    return start, size


def _rows(state: dict[str, Any]) -> list[Row]:
    """The rows of the days that are asked for."""
    first, after = request.args.get("from", "0000"), request.args.get("to", "9999")
    return [row for row in state.get("usage", []) if first <= str(row.get("day", first)) < after]


def _page(paging: str, rows: list[Row], start: int, size: int, kind: str | None) -> Response:
    if kind == "no_rows":
        return json_response({"error": {"code": "backend_timeout", "message": "try again later"}})
    after = start + size
    is_last = after >= len(rows) and kind != "same_page"
    page = rows[:size] if kind == "same_page" else rows[start:after]
    meta: dict[str, Any] = {"total": len(rows) + (start if kind == "total_changes" else 0)}
    document: dict[str, Any] = {"meta": meta, "rows": page}
    headers = {}
    if paging == "cursor":
        meta["next"] = None if is_last else urlsafe_b64encode(str(after).encode()).decode()
    if paging == "link":
        host = "https://cube.elsewhere.example" if kind == "foreign_link" else ""
        link = None if is_last else f"{host}{request.path}?{urlencode({**request.args.to_dict(), 'offset': after})}"
        document["links"] = {"next": link}
        headers = {} if link is None else {"Link": f'<{link}>; rel="next"'}
    response = json_response(document)
    response.headers.update(headers)
    return response


def main(argv: list[str] | None = None) -> None:
    """Serve until ended."""
    serve(create_app, "finops_local.stubs.cube", argv)


if __name__ == "__main__":
    main()
