"""What people see: phases with their time, and tables; colours and a spinner only on a terminal."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal

from rich.console import Console
from rich.table import Table

_PLAIN_WIDTH = 130


class Screen:
    """Prints to the console; remembers how long each phase took."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False)
        if not self.console.is_terminal:
            self.console.width = max(self.console.width, _PLAIN_WIDTH)
        self.seconds: dict[str, float] = {}

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Shows that something is under way, and then how long it took."""
        began = time.monotonic()
        if self.console.is_terminal:
            with self.console.status(name):
                yield
        else:
            self.console.print(f"{name} ...")
            yield
        self.seconds[name] = time.monotonic() - began
        self.console.print(f"[green]done[/] {name} [dim]{self.seconds[name]:.1f} s[/]")

    def say(self, text: str = "") -> None:
        """One line, markup allowed."""
        self.console.print(text)

    def verbatim(self, text: str) -> None:
        """Text to be copied or quoted: nothing in it is markup, and no line is broken."""
        self.console.print(text, markup=False, soft_wrap=True)

    def table(self, title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """A table; numbers stand to the right. A column whose name begins with `>` is of numbers."""
        table = Table(title=title, title_justify="left", title_style="bold")
        for column in columns:
            table.add_column(column.removeprefix(">"), justify="right" if column.startswith(">") else "left")
        for row in rows:
            table.add_row(*(shown(cell) for cell in row))
        self.console.print()
        self.console.print(table)


def shown(value: object) -> str:
    """A cell's text: amounts with two decimals, what is unknown as a dash and never as 0."""
    if value is None:
        return "-"
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    if isinstance(value, int):
        return f"{value:,}"
    return str(value)
