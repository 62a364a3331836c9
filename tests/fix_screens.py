"""The screens in a real browser: the platform with the sample company, our Backstage before it, people signed in.

    def test_something(olivia: Page, api: Api, mart: Connection) -> None:
        olivia.goto("/finops?period=2026-10")
        expect(olivia.get_by_role("heading", name="...")).to_be_visible()

Needs Chromium and the built screens (`make ui`), and says so when one is missing. The company is played once for all
tests of the process (a minute or two): a test that changes the mart changes it for those after it, so it undoes what it
did, or does it in a month or to a thing that no other test looks at.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

import psycopg
import pytest
import requests
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, StorageState, expect
from psycopg.rows import DictRow, dict_row

from finops_local.backstage import sign_in as backstage_token
from finops_local.demo.api import Api
from finops_local.demo.nights import wait_for_run
from finops_local.demo.screen import Screen
from finops_local.demo.show import play_all
from finops_local.demo.stage import Stage, build_stage
from finops_local.sample.company import Company
from tests.fix_servers import MakeFolder
from tests.screens.group import PROCESS as GROUP_PROCESS
from tests.screens.group import start_group

PEOPLE = ("olivia", "adam", "gina")
APPS, MONTHS = 60, 14
"""Enough for a year's comparison, a page of applications that is not the last, and the anomaly that the company has."""
_PATIENCE_MS = 20_000
"""How long something may take to be there: a slow machine is not a fault of what is tested."""
_RUN_SECONDS = 120.0
_GROUP_PROXY = "/api/proxy/finops-group/v1/group/"
_LOCALES = {"en": "en-GB", "fr": "fr-FR"}
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@dataclass(frozen=True)
class Seen:
    """What happened on a page beside what it shows, in order."""

    requests: list[str]
    """`GET /api/proxy/finops/v1/local/status`: what was asked of Backstage. Of another host, with the host."""
    console: list[str]
    """Errors, but for answers that are no success: what comes of those is on the screen."""
    exceptions: list[str]

    def api_calls(self) -> list[str]:
        """Those for the API: `GET v1/local/status`; `clear()` of `requests` begins anew."""
        return [each.replace("/api/proxy/finops/", "") for each in self.requests if "/api/proxy/finops/" in each]


@dataclass(frozen=True)
class GroupApi:
    """What the group's API says, amounts as Decimal."""

    url: str
    token: str

    def get(self, path: str, **asked: str) -> Any:
        """One answer: `dashboard`, `entities/north`."""
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = requests.get(f"{self.url}/{path}", params=asked, headers=headers, timeout=10)
        answer.raise_for_status()
        return json.loads(answer.text, parse_float=Decimal, parse_int=Decimal)


OpenAs = Callable[..., Page]


@pytest.fixture(scope="session")
def screens(server_folder: MakeFolder) -> Iterator[Stage]:
    """The platform with the company, played as the demo does: budgets, an anomaly, a new price, closed months.

    Beside it the group's API, on a mart of its own (`tests/screens/group.py`).

    `screens.backstage.url`, `screens.platform`, `screens.company.current` (the running month), `.access` (tokens).
    """
    today = datetime.now(ZoneInfo("Europe/Paris")).date()
    stage = build_stage(
        server_folder("screens"),
        Company(apps=APPS, months=MONTHS, today=today),
        backstage=True,
        settings={"HTTP_BACKOFF_SECONDS": "0.01"},
    )
    try:
        played = play_all(stage, Screen())
        assert played.failures == []
        stage.start_backstage(start_group(stage))
        yield stage
    finally:
        stage.platform.stop()


@pytest.fixture(scope="session")
def api(screens: Stage) -> Api:
    """The API itself, without Backstage, for somebody who reads: what the screens must show. Amounts as Decimal."""
    return Api(screens.platform.url("query_api"), screens.access.user_token())


@pytest.fixture(scope="session")
def admin_api(screens: Stage) -> Api:
    """The same for somebody who administers."""
    return Api(screens.platform.url("query_api"), screens.access.admin_token())


@pytest.fixture(scope="session")
def group_api(screens: Stage, ui_url: str) -> GroupApi:
    """The group's API, through Backstage's proxy, for somebody who reads the group."""
    return GroupApi(f"{ui_url}/api/proxy/finops-group/v1/group", backstage_token(ui_url, "gina"))


@pytest.fixture
def mart(screens: Stage) -> Iterator[psycopg.Connection[DictRow]]:
    """SQL on the mart: what the API must say. Rows as dicts, each statement on its own."""
    with psycopg.connect(screens.platform.postgres_url, autocommit=True, row_factory=dict_row) as connection:
        yield connection


@pytest.fixture
def api_down(screens: Stage) -> Callable[[], AbstractContextManager[None]]:
    """`with api_down(): ...` - meanwhile query_api does not run; afterwards it answers again."""
    return lambda: screens.platform.without("query_api")


@pytest.fixture
def group_api_down(screens: Stage) -> Callable[[], AbstractContextManager[None]]:
    """The same of the group's API."""
    return lambda: screens.platform.without(GROUP_PROCESS)


@pytest.fixture(scope="session")
def ui_url(screens: Stage) -> str:
    """Backstage's, without a slash at its end."""
    assert screens.backstage is not None
    return screens.backstage.url


