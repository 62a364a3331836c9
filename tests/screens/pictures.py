"""`make pictures`: every view of what `make up` runs, wide in the light theme and narrow in the dark one.

Those of the group where it runs (`make up GROUP=1`).
"""

import argparse
import io
import sys
from collections.abc import Mapping
from fnmatch import fnmatch
from itertools import product
from pathlib import Path

from dotenv import dotenv_values
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from finops_local.demo.api import Api
from tests.fix_screens import browser_options, remember_settings, settle, sign_in
from tests.screens.views import group_views, views

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "screens"
THEMES = ("light", "dark")
WIDTHS = {"wide": 1440, "narrow": 390}
FORMS = (("light", "wide"), ("dark", "narrow"))
_QUALITY = 70
_LONGEST = 4_000
_MOMENT_MS = 300
_HEIGHT = """() => Math.max(...[...document.querySelectorAll('html, main, article')].map(
    each => each.getBoundingClientRect().top + each.scrollHeight))"""


def main() -> int:
    """0 once all are written; 3 when nothing runs."""
    parser = argparse.ArgumentParser(prog="python -m tests.screens.pictures", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--all", action="store_true", help="both themes, each wide and narrow")
    parser.add_argument("--views", default="*", help="only those whose names are like it: 'group-*'")
    chosen = parser.parse_args()
    where = dotenv_values(ROOT / ".local" / "env")
    url = where.get("FINOPS_UI_URL")
    if not url:
        print("no screens run here: make up GROUP=1", file=sys.stderr)
        return 3
    addresses = {name: address for name, address in _all_views(where).items() if fnmatch(name, chosen.views)}
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, playwright.chromium.launch(**browser_options()) as browser:
        for theme, width in product(THEMES, WIDTHS) if chosen.all else FORMS:
            page = open_page(browser, url, theme, WIDTHS[width])
            for view, address in addresses.items():
                page.goto(address)
                settle(page)
                write(page, chosen.folder / f"{view}-{theme}-{width}.webp")
            page.close()
    print(f"{sum(file.stat().st_size for file in chosen.folder.glob('*.webp')) / 1e6:.1f} MB in {chosen.folder}")
    return 0


def _all_views(where: Mapping[str, str | None]) -> dict[str, str]:
    """Addresses by name, at what the environment of `make up` names."""
    addresses = views(Api(where["FINOPS_API_URL"] or "", where["FINOPS_TOKEN_ADMIN"] or ""))
    group_url = where.get("FINOPS_GROUP_API_URL")
    if group_url:
        return addresses | group_views(Api(group_url, where["FINOPS_TOKEN_GROUP"] or ""))
    print("without those of the group, which runs after make up GROUP=1", file=sys.stderr)
    return addresses


def open_page(browser: Browser, url: str, theme: str, width: int) -> Page:
    """A page of somebody who administers, in English."""
    page = browser.new_page(
        base_url=url, viewport={"width": width, "height": 900}, locale="en-GB", timezone_id="Europe/Paris"
    )
    page.add_init_script(remember_settings("en", theme))
    page.goto("/settings")
    sign_in(page, "adam")
    return page


def write(page: Page, file: Path) -> None:
    """The whole page, also what Backstage lets one scroll to."""
    size = page.viewport_size
    assert size is not None
    page.wait_for_timeout(_MOMENT_MS)  # what came last is laid out, or has begun to load only now
    settle(page)
    height = min(_LONGEST, max(size["height"], int(page.evaluate(_HEIGHT))))
    page.set_viewport_size({"width": size["width"], "height": height})
    page.wait_for_timeout(_MOMENT_MS)  # charts take their new size
    Image.open(io.BytesIO(page.screenshot())).save(file, quality=_QUALITY, method=6)
    page.set_viewport_size(size)


if __name__ == "__main__":
    sys.exit(main())
