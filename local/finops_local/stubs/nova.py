"""A Nova that tells what servers used: `python -m finops_local.stubs.nova --port N --data FILE.json`.

It answers `GET /v2.1/os-simple-tenant-usage` as Nova does: it pages by server, so that a project stands on several
pages, and only when asked in API 2.40. FILE.json is read at each request: `{"servers": [{"id", "tenant_id",
"started_at": "2026-10-03T08:00:00", "ended_at": null, "vcpus": 2, "memory_mb": 4096, "local_gb": 20}], "now": "...",
"public_url": "...", "oddities": [...]}`; times are UTC, `now` (this very moment) ends the current month, `public_url`
(an inner host) is what links begin with.
Kinds of oddities of its own: `expired_token` (401), `old_version` (the header is not heeded), `same_page` (a next
page that is this one), `no_marker` (a link without one), `other_month` (another time than asked for).
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, request

from finops_local.stubs.oddities import Oddities, refused
from finops_local.stubs.process import carries, held, json_response, new_app, serve

Server = dict[str, Any]
_VERSION_HEADER = "X-OpenStack-Nova-API-Version"
_PAGED = "2.40"
_MOST = 1_000


def create_app(data: Path, token: str | None = None) -> Flask:
    """The stub over one data file. With a token, requests must carry it as OpenStack wants it."""
    app = new_app(__name__)
    oddities = Oddities()

    @app.get("/v2.1/os-simple-tenant-usage")
    def usages() -> Response:
        state = held(data)
        oddity = oddities.of_request(state.get("oddities", []), 2 if "marker" in request.args else 1)
        if not carries(token, "X-Auth-Token") or oddity == "expired_token":
            return json_response({"error": {"code": 401, "title": "Unauthorized"}}, 401)
        return refused(oddity) or _usages(state, oddity)

    return app


def _usages(state: dict[str, Any], oddity: str | None) -> Response:
    paged = request.headers.get(_VERSION_HEADER) == _PAGED and oddity != "old_version"
    start, stop = _instant(request.args["start"]), _instant(request.args["end"])
    stop = min(stop, _instant(state["now"]) if "now" in state else datetime.now(UTC).replace(tzinfo=None))
    if oddity == "other_month":
        start = datetime(2019, 6, 1)
    servers = [server for server in state.get("servers", []) if _hours(server, start, stop) > 0]
    ids = [server["id"] for server in servers]
    first = 0
    if paged and "marker" in request.args and oddity != "same_page":
        if request.args["marker"] not in ids:
            return json_response({"badRequest": {"code": 400, "message": "Marker could not be found."}}, 400)
        first = ids.index(request.args["marker"]) + 1
    limit = min(int(request.args.get("limit", _MOST)), _MOST) if paged else _MOST
    page = servers[first : first + limit]
    document: dict[str, Any] = {"tenant_usages": _rows(page, start, stop)}
    if paged and len(page) == limit:
        query = {**request.args.to_dict(), "marker": page[-1]["id"]}
        if oddity == "no_marker":
            del query["marker"]
        address = state.get("public_url", "http://nova-api.internal:8774/v2.1")
        href = f"{address}/os-simple-tenant-usage?{urlencode(query)}"
        document["tenant_usages_links"] = [{"rel": "next", "href": href}]
    response = json_response(document)
    response.headers[_VERSION_HEADER] = _PAGED if paged else "2.1"
    return response


def _rows(servers: list[Server], start: datetime, stop: datetime) -> list[dict[str, Any]]:
    """One row a project, in the order of the servers, sums in floats."""
    rows: dict[str, dict[str, Any]] = {}
    for server in servers:
        project, hours = server["tenant_id"], _hours(server, start, stop)
        row = rows.setdefault(
            project,
            {
                "tenant_id": project,
                "total_local_gb_usage": 0.0,
                "total_vcpus_usage": 0.0,
                "total_memory_mb_usage": 0.0,
                "total_hours": 0.0,
                "start": start.isoformat(),
                "stop": stop.isoformat(),
            },
        )
        row["total_local_gb_usage"] += server["local_gb"] * hours
        row["total_vcpus_usage"] += server["vcpus"] * hours
        row["total_memory_mb_usage"] += server["memory_mb"] * hours
        row["total_hours"] += hours
    return list(rows.values())


def _hours(server: Server, start: datetime, stop: datetime) -> float:
    """How long the server was there within the time asked for."""
    begin = max(_instant(server["started_at"]), start)
    end = min(_instant(server["ended_at"]), stop) if server.get("ended_at") else stop
    return (end - begin).total_seconds() / 3600


def _instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


if __name__ == "__main__":
    serve(create_app, "finops_local.stubs.nova")
