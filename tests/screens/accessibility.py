"""axe on a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_COUNTED = ("serious", "critical")


def violations(page: Page) -> list[str]:
    """What axe finds serious or critical, a line each: the rule, where, and the element."""
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']} at {' '.join(map(str, node['target']))}: {node['html'][:200]}"
        for rule in found
        if rule["impact"] in _COUNTED
        for node in rule["nodes"]
    ]
