"""An OpenCost that allocates a cluster: `python -m finops_local.stubs.opencost --port N --data FILE.json`.

It answers `GET /allocation` and `GET /allocation/compute`. FILE.json is read at each request: `{"allocations":
[{"name", "properties": {"cluster", "namespace", "labels", "namespaceLabels"}, "window": {"start", "end"},
"cpuCoreHours", "ramByteHours", "gpuHours", "pvByteHours", ...}], "oddities": [...]}`, as OpenCost itself shows them.
Those whose window lies within the one asked for are added up by `aggregate`; a name like `__idle__` stays as it is.
Kinds of oddities of its own: `error_in_body` (200, and code 500 within), `not_accumulated` (a set for each allocation,
and one that is null), `no_data` (no sets), `other_window` (a window rounded out of the month).
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

from finops_local.stubs.oddities import Oddities, refused
from finops_local.stubs.process import carries, held, json_response, new_app, serve

Allocation = dict[str, Any]
_HOURS = ("cpuCoreHours", "ramByteHours", "gpuHours", "pvByteHours")
_ERROR = {"code": 500, "status": "error", "message": "error querying Prometheus", "data": None}


def create_app(data: Path, token: str | None = None) -> Flask:
    """The stub over one data file. With a token, requests must carry it: OpenCost's ingress wants one, say."""
    app = new_app(__name__)
    oddities = Oddities()

    @app.get("/allocation")
    @app.get("/allocation/compute")
    def allocation() -> Response:
        if not carries(token):
            return Response("Unauthorized\n", status=401, mimetype="text/plain")
        state = held(data)
        oddity = oddities.of_request(state.get("oddities", []))
        return refused(oddity) or _answer(state.get("allocations", []), oddity)

    return app


def _answer(allocations: list[Allocation], oddity: str | None) -> Response:
    if oddity == "error_in_body":
        return json_response(_ERROR)
    begin, end = (_instant(text) for text in request.args["window"].split(","))
    idle = request.args.get("includeIdle") == "true"
    chosen = [
        each
        for each in allocations
        if begin <= _instant(each["window"]["start"])
        and _instant(each["window"]["end"]) <= end
        and (idle or "__idle__" not in each["name"])
    ]
    keys = request.args["aggregate"].split(",")
    sets: list[dict[str, Allocation] | None] = [_added_up(chosen, keys)]
    if oddity == "not_accumulated" or request.args.get("accumulate") != "true":
        sets = [*(_added_up([each], keys) for each in chosen), None]
    if oddity == "no_data":
        sets = []
    if oddity == "other_window":
        for each in (sets[0] or {}).values():
            each["window"] = {"start": "2019-06-30T00:00:00Z", "end": each["window"]["end"]}
    return json_response({"code": 200, "status": "success", "data": sets})


def _added_up(allocations: list[Allocation], keys: list[str]) -> dict[str, Allocation]:
    found: dict[str, Allocation] = {}
    for each in allocations:
        name = each["name"] if each["name"].startswith("__") else "/".join(_value(each, key) for key in keys)
        if name not in found:
            found[name] = {**each, "name": name}
            continue
        for field in _HOURS:
            found[name][field] = found[name].get(field, 0) + each.get(field, 0)
    return found


def _value(allocation: Allocation, key: str) -> str:
    properties = allocation.get("properties", {})
    label = properties.get("labels", {}).get(key.removeprefix("label:")) if key.startswith("label:") else None
    return str(label or properties.get(key, "__unallocated__"))


def _instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


if __name__ == "__main__":
    serve(create_app, "finops_local.stubs.opencost")
