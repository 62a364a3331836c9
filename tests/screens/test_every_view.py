"""What holds for each view: anybody can use it, it fits narrow windows, it speaks both languages by address."""

import pytest
from playwright.sync_api import Page, expect

from finops_local.demo.api import Api
from tests.fix_screens import OpenAs, settle
from tests.screens.accessibility import violations
from tests.screens.views import FRENCH, GROUP_VIEWS, VIEWS, small_group_views, views

NARROW = 390


@pytest.fixture(scope="module")
def addresses(admin_api: Api) -> dict[str, str]:
    return {**views(admin_api), **small_group_views()}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", [*VIEWS, *GROUP_VIEWS])
def test_everybody_can_use_it_in_wide_and_narrow_windows(
    open_as: OpenAs, addresses: dict[str, str], name: str, theme: str
) -> None:
    page = open_as("adam", theme=theme)
    _open(page, addresses[name])
    found = violations(page)
    assert not found, "\n".join(found)
    page.set_viewport_size({"width": NARROW, "height": 900})
    page.wait_for_function("innerWidth === " + str(NARROW))
    # Charts are measured again once the window is another: a moment after it is.
    page.wait_for_function("document.documentElement.scrollWidth <= " + str(NARROW))


@pytest.mark.parametrize("name", FRENCH)
def test_it_speaks_french(open_as: OpenAs, addresses: dict[str, str], name: str) -> None:
    page = open_as("adam", language="fr")
    page.goto(addresses[name])
    expect(page.get_by_role("heading", name=FRENCH[name], exact=True).first).to_be_visible()


def _open(page: Page, address: str) -> None:
    page.goto(address)
    settle(page)
    expect(page.get_by_role("alert")).to_have_count(0)
