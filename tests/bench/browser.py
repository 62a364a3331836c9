"""How long a person waits for the screens in Chromium: the first view, the next ones, and what the browser fetches.

The demo's company, its Backstage, somebody who is signed in. A view is there when it has its title and a figure, and
nothing of it still loads; the browser itself looks at each frame.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from finops_local.demo.screen import Screen
from finops_local.demo.show import play_all
from finops_local.demo.stage import build_stage
from finops_local.sample.company import Company
from tests.bench.mart import Marts
from tests.bench.measure import Measure, Ratio, Result
from tests.bench.options import Options
from tests.fix_screens import browser_options, sign_in

_APPS, _MONTHS = 300, 24
_LOOKING_MS = 3_000
"""For so long a person looks at the first view."""
_NEXT = ("Domains", "Applications", "Rankings", "History", "Dashboard")
_IS_THERE = """title => [...document.querySelectorAll('h2')].some(each => each.innerText === title)
    && document.querySelector('.finops-plugin data') !== null
    && document.querySelector('[aria-busy=true], [role=progressbar]') === null"""
_FIRST = f"""const isThere = {_IS_THERE};
let signedIn = 0;
window.addEventListener('message', ({{data}}) => {{
    if (data.type === 'authorization_response') signedIn = performance.now();
}});
const look = () => {{
    if (isThere('Dashboard')) window.firstView = performance.now() - signedIn; else requestAnimationFrame(look);
}};
requestAnimationFrame(look);"""
_NEXT_VIEW = f"""title => new Promise(resolve => {{
    const isThere = {_IS_THERE};
    const from = performance.now();
    [...document.querySelectorAll('.finops-plugin nav a')].find(each => each.innerText === title).click();
    const look = () => isThere(title) ? resolve(performance.now() - from) : requestAnimationFrame(look);
    requestAnimationFrame(look);
}})"""
_FETCHED = """() => performance.getEntriesByType('resource').filter(each => /[.](js|css)$/.test(each.name))
    .reduce((sum, each) => [sum[0] + each.transferSize, sum[1] + each.decodedBodySize], [0, 0])"""


@dataclass
class Waits:
    """What somebody waited for, each time, and the bytes of scripts and styles at first."""

    floor: Measure = field(default_factory=lambda: Measure("Backstage's settings, empty cache"))
    first: Measure = field(default_factory=lambda: Measure("first view, empty cache"))
    known: Measure = field(default_factory=lambda: Measure("first view, known to the browser"))
    after: Measure = field(default_factory=lambda: Measure("first view after sign-in"))
    once: list[Measure] = field(default_factory=lambda: [Measure(f"{name}, first time") for name in _NEXT])
    again: list[Measure] = field(default_factory=lambda: [Measure(f"{name}, again") for name in _NEXT])
    wire: int = 0
    unpacked: int = 0

    def notes(self) -> list[str]:
        """The figures that have an aim, and what the browser fetched."""
        steps = [second * 1000 for measure in (*self.once, *self.again) for second in measure.seconds]
        slowest = max([*self.once, *self.again], key=lambda measure: measure.median)
        return [
            f"first view after sign-in: {self.after.median:.2f} s (aim 1.5)",
            f"slowest next view: {slowest.name}, {slowest.median * 1000:.0f} ms (aim 300)",
            f"all next views: {median(steps):.0f} ms",
            f"scripts and styles at first: {self.wire / 1e6:.2f} MB, unpacked {self.unpacked / 1e6:.2f} MB",
        ]


def bench(marts: Marts, options: Options) -> Result:
    """`--repeats` browsers with empty caches, each one first view and then every next one twice."""
    del marts  # the company has one of its own
    waits = Waits()
    with (
        _backstage() as url,
        sync_playwright() as playwright,
        playwright.chromium.launch(**browser_options()) as browser,
    ):
        for _ in range(options.repeats):
            with _page(browser, url) as page:
                state = _sign_in(page, waits)
            with _page(browser, url, state) as page:
                _look_at_settings(page, waits)
            with _page(browser, url, state) as page:
                _look_around(page, waits)
    return Result(
        f"{_APPS} applications, {_MONTHS} months, {options.repeats} browsers",
        [waits.floor, waits.first, waits.known, waits.after, *waits.once, *waits.again],
        [Ratio("first view", waits.first, waits.floor, "1.5")],
        waits.notes(),
    )


def _sign_in(page: Page, waits: Waits) -> StorageState:
    page.goto("/finops")
    sign_in(page, "olivia")
    waits.after.seconds.append(_first_view(page))
    return page.context.storage_state()


def _look_at_settings(page: Page, waits: Waits) -> None:
    page.goto("/settings")
    page.get_by_role("heading").nth(1).wait_for()
    waits.floor.seconds.append(page.evaluate("performance.now()") / 1000)


def _look_around(page: Page, waits: Waits) -> None:
    page.goto("/finops")
    waits.first.seconds.append(_first_view(page))
    waits.wire, waits.unpacked = page.evaluate(_FETCHED)
    page.wait_for_timeout(_LOOKING_MS)
    for measures in (waits.once, waits.again):
        for name, measure in zip(_NEXT, measures, strict=True):
            measure.seconds.append(page.evaluate(_NEXT_VIEW, name) / 1000)
    page.goto("/finops")
    waits.known.seconds.append(_first_view(page))


@contextmanager
def _backstage() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="finops-bench-") as folder:
        today = datetime.now(ZoneInfo("Europe/Paris")).date()
        stage = build_stage(Path(folder), Company(apps=_APPS, months=_MONTHS, today=today), backstage=True)
        try:
            assert play_all(stage, Screen()).failures == []
            stage.start_backstage()
            assert stage.backstage is not None
            yield stage.backstage.url
        finally:
            stage.platform.stop()


@contextmanager
def _page(browser: Browser, url: str, state: StorageState | None = None) -> Iterator[Page]:
    """A page with an empty cache."""
    context = browser.new_context(base_url=url, storage_state=state, locale="en-GB", timezone_id="Europe/Paris")
    page = context.new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.add_init_script(_FIRST)
    yield page
    context.close()


def _first_view(page: Page) -> float:
    """Seconds from the address, or from the sign-in on the way, to the dashboard."""
    page.wait_for_function("window.firstView")
    return float(page.evaluate("window.firstView")) / 1000
