"""What holds for each view: anybody can use it, it fits narrow windows, it speaks both languages, its address is enough."""

import pytest
from playwright.sync_api import Page, expect

from finops_contract.period import Period
from finops_local.demo.stage import Stage
from tests.fix_screens import OpenAs
from tests.screens.accessibility import violations
from tests.screens.views import views

NAMES = sorted(views(Period(2026, 1)))
NARROW = 390
FRENCH = {
    "dashboard": "Tableau de bord",
    "domains": "Domaines",
    "rankings": "Classements",
    "history": "Historique",
    "admin": "Administration",
}


def _open(page: Page, screens: Stage, name: str) -> None:
    page.goto(views(screens.company.current)[name])
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_it_can_be_used_by_everybody(open_as: OpenAs, screens: Stage, name: str, theme: str) -> None:
    page = open_as("adam", theme=theme)
    _open(page, screens, name)
    found = violations(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", NAMES)
def test_it_fits_a_narrow_window(open_as: OpenAs, screens: Stage, name: str) -> None:
    page = open_as("adam", width=NARROW)
    _open(page, screens, name)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW


@pytest.mark.parametrize("name", sorted(FRENCH))
def test_it_speaks_french(open_as: OpenAs, screens: Stage, name: str) -> None:
    page = open_as("adam", language="fr")
    _open(page, screens, name)
    expect(page.get_by_role("heading", level=2, name=FRENCH[name])).to_be_visible()
