"""Every endpoint says who may call it, or the function does not start."""

from dataclasses import replace
from typing import Any

import pytest

from finops_runtime.identity.access import Access
from query_api.route import Route, UndeclaredAccess
from query_api.routes import ROUTES


def test_i9_a_route_without_access_cannot_be_made() -> None:
    route: Any = Route
    with pytest.raises(TypeError):
        route(path="/v1/local/new", summary="new", handler=ROUTES[0].handler)


@pytest.mark.parametrize("access", [None, "public", True, frozenset()])
def test_i9_a_route_with_something_else_for_access_cannot_be_made(access: Any) -> None:
    with pytest.raises(UndeclaredAccess):
        replace(ROUTES[0], access=access)


def test_i9_nothing_about_costs_is_public() -> None:
    assert all(route.access is not Access.PUBLIC for route in ROUTES if route.path.startswith("/v1"))
    assert {
        (route.access is Access.MAP_REFERENTIAL, "/admin/referential/" in route.path)
        for route in ROUTES
        if route.access in (Access.ADMINISTER, Access.MAP_REFERENTIAL)
    } == {(True, True), (False, False)}
    assert all(
        route.access in (Access.ADMINISTER, Access.MAP_REFERENTIAL)
        for route in ROUTES
        if "/admin/" in route.path or route.method in ("PUT", "DELETE")
    )
