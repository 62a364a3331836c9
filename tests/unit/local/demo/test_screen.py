"""What is shown, and how."""

import io
from decimal import Decimal

import pytest
from rich.console import Console

from finops_local.demo.screen import Screen, shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "-"),
        (Decimal(0), "0.00"),
        (Decimal("1234567.891"), "1,234,567.89"),
        (12_345, "12,345"),
        ("open", "open"),
    ],
)
def test_cells(value: object, text: str) -> None:
    assert shown(value) == text


def test_what_is_no_terminal_gets_plain_text() -> None:
    output = io.StringIO()
    screen = Screen(Console(file=output))
    with screen.phase("starting"):
        screen.say("a [bold]line[/]")
    screen.table("Costs", ("domain", ">EUR"), [("open", Decimal("1.5"))])
    text = output.getvalue()
    assert "\x1b" not in text
    assert "starting ..." in text
    assert "done starting" in text
    assert "a line" in text
    assert "1.50" in text
    assert screen.seconds["starting"] >= 0
