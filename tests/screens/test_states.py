"""What a view says when there is nothing, when something is missing, when the API is away, and to whom it is not."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from playwright.sync_api import Page, expect

from finops_local.demo.stage import Stage
from tests.fix_screens import seen


def test_an_empty_month_is_explained(olivia: Page, screens: Stage) -> None:
    nothing_yet = screens.company.current.plus(1)
    olivia.goto(f"/finops?period={nothing_yet}")
    expect(olivia.get_by_text("No run has published")).to_be_visible()
    expect(olivia.get_by_text("The latest published month is")).to_be_visible()
    olivia.get_by_role("button", name="Previous month").click()
    expect(olivia.get_by_role("region", name="Key figures")).to_be_visible()


def test_a_month_that_is_none_is_told_by_the_api(olivia: Page) -> None:
    olivia.goto("/finops?period=2026-13")
    expect(olivia.get_by_role("alert")).to_contain_text("refuses")


def test_what_does_not_exist_is_told(olivia: Page) -> None:
    olivia.goto("/finops/domains/atlantis")
    expect(olivia.get_by_role("alert")).to_contain_text("There is no such thing")
    olivia.goto("/finops/nowhere")
    expect(olivia.get_by_text("There is no such page")).to_be_visible()


def test_an_api_that_is_away_is_told_and_comes_back(
    olivia: Page, api_down: Callable[[], AbstractContextManager[None]]
) -> None:
    with api_down():
        olivia.goto("/finops")
        expect(olivia.get_by_role("alert").first).to_contain_text("does not answer", timeout=30_000)
        expect(olivia.get_by_role("heading", level=2, name="Dashboard")).to_be_visible()
    olivia.get_by_role("button", name="Try again").first.click()
    expect(olivia.get_by_role("region", name="Key figures")).to_be_visible(timeout=30_000)


def test_what_was_read_stays_when_the_api_goes_away(
    olivia: Page, screens: Stage, api_down: Callable[[], AbstractContextManager[None]]
) -> None:
    olivia.goto(f"/finops?period={screens.company.current}")
    expect(olivia.get_by_role("region", name="Key figures")).to_be_visible()
    with api_down():
        olivia.get_by_role("button", name="Previous month").click()
        expect(olivia.get_by_role("alert").first).to_contain_text("does not answer", timeout=30_000)


def test_admin_is_not_shown_to_who_reads(olivia: Page) -> None:
    olivia.goto("/finops")
    expect(olivia.get_by_role("region", name="Key figures")).to_be_visible()
    expect(olivia.get_by_text("Admin", exact=True)).to_have_count(0)
    olivia.goto("/finops/admin/runs")
    expect(olivia.get_by_text("not for your role")).to_be_visible()
    assert not [call for call in seen(olivia).api_calls() if "/admin/" in call]


def test_admin_is_shown_to_who_administers(adam: Page) -> None:
    adam.goto("/finops")
    expect(adam.get_by_text("Admin", exact=True)).to_be_visible()


def test_an_environment_that_has_nothing_is_explained(olivia: Page, screens: Stage) -> None:
    olivia.goto(f"/finops?period={screens.company.current}&environment=nowhere")
    expect(olivia.get_by_text("Nothing matches these filters")).to_be_visible()
