"""`/docs`: in a real browser, with nothing from anywhere else, and nothing that its policy does not allow."""

import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
import requests

from query_api.docs_page.page import SWAGGER_UI
from query_api.docs_page.routes import ROUTES
from query_api.openapi import template
from query_api.routes import ROUTES as ALL_ROUTES
from tests.integration.query_api.contract.conftest import Served

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--enable-logging=stderr"),
    "--virtual-time-budget=20000",
)


class Links(HTMLParser):
    """What a page loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wanted = {"script": "src", "link": "href"}.get(tag)
        self.found += [value for name, value in attrs if name == wanted and value]


@pytest.fixture(scope="module")
def browser() -> str:
    if BROWSER is None and "CI" not in os.environ:
        pytest.skip("there is no chromium: apt-get install chromium")
    assert BROWSER is not None, "CI installs chromium"
    return BROWSER


def test_a_browser_shows_every_operation(served_api: Served, browser: str, tmp_path: Path) -> None:
    # No name is resolved: whatever the page wanted from elsewhere would fail, and the browser would say so.
    offline = (f"--user-data-dir={tmp_path}", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
    shown = subprocess.run(
        [browser, *OPTIONS, *offline, "--dump-dom", f"{served_api.url}/docs"],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    dom = shown.stdout.replace("\u200b", "").replace("<wbr>", "")  # Swagger UI lets long paths break
    for route in ALL_ROUTES:
        assert f'data-path="{template(route.path)}"' in dom
    console = [line for line in shown.stderr.splitlines() if "CONSOLE" in line]
    assert console == []


def test_the_page_loads_what_the_routes_serve_and_nothing_else(served_api: Served) -> None:
    page = requests.get(f"{served_api.url}/docs", timeout=10)
    links = Links()
    links.feed(page.text)
    assert {f"/{link}" for link in links.found} == {route.path for route in ROUTES} - {"/docs"}
    for route in ROUTES:
        file = requests.get(f"{served_api.url}{route.path}", timeout=10)
        assert file.status_code == 200
        assert file.headers["Content-Type"].partition(";")[0] == route.media_type
        policy = file.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert not re.search(r"https?:|\*", policy)


@pytest.mark.parametrize("name", sorted(SWAGGER_UI))
def test_files_are_kept_by_browsers(served_api: Served, name: str) -> None:
    url = f"{served_api.url}/docs/{name}"
    first = requests.get(url, timeout=10)
    assert first.headers["Cache-Control"] == "public, max-age=3600"
    again = requests.get(url, headers={"If-None-Match": first.headers["ETag"]}, timeout=10)
    assert (again.status_code, again.content) == (304, b"")
    assert requests.get(url, headers={"If-None-Match": '"other"'}, timeout=10).status_code == 200


@pytest.mark.parametrize("name", ["%2e%2e/page.py", "page.py", "LICENSE", "swagger-ui.js", ""])
def test_no_other_file_is_to_be_had(served_api: Served, name: str) -> None:
    assert requests.get(f"{served_api.url}/docs/{name}", timeout=10).status_code == 401
    with_token = {"Authorization": f"Bearer {served_api.token('Rosetta_User')}"}
    answer = requests.get(f"{served_api.url}/docs/{name}", headers=with_token, timeout=10)
    assert answer.status_code == 404
