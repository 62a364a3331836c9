"""axe on a page."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_COUNTED = ("serious", "critical")


def violations(page: Page) -> list[str]:
    """What axe finds serious or critical, a line each: the rule, where, the element, and why."""
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']} at {' '.join(map(str, node['target']))}: {node['html'][:200]}: {_why(node)}"
        for rule in found
        if rule["impact"] in _COUNTED
        for node in rule["nodes"]
    ]


def _why(node: dict[str, Any]) -> str:
    return "; ".join(check["message"] for kind in ("any", "all", "none") for check in node[kind])
