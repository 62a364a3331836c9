"""What no route should stumble over, and how each route is called at all; made of the route table."""

import re
from collections.abc import Iterator
from typing import Any

from pydantic.fields import FieldInfo

from finops_runtime.identity.access import Access
from query_api.route import Route
from query_api.routes import ROUTES

CLOSED_ROUTES = [route for route in ROUTES if route.access is not Access.PUBLIC]
WRITING_ROUTES = [route for route in CLOSED_ROUTES if route.method != "GET"]
SQL = [
    "' OR '1'='1",
    "'; DROP TABLE publication; --",
    "\\'; SELECT pg_sleep(9); --",
    "$1",
    "%(entity)s",
    "%s",
    "\\",
    "NULL",
    "{}",
    "*",
    "-1",
    "\u202e",
    "é" * 100,
]
NEVER_FIT = ["%00", "a%00b", "%FF%FE", "%ED%A0%80", "%C0%AF", ""]
"""As they stand in an address: NUL, no UTF-8, half a surrogate, an overlong slash, nothing."""
KEYS = {"period": "2026-10", "view": "actual", "version": "1", "run": "11111111-1111-5111-8111-111111111111"} | {
    "anomaly": "77777777-7777-5777-8777-777777777777"
}


def name_of(route: Route) -> str:
    return f"{route.method} {route.path}"


def address(route: Route, key: str | None = None) -> str:
    """The route's path, each of its keys `key`, or something that could be one."""
    return re.sub(r"<(\w+)>", lambda match: KEYS.get(match[1], "open") if key is None else key, route.path)


def parameters(route: Route) -> Iterator[tuple[str, FieldInfo]]:
    for name, field in route.parameters.model_fields.items():
        yield field.alias or name, field


def keys_in(path: str) -> list[str]:
    return re.findall(r"<(\w+)>", path)


def sound_body(route: Route) -> Any:
    """Something that the route's body could be, as far as its required fields are texts."""
    if route.body is None:
        return None
    schema = route.body.model_json_schema(by_alias=True)
    return dict.fromkeys(schema.get("required", ()), "x") | {"reason": "x"}
