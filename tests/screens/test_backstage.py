"""Backstage itself: who signs in, what the proxy lets through, and what a page asks for."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
import requests
from playwright.sync_api import Page, expect

from finops_local.backstage import sign_in
from tests.fix_screens import PEOPLE, OpenAs, seen


@pytest.mark.parametrize("name", PEOPLE)
def test_people_sign_in_through_the_provider(open_as: OpenAs, name: str) -> None:
    page = open_as(name)
    page.goto("/settings")
    expect(page.get_by_text(f"user:default/{name}")).to_be_visible()


def test_nobody_sees_anything_unless_signed_in(page: Page) -> None:
    page.goto("/finops")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert page.request.get("/api/proxy/finops/v1/local/status").status == 401


@pytest.mark.parametrize(
    ("name", "path", "status"),
    [
        ("olivia", "v1/local/status", 200),
        ("adam", "v1/local/status", 200),
        ("olivia", "v1/local/admin/runs", 403),
        ("adam", "v1/local/admin/runs", 200),
    ],
)
def test_the_proxy_says_who_asks(ui_url: str, name: str, path: str, status: int) -> None:
    answer = requests.get(
        f"{ui_url}/api/proxy/finops/{path}",
        headers={"Authorization": f"Bearer {sign_in(ui_url, name)}"},
        timeout=10,
    )
    assert answer.status_code == status, answer.text


def test_the_proxy_passes_on_what_screens_need_of_an_answer(ui_url: str) -> None:
    def applications(**headers: str) -> requests.Response:
        return requests.get(
            f"{ui_url}/api/proxy/finops/v1/local/applications?limit=2", headers={**token, **headers}, timeout=10
        )

    token = {"Authorization": f"Bearer {sign_in(ui_url, 'olivia')}"}
    answer = applications()
    assert applications(**{"If-None-Match": answer.headers["ETag"]}).status_code == 304
    table = applications(Accept="text/csv")
    assert table.headers["Finops-Generation"] == str(answer.json()["meta"]["generation"])
    assert table.headers["Finops-Next-Cursor"] == answer.json()["meta"]["page"]["next"]


def test_an_api_that_is_down_is_told_and_comes_back(
    ui_url: str, api_down: Callable[[], AbstractContextManager[None]]
) -> None:
    def status() -> int:
        headers = {"Authorization": f"Bearer {token}"}
        return requests.get(f"{ui_url}/api/proxy/finops/v1/local/status", headers=headers, timeout=10).status_code

    token = sign_in(ui_url, "olivia")
    with api_down():
        assert status() == 504
    assert status() == 200


def test_the_start_page_is_ours(olivia: Page) -> None:
    olivia.goto("/")
    olivia.wait_for_url("**/finops*")
    expect(olivia.get_by_role("link", name="FinOps")).to_be_visible()


def test_nothing_is_asked_of_anybody_else(olivia: Page) -> None:
    for path in ("/finops", "/catalog", "/catalog/default/component/payments-portal", "/settings"):
        olivia.goto(path)
        olivia.wait_for_load_state("networkidle")
    assert [each for each in seen(olivia).requests if "://" in each] == []
    assert any(each.startswith("GET /api/catalog/") for each in seen(olivia).requests)