@pytest.fixture(scope="session")
def browser_context_args(ui_url: str) -> dict[str, Any]:
    """`page.goto("/finops")` is enough."""
    return {"base_url": ui_url, "timezone_id": "Europe/Paris"}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium: Playwright's would have to be fetched from elsewhere."""
    expect.set_options(timeout=_PATIENCE_MS)
    return {**browser_type_launch_args, **browser_options()}


@pytest.fixture(scope="session")
def sessions(browser: Browser, ui_url: str) -> dict[str, StorageState]:
    """Everybody's cookies, once they have signed in through the provider's window."""
    return {name: _signed_in(browser, ui_url, name) for name in PEOPLE}


@pytest.fixture
def open_as(
    new_context: Callable[..., BrowserContext], sessions: dict[str, StorageState], ui_url: str
) -> Iterator[OpenAs]:
    """Makes pages for somebody who is signed in: `open_as("adam", language="fr", theme="dark", width=390)`.

    English, light and 1440 wide if not told otherwise. After the test, each of its pages must have asked nothing of
    another host, thrown nothing, and written no error to the console; `seen(page)` is for those who look themselves.
    """
    pages: list[Page] = []

    def open_page(
        name: str = "olivia", *, language: str = "en", theme: str = "light", width: int = 1440, height: int = 900
    ) -> Page:
        context = new_context(
            storage_state=sessions[name],
            locale=_LOCALES[language],
            viewport={"width": width, "height": height},
        )
        context.add_init_script(remember_settings(language, theme))
        page = context.new_page()
        _watch(page, ui_url)
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        assert seen(page).exceptions == []
        assert seen(page).console == []
        assert [each for each in seen(page).requests if "://" in each] == []


@pytest.fixture
def olivia(open_as: OpenAs) -> Page:
    """A page of somebody who reads."""
    return open_as("olivia")


@pytest.fixture
def gina(open_as: OpenAs) -> Page:
    """A page of somebody who reads, the group's figures as well."""
    return open_as("gina")


@pytest.fixture
def adam(open_as: OpenAs) -> Page:
    """A page of somebody who administers."""
    return open_as("adam")


def browser_options() -> dict[str, Any]:
    """How the browser is launched; raises FileNotFoundError when there is none."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        raise FileNotFoundError("there is no chromium: apt-get install chromium")
    return {"executable_path": program, "args": list(QUIET)}


def sign_in(page: Page, name: str) -> None:
    """From Backstage's sign-in page through the provider's window, as a person does; returns on the page asked for."""
    button = page.get_by_role("button", name="Sign in")
    with page.expect_popup() as window:
        button.click()
    window.value.get_by_role("button", name=name, exact=True).first.click()
    button.wait_for(state="detached")


def ended(screens: Stage, run_id: str) -> str:
    """The status of a run, once it has ended."""
    return str(wait_for_run(screens.platform.postgres_url, UUID(run_id), _RUN_SECONDS)["status"])


def seen(page: Page) -> Seen:
    """What a page of `open_as` did."""
    return _SEEN[page]


def settle(page: Page) -> None:
    """Wait until a view is whole: it has its headings, nothing of it is loading, and nothing more is asked for."""
    expect(page.get_by_role("heading").nth(1)).to_be_visible()
    expect(page.locator("[aria-busy=true], [role=progressbar]")).to_have_count(0)
    page.wait_for_load_state("networkidle")


def asked(page: Page) -> list[str]:
    """What a view that is whole has asked of the API, in order of its paths: `applications/APM0000001`, `status`.

    Fails when the very same was asked twice.
    """
    settle(page)
    calls = seen(page).api_calls()
    assert len(calls) == len(set(calls))
    return sorted(urlsplit(call.removeprefix("GET v1/local/")).path for call in calls)


def asked_of_group(page: Page) -> list[str]:
    """The same of the group's API."""
    settle(page)
    calls = [each for each in seen(page).requests if _GROUP_PROXY in each]
    assert len(calls) == len(set(calls))
    return sorted(urlsplit(call.partition(_GROUP_PROXY)[2]).path for call in calls)


def remember_settings(language: str, theme: str) -> str:
    """A script that sets what Backstage's settings would: the language and the theme."""
    return f"localStorage.language ??= {json.dumps(language)}; localStorage.theme ??= {json.dumps(theme)};"


_SEEN: dict[Page, Seen] = {}


def _watch(page: Page, ui_url: str) -> None:
    _SEEN[page] = noted = Seen([], [], [])

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            noted.console.append(message.text)

    page.on("request", lambda request: _note(noted.requests, request.method, request.url, ui_url))
    page.on("console", on_console)
    page.on("pageerror", lambda error: noted.exceptions.append(str(error)))


def _note(requests: list[str], method: str, url: str, ui_url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme in ("http", "https", "ws", "wss"):
        requests.append(f"{method} {url.removeprefix(ui_url)}")


def _signed_in(browser: Browser, ui_url: str, name: str) -> StorageState:
    context = browser.new_context(base_url=ui_url)
    page = context.new_page()
    page.goto("/finops")
    sign_in(page, name)
    state = context.storage_state()
    context.close()
    return state | {"origins": []}
