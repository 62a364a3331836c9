"""A CloudKitty that rates an OpenStack: `python -m finops_local.stubs.cloudkitty --port N --data FILE.json`.

It answers `GET /v2/summary` and `GET /v2/scope` as their documentation has it. FILE.json is read at each request:
`{"dataframes": [{"begin": "2026-10-03T00:00:00+00:00", "type": "instance", "qty": 24, "rate": 1.2, "project_id":
"...", ...}], "scopes": [{"scope_id", "scope_key", "collector", "fetcher", "last_processed_timestamp", "active"}],
"oddities": [...]}`. A summary adds up the dataframes that begin within the time asked for.
An oddity's `at` (`summary`, `scope`) keeps it to one of them. Kinds of its own: `expired_token` (401), `same_page`
(offset is not heeded), `other_total` (one row more than before), `moved_row` (a page begins with the last row of the
one before), `other_month` (what was cached for the month before), `short_row` and `no_type` (a column is missing).
"""

from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

from finops_local.stubs.oddities import Oddities, refused
from finops_local.stubs.process import carries, held, json_response, new_app, serve

Row = dict[str, Any]
_UNAUTHORIZED = {"error": {"code": 401, "title": "Unauthorized"}}
_NOT_FOUND = {"message": "No resource found for provided filters."}


def create_app(data: Path, token: str | None = None) -> Flask:
    """The stub over one data file. With a token, requests must carry it as OpenStack wants it."""
    app = new_app(__name__)
    oddities = Oddities()

    def oddity_at(place: str, state: dict[str, Any]) -> str | None:
        listed = [oddity for oddity in state.get("oddities", []) if oddity.get("at", place) == place]
        return oddities.of_request(listed, _offset() // _limit() + 1)

    @app.get("/v2/summary")
    def summary() -> Response:
        state = held(data)
        oddity = oddity_at("summary", state)
        return _turned_away(token, oddity) or _summary(state.get("dataframes", []), oddity)

    @app.get("/v2/scope")
    def scope() -> Response:
        state = held(data)
        oddity = oddity_at("scope", state)
        return _turned_away(token, oddity) or _scopes(state.get("scopes", []), oddity)

    return app


def _turned_away(token: str | None, oddity: str | None) -> Response | None:
    if not carries(token, "X-Auth-Token") or oddity == "expired_token":
        return json_response(_UNAUTHORIZED, 401)
    return refused(oddity)


def _summary(dataframes: list[Row], oddity: str | None) -> Response:
    begin, end = _instant(request.args["begin"]), _instant(request.args["end"])
    groupby = request.args["groupby"].split(",")
    filters = dict(pair.split(":") for pair in request.args.get("filters", "").split(",") if pair)
    chosen = [
        row
        for row in dataframes
        if begin <= _instant(row["begin"]) < end and all(row.get(name) == value for name, value in filters.items())
    ]
    if oddity == "other_month":
        begin, end = datetime(2019, 6, 1, tzinfo=UTC), datetime(2019, 7, 1, tzinfo=UTC)
    rows = [[begin.isoformat(), end.isoformat(), *rest] for rest in _grouped(chosen, groupby)]
    columns = ["begin", "end", "qty", "rate", *groupby]
    offset = 0 if oddity == "same_page" else _offset()
    offset -= 1 if oddity == "moved_row" else 0
    page = rows[offset : offset + _limit()]
    if oddity == "short_row":
        page = [row[:-1] for row in page]
    if oddity == "no_type":
        columns = ["kind" if name == "type" else name for name in columns]
    total = len(rows) + (1 if oddity == "other_total" else 0)
    return json_response({"total": total, "columns": columns if page else [], "results": page})


def _grouped(rows: list[Row], groupby: list[str]) -> list[list[Any]]:
    """Sums of qty and rate by group, in floats as CloudKitty's storage reckons, ordered by group."""
    groups: defaultdict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row.get(name) for name in groupby)].append(row)
    sums = (
        [*(sum(row[value] for row in group) for value in ("qty", "rate")), *key]
        for key, group in sorted(groups.items(), key=lambda item: repr(item[0]))
    )
    return list(sums)


def _scopes(scopes: list[Row], oddity: str | None) -> Response:
    wanted = {name: request.args[name] for name in ("scope_key", "collector") if name in request.args}
    found = [scope for scope in scopes if all(scope.get(name) == value for name, value in wanted.items())]
    offset = 0 if oddity == "same_page" else _offset()
    page = found[offset : offset + _limit()]
    return json_response({"results": page}) if page else json_response(_NOT_FOUND, 404)


def _offset() -> int:
    return int(request.args.get("offset", "0"))


def _limit() -> int:
    return int(request.args.get("limit", "100"))


def _instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


if __name__ == "__main__":
    serve(create_app, "finops_local.stubs.cloudkitty")
