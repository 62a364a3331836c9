"""Which routes there are: those of an entity's module, or those of a group, and what both have."""

from typing import Literal

from query_api.group.routes import ROUTES as GROUP_ROUTES
from query_api.route import Route
from query_api.routes import ROUTES

Scope = Literal["local", "group"]
EVERYWHERE: tuple[Route, ...] = tuple(route for route in ROUTES if not route.path.startswith("/v1/"))
"""Probes, metrics, the document and the page that shows it."""
ALL_ROUTES: tuple[Route, ...] = (*ROUTES, *GROUP_ROUTES)


def routes_of(scope: Scope) -> tuple[Route, ...]:
    """What a deployment serves."""
    return ROUTES if scope == "local" else (*EVERYWHERE, *GROUP_ROUTES)
